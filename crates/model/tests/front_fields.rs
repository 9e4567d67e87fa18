//! `docs/fields.md` names every field of `docs/pack.schema.json`, which `front_schema.rs` holds to the reader.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const FIELDS: &str = include_str!("../../../docs/fields.md");
const SCHEMA: &str = include_str!("../../../docs/pack.schema.json");

/// By item: its section in the document, and its place in the schema.
const ITEMS: [(&str, &str, &str); 25] = [
    ("pack", "`[pack]`", "pack"),
    ("source", "`[[source]]`", "source/items"),
    ("owner", "`[[source]]`", "owner/items"),
    ("group", "`[[source]]`", "group/items"),
    ("event", "`[[event]]`", "event/items"),
    ("constant", "`[[constant]]`", "constant/items"),
    ("lever", "`[[lever]]`", "lever/items"),
    ("assumption", "`[[assumption]]`", "assumption/items"),
    ("profile", "`[[profile]]`", "profile/items"),
    ("curve", "`[[profile]]`", "curve/items"),
    ("table", "`[[table]]`", "table/items"),
    ("columns", "`[[table]]`", "table/items/properties/columns/items"),
    ("adjustable", "`[[table]]`", "table/items/properties/columns/items/properties/adjustable"),
    ("uncertain", "`[[table]]`", "table/items/properties/columns/items/properties/uncertain"),
    ("row", "`[[table]]`", "table/items/properties/row/items"),
    ("series", "`[[series]]`", "series/items"),
    ("variable", "`[[series]]`", "variable/items"),
    ("peers", "`[[peers]]`", "peers/items"),
    ("error", "`[[error]]`", "error/items"),
    ("target", "`[[target]]`", "target/items"),
    ("limit", "`[[limit]]`", "limit/items"),
    ("accounting", "`[[limit]]`", "accounting"),
    ("example", "`[[limit]]`", "example/items"),
    ("stress", "`[[limit]]`", "stress/items"),
    ("check", "`[[limit]]`", "check/items"),
];

fn schema(place: &str) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    schema.pointer(&format!("/properties/{place}")).unwrap_or_else(|| panic!("the schema has no {place}")).clone()
}

/// The words in backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Fields of an item as the document has them: whether there may be another in its place, what it is, its default.
fn said(item: &str, section: &str) -> BTreeMap<&'static str, (bool, &'static str, &'static str)> {
    let (_, after) = FIELDS.split_once(&format!("\n## {section}")).unwrap_or_else(|| panic!("no section {section}"));
    let lines = after.lines().take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("| `"));
    let mut fields = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        for name in quoted(cells[0]) {
            // What all items of a section have stands without their name.
            let (of, field) = name.split_once('.').unwrap_or((item, name));
            if of == item && fields.insert(field, (cells[0].contains(" or "), cells[1], cells[2])).is_some() {
                panic!("{item}.{field} stands twice");
            }
        }
    }
    fields
}

#[test]
fn every_field_is_named() {
    for (item, section, place) in ITEMS {
        let found = said(item, section);
        let found: BTreeSet<&str> = found.keys().copied().collect();
        let schema = schema(place);
        let known: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, known, "{item}");
    }
}

#[test]
fn fields_without_default_are_those_that_must_be_there() {
    for (item, section, place) in ITEMS {
        let fields = said(item, section);
        // Only columns of numbers have a unit.
        let depends = |field: &str| item == "columns" && field == "unit";
        let without =
            fields.iter().filter(|(field, (other, _, default))| default.is_empty() && !other && !depends(field));
        let without: BTreeSet<&str> = without.map(|(field, _)| *field).collect();
        let schema = schema(place);
        let needed = schema.pointer("/anyOf/1/required").or(schema.get("required")).and_then(Value::as_array);
        let needed: BTreeSet<&str> = needed.into_iter().flatten().map(|field| field.as_str().unwrap()).collect();
        assert_eq!(without, needed, "{item}");
    }
}

#[test]
fn defaults_and_words_are_those_of_the_schema() {
    for (item, section, place) in ITEMS {
        for (field, (_, what, default)) in said(item, section) {
            let known = schema(&format!("{place}/properties/{field}"));
            if let Some(value) = known.get("default") {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                assert!(default.contains(&value), "{item}.{field}: {default}, not {value}");
            }
            for word in known["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let named = quoted(what).any(|named| named == word) || what.starts_with("as for a lever");
                assert!(named, "{item}.{field}: {word}");
            }
        }
    }
}
