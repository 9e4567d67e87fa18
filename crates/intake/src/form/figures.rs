//! The figures of a row: by month as they stand in the form, to one a period as packs hold them.

use rust_decimal::Decimal;

use super::layout::{Column, Fill, Often};
use super::rows::Row;
use crate::finding::{Finding, Problem};

/// A year's cells: months with a figure.
pub struct Cells {
    pub values: [Option<Decimal>; 12],
}

impl Cells {
    pub fn read(row: &Row<'_>, column: fn(u32) -> Column, found: &mut Vec<Finding>) -> Self {
        let mut values = [None; 12];
        for (month, value) in (1..).zip(&mut values) {
            *value = row.number(column(month), found);
        }
        Self { values }
    }

    pub fn at(&self, month: u32) -> Option<Decimal> {
        self.values.get(month as usize - 1).copied().flatten()
    }

    fn any(&self) -> bool {
        self.values.iter().any(Option::is_some)
    }

    fn last(&self) -> Option<u32> {
        (1..=12).rev().find(|month| self.at(*month).is_some())
    }
}

/// How often something is published, by the months that have figures.
pub fn often(last: &Cells, this: &Cells) -> Often {
    let cells = if last.any() { last } else { this };
    let only_quarters = (1..=12).all(|month| cells.at(month).is_none() || month % 3 == 0);
    if only_quarters {
        Often::Quarterly
    } else if cells.at(1).is_none() {
        Often::JanFeb
    } else {
        Often::Monthly
    }
}

/// The figures of a year, one a period, without gaps; what comes after a gap is reported.
pub fn periods(
    row: &Row<'_>,
    column: fn(u32) -> Column,
    cells: &Cells,
    often: Often,
    (flow, fill): (bool, Fill),
    until: u32,
    found: &mut Vec<Finding>,
) -> Vec<Decimal> {
    let mut values = Vec::new();
    let mut before = Decimal::ZERO;
    let Some(last) = cells.last() else { return values };
    for end in often.ends() {
        let Some(mut value) = cells.at(*end) else {
            if *end < last {
                found.push(Finding::error(row.place(column(*end)), Problem::Gap { month: *end }));
            }
            break;
        };
        if *end > until {
            found.push(Finding::remark(row.place(column(*end)), Problem::NotYet { month: *end }));
            break;
        }
        // A joint figure of single months may have been filled in by its two months.
        if fill == Fill::Single && flow && often == Often::JanFeb && *end == 2 {
            value += cells.at(1).unwrap_or_default();
        }
        if flow && fill == Fill::ToDate {
            if value < before {
                found.push(Finding::remark(row.place(column(*end)), Problem::Falls { month: *end }));
            }
            values.push(value - before);
            before = value;
        } else {
            values.push(value);
        }
    }
    values
}
