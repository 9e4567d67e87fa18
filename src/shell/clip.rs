//! What is copied out of a table: numbers a spreadsheet reads, one value a cell, rows unbroken.
//!
//! On screen a minus is the sign of print, thousands have commas, and a cell may hold a figure with its month. Whoever
//! copies a table wants to count on with it.

use guoban_planning::grid::{html, tab_separated, values_of};
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, Element, Event, HtmlTableCellElement, HtmlTableElement, HtmlTableRowElement, Node, Range,
};

/// Classes of parts of a cell that are values of their own: a month, a unit, a task beside its projection, a note.
const APART: [&str; 5] = ["tt__sub", "tt__u", "tt__due", "ans__note", "apart"];

/// Marks a row that opens something below another one and is none of the table's own.
const BESIDE: &str = "data-beside";

/// A cell: its values, and how many columns and rows it spans.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    values: Vec<String>,
    span: usize,
    down: usize,
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
    let rows = (0..rows.length()).filter_map(|index| rows.item(index)?.dyn_into::<HtmlTableRowElement>().ok());
    rows.filter(|row| !row.has_attribute(BESIDE)).collect()
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
            Cell {
                values: values.iter().flat_map(|value| values_of(value)).collect(),
                span: cell.col_span() as usize,
                down: cell.row_span() as usize,
            }
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

/// Cells with the columns they stand in: one that spans rows keeps its columns in those below.
fn placed(rows: &[(bool, Vec<Cell>)]) -> Vec<(bool, Vec<(usize, &Cell)>)> {
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (index, (selected, cells)) in rows.iter().enumerate() {
        let (mut column, mut row) = (0, Vec::new());
        for cell in cells {
            while taken.get(column).is_some_and(|until| *until > index) {
                column += 1;
            }
            let end = column + cell.span.max(1);
            taken.resize(taken.len().max(end), 0);
            taken[column..end].fill(index + cell.down.max(1));
            row.push((column, cell));
            column = end;
        }
        found.push((*selected, row));
    }
    found
}

/// The selected rows with their values below each other: a column is as wide as its fullest cell, and columns without any
/// value are left out. Each row comes with whether it is selected; the others only say how wide columns are.
fn grid(rows: &[(bool, Vec<Cell>)]) -> Vec<Vec<String>> {
    let kept = |cell: &Cell| cell.values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>();
    let rows = placed(rows);
    let mut widths: Vec<usize> = Vec::new();
    for (column, cell) in rows.iter().flat_map(|(_, cells)| cells) {
        widths.resize(widths.len().max(column + cell.span.max(1)), 0);
        if cell.span <= 1 {
            widths[*column] = widths[*column].max(kept(cell).len());
        }
    }
    let before = |column: usize| widths[..column].iter().sum::<usize>();
    let line = |cells: Vec<(usize, &Cell)>| {
        let mut line = vec![String::new(); before(widths.len())];
        for (column, cell) in cells {
            let end = before((column + cell.span.max(1)).min(widths.len()));
            for (place, value) in (before(column)..end).zip(kept(cell)) {
                line[place] = value;
            }
        }
        line
    };
    rows.into_iter().filter(|(selected, _)| *selected).map(|(_, cells)| line(cells)).collect()
}

#[cfg(test)]
mod tests {
    use guoban_planning::grid::value_of;

    use super::*;

    fn cell(values: &[&str]) -> Cell {
        Cell { values: values.iter().map(|value| value_of(value)).collect(), span: 1, down: 1 }
    }

    #[test]
    fn one_value_a_cell_and_heads_keep_over_their_columns() {
        let head = vec![cell(&["指标"]), cell(&["已公布"]), cell(&[""]), cell(&["预计"])];
        let row = vec![cell(&["外贸", "亿元"]), cell(&["613.5", "4月"]), cell(&[""]), cell(&["\u{2212}1,021.0"])];
        let wide = vec![Cell { span: 4, ..cell(&["总量"]) }];
        let rows = [(true, head.clone()), (true, wide), (true, row), (false, head)];
        assert_eq!(
            tab_separated(&grid(&rows)),
            "指标\t\t已公布\t\t预计\n总量\t\t\t\t\n外贸\t亿元\t613.5\t4月\t-1021.0"
        );
        assert!(html(&grid(&rows[2..3])).starts_with("<table><tr><td>外贸</td><td>亿元</td>"));
    }

    #[test]
    fn a_head_over_two_rows_keeps_its_columns() {
        let stages = |name: &str| Cell { span: 2, ..cell(&[name]) };
        let rows = [
            (true, vec![Cell { down: 2, ..cell(&["街道"]) }, stages("签约"), stages("开工")]),
            (true, ["6月", "12月", "6月", "12月"].map(|month| cell(&[month])).to_vec()),
            (true, vec![cell(&["城东"]), cell(&["3"]), cell(&["5"]), cell(&["1"]), cell(&["4"])]),
        ];
        assert_eq!(tab_separated(&grid(&rows)), "街道\t签约\t\t开工\t\n\t6月\t12月\t6月\t12月\n城东\t3\t5\t1\t4");
    }
}
