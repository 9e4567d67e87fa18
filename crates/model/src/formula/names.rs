//! What formulas can name, and the nearest name to one that does not exist.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::pack::{
    AssumptionId, ConstantId, CurveId, EventId, GroupId, LeverId, Pack, ProfileId, ReasonId, TableId, VariableId,
};
use crate::text::Text;
use crate::unit::{Unit, Units};

/// Everything formulas of a pack can name. A unit is `None` when it could not be read; what depends on it is then not
/// checked, since the reason was already reported.
pub struct Names<'a> {
    /// Declared units.
    pub units: &'a Units,
    /// The pack, whose formulas are not read yet.
    pub pack: &'a Pack,
    /// By variable: its unit.
    pub variable_units: &'a [Option<Unit>],
    /// Reasons that formulas give for having no value; they come to be the pack's.
    pub reasons: RefCell<Vec<Text>>,
    /// Plan year.
    /// Constants, levers, assumptions and variables.
    pub globals: BTreeMap<&'a str, Global>,
    /// Tables, by [`TableId`].
    pub tables: Vec<TableNames<'a>>,
    /// Profiles.
    pub profiles: BTreeMap<&'a str, ProfileId>,
    /// Events.
    pub events: BTreeMap<&'a str, EventId>,
    /// Groups.
    pub groups: BTreeMap<&'a str, GroupId>,
    /// Curves, with the units of x and y.
    pub curves: BTreeMap<&'a str, (CurveId, Option<Unit>, Option<Unit>)>,
}

impl Names<'_> {
    /// The number of a reason, which is entered unless it is known.
    pub fn reason(&self, reason: Text) -> ReasonId {
        let mut reasons = self.reasons.borrow_mut();
        ReasonId(reasons.iter().position(|known| *known == reason).unwrap_or_else(|| {
            reasons.push(reason);
            reasons.len() - 1
        }))
    }
}

/// A thing with one name for the whole pack.
#[derive(Clone, Debug)]
pub enum Global {
    /// A constant.
    Constant(ConstantId, Option<Unit>),
    /// A lever.
    Lever(LeverId, Option<Unit>),
    /// An assumption.
    Assumption(AssumptionId, Option<Unit>),
    /// A variable, and the table it runs over.
    Variable(VariableId, Option<Unit>, Option<TableId>),
}

/// The names inside a table.
pub struct TableNames<'a> {
    /// Its id.
    pub id: &'a str,
    /// Columns by id: their number and sort.
    pub columns: BTreeMap<&'a str, (usize, ColumnSort)>,
    /// Rows by id.
    pub rows: BTreeMap<&'a str, usize>,
    /// By column of words: the words its cells hold.
    pub words: BTreeMap<usize, BTreeSet<&'a str>>,
}

/// What a column holds, for formulas.
#[derive(Clone, Debug)]
pub enum ColumnSort {
    /// Numbers or months.
    Number(Option<Unit>),
    /// Words.
    Word,
    /// Formulas, computed as this variable.
    Formula(VariableId, Option<Unit>),
}

/// Words of the language, which nothing in a pack may be named. A function added later is not among them: it is told from a
/// name by its bracket, and a pack that was released keeps its names.
pub const RESERVED: [&str; 52] = [
    "abs",
    "accumulate",
    "and",
    "at",
    "ceiling",
    "count",
    "days",
    "delay",
    "diff",
    "distribute",
    "exp",
    "floor",
    "full_year",
    "if",
    "lag",
    "last_year",
    "ln",
    "lookup",
    "max",
    "max_over",
    "mean",
    "min",
    "min_over",
    "month",
    "month_of_year",
    "moving_mean",
    "moving_sum",
    "not",
    "or",
    "profile",
    "pulse",
    "qtd",
    "quarter",
    "ramp",
    "round",
    "share",
    "smooth",
    "sqrt",
    "step",
    "sum",
    "to",
    "workdays",
    "workdays_left",
    "year",
    "ytd",
    "true",
    "false",
    "average",
    "sumif",
    "countif",
    "power",
    "mod",
];

/// Functions, with the numbers of arguments they take.
pub const FUNCTIONS: [(&str, usize, usize); 47] = [
    ("abs", 1, 1),
    ("accumulate", 1, 1),
    ("and", 2, 60),
    ("at", 2, 2),
    ("ceiling", 1, 1),
    ("count", 2, 2),
    ("delay", 3, 3),
    ("diff", 1, 1),
    ("distribute", 2, 61),
    ("due", 1, 1),
    ("event", 1, 1),
    ("exp", 1, 1),
    ("floor", 1, 1),
    ("full_year", 1, 1),
    ("if", 3, 3),
    ("lag", 2, 2),
    ("last_year", 1, 1),
    ("ln", 1, 1),
    ("lookup", 2, 2),
    ("max", 2, 60),
    ("max_over", 2, 2),
    ("mean", 2, 2),
    ("min", 2, 60),
    ("min_over", 2, 2),
    ("moved", 1, 1),
    ("moving_mean", 2, 2),
    ("moving_sum", 2, 2),
    ("none", 1, 2),
    ("not", 1, 1),
    ("once", 1, 1),
    ("or", 2, 60),
    ("pace", 1, 1),
    ("profile", 1, 1),
    ("pulse", 2, 2),
    ("qtd", 1, 1),
    ("ramp", 2, 2),
    ("rank", 3, 3),
    ("round", 1, 1),
    ("share", 2, 2),
    ("smooth", 2, 2),
    ("spread", 2, 2),
    ("sqrt", 1, 1),
    ("step", 1, 1),
    ("sum", 2, 2),
    ("task", 1, 1),
    ("to", 2, 2),
    ("ytd", 1, 1),
];

/// What spreadsheets call something that this language calls otherwise.
pub const ELSEWHERE: [(&str, &str); 14] = [
    ("average", "mean"),
    ("ceil", "ceiling"),
    ("countif", "count"),
    ("cumsum", "accumulate"),
    ("forecast", "lookup"),
    ("iferror", "if"),
    ("ifs", "if"),
    ("int", "floor"),
    ("log", "ln"),
    ("maxifs", "max_over"),
    ("minifs", "min_over"),
    ("sumif", "sum"),
    ("sumproduct", "sum"),
    ("vlookup", "lookup"),
];

/// The candidate nearest to a misspelt name, if one is near enough: one letter in three may be wrong.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let most = (name.chars().count() / 3).min(4);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate, most), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Edit distance, a swap of neighbours counting as one; or more than `most` when it is certainly larger.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most || a.len() > 200 {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let replaced = row[j] + usize::from(left != right);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_name_is_suggested_only_when_near() {
        let names = ["hog_sales", "hog_stock", "retail"];
        assert_eq!(nearest("hog_sale", names), Some("hog_sales".to_owned()));
        assert_eq!(nearest("retial", names), Some("retail".to_owned()));
        assert_eq!(nearest("copper", names), None);
        assert_eq!(nearest("raod", ["road"]), Some("road".to_owned()));
        assert_eq!(nearest("斤", ["元"]), None);
    }
}
