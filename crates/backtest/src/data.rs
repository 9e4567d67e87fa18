//! Published series, read from whatever files a folder holds.
//!
//! A file is known by its columns, not by its name. Years may be missing and the last may not be over; where two files hold the same
//! year of a series, the first by name stands, so that no year is made of two vintages.

use std::collections::BTreeMap;

use crate::series::{Class, Figure, Series, Year};
use crate::table::{Row, Table};

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: `{cell}` is not {wanted}")]
pub struct DataError {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The column.
    pub column: String,
    /// What stands there; empty when the line is too short.
    pub cell: String,
    /// What should.
    pub wanted: &'static str,
}

/// Every series of the back-test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// They, in the order of the tables.
    pub series: Vec<Series>,
    /// GDP targets announced for the nation, by year.
    pub targets: BTreeMap<i32, f64>,
}

const SECTORS: [&str; 3] = ["primary", "secondary", "tertiary"];

/// Series with a growth rate for the year to date: class, name, the column of the rate, that of the amount to date, and a column
/// that only their file has.
const RATES: [(Class, &str, &str, &str, &str); 10] = [
    (Class::Investment, "investment", "fai_ytd_yoy_pct", "", "through_month"),
    (Class::Industrial, "industrial", "industry_va_ytd_yoy_pct", "", "industry_va_month_yoy_pct"),
    (Class::LocalGdp, "province_gdp", "gdp_ytd_yoy_pct", "gdp_ytd_100m_yuan", "primary_ytd_yoy_pct"),
    (Class::LocalSector, "province_primary", "primary_ytd_yoy_pct", "", "primary_ytd_yoy_pct"),
    (Class::LocalSector, "province_secondary", "secondary_ytd_yoy_pct", "", "primary_ytd_yoy_pct"),
    (Class::LocalSector, "province_tertiary", "tertiary_ytd_yoy_pct", "", "primary_ytd_yoy_pct"),
    (Class::LocalInvestment, "province_investment", "fai_ytd_yoy_pct", "", "primary_ytd_yoy_pct"),
    (
        Class::LocalIndustrial,
        "province_industrial",
        "industry_va_ytd_yoy_pct",
        "",
        "real_estate_investment_ytd_yoy_pct",
    ),
    (
        Class::LocalRetail,
        "province_retail",
        "retail_ytd_yoy_pct",
        "retail_ytd_100m_yuan",
        "real_estate_investment_ytd_yoy_pct",
    ),
    (
        Class::LocalEstate,
        "province_estate",
        "real_estate_investment_ytd_yoy_pct",
        "real_estate_investment_ytd_100m_yuan",
        "real_estate_investment_ytd_yoy_pct",
    ),
];

/// Amounts to date: class, name, column.
const AMOUNTS: [(Class, &str, &str); 3] = [
    (Class::Fiscal, "revenue", "public_revenue_ytd_100m_yuan"),
    (Class::Fiscal, "taxes", "tax_revenue_ytd_100m_yuan"),
    (Class::Fiscal, "expenditure", "public_expenditure_ytd_100m_yuan"),
];

/// Amounts of a month, to be added up: class, name, column.
const MONTHS: [(Class, &str, &str); 3] = [
    (Class::Trade, "trade", "trade_100m_usd"),
    (Class::Trade, "exports", "exports_100m_usd"),
    (Class::Trade, "imports", "imports_100m_usd"),
];

/// Sales of a month and their growth: class of the amount, class of the growth, name, columns.
const SALES: [(Class, Class, &str, &str, &str); 2] = [
    (Class::Retail, Class::RetailGrowth, "retail", "retail_100m_yuan", "retail_yoy_pct"),
    (Class::AboveLimit, Class::AboveLimitGrowth, "above_limit", "above_limit_100m_yuan", "above_limit_yoy_pct"),
];

/// Series under way: by class and name, their years.
type Growing = BTreeMap<(Class, String), BTreeMap<i32, Vec<Figure>>>;

