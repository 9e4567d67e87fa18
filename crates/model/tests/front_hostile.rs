//! Packs from strangers: whatever the text, reading ends soon, with a pack or with findings, and never with a panic.
//!
//! `PROPTEST_CASES` sets how many are tried.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use guoban_model::diagnostic::{Diagnostic, Problem};
use guoban_model::read::{bundle, read_pack, roll};
use proptest::prelude::*;

const TINY: &str = include_str!("packs/tiny.toml");
const SHORT: &str = include_str!("packs/short.toml");
const LIBRARY: &str = include_str!("../../../www/packs/templates/library.toml");
const FORMULA: &str = "'3000[万元]'";

fn found(text: &str) -> Vec<Diagnostic> {
    read_pack(text).err().unwrap_or_default()
}

/// The one problem of the small pack with another formula.
fn problem(formula: &str) -> Problem {
    let found = found(&TINY.replace(FORMULA, &format!("'{formula}'")));
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap().problem
}

/// Reads a text and, where it is a pack, computes it. What is found is found once.
fn try_out(text: &str) {
    // Who drafts next year's pack or releases one reads the same text.
    if let Ok(needs) = bundle::needs(text) {
        bundle::bundle(text, &needs, LIBRARY, &[]).ok();
    }
    roll::roll(text, 2027).ok();
    match read_pack(text) {
        Ok(read) => {
            if let Ok(model) = read.compile(read.pack.as_of) {
                model.run(&model.baseline()).faults();
            }
        }
        Err(found) => {
            let said_twice = found.windows(2).find(|pair| pair[0] == pair[1]);
            assert!(said_twice.is_none(), "{said_twice:?}");
        }
    }
}

#[test]
fn a_list_that_is_none_is_found_once() {
    for value in ["5", "[5]"] {
        let text =
            TINY.replace("[[lever]]", "[[assumption]]").replacen("[pack]", &format!("lever = {value}\n[pack]"), 1);
        let wrong = found(&text).into_iter().filter(|found| found.place.line == 3);
        assert_eq!(wrong.count(), 1, "lever = {value}");
    }
}

#[test]
fn a_file_too_large_is_refused_before_it_is_read() {
    let text = format!("{TINY}\n# {}", " ".repeat(4 << 20));
    assert!(matches!(found(&text)[0].problem, Problem::FileTooLarge { .. }));
}

#[test]
fn a_text_too_long_is_refused() {
    let text = TINY.replace("正常年景。", &"长".repeat(10_000));
    assert!(matches!(found(&text)[0].problem, Problem::TextTooLong { .. }));
}

#[test]
fn lists_too_long_are_cut() {
    let row = |number: usize| {
        format!(
            "[[table.row]]\nid = \"r{number}\"\nname = {{ zh = \"行\", en = \"Row\" }}\nkind = \"road\"\ncost = 1\n\
             begins = \"2026-05\"\npace = '1'\n"
        )
    };
    let rows: String = (0..2_100).map(row).collect();
    let text = TINY.replace("[[series]]\nid = \"base_sales\"", &format!("{rows}\n[[series]]\nid = \"base_sales\""));
    let too_many = |found: &Diagnostic| matches!(found.problem, Problem::TooMany { what: "row", found: 2_102, .. });
    assert!(found(&text).iter().any(too_many));
    let units: String = (0..20_000).map(|number| format!("u{number:05} = \"2 u{:05}\"\n", number + 1)).collect();
    let text = TINY.replace("[[source]]\nid = \"demo\"", &format!("{units}\n[[source]]\nid = \"demo\""));
    let too_many = |found: &Diagnostic| matches!(found.problem, Problem::TooMany { what: "units", .. });
    assert!(found(&text).iter().any(too_many));
}

#[test]
fn findings_end() {
    let unknown: String = (0..50_000).map(|number| format!("[[zz{number}]]\n")).collect();
    let found = found(&format!("{TINY}\n{unknown}"));
    assert!(matches!(found.last().unwrap().problem, Problem::MoreFindings { limit } if limit + 1 == found.len()));
}

