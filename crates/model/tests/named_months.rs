//! No formula of a shipped pack names a month only because of the as-of date: each month that is named stands here, with its reason.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

/// Pack, variable, months, and why they are what they are on any date.
const NAMED: [(&str, &[&str], &[&str], &str); 22] = [
    ("border-city", &["early_rice_cost"], &["2026-05"], "paid after transplanting"),
    ("border-city", &["leafy_sown"], &["2026-05", "2026-06"], "the season of sowing"),
    ("border-city", &["fruiting_sown"], &["2026-05"], "the season of sowing"),
    ("border-city", &["rotation_sown"], &["2026-11"], "after late rice"),
    ("border-city", &["hog_early", "cattle_early", "sheep_early"], &["2026-06"], "a push ends with the half-year"),
    ("border-city", &["spending_early", "nontax_added"], &["2026-06"], "a push ends with the half-year"),
    ("border-city", &["cattle_added"], &["2026-08"], "what the half-year borrowed is missing after it"),
    (
        "border-city",
        &["sheep_added", "spending_moved"],
        &["2026-07"],
        "what the half-year borrowed is missing after it",
    ),
    ("border-city", &["labour_used", "voucher_cost"], &["2026-05"], "a campaign of May and June, arranged"),
    (
        "border-city",
        &["new_plants_output", "register_entries", "filing_cost"],
        &["2026-06"],
        "filed by 20 May, counted from June",
    ),
    ("border-city", &["services_added"], &["2026-06", "2026-10"], "as above; first firms settle in the fourth quarter"),
    ("border-city", &["tourism_cost"], &["2026-10"], "the season ends with the October holidays"),
    ("border-city", &["metals_ratio", "metals_ratio_base"], &["2026-04"], "the first quarter is published"),
    ("border-city", &["estate_pull"], &["2026-04"], "the first quarter is published"),
    ("border-city", &["rival_rate"], &["2026-05"], "known to April, assumed from May"),
    ("border-city", &["next_year_works"], &["2027-02"], "works begin after the new year"),
    ("border-city", &["other_works_added"], &["2026-07"], "what was hastened into the half-year is missing after it"),
    ("border-city", &["gate_ease"], &["2026-08"], "the opening that is arranged"),
    (
        "border-city",
        &["credit_frozen", "industry_disruption", "developer_hit", "safety_accidents"],
        &["2026-05", "2026-06", "2026-07"],
        "the month of a bad case",
    ),
    ("urban-district", &["*"], &["2026-06", "2026-07"], "the half-year's end; what it borrowed is missing after it"),
    ("renewal-district", &["*"], &["2026-02"], "the months after the new year's feast"),
    ("renewal-district", &["*"], &["2027-02"], "works begin after the new year"),
];

/// Every pack has tasks for the year, and what is spread to its end says so.
const YEAR_END: &str = "2026-12";

/// The id of the item a line belongs to.
fn item(line: &str) -> Option<&str> {
    let (id, rest) = line.split_once(" = {")?;
    (!rest.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')).then_some(id)
}

#[test]
fn no_formula_names_a_month_because_of_the_date() {
    let mut used = BTreeSet::new();
    for pack in ["border-city", "urban-district", "renewal-district", "china-2023"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/packs/{pack}.toml"));
        let mut id = String::new();
        for (number, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
            id = item(line).map_or(id, str::to_owned);
            // In a formula, or given to the template that takes back what came early.
            let named =
                ["@20", "back = \"20"].map(|sign| line.match_indices(sign).map(move |(at, _)| at + sign.len() - 2));
            for at in named.into_iter().flatten() {
                let month = line.get(at..at + 7).unwrap();
                let reason = NAMED.iter().position(|(of, ids, months, _)| {
                    *of == pack && months.contains(&month) && (ids.contains(&id.as_str()) || *ids == ["*"])
                });
                used.extend(reason);
                assert!(month == YEAR_END || reason.is_some(), "{pack}, line {}: {line}", number + 1);
            }
        }
    }
    let idle: Vec<_> = NAMED.iter().enumerate().filter(|(index, _)| !used.contains(index)).collect();
    assert!(idle.is_empty(), "named by no formula any more: {idle:?}");
}