impl Data {
    /// Reads the texts of files, with their names.
    ///
    /// # Errors
    /// A cell of a file it knows cannot be read.
    pub fn read(files: &[(String, String)]) -> Result<Self, DataError> {
        let mut files: Vec<&(String, String)> = files.iter().collect();
        files.sort();
        let mut data = Self::default();
        let mut all = Growing::new();
        let mut announced: BTreeMap<(i32, u32), f64> = BTreeMap::new();
        for (name, text) in files {
            let table = Table::of(name, text);
            for (key, years) in data.of_file(&table, &mut announced)? {
                let kept = all.entry(key).or_default();
                years.into_iter().for_each(|(year, figures)| {
                    kept.entry(year).or_insert(figures);
                });
            }
        }
        // What was announced on the day is what a session had; revisions came years later.
        for (year, figures) in all.iter_mut().filter(|(key, _)| key.0 == Class::Gdp).flat_map(|(_, years)| years) {
            for figure in figures {
                figure.rate = announced.get(&(*year, figure.end)).copied().or(figure.rate);
            }
        }
        data.series = all
            .into_iter()
            .map(|((class, id), years)| {
                let years = years.into_iter().map(|(year, figures)| Year { year, figures }).collect();
                Series { id, class, years }
            })
            .collect();
        derive(&mut data.series);
        Ok(data)
    }

    fn of_file(&mut self, table: &Table<'_>, announced: &mut BTreeMap<(i32, u32), f64>) -> Result<Growing, DataError> {
        let mut found = Growing::new();
        let mut put = |class: Class, id: &str, row: &Row<'_, '_>, figure: Figure| -> Result<(), DataError> {
            let years = found.entry((class, id.to_owned())).or_default();
            years.entry(row.year()?).or_default().push(Figure { end: row.end()?, ..figure });
            Ok(())
        };
        if table.has(&["region", "indicator", "target_low"]) {
            for row in table.rows().filter(|row| row.text("level") == "nation" && row.text("indicator") == "gdp_growth")
            {
                if let Some(target) = row.number("target_low")? {
                    self.targets.insert(row.year()?, target);
                }
            }
        } else if table.has(&["industry", "index_constant_price_quarter"]) {
            industries(table, &mut put)?;
        } else if table.has(&["industry", "index_constant_price_ytd"]) {
            for row in table.rows() {
                let id = row.text("industry");
                let class = if id == "gdp" { Class::Gdp } else { Class::Sector };
                if id == "gdp" || SECTORS.contains(&id) {
                    let rate = row.number("index_constant_price_ytd")?.map(|index| index - 100.0);
                    let amount = row.number("va_current_100m_yuan_ytd")?;
                    put(class, id, &row, Figure { rate, amount, ..Figure::default() })?;
                }
            }
        } else if table.has(&["broadcast_date", "gdp_ytd_yoy_pct"]) {
            for row in table.rows() {
                if let Some(rate) = row.number("gdp_ytd_yoy_pct")? {
                    announced.insert((row.year()?, row.end()?), rate);
                }
            }
        } else {
            for (class, id, rate, amount, only) in RATES {
                for row in table.rows().filter(|_| table.has(&[rate, only])) {
                    let figure = Figure { rate: row.number(rate)?, amount: row.number(amount)?, ..Figure::default() };
                    put(class, id, &row, figure)?;
                }
            }
            for (class, id, column) in AMOUNTS {
                for row in table.rows().filter(|_| table.has(&[column])) {
                    put(class, id, &row, Figure { amount: row.number(column)?, ..Figure::default() })?;
                }
            }
            for (class, id, column) in MONTHS {
                let mut sum = (0, 0, Some(0.0));
                for row in table.rows().filter(|_| table.has(&[column])) {
                    let (year, end) = (row.year()?, row.end()?);
                    // A month that is missing makes what follows unknown.
                    let so_far = if sum.0 == year && sum.1 + 1 == end { sum.2 } else { (end == 1).then_some(0.0) };
                    sum = (year, end, so_far.zip(row.number(column)?).map(|(sum, month)| sum + month));
                    put(class, id, &row, Figure { amount: sum.2, ..Figure::default() })?;
                }
            }
            for (amounts, rates, id, amount, growth) in SALES {
                if table.has(&[amount, growth]) {
                    sales(table, (amounts, rates, id), (amount, growth), &mut put)?;
                }
            }
        }
        Ok(found)
    }
}

type Put<'p> = dyn FnMut(Class, &str, &Row<'_, '_>, Figure) -> Result<(), DataError> + 'p;

