//! Everything a speech names is an item, of a kind that fits, of the pack written for it; a document for each says which.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-model --test coverage` writes the documents anew.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use guoban_model::pack::{LeverKind, Pack};
use guoban_model::read::read_pack;
use guoban_model::text::Text;

/// A kind of item, and where a person meets it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Target,
    Indicator,
    Quantity,
    Lever,
    Recording,
    Assumption,
    Row,
    Limit,
}

impl Kind {
    /// The kind in words, and the place in the page.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Target => ("target", "target board"),
            Self::Indicator => ("indicator", "screen 数据"),
            Self::Quantity => ("quantity", "formulas that read it"),
            Self::Lever => ("lever", "lever list"),
            Self::Recording => ("recording lever", "lever list, 入统类"),
            Self::Assumption => ("assumption", "assumption list"),
            Self::Row => ("table row", "screen 数据; lever list, where its cells are adjustable"),
            Self::Limit => ("limit", "limits tile"),
        }
    }

    fn fits(self, id: &str, class: &str) -> bool {
        // A value-added ratio is re-measured, not decided: an assumption with an audit note.
        if id == "S1-131" {
            return self == Self::Assumption;
        }
        class.split('/').any(|class| match class {
            "IND" => matches!(self, Self::Target | Self::Indicator),
            "LEV" => matches!(self, Self::Lever | Self::Recording | Self::Row),
            "PRJ" => matches!(self, Self::Row),
            "CON" => matches!(self, Self::Limit | Self::Target | Self::Indicator | Self::Assumption | Self::Lever),
            "RSK" => matches!(self, Self::Assumption | Self::Indicator | Self::Limit),
            // A way of reporting needs a visible place, not an equation.
            "RPT" => self != Self::Quantity,
            _ => false,
        })
    }
}

/// A speech: how its items are numbered, the pack written for it, and the document that says where it is covered.
struct Speech {
    number: &'static str,
    name: &'static str,
    pack: &'static str,
    place: &'static str,
    document: &'static str,
}

const FIRST: Speech =
    Speech { number: "s1", name: "first", pack: "border-city", place: "border city", document: "docs/coverage.md" };

const SECOND: Speech = Speech {
    number: "s2",
    name: "second",
    pack: "urban-district",
    place: "urban district",
    document: "docs/coverage-s2.md",
};

const THIRD: Speech = Speech {
    number: "s3",
    name: "third",
    pack: "renewal-district",
    place: "renewal district",
    document: "docs/coverage-s3.md",
};

#[test]
fn everything_the_first_speech_names_is_covered() {
    check(&FIRST);
}

#[test]
fn everything_the_second_speech_names_is_covered() {
    check(&SECOND);
}

#[test]
fn everything_the_third_speech_names_is_covered() {
    check(&THIRD);
}

fn check(speech: &Speech) {
    let pack = pack(speech);
    let covered = covered(&pack);
    let requirements = requirements(speech);
    let mut missing = Vec::new();
    let mut document = head(speech);
    for (id, class) in &requirements {
        let items = covered.get(id).map_or(&[][..], Vec::as_slice);
        if !items.iter().any(|(kind, _)| kind.fits(id, class)) {
            let found: Vec<_> = items.iter().map(|(kind, name)| format!("{} {}", kind.words().0, name.en)).collect();
            missing.push(format!("{id} ({class}) is covered only by {found:?}"));
        }
        let mut items = items.to_vec();
        items.sort_by_key(|(kind, _)| (!kind.fits(id, class), *kind));
        for (line, (kind, name)) in items.iter().take(3).enumerate() {
            let (kind, place) = kind.words();
            let (id, class) = if line == 0 { (id.as_str(), class.as_str()) } else { ("", "") };
            let _ = writeln!(document, "| {id} | {class} | {} · {} | {kind} | {place} |", name.zh, name.en);
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let prefix = format!("{}-", speech.number.to_uppercase());
    let unknown: Vec<_> =
        covered.keys().filter(|id| id.starts_with(&prefix) && !requirements.contains_key(*id)).collect();
    assert!(unknown.is_empty(), "not in the list of requirements: {unknown:?}");
    let path = root().join(speech.document);
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &document).unwrap();
    }
    assert!(
        document == std::fs::read_to_string(path).unwrap(),
        "{} is out of date: see the head of this file",
        speech.document
    );
}

fn head(speech: &Speech) -> String {
    format!(
        "# Where the {} covers the {} speech

Made from the pack by `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-model --test coverage`. Numbers are those of the list of
requirements; at most three items are shown for each.

| number | class | item | kind | where a person meets it |
|---|---|---|---|---|
",
        speech.place, speech.name
    )
}

fn covered(pack: &Pack) -> BTreeMap<String, Vec<(Kind, &Text)>> {
    let mut covered: BTreeMap<String, Vec<(Kind, &Text)>> = BTreeMap::new();
    let mut add = |ids: &'_ [String], kind: Kind, name| {
        ids.iter().for_each(|id| covered.entry(id.clone()).or_default().push((kind, name)));
    };
    for lever in &pack.levers {
        let kind = if lever.kind == LeverKind::Recording { Kind::Recording } else { Kind::Lever };
        add(&lever.covers, kind, &lever.name);
    }
    pack.assumptions.iter().for_each(|item| add(&item.covers, Kind::Assumption, &item.name));
    for table in &pack.tables {
        table.rows.iter().for_each(|row| add(&row.covers, Kind::Row, &row.name));
    }
    for variable in &pack.variables {
        let kind = if variable.group.is_some() { Kind::Indicator } else { Kind::Quantity };
        add(&variable.covers, kind, &variable.name);
    }
    pack.targets.iter().for_each(|item| add(&item.covers, Kind::Target, &item.name));
    pack.limits.iter().for_each(|item| add(&item.covers, Kind::Limit, &item.name));
    covered
}

fn requirements(speech: &Speech) -> BTreeMap<String, String> {
    let path = root().join(format!("tests/requirements/{}.tsv", speech.number));
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.map(|(id, class)| (id.to_owned(), class.to_owned())).collect()
}

fn pack(speech: &Speech) -> Pack {
    let text = std::fs::read_to_string(root().join(format!("www/packs/{}.toml", speech.pack))).unwrap();
    read_pack(&text).unwrap_or_else(|found| panic!("{found:?}")).pack
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
