//! A file of published figures: lines of cells under named columns.

use crate::data::DataError;

/// A file, by the names of its columns.
pub struct Table<'a> {
    pub file: &'a str,
    header: Vec<&'a str>,
    rows: Vec<(usize, Vec<&'a str>)>,
}

/// A line of a file.
pub struct Row<'t, 'a> {
    table: &'t Table<'a>,
    line: usize,
    cells: &'t [&'a str],
}

impl<'a> Table<'a> {
    /// Cuts a text into cells; quoted cells may hold commas.
    pub fn of(file: &'a str, text: &'a str) -> Self {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let header = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
        Self { file, header, rows: lines.map(|(index, line)| (index + 1, cells(line))).collect() }
    }

    /// Whether it has all of these columns.
    pub fn has(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.header.contains(column))
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl Row<'_, '_> {
    /// What stands in a column; empty where the file has no such column.
    pub fn text(&self, column: &str) -> &str {
        let place = self.table.header.iter().position(|name| *name == column);
        place.and_then(|place| self.cells.get(place)).copied().unwrap_or_default()
    }

    /// The number in a column; `None` where nothing stands there.
    pub fn number(&self, column: &str) -> Result<Option<f64>, DataError> {
        match self.text(column) {
            "" => Ok(None),
            text => match text.parse() {
                Ok(number) if f64::is_finite(number) => Ok(Some(number)),
                _ => Err(self.wrong(column, "a number")),
            },
        }
    }

    pub fn year(&self) -> Result<i32, DataError> {
        self.text("year").parse().map_err(|_| self.wrong("year", "a year"))
    }

    /// Last month of the line's period: of its quarter, its month, or the months to which it adds up.
    pub fn end(&self) -> Result<u32, DataError> {
        let within = |column: &str, most: u32, wanted: &'static str| {
            let number = self.text(column).parse().ok().filter(|number| (1..=most).contains(number));
            number.ok_or_else(|| self.wrong(column, wanted))
        };
        if self.table.has(&["quarter"]) {
            return Ok(3 * within("quarter", 4, "a quarter from 1 to 4")?);
        }
        let column = ["through_month", "month", "period"].into_iter().find(|column| self.table.has(&[column]));
        match column {
            Some("period") if self.text("period") == "01-02" => Ok(2),
            Some(column) => within(column, 12, "a month from 1 to 12"),
            None => Err(self.wrong("month", "a column that names the period")),
        }
    }

    fn wrong(&self, column: &str, wanted: &'static str) -> DataError {
        DataError {
            file: self.table.file.to_owned(),
            line: self.line,
            column: column.to_owned(),
            cell: self.text(column).to_owned(),
            wanted,
        }
    }
}

fn cells(line: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = line.trim_end();
    loop {
        let quoted = rest.trim_start().strip_prefix('"').and_then(|inside| inside.split_once('"'));
        let (cell, after) = match quoted {
            Some((cell, after)) => (cell, after.split_once(',').map(|(_, after)| after)),
            None => rest.split_once(',').map_or((rest, None), |(cell, after)| (cell, Some(after))),
        };
        all.push(cell.trim());
        match after {
            Some(after) => rest = after,
            None => return all,
        }
    }
}
