//! What the form looks like: its sheets, their columns and the words that can stand in them.

use guoban_model::text::Language;

use crate::kind::Kind;

/// A sheet of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// 指标.
    Indicators,
    /// 增速.
    Growth,
    /// 生产总值分行业.
    Industries,
    /// 项目.
    Projects,
    /// 措施.
    Measures,
    /// 县区.
    Units,
    /// 同级.
    Peers,
}

impl SheetKind {
    /// All, in the order of the form.
    pub const ALL: [Self; 7] =
        [Self::Indicators, Self::Growth, Self::Industries, Self::Projects, Self::Measures, Self::Units, Self::Peers];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Indicators => ("指标", "Indicators"),
            Self::Growth => ("增速", "Growth"),
            Self::Industries => ("行业", "Industries"),
            Self::Projects => ("项目", "Projects"),
            Self::Measures => ("措施", "Measures"),
            Self::Units => ("县区", "Units"),
            Self::Peers => ("同级", "Peers"),
        };
        if language == Language::Zh { zh } else { en }
    }

    /// Which sheet has this name, in either language.
    pub fn of(name: &str) -> Option<Self> {
        let is = |one: &Self| {
            [Language::Zh, Language::En].iter().any(|language| name.eq_ignore_ascii_case(one.name(*language)))
        };
        Self::ALL.into_iter().find(is)
    }

    /// Its columns, in order.
    pub fn columns(self) -> Vec<Column> {
        use Column as C;
        let months = |column: fn(u32) -> Column| (1..=12).map(column).collect::<Vec<_>>();
        match self {
            Self::Indicators => [
                vec![C::Name, C::Unit, C::Kind, C::Owner, C::Fill, C::Publish, C::Day],
                months(C::LastYear),
                vec![C::LastGrowth],
                months(C::ThisYear),
                vec![C::Half, C::Year, C::TaskIn, C::Source],
            ]
            .concat(),
            Self::Growth => [
                vec![C::Name, C::Kind, C::Owner, C::Publish, C::Day],
                months(C::LastYear),
                months(C::ThisYear),
                vec![C::Half, C::Year, C::Source],
            ]
            .concat(),
            Self::Industries => vec![
                C::Name,
                C::Quarter(1),
                C::Quarter(2),
                C::Quarter(3),
                C::Quarter(4),
                C::GrowthNow,
                C::Driver,
                C::PassThrough,
            ],
            Self::Projects => vec![C::Name, C::Owner, C::Cost, C::YearPlan, C::DoneNow, C::Start, C::Finish, C::Stage],
            Self::Measures => vec![
                C::Name,
                C::Owner,
                C::Unit,
                C::Low,
                C::Arranged,
                C::High,
                C::Step,
                C::UnitCost,
                C::Indicator,
                C::Effect,
                C::From,
                C::Borrowed,
            ],
            Self::Units => vec![C::Name, C::Indicator, C::Weight, C::GrowthNow, C::Year, C::Owner],
            Self::Peers => [vec![C::Name, C::Indicator], months(C::ThisYear)].concat(),
        }
    }
}

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
        };
        if language == Language::Zh { zh } else { en }
    }
}

/// Whether figures are cumulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// 累计: January to the month.
    #[default]
    ToDate,
    /// 当月.
    Single,
}

/// How often an indicator is published, as the form says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// 每月.
    Monthly,
    /// 每月，1—2月合并.
    JanFeb,
    /// 每季.
    Quarterly,
}

/// What a task is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskIn {
    /// 总量: the indicator's unit.
    #[default]
    Amount,
    /// 增速: per cent.
    Growth,
}

/// A word of a list in the form.
pub trait Word: Sized + Copy + 'static {
    /// All that can stand there.
    fn all() -> &'static [(Self, &'static str, &'static str)];

    /// The words of a language.
    fn words(language: Language) -> Vec<&'static str> {
        Self::all().iter().map(|(_, zh, en)| if language == Language::Zh { *zh } else { *en }).collect()
    }

    /// What a word says, in either language.
    fn of(word: &str) -> Option<Self> {
        Self::all().iter().find(|(_, zh, en)| word == *zh || word.eq_ignore_ascii_case(en)).map(|(value, ..)| *value)
    }
}

impl Word for Fill {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[(Self::ToDate, "累计", "to date"), (Self::Single, "当月", "single month")]
    }
}

impl Word for Often {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[
            (Self::Monthly, "每月", "monthly"),
            (Self::JanFeb, "每月(1-2月合并)", "monthly, Jan-Feb together"),
            (Self::Quarterly, "每季", "quarterly"),
        ]
    }
}

impl Word for TaskIn {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[(Self::Amount, "总量", "amount"), (Self::Growth, "增速", "growth")]
    }
}

impl Word for bool {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[(true, "是", "yes"), (false, "否", "no")]
    }
}

impl Word for Kind {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        const ALL: [(Kind, &str, &str); 14] = {
            let mut all = [(Kind::Gdp, "", ""); 14];
            let mut at = 0;
            while at < all.len() {
                let kind = Kind::ALL[at];
                let (zh, en) = kind.words_of();
                all[at] = (kind, zh, en);
                at += 1;
            }
            all
        };
        &ALL
    }
}

/// What stands above the headings of the first sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// 地方.
    Place,
    /// 计划年.
    Year,
    /// 截至日.
    AsOf,
    /// 数据性质.
    Data,
}

impl Head {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Place, Self::Year, Self::AsOf, Self::Data];

    /// Its label.
    pub fn label(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Place => ("地方", "Place"),
            Self::Year => ("计划年", "Plan year"),
            Self::AsOf => ("截至日", "As of"),
            Self::Data => ("数据性质", "Data"),
        };
        if language == Language::Zh { zh } else { en }
    }

    /// Which it is, in either language.
    pub fn of(label: &str) -> Option<Self> {
        let label = label.trim_end_matches([':', ' ']);
        let is = |one: &Self| {
            [Language::Zh, Language::En].iter().any(|language| label.eq_ignore_ascii_case(one.label(*language)))
        };
        Self::ALL.into_iter().find(is)
    }
}

/// Whether the figures are real.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// 实际数据.
    #[default]
    Real,
    /// 演示数据.
    Demo,
}

impl Word for Data {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[(Self::Real, "实际数据", "real"), (Self::Demo, "演示数据", "demo")]
    }
}
