//! The published files, read.

use crate::series::{Before, Class, Figure, Series, Single, Year};

/// The files a back-test needs, in the order [`Data::read`] takes them.
pub const FILES: [&str; 3] =
    ["gdp_quarterly_2021q4_2023.csv", "fai_ytd_yoy_2022_2023.csv", "retail_monthly_2012_2016.csv"];

/// The industries that add up to the whole.
const INDUSTRIES: [&str; 11] = [
    "agriculture",
    "industry",
    "construction",
    "wholesale_retail",
    "transport",
    "hotels_catering",
    "finance",
    "real_estate",
    "information",
    "leasing_business",
    "other",
];

const SECTORS: [&str; 3] = ["primary", "secondary", "tertiary"];

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// A cell cannot be read.
    #[error("{file}, line {line}: `{cell}` is not {wanted}")]
    Cell {
        /// The file.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// What stands there; empty when the line is too short.
        cell: String,
        /// What should.
        wanted: &'static str,
    },
    /// A year has not all its periods, or a series not the years it is compared with.
    #[error("{file}: {what} is missing")]
    Missing {
        /// The file.
        file: &'static str,
        /// The series and period.
        what: String,
    },
}

/// Every series of the back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// They, in the order of the tables.
    pub series: Vec<Series>,
}

impl Data {
    /// Reads the texts of [`FILES`], in that order.
    ///
    /// # Errors
    /// Names the file, and the line or what is missing.
    pub fn read(texts: [&str; 3]) -> Result<Self, DataError> {
        let mut series = gdp(&rows(FILES[0], texts[0], 7)?)?;
        series.push(investment(&rows(FILES[1], texts[1], 3)?)?);
        series.extend(retail(&rows(FILES[2], texts[2], 6)?)?);
        series.sort_by_key(|series| series.class);
        Ok(Self { series })
    }
}

/// A line of a file.
struct Row<'a> {
    file: &'static str,
    line: usize,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    fn number(&self, column: usize) -> Result<f64, DataError> {
        let number = self.cell(column).parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| self.wrong(column, "a number"))
    }

    fn whole<T: std::str::FromStr>(&self, column: usize, wanted: &'static str) -> Result<T, DataError> {
        self.cell(column).parse().map_err(|_| self.wrong(column, wanted))
    }

    fn year(&self) -> Result<i32, DataError> {
        self.whole(0, "a year")
    }

    fn wrong(&self, column: usize, wanted: &'static str) -> DataError {
        DataError::Cell { file: self.file, line: self.line, cell: self.cell(column).to_owned(), wanted }
    }
}

fn rows<'a>(file: &'static str, text: &'a str, columns: usize) -> Result<Vec<Row<'a>>, DataError> {
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    let row = |(index, line): (usize, &'a str)| {
        let row = Row { file, line: index + 1, cells: line.split(',').map(str::trim).collect() };
        if row.cells.len() == columns { Ok(row) } else { Err(row.wrong(columns, "the last column of the file")) }
    };
    lines.map(row).collect()
}

/// A year's figures must follow one another to December.
fn complete(file: &'static str, id: &str, year: &Year, ends: &[u32]) -> Result<(), DataError> {
    let found: Vec<u32> = year.figures.iter().map(|figure| figure.end).collect();
    let missing = ends.iter().find(|end| !found.contains(end));
    match missing {
        Some(end) => Err(DataError::Missing { file, what: format!("{id}, {} through month {end}", year.year) }),
        None => Ok(()),
    }
}

