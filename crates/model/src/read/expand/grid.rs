//! Rows of a table as a grid, and columns by id.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Key, Value, in_order, insert, with_id};
use crate::diagnostic::Problem;
use crate::read::source::Source;

/// Turns columns and rows by id into lists, a grid into rows, and gives rows the defaults of their columns.
pub(super) fn expand<'t>(source: &Source<'t>, table: &mut DeTable<'t>) {
    let id = table.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("?").to_owned();
    let item = format!("table {id}");
    for (name, what) in [("columns", "column"), ("row", "row")] {
        if let Some(list) = table.get_mut(name)
            && list.get_ref().is_table()
        {
            by_id(source, &format!("{item}, {what}"), list.get_mut());
        }
    }
    let grid = table.remove("grid");
    if let Some(grid) = grid {
        rows(source, &item, table, grid);
    }
    let defaults = defaults(table);
    if let Some(DeValue::Array(rows)) = table.get_mut("row").map(Spanned::get_mut) {
        for row in rows.iter_mut() {
            if let DeValue::Table(row) = row.get_mut() {
                defaults.iter().for_each(|(key, value)| insert(row, key, value));
            }
        }
    }
}

/// Turns a table by id into a list.
fn by_id<'t>(source: &Source<'t>, item: &str, section: &mut DeValue<'t>) {
    let DeValue::Table(by_id) = std::mem::replace(section, DeValue::Array(DeArray::new())) else { return };
    let mut list = DeArray::new();
    for (key, value) in in_order(by_id) {
        if let Some((fields, span)) = with_id(source, item, Some(key), value) {
            list.push(Spanned::new(span, DeValue::Table(fields)));
        }
    }
    *section = DeValue::Array(list);
}

/// By column with a `default`: its id and what rows have that say nothing else.
fn defaults<'t>(table: &DeTable<'t>) -> Vec<(Key<'t>, Value<'t>)> {
    let Some(columns) = table.get("columns").and_then(|columns| columns.get_ref().as_array()) else {
        return Vec::new();
    };
    let default = |column: &Value<'t>| {
        let DeValue::Table(column) = column.get_ref() else { return None };
        let id = column.get("id")?;
        let DeValue::String(name) = id.get_ref() else { return None };
        Some((Spanned::new(id.span(), name.clone()), column.get("default")?.clone()))
    };
    columns.iter().filter_map(default).collect()
}

/// The rows of a grid.
fn rows<'t>(source: &Source<'t>, item: &str, table: &mut DeTable<'t>, grid: Value<'t>) {
    let span = grid.span();
    let DeValue::Array(lines) = grid.into_inner() else {
        let problem = Problem::WrongType { field: "grid".to_owned(), expected: "a list of lines", found: "a value" };
        source.report(span.start, item, problem);
        return;
    };
    if let Some(row) = table.get("row") {
        source.report(row.span().start, item, Problem::GridAndRows);
        return;
    }
    if lines.is_empty() {
        source.report(span.start, item, Problem::GridHead);
    }
    let mut lines = lines.into_iter();
    let Some(head) = lines.next().and_then(|line| headings(source, item, line)) else {
        // That there are no rows is not the mistake.
        table.insert(Spanned::new(span.clone(), "grid".into()), Spanned::new(span, DeValue::Boolean(false)));
        return;
    };
    let mut rows = DeArray::new();
    for line in lines {
        let span = line.span();
        let DeValue::Array(cells) = line.into_inner() else {
            let problem =
                Problem::WrongType { field: "grid".to_owned(), expected: "a list of cells", found: "a value" };
            source.report(span.start, item, problem);
            continue;
        };
        if cells.len() != head.len() {
            let problem = Problem::GridLine { cells: cells.len(), headings: head.len() };
            source.report(span.start, item, problem);
            continue;
        }
        let mut row = DeTable::new();
        for (heading, cell) in head.iter().zip(cells) {
            // What a row need not have is left out where the cell is empty.
            let optional = matches!(heading.get_ref().as_ref(), "source" | "covers");
            if !(optional && cell.get_ref().as_str() == Some("")) {
                row.insert(heading.clone(), cell);
            }
        }
        rows.push(Spanned::new(span, DeValue::Table(row)));
    }
    table.insert(Spanned::new(span.clone(), "row".into()), Spanned::new(span, DeValue::Array(rows)));
}

/// The first line of a grid: what stands in each column. None when it is not a line of headings, which is reported.
fn headings<'t>(source: &Source<'t>, item: &str, line: Spanned<DeValue<'t>>) -> Option<Vec<Key<'t>>> {
    let at = line.span().start;
    let DeValue::Array(cells) = line.into_inner() else {
        source.report(at, item, Problem::GridHead);
        return None;
    };
    let mut head: Vec<Key<'t>> = Vec::new();
    for cell in cells {
        let span = cell.span();
        let problem = match cell.into_inner() {
            DeValue::String(text) if head.iter().any(|other| *other.get_ref() == text) => {
                Problem::Duplicate { id: text.into_owned() }
            }
            DeValue::String(text) => {
                head.push(Spanned::new(span, text));
                continue;
            }
            _ => Problem::GridHead,
        };
        source.report(span.start, item, problem);
        return None;
    }
    Some(head)
}
