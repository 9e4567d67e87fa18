//! From the short form of a pack to the long one.
//!
//! People write sections by id (`[lever]`, then `feed = { … }`), chapters with their own defaults, rows as grids, figures in
//! sheets, and what recurs by templates. All of it becomes lists of items with all their fields, which is what the rest of
//! the reader knows. Values keep the bytes they were written at, so that a finding names the place a person has to change.

mod grid;
mod sheet;
mod template;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::source::Source;
use crate::diagnostic::Problem;
use crate::formula::names::nearest;
use template::Templates;

type Key<'t> = Spanned<DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

/// The lists of a pack.
const KINDS: [&str; 19] = [
    "source",
    "owner",
    "group",
    "event",
    "constant",
    "lever",
    "assumption",
    "profile",
    "curve",
    "table",
    "series",
    "variable",
    "peers",
    "error",
    "target",
    "limit",
    "example",
    "stress",
    "check",
];

/// Where the kinds begin that may stand in chapters, templates and `[defaults]`: sources, owners and groups belong to the
/// whole pack, and there their names say what items inherit.
const FIRST_IN_CHAPTERS: usize = 3;

/// The kinds from there on.
fn chapter_kinds() -> impl Iterator<Item = &'static str> + Clone {
    KINDS.into_iter().skip(FIRST_IN_CHAPTERS)
}

/// Fields that chapters and `[defaults]` give to all items that have them, with the kinds that do. What a table inherits
/// goes to its columns.
const INHERITED: [(&str, &[&str]); 6] = [
    (
        "source",
        &[
            "event",
            "constant",
            "lever",
            "assumption",
            "profile",
            "curve",
            "table",
            "series",
            "variable",
            "peers",
            "error",
            "target",
        ],
    ),
    ("group", &["lever", "assumption", "table", "variable"]),
    ("owner", &["lever", "table", "variable"]),
    ("publish", &["variable"]),
    ("decimals", &["series", "variable"]),
    ("scope", &["variable"]),
];

/// Expands the file: afterwards every list is an array of tables, each with its id and what it inherits.
pub(super) fn expand<'t>(source: &Source<'t>, mut root: DeTable<'t>) -> DeTable<'t> {
    let mut chapters = Vec::new();
    if let Some(list) = root.remove("chapter") {
        chapters = chapters_of(source, list);
    }
    let mut expander = Expander {
        source,
        defaults: Defaults::take(source, &mut root),
        owners: BTreeMap::new(),
        templates: Templates::take(source, &mut root),
        sheets: sheet::take(source, &mut root),
        lists: std::iter::repeat_with(DeArray::new).take(KINDS.len()).collect(),
    };
    expander.find_owners(&root);
    let nothing = DeTable::new();
    let mut spans: BTreeMap<usize, Range<usize>> = BTreeMap::new();
    let mut sections = |kind: usize, section: &mut DeTable<'t>| {
        let found = section.remove(KINDS[kind])?;
        spans.entry(kind).or_insert(found.span());
        Some(found)
    };
    for kind in 0..KINDS.len() {
        if let Some(section) = sections(kind, &mut root) {
            expander.section(kind, &nothing, section);
        }
    }
    for mut chapter in chapters {
        for kind in 0..KINDS.len() {
            if let Some(section) = sections(kind, &mut chapter.sections) {
                expander.section(kind, &chapter.fields, section);
            }
        }
    }
    for (kind, list) in expander.lists.into_iter().enumerate() {
        let span = spans.get(&kind).cloned();
        if let Some(span) = span.or_else(|| list.first().map(Spanned::span)) {
            let key = Spanned::new(span.clone(), KINDS[kind].into());
            root.insert(key, Spanned::new(span, DeValue::Array(list)));
        }
    }
    root
}

/// A part of the pack: what its items inherit, and its lists.
struct Chapter<'t> {
    fields: DeTable<'t>,
    sections: DeTable<'t>,
}

fn chapters_of<'t>(source: &Source<'t>, list: Value<'t>) -> Vec<Chapter<'t>> {
    let span = list.span();
    let DeValue::Array(list) = list.into_inner() else {
        let problem = Problem::WrongType { field: "chapter".to_owned(), expected: "[[chapter]]", found: "a table" };
        source.report(span.start, "chapter", problem);
        return Vec::new();
    };
    let mut chapters = Vec::new();
    for value in list {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let problem = Problem::WrongType { field: "chapter".to_owned(), expected: "a table", found: "a value" };
            source.report(span.start, "chapter", problem);
            continue;
        };
        let mut chapter = Chapter { fields: DeTable::new(), sections: DeTable::new() };
        let title = table.get("title").and_then(|title| title.get_ref().as_str()).unwrap_or("?").to_owned();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if chapter_kinds().any(|kind| kind == name) {
                chapter.sections.insert(key, value);
            } else if INHERITED.iter().any(|(field, _)| *field == name) {
                chapter.fields.insert(key, value);
            } else if name != "title" {
                let fields = ["title"].into_iter().chain(INHERITED.iter().map(|(field, _)| *field));
                unknown(source, &format!("chapter {title}"), &key, fields.chain(chapter_kinds()));
            }
        }
        chapters.push(chapter);
    }
    chapters
}

