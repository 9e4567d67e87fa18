//! How high blocks are, and which page they stand on.
//!
//! The type area of GB/T 9704-2012 is 156 × 225 mm: 22 lines of 28 characters of size 3 (16 pt). Everything is counted in
//! hundredths of a millimetre. Widths of texts are estimated, a little too wide rather than too narrow, as fonts differ between
//! machines; `tests/e2e/page-paper.test.mjs` holds the printed pages to it.

use super::{Block, Cell, Table};

/// Width of the type area.
const WIDTH: u32 = 15_600;

/// Height of the type area.
const HEIGHT: u32 = 22_500;

/// A line of the body.
const LINE: u32 = 1_022;

/// Characters on a line of the body, in hundredths.
const ON_A_LINE: u32 = 2_800;

/// Width of a Latin letter or digit, in hundredths of the size of the type.
const LATIN: u32 = 56;

/// Size of the type in tables (9 pt).
const SMALL: u32 = 318;

/// A line in a table.
const SMALL_LINE: u32 = 400;

/// Space above and below the lines of a row, with its rule.
const ROW: u32 = 240;

/// Space left and right in a cell.
const PADDING: u32 = 170;

/// Words above a table.
const CAPTION: u32 = 700;

/// Space below a table.
const BELOW: u32 = 150;

/// Size of small print (9.5 pt), and its line.
const NOTE: (u32, u32) = (335, 494);

/// Rows of a table that stay with its head.
const TOGETHER: usize = 2;

/// Width of a text in hundredths of the size of its type.
fn width(text: &str) -> u32 {
    text.chars().map(|one| if one.is_ascii() { LATIN } else { 100 }).sum()
}

/// Lines of a text. Words of Latin letters are not cut, which costs part of a line.
fn lines(text: &str, on_a_line: u32) -> u32 {
    let cut = if text.contains(' ') { on_a_line * 94 / 100 } else { on_a_line };
    width(text).div_ceil(cut.max(1)).max(1)
}

/// Lines of what stands in a cell.
fn cell_lines(text: &str, share: u32) -> u32 {
    let inside = (WIDTH * share / 1_000).saturating_sub(PADDING).max(1);
    lines(text, inside * 100 / SMALL)
}

fn row_height(table: &Table, row: &[Cell]) -> u32 {
    let high = row.iter().zip(&table.columns).map(|(cell, column)| match cell {
        Cell::Text(text) => cell_lines(text, column.share),
        Cell::State(..) => 1,
    });
    high.max().unwrap_or(1) * SMALL_LINE + ROW
}

fn head_height(table: &Table) -> u32 {
    let names = table.columns.iter().map(|column| cell_lines(&column.head, column.share)).max().unwrap_or(1);
    let groups = if table.groups.is_empty() { 0 } else { SMALL_LINE + ROW };
    CAPTION + groups + names * SMALL_LINE + ROW
}

/// Height of a block.
pub(super) fn height(block: &Block) -> u32 {
    match block {
        Block::Head { title, .. } => 9_400 + 1_200 * title.len() as u32,
        Block::Title { about, .. } => 1_900 + if about.is_empty() { 0 } else { LINE },
        Block::Heading(text) => lines(text, ON_A_LINE) * LINE,
        Block::Point { lead, text } => lines(&format!("　　{lead}{text}"), ON_A_LINE) * LINE,
        Block::Text(text) => lines(&format!("　　{text}"), ON_A_LINE) * LINE,
        Block::Table(table) => {
            head_height(table) + table.rows.iter().map(|row| row_height(table, row)).sum::<u32>() + BELOW
        }
        Block::Note(text) => lines(text, WIDTH * 100 / NOTE.0) * NOTE.1 + 200,
        Block::Figure(figure) => figure.height * 10 + CAPTION,
        Block::Colophon { .. } => 2_000,
    }
}

/// Pages being filled.
#[derive(Default)]
struct Sheets {
    pages: Vec<Vec<Block>>,
    page: Vec<Block>,
    used: u32,
}

impl Sheets {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.pages.push(std::mem::take(&mut self.page));
        }
        self.used = 0;
    }

    fn put(&mut self, block: Block) {
        self.used += height(&block);
        self.page.push(block);
    }

    fn free(&self) -> u32 {
        HEIGHT.saturating_sub(self.used)
    }

    /// A table, over as many pages as it takes.
    fn put_table(&mut self, mut table: Table) {
        loop {
            let room = self.free().saturating_sub(head_height(&table) + BELOW);
            let mut used = 0;
            let fitting = table.rows.iter().take_while(|row| {
                used += row_height(&table, row);
                used <= room
            });
            let fitting = fitting.count();
            if fitting == table.rows.len() {
                return self.put(Block::Table(table));
            }
            if fitting >= TOGETHER || self.page.is_empty() {
                // A row that is higher than a page stands on one of its own.
                let rest = table.rows.split_off(fitting.max(1));
                let next = Table { rows: rest, continued: true, ..table.clone() };
                self.put(Block::Table(table));
                table = next;
            }
            self.turn();
            if table.rows.is_empty() {
                return;
            }
        }
    }
}

