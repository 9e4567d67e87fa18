//! Templates: what recurs is written once, with parameters.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::{KINDS, Key, Value, chapter_kinds, in_order, unknown, with_id};
use crate::diagnostic::Problem;
use crate::formula::names::nearest;
use crate::read::source::{MOST_USES, Source};

/// The templates of a file, by name.
pub(super) struct Templates<'t> {
    held: BTreeMap<String, Template<'t>>,
    /// The file they come from, when they are not held.
    library: Option<String>,
}

/// A template: what it must be given, what it may be given, and the items it makes.
struct Template<'t> {
    needs: Vec<String>,
    may: Vec<String>,
    defaults: DeTable<'t>,
    /// By kind, in the order of the file: the id with its placeholders, and the item.
    items: Vec<(usize, Key<'t>, DeTable<'t>)>,
}

impl Template<'_> {
    fn parameters(&self) -> Vec<&str> {
        let named = self.needs.iter().chain(&self.may).map(String::as_str);
        named.chain(self.defaults.keys().map(|key| key.get_ref().as_ref())).collect()
    }
}

/// What a placeholder stands for.
struct Given<'s, 't> {
    source: &'s Source<'t>,
    item: String,
    template: &'s Template<'t>,
    values: BTreeMap<String, Value<'t>>,
    /// Added to bytes of the template, so that they are known to be of this use.
    shift: usize,
}

impl<'t> Templates<'t> {
    pub(super) fn take(source: &Source<'t>, root: &mut DeTable<'t>) -> Self {
        let library = root.get("pack").and_then(|pack| pack.get_ref().get("library"));
        let library = library.and_then(|library| library.get_ref().as_str()).map(str::to_owned);
        let mut templates = Self { held: BTreeMap::new(), library };
        let Some(section) = root.remove("template") else { return templates };
        let at = section.span().start;
        let DeValue::Table(section) = section.into_inner() else {
            let problem = Problem::WrongType { field: "template".to_owned(), expected: "a table", found: "a value" };
            source.report(at, "template", problem);
            return templates;
        };
        for (name, value) in section {
            let item = format!("template {}", name.get_ref());
            let at = value.span().start;
            match value.into_inner() {
                DeValue::Table(table) => {
                    templates.held.insert(name.into_inner().into_owned(), template(source, &item, table));
                }
                other => {
                    let problem =
                        Problem::WrongType { field: item.clone(), expected: "a table", found: other.type_str() };
                    source.report(at, &item, problem);
                }
            }
        }
        templates
    }

    /// The items a use makes, each with its kind. The item that carries the use's own id also takes its other fields.
    pub(super) fn instantiate(
        &self,
        source: &Source<'t>,
        kind: usize,
        mut own: DeTable<'t>,
    ) -> Vec<(usize, DeTable<'t>)> {
        let (Some(name), parameters) = (own.remove("use"), own.remove("given")) else { return Vec::new() };
        let at = name.span().start;
        let id = own.get("id").cloned();
        let item = format!("{} {}", KINDS[kind], id.as_ref().and_then(|id| id.get_ref().as_str()).unwrap_or("?"));
        let word = name.get_ref().as_str().unwrap_or_default();
        let Some(template) = self.held.get(word) else {
            let nearest = nearest(word, self.held.keys().map(String::as_str));
            let problem = match &self.library {
                Some(file) if nearest.is_none() => Problem::NotInFile { file: file.clone() },
                _ => Problem::Unknown { what: "template", found: word.to_owned(), nearest },
            };
            source.report(at, &item, problem);
            return Vec::new();
        };
        let Some(shift) = source.enter_use(at, word) else {
            source.report(at, &item, Problem::TooMany { what: "use", found: MOST_USES + 1, limit: MOST_USES });
            return Vec::new();
        };
        let mut given = Given { source, item, template, values: BTreeMap::new(), shift };
        if !given.take(parameters, at, word) {
            return Vec::new();
        }
        match id {
            Some(id) => drop(given.values.insert("id".to_owned(), id)),
            None => {
                source.report(at, &given.item, Problem::MissingField("id"));
                return Vec::new();
            }
        }
        let mut made = Vec::new();
        for (of, key, fields) in &template.items {
            let own_item = *of == kind && key.get_ref() == "{id}";
            let before = source.errors();
            let Some(mut table) = given.item(key, fields) else { continue };
            if source.errors() > before {
                // What is left of it would be reported as missing something.
                own = DeTable::new();
                continue;
            }
            if own_item {
                for (key, value) in std::mem::take(&mut own) {
                    // A field of the use replaces the template's.
                    table.remove(key.get_ref().as_ref());
                    table.insert(key, value);
                }
            }
            made.push((*of, table));
        }
        for (key, _) in own.iter().filter(|(key, _)| key.get_ref() != "id") {
            unknown(source, &given.item, key, ["use", "given"].into_iter());
        }
        made
    }
}

