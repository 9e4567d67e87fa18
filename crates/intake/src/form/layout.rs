//! What the form looks like: its sheets, their columns and the words that can stand in them.

use guoban_model::text::Language;

pub use super::column::Column;
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
    /// 入库: firms that enter the statistics.
    Funnels,
    /// 批次: what is placed now and comes out months later.
    Cohorts,
    /// 县区.
    Units,
    /// 同级.
    Peers,
}

impl SheetKind {
    /// All, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Indicators,
        Self::Growth,
        Self::Industries,
        Self::Projects,
        Self::Measures,
        Self::Funnels,
        Self::Cohorts,
        Self::Units,
        Self::Peers,
    ];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Indicators => ("指标", "Indicators"),
            Self::Growth => ("增速", "Growth"),
            Self::Industries => ("行业", "Industries"),
            Self::Projects => ("项目", "Projects"),
            Self::Measures => ("措施", "Measures"),
            Self::Funnels => ("入库", "Inclusion"),
            Self::Cohorts => ("批次", "Cohorts"),
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
                C::Share,
                C::Quarter(1),
                C::Quarter(2),
                C::Quarter(3),
                C::Quarter(4),
                C::GrowthNow,
                C::Driver,
                C::PassThrough,
            ],
            Self::Projects => vec![
                C::Name,
                C::Owner,
                C::Cost,
                C::Before,
                C::YearPlan,
                C::DoneNow,
                C::NextYear,
                C::Start,
                C::Finish,
                C::Stage,
            ],
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
                C::Recording,
            ],
            Self::Funnels => vec![
                C::Name,
                C::Owner,
                C::Unit,
                C::Low,
                C::Arranged,
                C::High,
                C::LeastQualified,
                C::Qualified,
                C::MostQualified,
                C::Enters,
                C::Indicator,
                C::Each,
                C::UnitCost,
            ],
            Self::Cohorts => vec![
                C::Name,
                C::Owner,
                C::Unit,
                C::Low,
                C::Arranged,
                C::High,
                C::Step,
                C::UnitCost,
                C::From,
                C::Delay,
                C::Stays,
                C::Indicator,
                C::Effect,
            ],
            Self::Units => vec![C::Name, C::Indicator, C::Weight, C::GrowthNow, C::Year, C::Owner],
            Self::Peers => [vec![C::Name, C::Indicator], months(C::ThisYear)].concat(),
        }
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

/// How far a project is, as the form says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 前期: works have not begun.
    Preparing,
    /// 在建.
    UnderWay,
    /// 停工.
    Stopped,
    /// 竣工.
    Completed,
    /// 投产.
    InOperation,
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

impl Word for Stage {
    fn all() -> &'static [(Self, &'static str, &'static str)] {
        &[
            (Self::Preparing, "前期", "preparing"),
            (Self::UnderWay, "在建", "under way"),
            (Self::Stopped, "停工", "stopped"),
            (Self::Completed, "竣工", "completed"),
            (Self::InOperation, "投产", "in operation"),
        ]
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
