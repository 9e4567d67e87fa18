//! Known figures as a pack spells them: by month, with January and February together, or by quarter.

use std::collections::BTreeMap;

use super::fields::Fields;
use crate::diagnostic::Problem;
use crate::pack::{Frequency, KnownSeries, Measure};
use crate::time::{HORIZON, Month};

/// The words for frequencies.
pub const FREQUENCIES: [(&str, Frequency); 4] = [
    ("monthly", Frequency::Monthly),
    ("monthly_jan_feb", Frequency::MonthlyJanFeb),
    ("quarterly", Frequency::Quarterly),
    ("yearly", Frequency::Yearly),
];

/// How a series is laid out.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// Plan year.
    pub year: i32,
    /// Whether year and history were read, so that months can be judged by them.
    pub dated: bool,
    /// Months of history kept.
    pub history_months: usize,
    /// How often there is a figure.
    pub frequency: Frequency,
    /// How months combine.
    pub measure: Measure,
    /// Rows by id, in the order of their numbers, for a variable over a table.
    pub rows: Option<&'a BTreeMap<String, usize>>,
}

/// Reads `first` with `values`, or with `rows` for a variable over a table.
pub fn known(fields: &Fields<'_>, layout: Layout<'_>) -> Vec<KnownSeries> {
    // Figures of a sheet have taken their places, or what is wrong with it was reported.
    fields.get("column");
    if fields.get("file").is_some() {
        for name in ["first", "values", "rows"] {
            fields.get(name);
        }
        return Vec::new();
    }
    let Some(first) = fields.month("first") else {
        if !fields.has("first") {
            fields.missing("first");
        }
        fields.get("values");
        fields.get("rows");
        return Vec::new();
    };
    let Some(start) = start(fields, layout, first) else {
        fields.get("values");
        fields.get("rows");
        return Vec::new();
    };
    let Some(rows) = layout.rows else {
        let at = fields.at_of("values");
        return match fields.get("values").and_then(|values| fields.figures_value("values", values)) {
            Some(values) => series(fields, layout, start, &values, at).into_iter().collect(),
            None => {
                if !fields.has("values") {
                    fields.missing("values");
                }
                Vec::new()
            }
        };
    };
    let Some(value) = fields.get("rows") else {
        fields.missing("rows");
        return Vec::new();
    };
    let Some(inside) = Fields::of(fields.source, format!("{}, rows", fields.item), value) else { return Vec::new() };
    // A row named twice leaves fewer ids than numbers.
    let count = rows.values().max().map_or(0, |last| last + 1);
    let mut found: Vec<Option<KnownSeries>> = vec![None; count];
    for (id, at, value) in inside.entries() {
        let Some(&row) = rows.get(id) else {
            let nearest = crate::formula::names::nearest(id, rows.keys().map(String::as_str));
            fields.report(at, Problem::Unknown { what: "row", found: id.to_owned(), nearest });
            continue;
        };
        if let Some(values) = inside.figures_value(id, value) {
            found[row] = series(fields, layout, start, &values, value.span().start);
        }
    }
    for (id, &row) in rows {
        if found[row].is_none() && !inside.has(id) {
            fields.report(inside.at, Problem::MissingRow(id.clone()));
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// The month of the first figure, counted from January of the plan year (0), if figures can begin there.
fn start(fields: &Fields<'_>, layout: Layout<'_>, first: Month) -> Option<i32> {
    let starts_well = match layout.frequency {
        Frequency::Monthly => true,
        Frequency::MonthlyJanFeb | Frequency::Yearly => first.month == 1,
        Frequency::Quarterly => first.month % 3 == 1,
    };
    if !starts_well {
        fields.report(fields.at_of("first"), Problem::QuarterStart(first.to_string()));
        return None;
    }
    let offset = first.offset_from(layout.year);
    if !layout.dated {
        return None;
    }
    if offset < -(layout.history_months as i32) {
        fields.report(fields.at_of("first"), Problem::OutOfHistory { months: layout.history_months });
        return None;
    }
    Some(offset)
}

/// Figures of one row from a month on.
fn series(fields: &Fields<'_>, layout: Layout<'_>, offset: i32, values: &[f64], at: usize) -> Option<KnownSeries> {
    let months = by_month(layout, offset, values);
    if offset + months.len() as i32 > HORIZON as i32 {
        let last = Month::from_offset(layout.year, HORIZON as i32 - 1).to_string();
        fields.report(at, Problem::BeyondHorizon { last });
        return None;
    }
    Some(KnownSeries { first: offset, values: months })
}

/// Figures spread over the months they stand for: a flow is divided, a level or rate holds in each.
fn by_month(layout: Layout<'_>, first: i32, values: &[f64]) -> Vec<f64> {
    let mut months = Vec::new();
    for &value in values {
        let offset = first + months.len() as i32;
        match layout.frequency {
            Frequency::Quarterly => {
                let each = if layout.measure == Measure::Flow { value / 3.0 } else { value };
                months.extend([each; 3]);
            }
            Frequency::Yearly => {
                let each = if layout.measure == Measure::Flow { value / 12.0 } else { value };
                months.extend([each; 12]);
            }
            Frequency::MonthlyJanFeb if offset.rem_euclid(12) == 0 => {
                if layout.measure == Measure::Flow {
                    let days = |offset| f64::from(Month::from_offset(layout.year, offset).days());
                    let (january, february) = (days(offset), days(offset + 1));
                    let first = value * (january / (january + february));
                    months.extend([first, value - first]);
                } else {
                    months.extend([value; 2]);
                }
            }
            _ => months.push(value),
        }
    }
    months
}
