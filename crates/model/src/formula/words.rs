//! Texts, which can only be compared: columns of words, texts as written, and the ids of rows.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node};
use super::names::nearest;
use super::parser::{Ast, AstKind};
use super::{Binary, NodeKind, RowRef, Unary, Word};
use crate::diagnostic::{Problem, Sort};
use crate::pack::{ColumnId, TableId};

/// What the id of a table's bound row is called: `project.id`.
pub const ROW_ID: &str = "id";

impl Checker<'_, '_> {
    /// Whether a part is a text, whatever is wrong with it.
    pub(super) fn is_word(&self, ast: &Ast) -> bool {
        matches!(ast.kind, AstKind::Text(_)) || self.word_of(ast).is_some()
    }

    /// `kind = "industry"`, `node.project = project.id`: 1 where both texts are the same.
    pub(super) fn same_text(&mut self, span: &Range<usize>, operation: Binary, left: &Ast, right: &Ast) -> Checked {
        let (a, b) = (self.word(left), self.word(right));
        let (Some(a), Some(b)) = (a, b) else { return (node(NodeKind::Number(f64::NAN), span), Kind::Unknown) };
        match (&a, &b) {
            (Word::Written(_), Word::Written(_)) => self.report(span.clone(), Problem::TwoTexts),
            (Word::Cell(column, _), Word::Written(text)) | (Word::Written(text), Word::Cell(column, _)) => {
                self.known_word(span, *column, text);
            }
            (Word::Row(table, _), Word::Written(text)) | (Word::Written(text), Word::Row(table, _)) => {
                let rows = &self.names.tables[table.0].rows;
                if !rows.contains_key(text.as_str()) {
                    let nearest = nearest(text, rows.keys().copied());
                    self.report(span.clone(), Problem::Unknown { what: "row", found: text.clone(), nearest });
                }
            }
            (Word::Cell(column, _), Word::Row(table, _)) | (Word::Row(table, _), Word::Cell(column, _)) => {
                self.points_somewhere(span, *column, *table);
            }
            _ => {}
        }
        let same = node(NodeKind::SameText(Box::new((a, b))), span);
        if operation == Binary::Equal {
            return (same, Kind::Condition);
        }
        (node(NodeKind::Unary(Unary::Not, Box::new(same)), span), Kind::Condition)
    }

    /// A part that must be a text.
    fn word(&mut self, ast: &Ast) -> Option<Word> {
        if let AstKind::Text(text) = &ast.kind {
            return Some(Word::Written(text.clone()));
        }
        let before = self.found.len();
        self.part(ast);
        // Reading a text as a number was reported; here it is what is wanted, but not inside something else.
        let text = Problem::SortMismatch { expected: Sort::Number, found: Sort::Word };
        let only = self.found.len() == before + 1;
        if only && self.found.last().is_some_and(|(at, problem)| *at == ast.span && *problem == text) {
            let word = self.word_of(ast)?;
            self.found.pop();
            return Some(word);
        }
        if self.found.len() == before {
            self.report(ast.span.clone(), Problem::SortMismatch { expected: Sort::Word, found: Sort::Number });
        }
        None
    }

    /// The text that a name, a member or one at a row means, where it means one.
    fn word_of(&self, ast: &Ast) -> Option<Word> {
        let column = |table: usize, name: &str| {
            let (column, sort) = self.names.tables[table].columns.get(name)?;
            let id = ColumnId { table: TableId(table), column: *column };
            matches!(sort, super::names::ColumnSort::Word).then_some(id)
        };
        let in_table = |table: &str, name: &str| {
            let table = self.names.tables.iter().position(|known| known.id == table)?;
            match name {
                ROW_ID => Some(Word::Row(TableId(table), RowRef::Bound(TableId(table)))),
                _ => Some(Word::Cell(column(table, name)?, RowRef::Bound(TableId(table)))),
            }
        };
        match &ast.kind {
            AstKind::Name(name) => {
                let has = |table: &&TableId| self.names.tables[table.0].columns.contains_key(name.as_str());
                let table = self.bound.iter().rev().find(has)?;
                Some(Word::Cell(column(table.0, name)?, RowRef::Bound(*table)))
            }
            AstKind::Member(table, name) => in_table(table, name),
            AstKind::Row(inner, row) => {
                let named = match &inner.kind {
                    AstKind::Name(name) => {
                        let column = (0..self.names.tables.len()).find_map(|table| column(table, name))?;
                        Word::Cell(column, RowRef::Bound(column.table))
                    }
                    AstKind::Member(table, name) => in_table(table, name)?,
                    _ => return None,
                };
                let table = match named {
                    Word::Cell(column, _) => column.table,
                    Word::Row(table, _) => table,
                    Word::Written(_) => return None,
                };
                let row = RowRef::Fixed(table, *self.names.tables[table.0].rows.get(row.as_str())?);
                Some(match named {
                    Word::Cell(column, _) => Word::Cell(column, row),
                    _ => Word::Row(table, row),
                })
            }
            _ => None,
        }
    }

    /// Remarks when no row has the text that a column is compared with.
    fn known_word(&mut self, span: &Range<usize>, column: ColumnId, text: &str) {
        let table = &self.names.tables[column.table.0];
        let Some(words) = table.words.get(&column.column).filter(|words| !words.contains(text)) else { return };
        let nearest = nearest(text, words.iter().copied());
        let column = self.column_name(column);
        self.report(span.clone(), Problem::NoSuchWord { word: text.to_owned(), column, nearest });
    }

    /// Remarks when no text of a column is the id of a row of the table it is compared with.
    fn points_somewhere(&mut self, span: &Range<usize>, column: ColumnId, table: TableId) {
        let to = &self.names.tables[table.0];
        let words = self.names.tables[column.table.0].words.get(&column.column);
        if words.is_some_and(|words| words.iter().all(|word| !to.rows.contains_key(word))) {
            let (column, table) = (self.column_name(column), to.id.to_owned());
            self.report(span.clone(), Problem::PointsNowhere { column, table });
        }
    }

    fn column_name(&self, column: ColumnId) -> String {
        let columns = &self.names.tables[column.table.0].columns;
        let named = columns.iter().find(|(_, (number, _))| *number == column.column);
        named.map_or_else(String::new, |(id, _)| (*id).to_owned())
    }
}