fn gdp(rows: &[Row<'_>]) -> Result<Vec<Series>, DataError> {
    let mut ids = vec![("gdp", Class::Gdp)];
    ids.extend(SECTORS.map(|id| (id, Class::Sector)));
    ids.extend(INDUSTRIES.map(|id| (id, Class::Industry)));
    let mut all = Vec::new();
    for (id, class) in ids {
        let mut series = Series { id: id.to_owned(), class, years: Vec::new() };
        let mut before = None;
        for row in rows.iter().filter(|row| row.cell(2) == id) {
            let quarter: u32 = row.whole(1, "a quarter from 1 to 4")?;
            let (index, rate) = (row.number(5)? - 100.0, row.number(6)? - 100.0);
            let figure =
                Figure { end: 3 * quarter, rate, single: Some(Single { amount: row.number(3)?, growth: index }) };
            // The first year is there for its last quarter only: it is what the next one is compared with.
            if quarter == 1 {
                series.years.push(Year { year: row.year()?, before, figures: Vec::new(), parts: Vec::new() });
            }
            if let Some(year) = series.years.last_mut() {
                year.figures.push(figure);
            }
            before = Some(Before { rate, last: index });
        }
        series.years.iter().try_for_each(|year| complete(FILES[0], id, year, &[3, 6, 9, 12]))?;
        all.push(series);
    }
    let industries: Vec<Vec<Year>> =
        all.iter().filter(|series| series.class == Class::Industry).map(|series| series.years.clone()).collect();
    for year in all.iter_mut().filter(|series| series.class == Class::Gdp).flat_map(|series| &mut series.years) {
        let same = industries.iter().filter_map(|years| years.iter().find(|part| part.year == year.year));
        year.parts = same.map(|part| part.figures.clone()).collect();
    }
    Ok(all)
}

fn investment(rows: &[Row<'_>]) -> Result<Series, DataError> {
    let mut series = Series { id: "investment".to_owned(), class: Class::Investment, years: Vec::new() };
    let mut before = None;
    for row in rows {
        let (year, rate) = (row.year()?, row.number(2)?);
        if series.years.last().is_none_or(|last| last.year != year) {
            series.years.push(Year { year, before, figures: Vec::new(), parts: Vec::new() });
        }
        if let Some(year) = series.years.last_mut() {
            year.figures.push(Figure { end: row.whole(1, "a month")?, rate, single: None });
        }
        before = Some(Before { rate, last: rate });
    }
    let ends: Vec<u32> = (2..=12).collect();
    series.years.iter().try_for_each(|year| complete(FILES[1], &series.id, year, &ends))?;
    Ok(series)
}

fn retail(rows: &[Row<'_>]) -> Result<Vec<Series>, DataError> {
    let kinds = [
        ("retail", Class::Retail, 2),
        ("above_limit", Class::AboveLimit, 4),
        ("retail_growth", Class::RetailGrowth, 2),
        ("above_limit_growth", Class::AboveLimitGrowth, 4),
    ];
    kinds.into_iter().map(|(id, class, column)| retail_series(rows, id, class, column)).collect()
}

fn retail_series(rows: &[Row<'_>], id: &str, class: Class, column: usize) -> Result<Series, DataError> {
    let mut series = Series { id: id.to_owned(), class, years: Vec::new() };
    let (mut before, mut volume, mut base) = (None, 0.0, 0.0);
    for row in rows {
        let year = row.year()?;
        if series.years.last().is_none_or(|last| last.year != year) {
            series.years.push(Year { year, before, figures: Vec::new(), parts: Vec::new() });
            (volume, base) = (0.0, 0.0);
        }
        let single = Single { amount: row.number(column)?, growth: row.number(column + 1)? };
        volume += single.amount;
        base += single.base();
        let rate = (volume / base - 1.0) * 100.0;
        let end = if row.cell(1) == "01-02" { 2 } else { row.whole(1, "a month, or 01-02")? };
        if let Some(year) = series.years.last_mut() {
            year.figures.push(Figure { end, rate, single: Some(single) });
        }
        before = Some(Before { rate, last: single.growth });
    }
    let ends: Vec<u32> = (2..=12).collect();
    series.years.iter().try_for_each(|year| complete(FILES[2], id, year, &ends))?;
    Ok(series)
}
