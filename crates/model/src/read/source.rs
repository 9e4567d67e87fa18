//! The file being read: places, and what was found.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, Problem, Severity};

/// Most findings about one pack; a file with more is of another kind.
pub const MOST_FINDINGS: usize = 200;

/// Most uses of templates in one pack: with the largest file, its places still fit into 32 bits.
pub const MOST_USES: usize = 1_000;

/// A pack file being read.
///
/// What a template makes has bytes of its own, beyond those of the file: the bytes of the template, moved up by one
/// length of the file for each use. So a place says which use it belongs to.
pub struct Source<'a> {
    text: &'a str,
    lines: Vec<usize>,
    found: RefCell<Vec<Diagnostic>>,
    uses: RefCell<Vec<Use>>,
}

/// A use of a template: its first byte, and the template's name.
struct Use {
    at: usize,
    template: String,
}

/// A string of the file and where it stands.
#[derive(Clone, Debug)]
pub struct Located {
    /// The string, as TOML reads it.
    pub text: String,
    /// First byte of its content.
    pub at: usize,
    /// Bytes of the file, with quotes.
    pub span: Range<usize>,
}

impl<'a> Source<'a> {
    /// Starts reading a text.
    pub fn new(text: &'a str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines, found: RefCell::new(Vec::new()), uses: RefCell::new(Vec::new()) }
    }

    /// Begins a use of a template: what is added to the template's bytes in what it makes. None for one use too many.
    pub fn enter_use(&self, at: usize, template: &str) -> Option<usize> {
        let mut uses = self.uses.borrow_mut();
        if uses.len() >= MOST_USES {
            return None;
        }
        uses.push(Use { at, template: template.to_owned() });
        Some((self.text.len() + 1) * uses.len())
    }

    /// A byte's place in the file, and how far it was moved.
    fn real(&self, at: usize) -> (usize, usize) {
        let length = self.text.len() + 1;
        (at % length, at - at % length)
    }

    /// The file between two bytes.
    pub fn raw(&self, span: Range<usize>) -> &'a str {
        let (start, shift) = self.real(span.start);
        self.text.get(start..span.end.saturating_sub(shift)).unwrap_or_default()
    }

    /// The place of a byte; of what a template made, the place of its use, and the template's own line.
    pub fn place(&self, at: usize, item: &str) -> Place {
        let (real, shift) = self.real(at);
        let uses = self.uses.borrow();
        let Some(used) = shift.checked_div(self.text.len() + 1).and_then(|number| uses.get(number.checked_sub(1)?))
        else {
            return self.place_in_file(real, item);
        };
        let line = self.place_in_file(real, item).line;
        Place { template: Some((used.template.clone(), line)), ..self.place_in_file(used.at, item) }
    }

    fn place_in_file(&self, at: usize, item: &str) -> Place {
        let line = self.lines.partition_point(|&start| start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        Place { line, column, item: item.to_owned(), template: None }
    }

    /// Adds a finding, unless there are too many already.
    pub fn report(&self, at: usize, item: &str, problem: Problem) {
        let place = self.place(at, item);
        let mut found = self.found.borrow_mut();
        let problem = match found.len().cmp(&MOST_FINDINGS) {
            Ordering::Less => problem,
            Ordering::Equal => Problem::MoreFindings { limit: MOST_FINDINGS },
            Ordering::Greater => return,
        };
        found.push(Diagnostic { severity: problem.severity(), place, problem });
    }

    /// Whether further findings would not be kept: nothing costly is worth doing for them.
    pub fn is_full(&self) -> bool {
        self.found.borrow().len() > MOST_FINDINGS
    }

    /// Whether there is an error among what was found.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors were found.
    pub fn errors(&self) -> usize {
        self.found.borrow().iter().filter(|found| found.severity == Severity::Error).count()
    }

    /// Everything found, in the order of the file.
    pub fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        // That there is more stands last, wherever it was noticed.
        found.sort_by(|a, b| {
            let more = |found: &Diagnostic| matches!(found.problem, Problem::MoreFindings { .. });
            (more(a), &a.place).cmp(&(more(b), &b.place))
        });
        // What is inherited is wrong once, not in every item, and so is a heading of a grid.
        found.dedup_by(|a, b| {
            let place = |found: &Diagnostic| (found.place.line, found.place.column);
            place(a) == place(b) && a.problem == b.problem
        });
        found
    }

    /// A string that TOML read at these bytes of the file.
    pub fn located(&self, text: &str, span: Range<usize>) -> Located {
        let raw = self.raw(span.clone());
        let quotes = if !raw.starts_with(['"', '\'']) {
            0
        } else if raw.starts_with("'''") || raw.starts_with("\"\"\"") {
            3
        } else {
            1
        };
        let rest = raw.get(quotes..).unwrap_or_default();
        // A line break just after triple quotes does not belong to the string.
        let skipped = if quotes < 3 {
            0
        } else if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
        Located { text: text.to_owned(), at: span.start + quotes + skipped, span }
    }

    /// The byte of the file at which a byte of a string's text was written.
    pub fn within(&self, located: &Located, offset: usize) -> usize {
        let escapes = self.raw(located.span.clone()).starts_with('"');
        let raw = self.raw(located.at..located.span.end);
        let mut written = raw.char_indices().peekable();
        let mut read = 0;
        while let Some((at, first)) = written.next() {
            if escapes && first == '\\' && written.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                // A backslash at the end of a line takes the line break and the space after it.
                while written.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                continue;
            }
            if read >= offset {
                return located.at + at;
            }
            if !escapes || first != '\\' {
                read += first.len_utf8();
                continue;
            }
            let digits = match written.next().map(|(_, kind)| kind) {
                Some('x') => 2,
                Some('u') => 4,
                Some('U') => 8,
                _ => 0,
            };
            let mut code = 0_u32;
            for _ in 0..digits {
                let digit = written.next().and_then(|(_, digit)| digit.to_digit(16)).unwrap_or(0);
                code = code.wrapping_mul(16).wrapping_add(digit);
            }
            read += if digits == 0 { 1 } else { char::from_u32(code).map_or(1, char::len_utf8) };
        }
        located.at + raw.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_inside_strings_see_through_escapes() {
        let within = |toml: &str, text: &str, offset: usize| {
            let source = Source::new(toml);
            source.within(&source.located(text, 0..toml.len()), offset)
        };
        assert_eq!(within("'a + b'", "a + b", 4), 5);
        assert_eq!(within("'''\na +\nb'''", "a +\nb", 4), 8);
        assert_eq!(within(r#""\u4e07\t\"b""#, "万\t\"b", 5), 11);
        assert_eq!(within("\"\"\"a \\\n   b\"\"\"", "a b", 2), 10);
        assert_eq!(within("'a'", "a", 9), 3);
    }

    #[test]
    fn findings_are_kept_up_to_a_limit() {
        let text = "\n".repeat(MOST_FINDINGS * 2);
        let source = Source::new(&text);
        (0..MOST_FINDINGS * 2).for_each(|at| source.report(at, "", Problem::NoRows));
        assert!(source.is_full());
        let found = source.into_found();
        assert_eq!(found.len(), MOST_FINDINGS + 1);
        assert_eq!(found.last().map(|last| &last.problem), Some(&Problem::MoreFindings { limit: MOST_FINDINGS }));
    }
}
