//! The columns of the form and their headings.

use guoban_model::text::Language;

/// A column of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 名称.
    Name,
    /// 单位.
    Unit,
    /// 类别.
    Kind,
    /// 责任单位.
    Owner,
    /// 填法: amounts to date or of single months.
    Fill,
    /// 发布: how often.
    Publish,
    /// 发布日.
    Day,
    /// 上年, by month.
    LastYear(u32),
    /// 今年, by month.
    ThisYear(u32),
    /// 上年全年增速.
    LastGrowth,
    /// 半年任务.
    Half,
    /// 全年任务.
    Year,
    /// 任务口径: an amount or a growth.
    TaskIn,
    /// 数据来源.
    Source,
    /// 上年, by quarter.
    Quarter(u32),
    /// 今年累计增速.
    GrowthNow,
    /// 相关指标.
    Driver,
    /// 传导系数.
    PassThrough,
    /// 总投资.
    Cost,
    /// 本年计划投资.
    YearPlan,
    /// 本年已完成.
    DoneNow,
    /// 开工.
    Start,
    /// 竣工.
    Finish,
    /// 阶段.
    Stage,
    /// 最低.
    Low,
    /// 已安排.
    Arranged,
    /// 最高.
    High,
    /// 步长.
    Step,
    /// 单位成本.
    UnitCost,
    /// 影响指标.
    Indicator,
    /// 每单位带来.
    Effect,
    /// 见效月份.
    From,
    /// 是否借.
    Borrowed,
    /// 权重.
    Weight,
    /// 上年占比.
    Share,
    /// 以前年度完成.
    Before,
    /// 次年计划.
    NextYear,
    /// 是否只改统计.
    Recording,
    /// 达标最少.
    LeastQualified,
    /// 达标可能.
    Qualified,
    /// 达标最多.
    MostQualified,
    /// 入库月份.
    Enters,
    /// 每家每月带来.
    Each,
    /// 几个月后产出.
    Delay,
    /// 留存率.
    Stays,
}

impl Column {
    /// Its heading.
    pub fn heading(self, language: Language) -> &'static str {
        const LAST: [&str; 12] = [
            "上年1月",
            "上年2月",
            "上年3月",
            "上年4月",
            "上年5月",
            "上年6月",
            "上年7月",
            "上年8月",
            "上年9月",
            "上年10月",
            "上年11月",
            "上年12月",
        ];
        const THIS: [&str; 12] = [
            "今年1月",
            "今年2月",
            "今年3月",
            "今年4月",
            "今年5月",
            "今年6月",
            "今年7月",
            "今年8月",
            "今年9月",
            "今年10月",
            "今年11月",
            "今年12月",
        ];
        const LAST_EN: [&str; 12] = [
            "Last Jan", "Last Feb", "Last Mar", "Last Apr", "Last May", "Last Jun", "Last Jul", "Last Aug", "Last Sep",
            "Last Oct", "Last Nov", "Last Dec",
        ];
        const THIS_EN: [&str; 12] = [
            "This Jan", "This Feb", "This Mar", "This Apr", "This May", "This Jun", "This Jul", "This Aug", "This Sep",
            "This Oct", "This Nov", "This Dec",
        ];
        const QUARTERS: [(&str, &str); 4] = [
            ("上年一季度", "Last Q1"),
            ("上年二季度", "Last Q2"),
            ("上年三季度", "Last Q3"),
            ("上年四季度", "Last Q4"),
        ];
        let at = |list: &[&'static str; 12], month: u32| list.get(month as usize - 1).copied().unwrap_or("");
        let (zh, en) = match self {
            Self::Name => ("名称", "Name"),
            Self::Unit => ("单位", "Unit"),
            Self::Kind => ("类别", "Kind"),
            Self::Owner => ("责任单位", "Owner"),
            Self::Fill => ("填法", "Figures"),
            Self::Publish => ("发布", "Published"),
            Self::Day => ("发布日", "Day"),
            Self::LastYear(month) => (at(&LAST, month), at(&LAST_EN, month)),
            Self::ThisYear(month) => (at(&THIS, month), at(&THIS_EN, month)),
            Self::LastGrowth => ("上年增速", "Last growth"),
            Self::Half => ("半年任务", "Half-year task"),
            Self::Year => ("全年任务", "Annual task"),
            Self::TaskIn => ("任务口径", "Task in"),
            Self::Source => ("数据来源", "Source"),
            Self::Quarter(quarter) => QUARTERS.get(quarter as usize - 1).copied().unwrap_or_default(),
            Self::GrowthNow => ("今年累计增速", "Growth this year"),
            Self::Driver => ("相关指标", "Driver"),
            Self::PassThrough => ("传导系数", "Pass-through"),
            Self::Cost => ("总投资", "Total cost"),
            Self::YearPlan => ("本年计划", "Plan of the year"),
            Self::DoneNow => ("本年已完成", "Done this year"),
            Self::Start => ("开工", "Start"),
            Self::Finish => ("竣工", "Finish"),
            Self::Stage => ("阶段", "Stage"),
            Self::Low => ("最低", "Least"),
            Self::Arranged => ("已安排", "Arranged"),
            Self::High => ("最高", "Most"),
            Self::Step => ("步长", "Step"),
            Self::UnitCost => ("单位成本", "Unit cost"),
            Self::Indicator => ("影响指标", "Indicator"),
            Self::Effect => ("每单位带来", "Effect per unit"),
            Self::From => ("见效月份", "From month"),
            Self::Borrowed => ("是否借", "Borrowed"),
            Self::Weight => ("权重", "Weight"),
            Self::Share => ("上年占比", "Last share"),
            Self::Before => ("以前年度完成", "Done before"),
            Self::NextYear => ("次年计划", "Plan of next year"),
            Self::Recording => ("是否只改统计", "Recording only"),
            Self::LeastQualified => ("达标最少", "Qualified, least"),
            Self::Qualified => ("达标可能", "Qualified, likely"),
            Self::MostQualified => ("达标最多", "Qualified, most"),
            Self::Enters => ("入库月份", "Enters in"),
            Self::Each => ("每家每月带来", "Each a month"),
            Self::Delay => ("几个月后产出", "Months until"),
            Self::Stays => ("留存率", "Survival"),
        };
        if language == Language::Zh { zh } else { en }
    }
}
