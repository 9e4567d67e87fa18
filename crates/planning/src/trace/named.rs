//! A formula as people read it: the names of things in the place of their ids.

use guoban_model::pack::{Pack, TableId};
use guoban_model::text::Text;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Operators, numbers, functions, as written.
    Written(String),
    /// The name of something the pack defines.
    Name(Text),
}

/// Puts names in the place of the ids of a formula. `table` is the table the formula runs over: its columns come first.
pub(super) fn named(pack: &Pack, table: Option<TableId>, formula: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut written = String::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            _ if is_word(first) => rest.find(|next| !is_word(next)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        // A number carries its unit in brackets, and a word before a bracket of text a row; neither is an id.
        let text = match first {
            '"' => written.ends_with('[').then(|| row(pack, token.trim_matches('"'))).flatten(),
            _ if first.is_ascii_digit() || written.ends_with('@') => None,
            '[' => None,
            _ if is_word(first) && !in_unit(&written) => name(pack, table, token),
            _ => None,
        };
        match text {
            Some(text) => {
                if !written.is_empty() {
                    pieces.push(Piece::Written(std::mem::take(&mut written)));
                }
                pieces.push(Piece::Name(text));
            }
            None if first == '#' => {}
            None => written.push_str(token),
        }
    }
    if !written.is_empty() {
        pieces.push(Piece::Written(written));
    }
    pieces
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Inside the brackets of a number's unit: `3000[万元]`.
fn in_unit(written: &str) -> bool {
    let open = written.rfind('[').filter(|open| !written[*open..].contains(']'));
    open.is_some_and(|open| written[..open].ends_with(|before: char| before.is_ascii_digit()))
}

fn name(pack: &Pack, table: Option<TableId>, id: &str) -> Option<Text> {
    let own = table.into_iter().chain((0..pack.tables.len()).map(TableId)).find_map(|table| {
        let columns = &pack.tables.get(table.0)?.columns;
        columns.iter().find(|column| column.id == id).map(|column| column.name.clone())
    });
    let variables = pack.variables.iter().map(|item| (&item.id, &item.name));
    let levers = pack.levers.iter().map(|item| (&item.id, &item.name));
    let assumptions = pack.assumptions.iter().map(|item| (&item.id, &item.name));
    let constants = pack.constants.iter().map(|item| (&item.id, &item.name));
    let profiles = pack.profiles.iter().map(|item| (&item.id, &item.name));
    let curves = pack.curves.iter().map(|item| (&item.id, &item.name));
    let tables = pack.tables.iter().map(|item| (&item.id, &item.name));
    let all = variables.chain(levers).chain(assumptions).chain(constants).chain(profiles).chain(curves).chain(tables);
    all.into_iter().find(|(own, _)| *own == id).map(|(_, name)| name.clone()).or(own)
}

fn row(pack: &Pack, id: &str) -> Option<Text> {
    let rows = pack.tables.iter().flat_map(|table| &table.rows);
    rows.into_iter().find(|row| row.id == id).map(|row| row.name.clone())
}