/// Reports a field that is not one of some.
fn unknown<'n>(source: &Source<'_>, item: &str, key: &Key<'_>, known: impl Iterator<Item = &'n str> + Clone) {
    let found = key.get_ref().to_string();
    let nearest = nearest(&found, known.clone());
    let known = known.map(str::to_owned).collect();
    source.report(key.span().start, item, Problem::UnknownField { found, nearest, known });
}

/// What `[defaults]` says: fields for all kinds that have them, and fields for one kind.
struct Defaults<'t> {
    general: DeTable<'t>,
    of_kind: BTreeMap<usize, DeTable<'t>>,
}

impl<'t> Defaults<'t> {
    fn take(source: &Source<'t>, root: &mut DeTable<'t>) -> Self {
        let mut defaults = Self { general: DeTable::new(), of_kind: BTreeMap::new() };
        let Some(value) = root.remove("defaults") else { return defaults };
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else {
            let problem = Problem::WrongType { field: "defaults".to_owned(), expected: "a table", found: "a value" };
            source.report(span.start, "defaults", problem);
            return defaults;
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(kind) = KINDS.iter().position(|kind| *kind == name).filter(|kind| *kind >= FIRST_IN_CHAPTERS) {
                let at = value.span().start;
                match value.into_inner() {
                    DeValue::Table(fields) => drop(defaults.of_kind.insert(kind, fields)),
                    other => {
                        let found = other.type_str();
                        let problem = Problem::WrongType { field: name.to_owned(), expected: "a table", found };
                        source.report(at, "defaults", problem);
                    }
                }
            } else if INHERITED.iter().any(|(field, _)| *field == name) {
                defaults.general.insert(key, value);
            } else {
                unknown(source, "defaults", &key, INHERITED.iter().map(|(field, _)| *field).chain(chapter_kinds()));
            }
        }
        defaults
    }
}

struct Expander<'s, 't> {
    source: &'s Source<'t>,
    defaults: Defaults<'t>,
    /// By group: who answers for what is in it unless it says otherwise.
    owners: BTreeMap<String, Value<'t>>,
    templates: Templates<'t>,
    sheets: BTreeMap<String, sheet::Sheet<'t>>,
    lists: Vec<DeArray<'t>>,
}