/// What has to fit below a block for it to stay on its page: a heading does not stand alone.
fn wanted(block: &Block, next: Option<&Block>) -> u32 {
    let own = height(block);
    let first = match (block, next) {
        (Block::Heading(_) | Block::Title { .. }, Some(Block::Table(table))) => {
            head_height(table) + table.rows.iter().take(TOGETHER).map(|row| row_height(table, row)).sum::<u32>() + BELOW
        }
        (Block::Heading(_) | Block::Title { .. }, Some(next)) => height(next).min(2 * LINE),
        _ => 0,
    };
    own + first
}

/// Lays sections out, each from a new page on.
pub(super) fn pages(sections: Vec<Vec<Block>>) -> Vec<Vec<Block>> {
    let mut sheets = Sheets::default();
    for section in sections {
        sheets.turn();
        let mut rest = section.into_iter().peekable();
        while let Some(block) = rest.next() {
            if let Block::Table(table) = block {
                sheets.put_table(table);
                continue;
            }
            if wanted(&block, rest.peek()) > sheets.free() {
                sheets.turn();
            }
            for part in parts(block) {
                if height(&part) > sheets.free() {
                    sheets.turn();
                }
                sheets.put(part);
            }
        }
    }
    sheets.turn();
    sheets.pages
}

/// A paragraph that is higher than a page, in pieces that are not.
fn parts(block: Block) -> Vec<Block> {
    const PIECE: usize = 28 * 18;
    match block {
        Block::Text(text) if height(&Block::Text(text.clone())) > HEIGHT => {
            cut(&text, PIECE).map(Block::Text).collect()
        }
        Block::Point { lead, text } if height(&Block::Text(text.clone())) > HEIGHT - LINE => {
            let mut pieces = cut(&text, PIECE);
            let first = Block::Point { lead, text: pieces.next().unwrap_or_default() };
            std::iter::once(first).chain(pieces.map(Block::Text)).collect()
        }
        block => vec![block],
    }
}

fn cut(text: &str, size: usize) -> impl Iterator<Item = String> {
    let all: Vec<char> = text.chars().collect();
    let pieces: Vec<String> = all.chunks(size).map(|piece| piece.iter().collect()).collect();
    pieces.into_iter()
}

/// The fullest version of a section that takes no more than so many pages: `make` is given how many rows its table may have, at
/// the most `rows`. The version without rows where none fits.
pub(super) fn fitting(rows: usize, most: usize, make: impl Fn(usize) -> Vec<Block>) -> Vec<Vec<Block>> {
    let laid = |rows: usize| pages(vec![make(rows)]);
    (0..=rows).rev().map(laid).find(|pages| pages.len() <= most).unwrap_or_else(|| laid(0))
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::*;

    fn table(rows: usize) -> Block {
        let columns = vec![Column::new("指标", 500), Column::figures("预计", 500)];
        let rows = (0..rows).map(|row| vec![Cell::from(format!("第 {row} 行")), Cell::from("1.0")]).collect();
        Block::Table(Table { caption: "表1".to_owned(), columns, rows, ..Table::default() })
    }

    fn rows_of(page: &[Block]) -> usize {
        page.iter().map(|block| if let Block::Table(table) = block { table.rows.len() } else { 0 }).sum()
    }

    #[test]
    fn no_page_is_fuller_than_its_type_area_and_no_row_is_lost() {
        for rows in [1, 20, 33, 34, 35, 36, 100] {
            let pages = pages(vec![vec![Block::Heading("一、指标".to_owned()), table(rows)]]);
            assert_eq!(pages.iter().map(|page| rows_of(page)).sum::<usize>(), rows);
            for page in &pages {
                assert!(page.iter().map(height).sum::<u32>() <= HEIGHT, "{rows}");
            }
            let continued =
                pages.iter().filter(|page| matches!(page.first(), Some(Block::Table(table)) if table.continued));
            assert_eq!(continued.count(), pages.len() - 1);
        }
    }

    #[test]
    fn a_heading_does_not_stand_alone_at_the_foot_of_a_page() {
        let text = || Block::Text("字".repeat(28 * 4));
        for before in 0..6 {
            let mut section: Vec<Block> = (0..before).map(|_| text()).collect();
            section.push(Block::Heading("二、指标".to_owned()));
            section.push(table(3));
            for page in pages(vec![section]) {
                assert!(!matches!(page.last(), Some(Block::Heading(_))), "{before}");
            }
        }
    }

    #[test]
    fn twenty_two_lines_of_twenty_eight_characters_fill_a_page() {
        let full = Block::Text("字".repeat(28 * 22 - 2));
        assert_eq!(pages(vec![vec![full]]).len(), 1);
        let pages = pages(vec![vec![Block::Text("字".repeat(28 * 22 - 1))]]);
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn a_section_is_cut_to_the_pages_it_may_take() {
        assert_eq!(fitting(100, 1, |rows| vec![table(rows)]).len(), 1);
        assert!(rows_of(&fitting(100, 1, |rows| vec![table(rows)])[0]) >= 30);
        assert_eq!(rows_of(&fitting(5, 1, |rows| vec![table(rows)])[0]), 5);
    }
}
