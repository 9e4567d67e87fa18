//! The text of the next pack: figures put where they stand, everything else left as its author wrote it.

use std::collections::BTreeMap;
use std::ops::Range;

use guoban_model::diagnostic::Diagnostic;
use guoban_model::pack::Pack;
use guoban_model::read::{bundle, read_pack};
use guoban_model::text::Language;
use guoban_model::time::Month;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::compare::ends_period;
use super::names::{ALIAS_MARK, normal};
use super::{Aliases, Cell, Change, Match, Note, Preview, What};

/// How a pack's text keeps what was there before.
const REVISED_MARK: &str = "# guoban revision";

/// The pack after a bulletin.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Its text.
    pub text: String,
    /// How many figures were added or revised.
    pub figures: usize,
    /// Indicators whose figures stand where they cannot be put, as in a sheet beside the pack: ids.
    pub left: Vec<String>,
}

/// Why there is no next pack.
#[derive(Clone, Debug, PartialEq)]
pub enum ApplyError {
    /// Nothing in the preview applies.
    Nothing,
    /// The text is no pack, or would not be one afterwards: what the reader says.
    Pack(Vec<Diagnostic>),
}

impl ApplyError {
    /// In words, with what to do.
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Nothing, Language::Zh) => "没有可以采用的数：见预览里没看懂的和待确认的。".to_owned(),
            (Self::Nothing, Language::En) => {
                "nothing to apply: see what was not understood and what is asked about.".to_owned()
            }
            (Self::Pack(found), language) => found
                .iter()
                .map(|finding| {
                    format!("{}:{} {}\n", finding.place.line, finding.place.column, finding.message(language))
                })
                .collect(),
        }
    }
}