/// Industries, where all quarters of a year are of one vintage: revisions exceed what projections miss.
fn industries(table: &Table<'_>, put: &mut Put<'_>) -> Result<(), DataError> {
    let mut mixed = Vec::new();
    for row in table.rows() {
        let year = row.year()?;
        let other = |other: &Row<'_, '_>| {
            other.text("year") == row.text("year") && other.text("vintage") != row.text("vintage")
        };
        if !mixed.contains(&year) && table.rows().any(|row| other(&row)) {
            mixed.push(year);
        }
    }
    for row in table.rows() {
        let id = row.text("industry");
        if id == "gdp" || SECTORS.contains(&id) || mixed.contains(&row.year()?) {
            continue;
        }
        let growth = |column| row.number(column).map(|index| index.map(|index| index - 100.0));
        let figure = Figure {
            rate: growth("index_constant_price_ytd")?,
            amount: row.number("va_current_100m_yuan_ytd")?,
            last: growth("index_constant_price_quarter")?,
            ..Figure::default()
        };
        put(Class::Industry, id, &row, figure)?;
    }
    Ok(())
}

/// Sales by month: amounts to date, and growth to date over the comparable base, which is each month's amount taken back by its
/// growth. Where the growth of the first period is missing it follows from that of the year to date.
fn sales(
    table: &Table<'_>,
    (amounts, rates, id): (Class, Class, &str),
    (amount, growth): (&str, &str),
    put: &mut Put<'_>,
) -> Result<(), DataError> {
    let rows: Vec<Row<'_, '_>> = table.rows().collect();
    let mut sums: (i32, Option<f64>, Option<f64>) = (0, None, None);
    for (place, row) in rows.iter().enumerate() {
        let (year, sold) = (row.year()?, row.number(amount)?);
        if sums.0 != year {
            sums = (year, Some(0.0), Some(0.0));
        }
        let base = match (sold, row.number(growth)?, rows.get(place + 1)) {
            (Some(sold), Some(growth), _) => Some(sold / (1.0 + growth / 100.0)),
            (Some(sold), None, Some(next)) if row.end()? == 2 => {
                let next_base = next.number(amount)?.zip(next.number(growth)?);
                next.number("retail_ytd_yoy_pct")?.zip(next_base).map(|(to_date, (next_sold, next_growth))| {
                    (sold + next_sold) / (1.0 + to_date / 100.0) - next_sold / (1.0 + next_growth / 100.0)
                })
            }
            _ => None,
        };
        sums = (year, sums.1.zip(sold).map(|(sum, sold)| sum + sold), sums.2.zip(base).map(|(sum, base)| sum + base));
        let rate = sums.1.zip(sums.2).map(|(sold, base)| (sold / base - 1.0) * 100.0);
        let last = row.number(growth)?;
        put(amounts, id, row, Figure { amount: sums.1, last, ..Figure::default() })?;
        put(rates, id, row, Figure { rate, amount: sums.1, last, ..Figure::default() })?;
    }
    Ok(())
}

/// Rates of amounts on the year before, and growth of single quarters where only that to date is published.
fn derive(all: &mut [Series]) {
    for series in all {
        let known: Vec<Year> = series.years.clone();
        let is_amount = series.class.measure() == crate::series::Measure::Percent;
        let by_quarter = matches!(series.class, Class::Gdp | Class::Sector | Class::LocalGdp);
        for year in &mut series.years {
            let before = known.iter().find(|before| before.year == year.year - 1);
            for figure in year.figures.iter_mut().filter(|_| is_amount) {
                let earlier = before.and_then(|before| before.amount(figure.end));
                figure.rate = figure.amount.zip(earlier).map(|(amount, earlier)| (amount / earlier - 1.0) * 100.0);
            }
            if is_amount || by_quarter {
                lasts(&mut year.figures, is_amount.then_some(before).flatten());
            }
        }
    }
}

/// Growth of each period by itself, from what is published to date: over the year before, or over the base that growth and amount
/// imply.
fn lasts(figures: &mut [Figure], before: Option<&Year>) {
    let mut earlier = (0.0, 0.0);
    for figure in figures {
        let base = match before {
            Some(before) => before.amount(figure.end),
            None => figure.amount.zip(figure.rate).map(|(amount, rate)| amount / (1.0 + rate / 100.0)),
        };
        let Some((base, rate)) = base.zip(figure.rate) else { return };
        let volume = base * (1.0 + rate / 100.0);
        figure.last = figure.last.or(Some(((volume - earlier.1) / (base - earlier.0) - 1.0) * 100.0));
        earlier = (base, volume);
    }
}
