//! `docs/pack.schema.json` says what the reader says: the same fields, the same required ones, the same words.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;

use guoban_model::diagnostic::{Diagnostic, Problem};
use guoban_model::read::read_pack;
use serde_json::Value;

const TINY: &str = include_str!("packs/tiny.toml");
const SCHEMA: &str = include_str!("../../../docs/pack.schema.json");

type Names = BTreeSet<String>;

fn schema(pointer: &str) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    schema.pointer(pointer).unwrap_or_else(|| panic!("the schema has no {pointer}")).clone()
}

fn found(text: &str) -> Vec<Diagnostic> {
    read_pack(text).err().unwrap_or_default()
}

/// The small pack with a part replaced where it stands first.
fn changed(from: &str, to: &str) -> String {
    assert!(TINY.contains(from), "{from}");
    TINY.replacen(from, to, 1)
}

/// Fields the reader knows where `zzz` was put in.
fn known(text: &str) -> Names {
    let fields = found(text).into_iter().find_map(|found| match found.problem {
        Problem::UnknownField { found, known, .. } if found == "zzz" => Some(known),
        _ => None,
    });
    fields.unwrap_or_else(|| panic!("zzz was not found in {text}")).into_iter().collect()
}

#[test]
fn fields_are_those_of_the_reader() {
    let item = |kind: &str| (format!("/properties/{kind}/items"), format!("[[{kind}]]\n"), String::new());
    let mut cases: Vec<(String, String, String)> =
        ["source", "owner", "group", "constant", "lever", "assumption", "profile", "curve", "table", "target", "limit"]
            .into_iter()
            .chain(["series", "variable", "example", "stress", "event", "peers"])
            .map(item)
            .collect();
    for (pointer, before) in [
        ("/properties/pack", "[pack]\n"),
        ("/properties/accounting", "[accounting]\n"),
        ("/properties/table/items/properties/row/items", "[[table.row]]\n"),
    ] {
        cases.push((pointer.to_owned(), before.to_owned(), String::new()));
    }
    for (pointer, before) in [
        ("/properties/pack/properties/judging", "judging = {"),
        ("/properties/table/items/properties/columns/items", "columns = [\n  {"),
        ("/properties/table/items/properties/columns/items/properties/adjustable", "adjustable = {"),
        ("/properties/table/items/properties/columns/items/properties/uncertain", "uncertain = {"),
        ("/properties/variable/items/properties/publish", "publish = {"),
        ("/properties/variable/items/properties/known", "known = {"),
        ("/$defs/text", "name = {"),
    ] {
        cases.push((pointer.to_owned(), before.to_owned(), ", ".to_owned()));
    }
    for (pointer, before, after) in cases {
        let inside = if after.is_empty() { "zzz = 1\n".to_owned() } else { format!(" zzz = 1{after}") };
        let mut fields = known(&changed(&before, &format!("{before}{inside}")));
        // What depends on another field is read only with it.
        if pointer.ends_with("series/items") {
            fields.extend(known(&changed("over = \"works\"\n", "over = \"works\"\nzzz = 1\n")));
        }
        if pointer.ends_with("known") {
            fields.extend(known(&changed(
                "known = { first = \"2025-01\", rows",
                "known = { zzz = 1, first = \"2025-01\", rows",
            )));
        }
        if pointer.ends_with("columns/items") {
            fields.extend(known(&changed("id = \"cost\", name", "zzz = 1, id = \"cost\", name")));
        }
        if pointer.ends_with("row/items") {
            ["kind", "cost", "begins", "slip", "pace"].iter().for_each(|column| assert!(fields.remove(*column)));
        }
        let expected: Names = schema(&pointer)["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, expected, "{pointer}");
    }
}

#[test]
fn lists_are_those_of_the_reader() {
    let fields = known(&format!("zzz = 1\n{TINY}"));
    let expected: Names = schema("")["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, expected);
}

#[test]
fn checks_are_those_of_the_reader() {
    let mut fields = Names::new();
    for rule in ["equal", "at_most", "between", "rises", "falls"] {
        fields.extend(known(&format!("{TINY}\n[[check]]\nrule = \"{rule}\"\nzzz = 1\n")));
    }
    let expected: Names =
        schema("/properties/check/items")["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, expected);
}

#[test]
fn required_fields_are_those_of_the_reader() {
    let kinds = ["source", "owner", "group", "constant", "lever", "assumption", "profile", "curve", "table", "target"];
    for kind in kinds.into_iter().chain([
        "event",
        "peers",
        "limit",
        "series",
        "variable",
        "example",
        "stress",
        "pack",
        "accounting",
    ]) {
        let single = matches!(kind, "pack" | "accounting");
        let item = format!("{kind} ?");
        let text = if single {
            let (before, rest) = TINY.split_once(&format!("[{kind}]\n")).unwrap();
            let (_, after) = rest.split_once("\n\n").unwrap();
            format!("{before}[{kind}]\n\n{after}")
        } else {
            format!("{TINY}\n[[{kind}]]\n")
        };
        let missing = |found: Diagnostic| match found.problem {
            Problem::MissingField(field) if found.place.item == item || found.place.item == kind => {
                Some(field.to_owned())
            }
            _ => None,
        };
        let fields: Names = found(&text).into_iter().filter_map(missing).collect();
        let pointer = if single { format!("/properties/{kind}") } else { format!("/properties/{kind}/items") };
        let item = schema(&pointer);
        let written = item.pointer("/anyOf/1/required").or(item.get("required")).unwrap().as_array().unwrap();
        let inherited = item.get("inherited").and_then(Value::as_array).into_iter().flatten();
        let expected: Names = written.iter().chain(inherited).map(|field| field.as_str().unwrap().to_owned()).collect();
        assert_eq!(fields, expected, "{kind}");
    }
}

#[test]
fn words_are_those_of_the_reader() {
    let cases = [
        ("/properties/pack/properties/judging/properties/line", "line = \"seasonal\""),
        ("/properties/source/items/properties/kind", "kind = \"demo\""),
        ("/properties/lever/items/properties/kind", "kind = \"measure\""),
        ("/properties/assumption/items/properties/distribution", "distribution = \"triangular\""),
        ("/properties/table/items/properties/columns/items/properties/kind", "kind = \"text\""),
        (
            "/properties/table/items/properties/columns/items/properties/uncertain/properties/distribution",
            "distribution = \"uniform\"",
        ),
        ("/properties/variable/items/properties/measure", "measure = \"flow\""),
        ("/properties/variable/items/properties/better", "better = \"higher\""),
        ("/properties/variable/items/properties/publish/properties/frequency", "frequency = \"monthly\""),
        ("/properties/target/items/properties/kind", "kind = \"amount\""),
        ("/properties/limit/items/properties/when", "when = \"year\""),
    ];
    for (pointer, field) in cases {
        let (name, _) = field.split_once(" = ").unwrap();
        let text = changed(field, &format!("{name} = \"zzz\""));
        let allowed = found(&text).into_iter().find_map(|found| match found.problem {
            Problem::NotOneOf { found, allowed } if found == "zzz" => Some(allowed),
            _ => None,
        });
        let allowed: Names = allowed.unwrap().into_iter().map(str::to_owned).collect();
        let words = schema(pointer)["enum"].clone();
        let expected: Names = words.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
        assert_eq!(allowed, expected, "{pointer}");
    }
}
