//! Kinds of indicators: how they are projected by default, and how far such projections were off.

mod record;

use guoban_model::text::Language;

/// How a default projection goes on from what is published, of those that two years of figures suffice for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The growth of the last period holds.
    Persists,
    /// Growth to date holds.
    Stays,
    /// Growth of the last three months holds.
    Momentum,
    /// Half way between the two.
    Blend,
}

impl Method {
    /// The number by which a pack's curve of methods names it.
    pub fn code(self) -> u32 {
        match self {
            Self::Persists => 0,
            Self::Stays => 1,
            Self::Momentum => 2,
            Self::Blend => 3,
        }
    }
}

/// What a class of published series has on record: half the width of the 80% band and the method that missed least, by months known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Its id in the back-test.
    pub class: &'static str,
    /// Whether widths are per cent of an amount; else points of a growth.
    pub percent: bool,
    /// Tenths at mid-year with 0 to 5 months known, in calm years.
    pub half: [u32; 6],
    /// Tenths at the year's end with 0 to 11 months known, in calm years.
    pub year: [u32; 12],
    /// Tenths in shaken years.
    pub half_shaken: [u32; 6],
    /// Tenths in shaken years.
    pub year_shaken: [u32; 12],
    /// For the half-year, with 0 to 5 months known.
    pub half_method: [Method; 6],
    /// For the year, with 0 to 11 months known.
    pub year_method: [Method; 12],
}

/// Every class that a kind takes its default from.
pub fn records() -> &'static [Record] {
    &record::RECORDS
}

/// What the form calls 类别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 地区生产总值.
    Gdp,
    /// 三次产业.
    Sector,
    /// 固定资产投资.
    Investment,
    /// 房地产开发投资.
    Estate,
    /// 规上工业.
    Industrial,
    /// 社会消费品零售总额.
    Retail,
    /// 限上销售额、营业额.
    AboveLimit,
    /// 一般公共预算收支、税收.
    Fiscal,
    /// 外贸进出口.
    Trade,
    /// Other amounts that go on steadily.
    Steady,
    /// Other amounts that do not.
    Volatile,
    /// Counts of projects or firms, cumulated.
    Count,
    /// A level at the end of the month: loans, deposits.
    Stock,
    /// A ratio or share, as published.
    Ratio,
}

/// Where a kind's bands come from: a class, and by how much they are widened in calm and in shaken years, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The class.
    pub class: &'static str,
    /// Calm years, tenths.
    pub calm: u32,
    /// Shaken years, tenths.
    pub shaken: u32,
}

impl Kind {
    /// All, in the order of the form's list.
    pub const ALL: [Self; 14] = [
        Self::Gdp,
        Self::Sector,
        Self::Investment,
        Self::Estate,
        Self::Industrial,
        Self::Retail,
        Self::AboveLimit,
        Self::Fiscal,
        Self::Trade,
        Self::Steady,
        Self::Volatile,
        Self::Count,
        Self::Stock,
        Self::Ratio,
    ];

    /// The word in the form.
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = self.words_of();
        if language == Language::Zh { zh } else { en }
    }

    /// The word in Chinese and in English.
    pub const fn words_of(self) -> (&'static str, &'static str) {
        match self {
            Self::Gdp => ("生产总值", "GDP"),
            Self::Sector => ("三次产业", "Sector"),
            Self::Investment => ("固定资产投资", "Investment"),
            Self::Estate => ("房地产投资", "Real-estate investment"),
            Self::Industrial => ("规上工业", "Industry above scale"),
            Self::Retail => ("社会消费品零售", "Retail sales"),
            Self::AboveLimit => ("限上销售", "Sales above the limit"),
            Self::Fiscal => ("财政收支", "Budget"),
            Self::Trade => ("外贸", "Foreign trade"),
            Self::Steady => ("其他平稳总量", "Other, steady"),
            Self::Volatile => ("其他波动总量", "Other, volatile"),
            Self::Count => ("个数", "Count"),
            Self::Stock => ("期末数", "Level"),
            Self::Ratio => ("比率", "Ratio"),
        }
    }

    /// What a name says of the kind, where the form does not.
    pub fn guess(name: &str) -> Option<Self> {
        const WORDS: [(&str, Kind); 22] = [
            ("房地产开发", Kind::Estate),
            ("生产总值", Kind::Gdp),
            ("GDP", Kind::Gdp),
            ("第一产业", Kind::Sector),
            ("第二产业", Kind::Sector),
            ("第三产业", Kind::Sector),
            ("固定资产投资", Kind::Investment),
            ("工业投资", Kind::Investment),
            ("规模以上工业", Kind::Industrial),
            ("规上工业", Kind::Industrial),
            ("限额以上", Kind::AboveLimit),
            ("限上", Kind::AboveLimit),
            ("零售总额", Kind::Retail),
            ("社零", Kind::Retail),
            ("公共预算", Kind::Fiscal),
            ("税收", Kind::Fiscal),
            ("进出口", Kind::Trade),
            ("进口", Kind::Trade),
            ("出口", Kind::Trade),
            ("余额", Kind::Stock),
            ("家数", Kind::Count),
            ("个数", Kind::Count),
        ];
        WORDS.iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| *kind)
    }

    /// The group it is listed in: id, and its name in both languages.
    pub fn group(self) -> (&'static str, &'static str) {
        match self {
            Self::Gdp | Self::Sector => ("overall", "总量与产业 | Overall and sectors"),
            Self::Investment | Self::Estate => ("investment", "投资 | Investment"),
            Self::Industrial => ("industry", "工业 | Industry"),
            Self::Retail | Self::AboveLimit => ("consumption", "消费 | Consumption"),
            Self::Fiscal => ("fiscal", "财政 | Budget"),
            Self::Trade => ("trade", "外贸 | Foreign trade"),
            _ => ("other", "其他 | Other"),
        }
    }

    /// What its error bands are taken from: of an amount, or of a growth.
    pub fn basis(self, percent: bool) -> Basis {
        let own = |class| Basis { class, calm: 10, shaken: 10 };
        match (self, percent) {
            (Self::Gdp, _) => own("local_gdp"),
            (Self::Sector, _) => own("local_sector"),
            (Self::Investment, _) => own("local_investment"),
            (Self::Estate, _) => own("local_estate"),
            (Self::Industrial, _) => own("local_industrial"),
            (Self::Retail | Self::AboveLimit, false) | (Self::Ratio, _) => own("local_retail"),
            (Self::Fiscal, _) => own("fiscal"),
            (Self::Trade, _) => own("trade"),
            // A place errs about twice as much as the nation in calm years (docs/backtest.md, a province against the nation).
            (Self::Retail | Self::AboveLimit, true) | (Self::Steady | Self::Stock, _) => {
                Basis { class: "retail", calm: 20, shaken: 10 }
            }
            (Self::Volatile, _) => Basis { class: "trade", calm: 15, shaken: 10 },
            (Self::Count, _) => Basis { class: "trade", calm: 40, shaken: 40 },
        }
    }

    /// Whether its bands are a class's own or a multiple of a like one's.
    pub fn is_on_record(self, percent: bool) -> bool {
        let basis = self.basis(percent);
        basis.calm == 10 && self != Self::Ratio && self.record(percent).is_some_and(|record| record.percent == percent)
    }

    /// The record of its class.
    pub fn record(self, percent: bool) -> Option<&'static Record> {
        let class = self.basis(percent).class;
        records().iter().find(|record| record.class == class)
    }
}
