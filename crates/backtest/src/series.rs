//! A published series, year by year.

use serde::Serialize;

/// What an error is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Percentage points of a growth rate.
    Points,
    /// Per cent of an amount.
    Percent,
}

/// Series that behave alike and share one error band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Growth of the whole value added.
    Gdp,
    /// Growth of value added of a sector.
    Sector,
    /// Growth of value added of an industry.
    Industry,
    /// Growth of fixed-asset investment.
    Investment,
    /// Retail sales, amount.
    Retail,
    /// Retail sales of units above the limit, amount.
    AboveLimit,
    /// Retail sales, growth.
    RetailGrowth,
    /// Retail sales of units above the limit, growth.
    AboveLimitGrowth,
}

impl Class {
    /// Every class, in the order of the tables.
    pub const ALL: [Self; 8] = [
        Self::Gdp,
        Self::Sector,
        Self::Industry,
        Self::Investment,
        Self::Retail,
        Self::AboveLimit,
        Self::RetailGrowth,
        Self::AboveLimitGrowth,
    ];

    /// The name the tables and the packs' tests use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Gdp => "gdp",
            Self::Sector => "sector",
            Self::Industry => "industry",
            Self::Investment => "investment",
            Self::Retail => "retail",
            Self::AboveLimit => "above_limit",
            Self::RetailGrowth => "retail_growth",
            Self::AboveLimitGrowth => "above_limit_growth",
        }
    }

    /// What it holds, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gdp => "GDP, growth",
            Self::Sector => "three sectors, growth",
            Self::Industry => "eleven industries, growth",
            Self::Investment => "investment, growth",
            Self::Retail => "retail sales, amount",
            Self::AboveLimit => "retail above the limit, amount",
            Self::RetailGrowth => "retail sales, growth",
            Self::AboveLimitGrowth => "retail above the limit, growth",
        }
    }

    /// What its errors are measured in.
    pub fn measure(self) -> Measure {
        match self {
            Self::Retail | Self::AboveLimit => Measure::Percent,
            _ => Measure::Points,
        }
    }

    /// Whether its default projection carries a trend of the growth rate within the year. Only investment does: its rate
    /// fell in every year on record, here and in the domain notes; the others fell and rose.
    pub fn drifts(self) -> bool {
        self == Self::Investment
    }
}

/// One published period of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its last month, 1 to 12.
    pub end: u32,
    /// Growth from January to that month, per cent.
    pub rate: f64,
    /// The period by itself, where it is published.
    pub single: Option<Single>,
}

/// A period by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Single {
    /// Amount at current prices.
    pub amount: f64,
    /// Growth on the same period of the previous year, per cent.
    pub growth: f64,
}

impl Single {
    /// The comparable base: the amount taken back by its growth. Only its shares of the year are used.
    pub fn base(self) -> f64 {
        self.amount / (1.0 + self.growth / 100.0)
    }
}

/// What was known of the year before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// Growth of the whole year, per cent.
    pub rate: f64,
    /// Growth of its last period, per cent.
    pub last: f64,
}

/// A year of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// The year before, if its figures are there.
    pub before: Option<Before>,
    /// Its periods in order; the last one ends in December.
    pub figures: Vec<Figure>,
    /// The same periods of the parts it is added up from, if the projection adds up parts.
    pub parts: Vec<Vec<Figure>>,
}

impl Year {
    /// The figure that ends in a month.
    pub fn through(&self, end: u32) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.end == end)
    }

    /// The amount from January to a month.
    pub fn amount(&self, end: u32) -> Option<f64> {
        self.through(end)?;
        self.figures.iter().filter(|figure| figure.end <= end).map(|figure| Some(figure.single?.amount)).sum()
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
    /// The figures of the year before, for amounts.
    pub fn previous(&self, year: i32) -> Option<&Year> {
        self.years.iter().find(|found| found.year == year - 1)
    }

    /// What really happened: the rate, or the amount from January.
    pub fn outcome(&self, year: &Year, end: u32) -> Option<f64> {
        match self.class.measure() {
            Measure::Points => year.through(end).map(|figure| figure.rate),
            Measure::Percent => year.amount(end),
        }
    }

    /// The line of the verdicts: last year's growth once more.
    pub fn line(&self, year: &Year, end: u32) -> Option<f64> {
        let rate = year.before?.rate;
        match self.class.measure() {
            Measure::Points => Some(rate),
            Measure::Percent => Some(self.previous(year.year)?.amount(end)? * (1.0 + rate / 100.0)),
        }
    }
}