impl<'t> Expander<'_, 't> {
    fn find_owners(&mut self, sections: &DeTable<'t>) {
        let Some(groups) = sections.get("group") else { return };
        let mut enter = |id: Option<&str>, value: &Value<'t>| {
            if let (Some(id), Some(owner)) = (id, value.get_ref().get("owner")) {
                self.owners.insert(id.to_owned(), owner.clone());
            }
        };
        match groups.get_ref() {
            DeValue::Array(list) => {
                list.iter()
                    .for_each(|value| enter(value.get_ref().get("id").and_then(|id| id.get_ref().as_str()), value));
            }
            DeValue::Table(table) => table.iter().for_each(|(id, value)| enter(Some(id.get_ref()), value)),
            _ => {}
        }
    }

    /// One list of the file or of a chapter, by id or as an array.
    fn section(&mut self, kind: usize, chapter: &DeTable<'t>, section: Value<'t>) {
        let span = section.span();
        match section.into_inner() {
            DeValue::Array(list) => {
                for value in list {
                    self.item(kind, chapter, None, value);
                }
            }
            // One item in the long form, with a bracket too few.
            DeValue::Table(table) if table.get("id").is_some_and(|id| id.get_ref().is_str()) => {
                let field = KINDS[kind].to_owned();
                let problem = Problem::WrongType { field, expected: "a list", found: "table" };
                self.source.report(span.start, "file", problem);
            }
            DeValue::Table(table) => {
                for (key, value) in in_order(table) {
                    self.item(kind, chapter, Some(key), value);
                }
            }
            other => {
                let problem = Problem::WrongType {
                    field: KINDS[kind].to_owned(),
                    expected: "a list of items",
                    found: other.type_str(),
                };
                self.source.report(span.start, "file", problem);
            }
        }
    }

    fn item(&mut self, kind: usize, chapter: &DeTable<'t>, id: Option<Key<'t>>, value: Value<'t>) {
        let Some((table, span)) = with_id(self.source, KINDS[kind], id, value) else { return };
        if !table.contains_key("use") {
            self.finish(kind, chapter, table, span);
            return;
        }
        for (kind, table) in self.templates.instantiate(self.source, kind, table) {
            self.finish(kind, chapter, table, span.clone());
        }
    }

    /// Adds what an item inherits, and the item to its list.
    fn finish(&mut self, kind: usize, chapter: &DeTable<'t>, mut table: DeTable<'t>, span: Range<usize>) {
        let name = KINDS[kind];
        if name == "table" {
            grid::expand(self.source, &mut table);
            self.inherit_columns(chapter, &mut table);
        } else {
            self.inherit(kind, chapter, &mut table, &[]);
        }
        if let Some(fields) = self.defaults.of_kind.get(&kind) {
            for (key, value) in fields {
                if name != "table" {
                    insert(&mut table, key, value);
                }
            }
        }
        if name == "variable" || name == "series" {
            sheet::expand(self.source, &self.sheets, &mut table, name);
        }
        self.lists[kind].push(Spanned::new(span, DeValue::Table(table)));
    }

    fn inherit(&self, kind: usize, chapter: &DeTable<'t>, table: &mut DeTable<'t>, only: &[&str]) {
        let unlisted = table.get("listed").is_some_and(|listed| listed.get_ref().as_bool() == Some(false));
        for (field, kinds) in INHERITED {
            let wanted = only.is_empty() || only.contains(&field);
            if !wanted || table.contains_key(field) || !kinds.contains(&KINDS[kind]) {
                continue;
            }
            let answers = field == "owner";
            // A variable that is on no list has nobody to answer for it, and nobody asks whose figures it counts.
            let is_variable = KINDS[kind] == "variable";
            let of_lists = answers || field == "scope";
            if is_variable && (unlisted && field == "group" || of_lists && !table.contains_key("group")) {
                continue;
            }
            let of_group = if answers { self.owner_of_group(table) } else { None };
            let of_kind = || self.defaults.of_kind.get(&kind).and_then(|fields| fields.get_key_value(field));
            let found = chapter.get_key_value(field).or(of_group.as_ref().map(|(key, value)| (key, value)));
            let found = found.or_else(of_kind).or_else(|| self.defaults.general.get_key_value(field));
            if let Some((key, value)) = found {
                let (key, value) = (key.clone(), value.clone());
                table.insert(key, value);
            }
        }
    }

    fn owner_of_group(&self, table: &DeTable<'t>) -> Option<(Key<'t>, Value<'t>)> {
        let owner = self.owners.get(table.get("group")?.get_ref().as_str()?)?;
        Some((Spanned::new(owner.span(), "owner".into()), owner.clone()))
    }

    fn inherit_columns(&self, chapter: &DeTable<'t>, table: &mut DeTable<'t>) {
        let kind = KINDS.iter().position(|kind| *kind == "table").unwrap_or(0);
        let Some(columns) = table.get_mut("columns") else { return };
        let DeValue::Array(columns) = columns.get_mut() else { return };
        for column in columns.iter_mut() {
            let DeValue::Table(column) = column.get_mut() else { continue };
            self.inherit(kind, chapter, column, &["source"]);
            for (field, inherited) in [("adjustable", &["group", "owner"][..]), ("uncertain", &["group"])] {
                if let Some(change) = column.get_mut(field)
                    && let DeValue::Table(change) = change.get_mut()
                {
                    self.inherit(kind, chapter, change, inherited);
                }
            }
        }
    }
}

/// Puts a default where a field is missing.
fn insert<'t>(table: &mut DeTable<'t>, key: &Key<'t>, value: &Value<'t>) {
    if !table.contains_key(key.get_ref().as_ref()) {
        table.insert(key.clone(), value.clone());
    }
}

/// The entries of a table as they stand in the file.
fn in_order<'t>(table: DeTable<'t>) -> Vec<(Key<'t>, Value<'t>)> {
    let mut entries: Vec<_> = table.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// An item written under its id, with the id among its fields.
fn with_id<'t>(
    source: &Source<'t>,
    kind: &str,
    id: Option<Key<'t>>,
    value: Value<'t>,
) -> Option<(DeTable<'t>, Range<usize>)> {
    let span = value.span();
    let item = id.as_ref().map_or_else(|| kind.to_owned(), |id| format!("{kind} {}", id.get_ref()));
    let mut table = match value.into_inner() {
        DeValue::Table(table) => table,
        // Owners, groups and rows without cells are little more than their names.
        DeValue::String(name) if id.is_some() && (matches!(kind, "owner" | "group") || kind.ends_with(", row")) => {
            let (key, value) = (Spanned::new(span.clone(), "name".into()), DeValue::String(name));
            DeTable::from_iter([(key, Spanned::new(span.clone(), value))])
        }
        other => {
            let problem = Problem::WrongType { field: item.clone(), expected: "a table", found: other.type_str() };
            source.report(span.start, &item, problem);
            return None;
        }
    };
    let Some(id) = id else { return Some((table, span)) };
    if let Some(twice) = table.get("id") {
        source.report(twice.span().start, &item, Problem::IdTwice { id: id.get_ref().to_string() });
        return None;
    }
    // An item with a heading of its own begins at its id.
    let span = if span.start < id.span().start { id.span() } else { span };
    let value = Spanned::new(id.span(), DeValue::String(id.get_ref().clone()));
    table.insert(Spanned::new(id.span(), "id".into()), value);
    Some((table, span))
}
