//! A cycle is named, however long.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::read::read_pack;
use guoban_model::text::Language;

const TINY: &str = include_str!("packs/tiny.toml");

/// The tiny pack with variables that read each other in a ring, each the next.
fn ring(count: usize, closing: &str) -> String {
    let variable = |number: usize| {
        let formula = if number + 1 == count { closing.to_owned() } else { format!("ring{}", number + 1) };
        format!(
            "[[variable]]\nid = \"ring{number}\"\nname = {{ zh = \"环\", en = \"Ring\" }}\nunit = \"万元\"\nmeasure = \"stock\"\n\
             decimals = 0\nformula = '{formula}'\nsource = \"demo\"\n\n"
        )
    };
    format!("{TINY}\n{}", (0..count).map(variable).collect::<String>())
}

fn errors(text: &str) -> Vec<String> {
    let read = read_pack(text).unwrap();
    let found = read.compile(read.pack.as_of).err().unwrap_or_default();
    found.iter().map(|found| found.message(Language::En)).collect()
}

#[test]
fn a_cycle_of_three_thousand_variables_is_named_in_short() {
    let found = errors(&ring(3_000, "ring0 + 1[万元]"));
    assert_eq!(found.len(), 1, "{found:?}");
    let said = &found[0];
    assert!(said.starts_with("a value depends on itself: ring"), "{said}");
    assert!(said.contains("… (2989 more) …") && said.len() < 500, "{said}");
    let cells: Vec<&str> = said.trim_start_matches("a value depends on itself: ").split(" → ").collect();
    assert_eq!(cells.first(), cells.last());
}

#[test]
fn a_short_cycle_is_named_in_full() {
    let found = errors(&ring(3, "ring1 + 1[万元]"));
    let said = found.join("\n");
    assert!(said.contains("ring1 2026-01 → ring2 2026-01 → ring1 2026-01"), "{said}");
}

#[test]
fn a_ring_that_reads_last_month_is_none() {
    assert_eq!(
        errors(&ring(3, "lag(ring0, 1)").replace(
            "measure = \"stock\"\ndecimals = 0\nformula = 'ring1'",
            "measure = \"stock\"\ndecimals = 0\nbefore = 5\nformula = 'ring1'"
        )),
        Vec::<String>::new()
    );
}