#[test]
fn toml_nested_deep_is_refused() {
    let text = format!("{TINY}\n[x]\ny = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(found(&text)[0].problem, Problem::Toml(_)));
}

#[test]
fn a_formula_is_bounded_in_every_way_it_can_grow() {
    let nested = |open: &str, inside: &str, close: &str, times: usize| {
        format!("{}{inside}{}", open.repeat(times), close.repeat(times))
    };
    let arguments = format!("{})", ",1".repeat(55));
    let value = "3000[万元]";
    assert!(matches!(problem(&nested("(", value, ")", 65)), Problem::TooNested { .. }));
    assert!(matches!(problem(&nested("-", value, "", 65)), Problem::TooNested { .. }));
    assert!(matches!(problem(&nested("1^", "1", "", 65)), Problem::TooNested { .. }));
    assert!(matches!(problem(&nested("max(", "1", &arguments, 60)), Problem::TooNested { .. }));
    assert!(matches!(problem(&nested("diff(", value, ")", 60)), Problem::TooLarge { .. }));
    assert!(matches!(problem(&format!("{value} * {}", nested("pulse(", "1", ", 1)", 60))), Problem::TooLarge { .. }));
    assert!(matches!(problem(&nested("moving_sum(", value, ", 240)", 4)), Problem::TooMuchWork { .. }));
    assert!(matches!(problem(&nested("full_year(", value, ")", 7)), Problem::TooMuchWork { .. }));
    assert!(matches!(problem(&nested("sum(works, ", value, ")", 40)), Problem::TooMuchWork { .. }));
    assert!(matches!(problem(&"1".repeat(9_000)), Problem::FormulaTooLong { .. }));
}

#[test]
fn a_table_of_tables_ends_in_words_and_not_in_memory() {
    let rows: String = (0..700)
        .map(|row| format!("[[table.row]]\nid = \"r{row}\"\nname = {{ zh = \"行\", en = \"row\" }}\nsize = 1\n"))
        .collect();
    let crowd = format!(
        "\n[[table]]\nid = \"crowd\"\nname = {{ zh = \"众\", en = \"crowd\" }}\ncolumns = [\n  {{ id = \"size\", \
         name = {{ zh = \"数\", en = \"size\" }}, kind = \"number\", unit = \"1\", source = \"demo\" }},\n]\n{rows}\
         [[variable]]\nid = \"pairs\"\nname = {{ zh = \"对\", en = \"pairs\" }}\nunit = \"1\"\nover = \"crowd\"\n\
         measure = \"flow\"\ndecimals = 0\nsource = \"demo\"\nformula = 'sum(crowd, lag(size * month, 1))'\n"
    );
    let read = read_pack(&format!("{TINY}{crowd}")).unwrap();
    let start = Instant::now();
    let found = read.compile(read.pack.as_of).unwrap_err();
    assert!(matches!(found[0].problem, Problem::Compile { .. }), "{found:?}");
    assert!(format!("{found:?}").contains("8000000"), "{found:?}");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn what_is_allowed_is_read_and_compiled_soon() {
    let start = Instant::now();
    let sums = format!("{}3000[万元]{}", "moving_sum(".repeat(2), ", 240)".repeat(2));
    let deepest = format!("{}3000[万元]{}", "(".repeat(60), ")".repeat(60));
    let widest = format!("3000[万元]{}", " + 1[万元]".repeat(60));
    for formula in [sums, deepest, widest] {
        try_out(&TINY.replace(FORMULA, &format!("'{formula}'")));
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let places = |text: &str| -> Vec<_> { found(text).into_iter().map(|found| found.place).collect() };
    let wrong = TINY.replace("to(losses", "to(\n loses").replace(FORMULA, "'nix'");
    let expected = places(&wrong);
    assert_eq!(expected.len(), 2);
    assert_eq!(places(&wrong.replace('\n', "\r\n")), expected);
    assert_eq!(places(&format!("\u{feff}{wrong}")), expected);
    assert!(read_pack(&TINY.replace('\n', "\r\n")).is_ok());
}

/// Words that mean something somewhere.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "0",
        "-1",
        "1e15",
        "-9e27",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "inf",
        "nan",
        "2026-01",
        "9999-12",
        "0000-01",
        "\"\"",
        "''",
        "[]",
        "{}",
        "[[",
        "]]",
        "[",
        "]",
        "\"",
        "'",
        "'''",
        "\\",
        "\n",
        "=",
        "#",
        ",",
        "(",
        ")",
        "true",
        "month",
        "works",
        "alumina",
        "road",
        "kind",
        "begins",
        "hog_sales",
        "lag(",
        "ytd(",
        "sum(works, ",
        "diff(",
        "/ 0",
        "^ 99",
        "万元",
        "%",
        "@2026-05",
        "restock",
        "over = \"works\"\n",
        "row = \"road\"\n",
        "quarterly",
        "monthly_jan_feb",
        "discrete",
        "log_normal",
        "2024-01",
        "{id}",
        "{",
        "}",
        "given = { of = \"sheep\" }",
        "use = \"growth\"",
        "file = \"figures.csv\"",
        "[[chapter]]\n",
        "[chapter.lever]\n",
        "[template.growth]\n",
        "range = [0, 1, 2]",
        "listed = false",
        "only_with = \"year\"",
        "“",
        "\u{0}",
        "\u{202e}",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// What is done to a text: at a share of its length, so many characters away, and something in their place.
fn edit() -> impl Strategy<Value = (f64, usize, String)> {
    let put = prop_oneof![4 => word(), 1 => ".{0,3}".prop_map(String::from), 1 => Just(String::new())];
    (0.0..1.0_f64, prop_oneof![3 => 0..12_usize, 1 => 0..200_usize], put)
}

fn edited(text: &str, edits: &[(f64, usize, String)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, away, put) in edits {
        let from = (place * characters.len() as f64) as usize;
        let to = (from + away).min(characters.len());
        characters.splice(from..to, put.chars());
    }
    characters.into_iter().collect()
}

/// Values of the small pack, so that a change hits one whole value.
fn value_changed(text: &str, number: usize, put: &str) -> String {
    let starts: Vec<usize> = text.match_indices(" = ").map(|(at, _)| at + 3).collect();
    let start = starts[number % starts.len()];
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    format!("{}{put}{}", &text[..start], &text[end..])
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in ".{0,400}") {
        try_out(&text);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        try_out(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn an_edited_pack_is_read_without_panic(edits in prop::collection::vec(edit(), 1..6)) {
        try_out(&edited(TINY, &edits));
    }

    #[test]
    fn an_edited_short_pack_is_read_without_panic(edits in prop::collection::vec(edit(), 1..6)) {
        try_out(&format!("{TINY}\n{}", edited(&format!("{SHORT}\n{LIBRARY}"), &edits)));
    }

    #[test]
    fn a_pack_with_other_values_is_read_without_panic(
        changes in prop::collection::vec((any::<usize>(), word()), 1..3),
        quoted in any::<bool>(),
    ) {
        let mut text = format!("{TINY}\n{SHORT}\n{LIBRARY}");
        for (number, word) in &changes {
            let put = if quoted { format!("\"{}\"", word.replace(['"', '\\', '\n'], "")) } else { word.clone() };
            text = value_changed(&text, *number, &put);
        }
        try_out(&text);
    }

    #[test]
    fn any_formula_is_read_without_panic(words in prop::collection::vec(formula_word(), 0..24)) {
        try_out(&TINY.replace(FORMULA, &format!("'''{}'''", words.join(" "))));
    }
}

fn formula_word() -> impl Strategy<Value = String> {
    let words = [
        "0",
        "1",
        "2.5",
        "3000[万元]",
        "1e9",
        "999999999999999999",
        "hog_sales",
        "restock",
        "losses",
        "budget",
        "cost",
        "kind",
        "works",
        "work_done",
        "rice_season",
        "response",
        "month",
        "year",
        "(",
        ")",
        ")",
        ",",
        ",",
        "+",
        "-",
        "*",
        "/",
        "^",
        "<",
        "=",
        "<>",
        ".",
        "\"industry\"",
        "\"万元\"",
        "[\"road\"]",
        "[万元]",
        "@2026-05",
        "lag(",
        "ytd(",
        "sum(",
        "count(",
        "share(",
        "if(",
        "min(",
        "max(",
        "to(",
        "profile(",
        "lookup(",
        "distribute(",
        "smooth(",
        "moving_sum(",
        "accumulate(",
        "at(",
        "ramp(",
        "pulse(",
        "delay(",
        "spread(",
        "once(",
        "moved(primary)",
        "event(fair)",
        "rank(county, ",
        "peer_growth",
        "task(hogs)",
        "due(",
        "pace(",
        "none(",
        "works.id",
        "slip",
        "workdays_left",
        "exp(",
        "ln(",
        "and(",
        "not(",
        "# x\n",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}