fn template<'t>(source: &Source<'t>, item: &str, table: DeTable<'t>) -> Template<'t> {
    let mut template = Template { needs: Vec::new(), may: Vec::new(), defaults: DeTable::new(), items: Vec::new() };
    for (key, value) in in_order(table) {
        let at = value.span().start;
        let name = key.get_ref().as_ref();
        match (name, value.into_inner()) {
            ("name", _) => {}
            ("needs", DeValue::Array(list)) => template.needs = words(source, item, list),
            ("may", DeValue::Array(list)) => template.may = words(source, item, list),
            ("defaults", DeValue::Table(defaults)) => template.defaults = defaults,
            (name, DeValue::Table(section)) if chapter_kinds().any(|kind| kind == name) => {
                let kind = KINDS.iter().position(|kind| *kind == name).unwrap_or(0);
                for (key, value) in in_order(section) {
                    if let Some((mut fields, _)) = with_id(source, item, None, value) {
                        let id = Spanned::new(key.span(), DeValue::String(key.get_ref().clone()));
                        fields.insert(Spanned::new(key.span(), "id".into()), id);
                        template.items.push((kind, key, fields));
                    }
                }
            }
            (name, other)
                if matches!(name, "needs" | "may" | "defaults") || chapter_kinds().any(|kind| kind == name) =>
            {
                let expected = if matches!(name, "needs" | "may") { "a list" } else { "a table" };
                let problem = Problem::WrongType { field: name.to_owned(), expected, found: other.type_str() };
                source.report(at, item, problem);
            }
            _ => unknown(source, item, &key, ["name", "needs", "may", "defaults"].into_iter().chain(chapter_kinds())),
        }
    }
    template
}

fn words(source: &Source<'_>, item: &str, list: DeArray<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for value in list {
        match value.get_ref().as_str() {
            Some(word) => words.push(word.to_owned()),
            None => {
                let found = value.get_ref().type_str();
                let problem = Problem::WrongType { field: "needs".to_owned(), expected: "a string", found };
                source.report(value.span().start, item, problem);
            }
        }
    }
    words
}

