//! Published series, year by year.

use serde::Serialize;

/// The first year that is projected: before it growth was of another order.
pub const FIRST: i32 = 2010;

/// What an error is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Percentage points of a growth rate.
    Points,
    /// Per cent of an amount.
    Percent,
}

/// Whether a shock that nobody foresaw in the spring before shaped a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It did not.
    Calm,
    /// The epidemic and what it did to the bases of the years after.
    Shaken,
}

impl Kind {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Calm, Self::Shaken];

    /// Of a year. The years of the one shock on record are named, not found: a rule that found them from the figures would be
    /// made from what it is tried on.
    pub fn of(year: i32) -> Self {
        if (2020..=2023).contains(&year) { Self::Shaken } else { Self::Calm }
    }

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Shaken => "shaken",
        }
    }
}

/// Series that behave alike and share error bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Growth of GDP, nation.
    Gdp,
    /// Growth of value added of a sector, nation.
    Sector,
    /// Growth of value added of an industry, nation.
    Industry,
    /// Growth of fixed-asset investment, nation.
    Investment,
    /// Growth of above-scale industrial value added, nation.
    Industrial,
    /// Retail sales, amount.
    Retail,
    /// Retail sales of units above the limit, amount.
    AboveLimit,
    /// Retail sales, growth.
    RetailGrowth,
    /// Retail sales of units above the limit, growth.
    AboveLimitGrowth,
    /// General public budget revenue, tax revenue and expenditure, amounts.
    Fiscal,
    /// Trade in dollars, exports and imports, amounts.
    Trade,
    /// Growth of GDP, province.
    LocalGdp,
    /// Growth of a sector, province.
    LocalSector,
    /// Growth of fixed-asset investment, province.
    LocalInvestment,
    /// Growth of above-scale industrial value added, province.
    LocalIndustrial,
    /// Retail sales, growth, province.
    LocalRetail,
    /// Growth of real-estate investment, province: a part of investment.
    LocalEstate,
}

impl Class {
    /// Every class, in the order of the tables.
    pub const ALL: [Self; 17] = [
        Self::Gdp,
        Self::Sector,
        Self::Industry,
        Self::Investment,
        Self::Industrial,
        Self::Retail,
        Self::AboveLimit,
        Self::RetailGrowth,
        Self::AboveLimitGrowth,
        Self::Fiscal,
        Self::Trade,
        Self::LocalGdp,
        Self::LocalSector,
        Self::LocalInvestment,
        Self::LocalIndustrial,
        Self::LocalRetail,
        Self::LocalEstate,
    ];

    /// Classes of the nation and of the province that hold the same thing.
    pub const PAIRS: [(Self, Self); 5] = [
        (Self::Gdp, Self::LocalGdp),
        (Self::Sector, Self::LocalSector),
        (Self::Investment, Self::LocalInvestment),
        (Self::Industrial, Self::LocalIndustrial),
        (Self::RetailGrowth, Self::LocalRetail),
    ];

    /// The name the tables and the packs' tests use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Gdp => "gdp",
            Self::Sector => "sector",
            Self::Industry => "industry",
            Self::Investment => "investment",
            Self::Industrial => "industrial",
            Self::Retail => "retail",
            Self::AboveLimit => "above_limit",
            Self::RetailGrowth => "retail_growth",
            Self::AboveLimitGrowth => "above_limit_growth",
            Self::Fiscal => "fiscal",
            Self::Trade => "trade",
            Self::LocalGdp => "local_gdp",
            Self::LocalSector => "local_sector",
            Self::LocalInvestment => "local_investment",
            Self::LocalIndustrial => "local_industrial",
            Self::LocalRetail => "local_retail",
            Self::LocalEstate => "local_estate",
        }
    }

    /// What it holds, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gdp => "GDP, growth",
            Self::Sector => "three sectors, growth",
            Self::Industry => "eleven industries, growth",
            Self::Investment => "investment, growth",
            Self::Industrial => "industry above scale, growth",
            Self::Retail => "retail sales, amount",
            Self::AboveLimit => "retail above the limit, amount",
            Self::RetailGrowth => "retail sales, growth",
            Self::AboveLimitGrowth => "retail above the limit, growth",
            Self::Fiscal => "budget revenue, taxes, expenditure, amounts",
            Self::Trade => "trade, exports, imports in dollars, amounts",
            Self::LocalGdp => "GDP of a province, growth",
            Self::LocalSector => "three sectors of a province, growth",
            Self::LocalInvestment => "investment of a province, growth",
            Self::LocalIndustrial => "industry above scale of a province, growth",
            Self::LocalRetail => "retail sales of a province, growth",
            Self::LocalEstate => "real-estate investment of a province, growth",
        }
    }

    /// What its errors are measured in.
    pub fn measure(self) -> Measure {
        match self {
            Self::Retail | Self::AboveLimit | Self::Fiscal | Self::Trade => Measure::Percent,
            _ => Measure::Points,
        }
    }
}

/// What is published for January to a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// Its last month, 1 to 12.
    pub end: u32,
    /// Growth from January to that month, per cent.
    pub rate: Option<f64>,
    /// The amount from January to that month.
    pub amount: Option<f64>,
    /// Growth of its last period by itself, where that is published.
    pub last: Option<f64>,
}

/// A year of a series; figures may be missing, and it may not be over.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// What is published of it, by month.
    pub figures: Vec<Figure>,
}

impl Year {
    /// The figure that ends in a month.
    pub fn through(&self, end: u32) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.end == end)
    }

    /// Growth from January to a month.
    pub fn rate(&self, end: u32) -> Option<f64> {
        self.through(end)?.rate
    }

    /// The amount from January to a month.
    pub fn amount(&self, end: u32) -> Option<f64> {
        self.through(end)?.amount
    }
}

/// A published series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the tables.
    pub id: String,
    /// Its class.
    pub class: Class,
    /// Its years in order.
    pub years: Vec<Year>,
}

impl Series {
    /// The year before.
    pub fn before(&self, year: i32) -> Option<&Year> {
        self.years.iter().find(|found| found.year == year - 1)
    }

    /// What really happened: the rate, or the amount from January.
    pub fn outcome(&self, year: &Year, end: u32) -> Option<f64> {
        match self.class.measure() {
            Measure::Points => year.rate(end),
            Measure::Percent => year.amount(end),
        }
    }

    /// What a projected rate comes to in what the class is measured in.
    pub fn projected(&self, year: &Year, end: u32, rate: f64) -> Option<f64> {
        match self.class.measure() {
            Measure::Points => Some(rate),
            Measure::Percent => Some(self.before(year.year)?.amount(end)? * (1.0 + rate / 100.0)),
        }
    }

    /// The part of January to `end` that falls before the end of `known`, as it was last year; by months where no amounts are
    /// published. This year's would not be known yet.
    pub fn share(&self, year: &Year, known: u32, end: u32) -> f64 {
        let amounts = self.before(year.year).and_then(|before| Some((before.amount(known)?, before.amount(end)?)));
        amounts.map_or(f64::from(known) / f64::from(end), |(known, end)| known / end)
    }
}
