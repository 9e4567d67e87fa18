//! What is copied out of a table: numbers a spreadsheet reads, one value a cell, rows unbroken.
//!
//! On screen a minus is the sign of print, thousands have commas, and a cell may hold a figure with its month. Whoever
//! copies a table wants to count on with it.

use guoban_planning::grid::{html, tab_separated, value_of};
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, Element, Event, HtmlTableCellElement, HtmlTableElement, HtmlTableRowElement, Node, Range,
};

/// Classes of parts of a cell that are values of their own: a month, a unit, a task beside its projection.
const APART: [&str; 3] = ["tt__sub", "tt__u", "tt__due"];

/// A cell: its values, and how many columns it spans.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cell {
    values: Vec<String>,
    span: usize,
}

/// Puts what is selected of a table on the clipboard as a table of numbers; leaves everything else to the browser.
pub fn copied(event: &Event) {
    let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    let range =
        selection.filter(|selection| !selection.is_collapsed()).and_then(|selection| selection.get_range_at(0).ok());
    let Some((rows, range)) = range.and_then(|range| Some((selected(&range)?, range))) else { return };
    let Some(data) = event.clipboard_data() else { return };
    let grid = grid(&rows);
    drop(range);
    let kept =
        data.set_data("text/plain", &tab_separated(&grid)).and_then(|()| data.set_data("text/html", &html(&grid)));
    if kept.is_ok() {
        event.prevent_default();
    }
}

/// The rows of the table a selection runs through; nothing where it stays inside one cell or leaves the table.
fn selected(range: &Range) -> Option<Vec<(bool, Vec<Cell>)>> {
    let common = range.common_ancestor_container().ok()?;
    let element = common.dyn_ref::<Element>().cloned().or_else(|| common.parent_element())?;
    if element.closest("td, th").ok()?.is_some() {
        return None;
    }
    let table = element.closest("table").ok()?.or_else(|| element.query_selector("table").ok()?)?;
    let rows = rows_of(&table.dyn_into::<HtmlTableElement>().ok()?);
    Some(rows.into_iter().map(|row| (range.intersects_node(&row).unwrap_or_default(), cells(&row))).collect())
}

fn rows_of(table: &HtmlTableElement) -> Vec<HtmlTableRowElement> {
    let rows = table.rows();
    (0..rows.length()).filter_map(|index| rows.item(index)?.dyn_into().ok()).collect()
}

/// A whole table, one value a cell.
pub(super) fn whole(table: &HtmlTableElement) -> Vec<Vec<String>> {
    grid(&rows_of(table).iter().map(|row| (true, cells(row))).collect::<Vec<_>>())
}

fn cells(row: &HtmlTableRowElement) -> Vec<Cell> {
    let cells = row.cells();
    let cells = (0..cells.length()).filter_map(|index| cells.item(index)?.dyn_into::<HtmlTableCellElement>().ok());
    cells
        .map(|cell| {
            let mut values = vec![String::new()];
            read(&cell, &mut values);
            Cell { values: values.iter().map(|value| value_of(value)).collect(), span: cell.col_span() as usize }
        })
        .collect()
}

/// Collects the text of a cell; what stands apart begins a value of its own. Drawings say nothing here.
fn read(node: &Node, values: &mut Vec<String>) {
    if node.node_type() == Node::TEXT_NODE {
        if let Some(last) = values.last_mut() {
            last.push_str(&node.text_content().unwrap_or_default());
        }
        return;
    }
    // The class of a drawing is no text.
    if node.node_name().eq_ignore_ascii_case("svg") {
        return;
    }
    let class = node.dyn_ref::<Element>().map(Element::class_name).unwrap_or_default();
    let has = |wanted: &str| class.split_whitespace().any(|class| class == wanted);
    if has("sr") {
        return;
    }
    let apart = APART.into_iter().any(has);
    if apart {
        values.push(String::new());
    }
    let children = node.child_nodes();
    (0..children.length()).filter_map(|index| children.item(index)).for_each(|child| read(&child, values));
    if apart {
        values.push(String::new());
    }
}

/// The selected rows with their values below each other: a column is as wide as its fullest cell, and columns without any
/// value are left out. Each row comes with whether it is selected; the others only say how wide columns are.
fn grid(rows: &[(bool, Vec<Cell>)]) -> Vec<Vec<String>> {
    let kept = |cell: &Cell| cell.values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>();
    let mut widths: Vec<usize> = Vec::new();
    for (_, cells) in rows {
        let mut column = 0;
        for cell in cells {
            let end = column + cell.span.max(1);
            if widths.len() < end {
                widths.resize(end, 0);
            }
            if cell.span <= 1 {
                widths[column] = widths[column].max(kept(cell).len());
            }
            column = end;
        }
    }
    let selected = rows.iter().filter(|(selected, _)| *selected);
    selected
        .map(|(_, cells)| {
            let mut line = Vec::new();
            let mut column = 0;
            for cell in cells {
                let end = (column + cell.span.max(1)).min(widths.len());
                let width: usize = widths[column..end].iter().sum();
                let mut values = kept(cell);
                values.truncate(width);
                values.resize(width, String::new());
                line.append(&mut values);
                column = end;
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(values: &[&str]) -> Cell {
        Cell { values: values.iter().map(|value| value_of(value)).collect(), span: 1 }
    }

    #[test]
    fn one_value_a_cell_and_heads_keep_over_their_columns() {
        let head = vec![cell(&["指标"]), cell(&["已公布"]), cell(&[""]), cell(&["预计"])];
        let row = vec![cell(&["外贸", "亿元"]), cell(&["613.5", "4月"]), cell(&[""]), cell(&["\u{2212}1,021.0"])];
        let wide = vec![Cell { values: vec!["总量".to_owned()], span: 4 }];
        let rows = [(true, head.clone()), (true, wide), (true, row), (false, head)];
        assert_eq!(
            tab_separated(&grid(&rows)),
            "指标\t\t已公布\t\t预计\n总量\t\t\t\t\n外贸\t亿元\t613.5\t4月\t-1021.0"
        );
        assert!(html(&grid(&rows[2..3])).starts_with("<table><tr><td>外贸</td><td>亿元</td>"));
    }
}