impl<'t> Given<'_, 't> {
    /// Takes what `given` gives and the template's defaults; whether nothing is missing.
    fn take(&mut self, given: Option<Value<'t>>, at: usize, name: &str) -> bool {
        let mut sound = true;
        let template = self.template;
        if let Some(given) = given {
            let span = given.span();
            let DeValue::Table(given) = given.into_inner() else {
                let problem = Problem::WrongType { field: "given".to_owned(), expected: "a table", found: "a value" };
                self.source.report(span.start, &self.item, problem);
                return false;
            };
            for (key, value) in given {
                let known = template.parameters();
                if known.iter().any(|known| *known == key.get_ref().as_ref()) {
                    self.values.insert(key.into_inner().into_owned(), value);
                } else {
                    sound = false;
                    unknown(self.source, &self.item, &key, known.iter().copied());
                }
            }
        }
        for (key, value) in &template.defaults {
            self.values.entry(key.get_ref().to_string()).or_insert_with(|| value.clone());
        }
        for needed in template.needs.iter().filter(|needed| !self.values.contains_key(*needed)) {
            sound = false;
            let problem = Problem::MissingParameter { template: name.to_owned(), parameter: needed.clone() };
            self.source.report(at, &self.item, problem);
        }
        sound
    }

    /// An item of the template; none where it is only made with a parameter that was not given.
    fn item(&self, key: &Key<'t>, fields: &DeTable<'t>) -> Option<DeTable<'t>> {
        if let Some(only) = fields.get("only_with").and_then(|only| only.get_ref().as_str())
            && !self.values.contains_key(only)
        {
            return None;
        }
        let mut table = self.table(fields)?;
        table.remove("only_with");
        if !table.contains_key("id") {
            self.source.report(self.shifted(key.span()).start, &self.item, Problem::MissingField("id"));
        }
        Some(table)
    }

    fn table(&self, fields: &DeTable<'t>) -> Option<DeTable<'t>> {
        let mut table = DeTable::new();
        for (key, value) in fields {
            let Some(value) = self.value(value) else { continue };
            let name = self.text(key.get_ref(), key.span())?;
            table.insert(Spanned::new(self.shifted(key.span()), name), value);
        }
        Some(table)
    }

    fn shifted(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.shift..span.end + self.shift
    }

    /// A value with its placeholders filled; none where one of them was not given.
    fn value(&self, value: &Value<'t>) -> Option<Value<'t>> {
        let filled = match value.get_ref() {
            DeValue::String(text) => {
                let whole = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                if let Some(name) = whole.filter(|name| !name.contains(['{', '.'])) {
                    let given = self.values.get(name);
                    if given.is_none() {
                        self.report_unknown(name, value.span());
                    }
                    return given.cloned();
                }
                DeValue::String(self.text(text, value.span())?)
            }
            DeValue::Array(list) => {
                let mut array = DeArray::new();
                list.iter().filter_map(|value| self.value(value)).for_each(|value| array.push(value));
                DeValue::Array(array)
            }
            DeValue::Table(table) => DeValue::Table(self.table(table)?),
            other => other.clone(),
        };
        Some(Spanned::new(self.shifted(value.span()), filled))
    }

    /// A text with its placeholders filled; none where one of them was not given.
    fn text(&self, text: &DeString<'t>, span: Range<usize>) -> Option<DeString<'t>> {
        if !text.contains('{') {
            return Some(text.clone());
        }
        let mut filled = String::new();
        let mut rest: &str = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled += before;
            let Some((name, behind)) = after.split_once('}') else {
                self.source.report(self.shifted(span).start, &self.item, Problem::OpenPlaceholder);
                return None;
            };
            filled += &self.word(name, span.clone())?;
            rest = behind;
        }
        Some((filled + rest).into())
    }

    /// What a placeholder inside a text stands for: `name`, or `name.zh` and `name.en` for half of a text.
    fn word(&self, name: &str, span: Range<usize>) -> Option<String> {
        let (name, half) = name.split_once('.').map_or((name, None), |(name, half)| (name, Some(half)));
        let Some(value) = self.values.get(name) else {
            self.report_unknown(name, span);
            return None;
        };
        let word = match (value.get_ref(), half) {
            (DeValue::String(text), None) => text.to_string(),
            (DeValue::String(text), Some(half @ ("zh" | "en"))) => {
                let (zh, en) = text.split_once(" | ").unwrap_or((text, text));
                if half == "zh" { zh.trim().to_owned() } else { en.trim().to_owned() }
            }
            (DeValue::Table(table), Some(half @ ("zh" | "en"))) => table.get(half)?.get_ref().as_str()?.to_owned(),
            (DeValue::Integer(number), None) => number.as_str().to_owned(),
            (DeValue::Float(number), None) => number.as_str().to_owned(),
            (other, _) => {
                let found = other.type_str();
                let problem = Problem::WrongType { field: name.to_owned(), expected: "a text or a number", found };
                self.source.report(value.span().start, &self.item, problem);
                return None;
            }
        };
        Some(word)
    }

    /// A placeholder that was not given is right where the parameter may be missing.
    fn report_unknown(&self, name: &str, span: Range<usize>) {
        if self.template.may.iter().any(|may| may == name) {
            return;
        }
        let nearest = nearest(name, self.template.parameters().into_iter().chain(["id"]));
        let problem = Problem::Unknown { what: "parameter", found: name.to_owned(), nearest };
        self.source.report(self.shifted(span).start, &self.item, problem);
    }
}