/// Writes the next pack. `text` is the pack the preview was made for, `aliases` what is to be remembered beside what it remembers.
///
/// # Errors
/// Nothing applies, or the outcome is no pack.
pub fn apply(text: &str, preview: &Preview, aliases: &Aliases) -> Result<Applied, ApplyError> {
    let read = read_pack(text).map_err(ApplyError::Pack)?;
    let (Some(as_of), pack) = (preview.as_of, &read.pack) else { return Err(ApplyError::Nothing) };
    let own = bundle::own(text);
    let brought = &text[own.len()..];
    let Ok(root) = DeTable::parse(own) else { return Err(ApplyError::Nothing) };
    let mut edits = Edits { text: own, list: Vec::new() };
    let mut said = Vec::new();
    let (mut figures, mut left) = (0, Vec::new());
    let mut by_variable: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
    for cell in preview.cells.iter().filter(|cell| cell.applies) {
        by_variable.entry(&cell.variable).or_default().push(cell);
    }
    let mut cites = false;
    for (id, cells) in by_variable {
        let Some(place) = place(root.get_ref(), id) else {
            left.push(id.to_owned());
            continue;
        };
        if !edits.put(pack, &place, &cells) {
            left.push(id.to_owned());
            continue;
        }
        cites |= place.known.is_none();
        figures += cells.len();
        for cell in cells {
            let month = Month { year: pack.year, month: cell.span.end() as u8 };
            if let (Change::Revised, Some(old)) = (cell.change, cell.old) {
                said.push(format!(
                    "{REVISED_MARK} {as_of}: {id} {} {month}: {old} -> {} {}",
                    what(cell),
                    cell.value,
                    cell.unit
                ));
            }
            for note in &cell.notes {
                match note {
                    Note::Contradicts { by_levels } => {
                        let words = "公布增速与总量算出的不同，口径可比，两者都保留 | published growth and amounts differ, both are kept";
                        said.push(format!(
                            "{REVISED_MARK} {as_of}: {id} {month}: {}% | {by_levels}%: {words}",
                            cell.value
                        ));
                    }
                    // Another rate would make another figure of the same bulletin.
                    Note::Converted { rate } => {
                        let (raw, what) = (&cell.raw, what(cell));
                        said.push(format!("{REVISED_MARK} {as_of}: {id} {what} {month}: {raw}, 1 美元 = {rate} 元"));
                    }
                    Note::Joint => {
                        let words = "1—2月合并公布，按上年拆成两月 | published together, parted as last year";
                        said.push(format!(
                            "{REVISED_MARK} {as_of}: {id} to date {month}: {} {}: {words}",
                            cell.value, cell.unit
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    if figures == 0 {
        return Err(ApplyError::Nothing);
    }
    edits.header(root.get_ref(), &as_of.to_string(), pack.revision);
    if cites {
        edits.source(root.get_ref(), pack.demo);
    }
    let remembered = Aliases::of(own);
    let names: Vec<String> =
        preview.cells.iter().filter(|cell| cell.matched == Match::Alias).map(|cell| normal(&cell.name)).collect();
    for (name, id) in aliases.iter().filter(|(name, _)| names.iter().any(|used| used == name)) {
        if !remembered.iter().any(|(known, _)| known == name) {
            said.push(format!("{ALIAS_MARK}{name} = {id}"));
        }
    }
    let mut next = edits.apply().trim_end().to_owned();
    for line in said {
        next.push('\n');
        // A name holds no line break: it was made narrow before.
        next.push_str(&line.replace(['\n', '\r'], " "));
    }
    next.push_str("\n\n");
    next.push_str(brought);
    read_pack(&next).map_err(ApplyError::Pack)?;
    Ok(Applied { text: next, figures, left })
}

fn what(cell: &Cell) -> &'static str {
    match (cell.what, cell.span) {
        (What::Growth, _) => "growth to date",
        (What::Level, super::Span::ToDate(_)) => "to date",
        (What::Level, super::Span::Single(_)) => "month",
    }
}

type Value<'t> = Spanned<DeValue<'t>>;

/// Where an indicator's figures stand.
struct Place<'r, 't> {
    item: &'r Value<'t>,
    /// A table with `first` and `values`.
    known: Option<&'r Value<'t>>,
    /// The months published, one a period, where the template keeps them.
    months: Option<&'r Value<'t>>,
}

fn place<'r, 't>(root: &'r DeTable<'t>, id: &str) -> Option<Place<'r, 't>> {
    let item = variables(root).into_iter().find(|(own, _)| own == id);
    if let Some((_, item)) = item {
        let table = item.get_ref().as_table()?;
        let given = table.get("given").and_then(|given| given.get_ref().as_table());
        let of_given = |name| given.and_then(|given: &'r DeTable<'t>| given.get(name));
        return Some(Place {
            item,
            known: table.get("known").or_else(|| of_given("known")),
            months: of_given("months"),
        });
    }
    // The growth that a template makes beside an indicator.
    let base = id.strip_suffix("_growth")?;
    let (_, item) = variables(root).into_iter().find(|(own, _)| own == base)?;
    let given = item.get_ref().as_table()?.get("given")?.get_ref().as_table()?;
    Some(Place { item, known: Some(given.get("growth_known")?), months: None })
}

/// All variables of a pack: ids and items.
fn variables<'r, 't>(root: &'r DeTable<'t>) -> Vec<(String, &'r Value<'t>)> {
    let mut all = Vec::new();
    let chapters = root.get("chapter").and_then(|chapters| chapters.get_ref().as_array());
    let chapters = chapters.into_iter().flat_map(|list| list.iter()).filter_map(|chapter| chapter.get_ref().as_table());
    for table in std::iter::once(root).chain(chapters) {
        match table.get("variable").map(Spanned::get_ref) {
            Some(DeValue::Table(items)) => {
                all.extend(items.iter().map(|(id, item)| (id.get_ref().to_string(), item)));
            }
            Some(DeValue::Array(items)) => {
                let id =
                    |item: &'r Value<'t>| Some(item.get_ref().as_table()?.get("id")?.get_ref().as_str()?.to_owned());
                all.extend(items.iter().filter_map(|item| Some((id(item)?, item))));
            }
            _ => {}
        }
    }
    all
}

struct Edits<'t> {
    text: &'t str,
    list: Vec<(Range<usize>, String)>,
}

impl Edits<'_> {
    /// Puts the figures of an indicator; whether there is a place for them.
    fn put(&mut self, pack: &Pack, place: &Place<'_, '_>, cells: &[&Cell]) -> bool {
        let Some(variable) = pack.variables.iter().find(|variable| variable.id == cells[0].variable) else {
            return false;
        };
        let frequency = variable.publication.frequency;
        let own = cells.iter().map(|cell| (cell.span.end() as i32 - 1, cell.figure));
        let januaries = cells.iter().filter_map(|cell| Some((0, cell.january?)));
        let figures: Vec<(i32, Decimal)> = own.chain(januaries).collect();
        let Some(known) = place.known else {
            // Growth that was computed so far: from now on the published one stands before it.
            let span = place.item.span();
            if !self.text[span.clone()].starts_with('{') {
                return false;
            }
            let last = figures.iter().map(|(end, _)| *end).max().unwrap_or(0);
            let values: Vec<String> = (0..=last)
                .filter(|month| ends_period(frequency, *month))
                .map(|month| match figures.iter().find(|(end, _)| *end == month) {
                    Some((_, figure)) => figure.to_string(),
                    None => "\"-\"".to_owned(),
                })
                .collect();
            let known = format!(
                " known = {{ first = \"{}-01\", values = [{}], source = \"bulletin\" }},",
                pack.year,
                values.join(", ")
            );
            self.list.push((span.start + 1..span.start + 1, known));
            return true;
        };
        let Some(table) = known.get_ref().as_table() else { return false };
        let first = table.get("first").and_then(|first| first.get_ref().as_str()?.parse::<Month>().ok());
        let Some(values) = table.get("values") else { return false };
        let Some(first) = first else { return false };
        let index = |end: i32| {
            let first = first.offset_from(pack.year);
            (first..=end).filter(|month| ends_period(frequency, *month)).count().checked_sub(1)
        };
        let places: Option<Vec<(usize, Decimal)>> =
            figures.iter().map(|(end, figure)| Some((index(*end)?, *figure))).collect();
        let Some(places) = places else { return false };
        if !self.values(values, places) {
            return false;
        }
        if let Some(months) = place.months.and_then(|months| months.get_ref().as_table()?.get("values")) {
            let of_year = |end: i32| (0..=end).filter(|month| ends_period(frequency, *month)).count().checked_sub(1);
            let places =
                figures.iter().filter_map(|(end, _)| Some((of_year(*end)?, Decimal::from(*end + 1)))).collect();
            return self.values(months, places);
        }
        true
    }

    /// Replaces and adds elements of a list.
    fn values(&mut self, list: &Value<'_>, mut places: Vec<(usize, Decimal)>) -> bool {
        let Some(held) = list.get_ref().as_array() else { return false };
        let held: Vec<Range<usize>> = held.iter().map(Spanned::span).collect();
        places.sort_by_key(|(place, _)| *place);
        let (mut added, mut next) = (String::new(), held.len());
        for (place, value) in places {
            let value = value.normalize();
            if let Some(span) = held.get(place) {
                self.list.push((span.clone(), value.to_string()));
                continue;
            }
            // A period that nobody published.
            for _ in next..place {
                added += ", \"-\"";
            }
            added += &format!(", {value}");
            next = place + 1;
        }
        let at = held.last().map_or(list.span().start + 1, |last| last.end);
        let added = if held.is_empty() { added.trim_start_matches(", ").to_owned() } else { added };
        if !added.is_empty() {
            self.list.push((at..at, added));
        }
        true
    }

    /// The date, and the revision: a released one is never edited.
    fn header(&mut self, root: &DeTable<'_>, as_of: &str, revision: u32) {
        let Some(pack) = root.get("pack").and_then(|pack| pack.get_ref().as_table()) else { return };
        if let Some(held) = pack.get("as_of") {
            self.list.push((held.span(), format!("\"{as_of}\"")));
        }
        if let Some(held) = pack.get("revision") {
            self.list.push((held.span(), revision.saturating_add(1).to_string()));
        }
    }

    /// The source that growth from a bulletin cites.
    fn source(&mut self, root: &DeTable<'_>, demo: bool) {
        let sources = root.get("source").and_then(|source| source.get_ref().as_table());
        if sources.is_some_and(|sources| sources.contains_key("bulletin")) {
            return;
        }
        let kind = if demo { "demo" } else { "published" };
        let source = format!(
            "bulletin = {{ kind = \"{kind}\", text = \"粘贴的公报，出处未注明。 | A bulletin that was pasted; where it comes from is not said.\" }}\n"
        );
        let heading = "\n[source]\n";
        if let Some(at) = self.text.find(heading) {
            let at = at + heading.len();
            self.list.push((at..at, source));
        } else {
            let at = self.text.len();
            let source = source.replacen("bulletin = {", "[[source]]\nid = \"bulletin\"\n", 1).replace(" }\n", "\n");
            self.list.push((at..at, format!("\n{}", source.replace(", text", "\ntext"))));
        }
    }

    fn apply(mut self) -> String {
        self.list.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(self.text.len() + 400);
        let mut from = 0;
        for (span, put) in &self.list {
            // Two figures never share a place; were they to, the first stands.
            if span.start < from {
                continue;
            }
            out.push_str(&self.text[from..span.start]);
            out.push_str(put);
            from = span.end;
        }
        out + &self.text[from..]
    }
}
