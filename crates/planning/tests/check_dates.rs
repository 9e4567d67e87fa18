//! What every pack must hold on any date: each check can fail, and says where.

#![allow(clippy::unwrap_used)]

use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks::{self, Finding, Weight};

const SMALL: &str = include_str!("../../cli/tests/packs/small.toml");
const TINY: &str = include_str!("../../model/tests/packs/tiny.toml");
const FORMULA: &str = "9.0[万头] + hogs_more + early - disease";

fn model(text: &str) -> Model {
    let read = read_pack(text).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

fn with(formula: &str) -> String {
    assert!(SMALL.contains(FORMULA));
    SMALL.replace(FORMULA, formula)
}

fn said(found: &[Finding]) -> Vec<String> {
    found.iter().map(|finding| finding.message(Language::En).to_owned()).collect()
}

fn on_dates(text: &str) -> Vec<String> {
    let found = checks::on_dates(model(text).pack());
    assert!(found.iter().all(|finding| finding.weight == Weight::Remark && finding.hint(Language::En).is_some()));
    assert!(found.iter().all(|finding| finding.line(model(text).pack(), text).is_some()), "{found:?}");
    said(&found)
}

#[test]
fn a_good_pack_has_no_remark() {
    assert_eq!(on_dates(SMALL), Vec::<String>::new());
}

#[test]
fn a_lever_that_moves_nothing_any_more_says_so() {
    let idle = with("9.0[万头] + if(month <= 8, hogs_more, 0) + early - disease");
    let found = on_dates(&idle);
    let expected =
        "as of 2026-09-20, the lever hogs_more can still be decided and changes nothing of the plan year any more";
    assert_eq!(found, [expected]);
    let closed = idle.replacen("baseline = 1\nsource", "baseline = 1\ncloses = \"2026-08\"\nsource", 1);
    assert_ne!(closed, idle);
    assert_eq!(on_dates(&closed), Vec::<String>::new());
    let found = checks::on_dates(model(&idle).pack());
    assert!(found[0].hint(Language::En).unwrap().contains("closes = \"2026-08\""));
}

#[test]
fn an_addition_is_counted_once() {
    let again = with("if(month <= 12, 9.0[万头] + early, last_year(hogs)) + hogs_more - disease");
    let found = on_dates(&again);
    assert_eq!(
        found[0],
        "as of 2026-01-20, the lever hogs_more adds -1.000 to hogs in 2026-02 and -2.000 from 2027-02: one addition is counted twice"
    );
    let once = with("if(month <= 12, 9.0[万头] + early + hogs_more, last_year(hogs)) - disease");
    assert!(!on_dates(&once).iter().any(|said| said.contains("counted twice")));
    // Neither a season nor a slow start is a second addition, nor a curve that gets steeper.
    for formula in [
        "9.0[万头] + (hogs_more + early) * (2 + profile(even)) - disease",
        "9.0[万头] + early + hogs_more * min(1, max(0, (month - 4) / 14)) - disease",
        "9.0[万头] + early + hogs_more * if(month <= 12, 0.1, if(month = 13, 0.3, 1)) - disease",
    ] {
        assert_eq!(on_dates(&with(formula)), Vec::<String>::new(), "{formula}");
    }
}

#[test]
fn no_assumption_moves_what_is_published() {
    let value = "[[variable]]\nid = \"value\"\nname = { zh = \"产值\", en = \"Value\" }\nunit = \"万头\"\nmeasure = \"flow\"\n\
                 decimals = 1\ngroup = \"primary\"\nsource = \"demo\"\nformula = 'hogs * (1 + disease / 10[万头])'\n";
    let found = on_dates(&format!("{SMALL}\n{value}"));
    assert_eq!(
        found,
        [
            "as of 2026-03-20, the assumption disease moves value of 2026-02, which counts as published (0 more indicators)"
        ]
    );
    let later = value.replace("disease / 10[万头]", "if(month > 3, disease, 0) / 10[万头]");
    assert_eq!(on_dates(&format!("{SMALL}\n{later}")), Vec::<String>::new());
}

#[test]
fn industries_add_up_to_the_growth_beside_them() {
    // The growth divides by last year's base, the accounting by this year's.
    let bases = TINY.replacen("[3, 3, 3, 3]", "[3, 3, 3, 3, 3, 3]", 1);
    let bases = bases.replacen("[0, 1.5, 1.5, 1.5]", "[0, 1.5, 1.5, 1.5, 1, 1]", 1);
    let found = said(&checks::on_dates(model(&bases).pack())).join("\n");
    assert!(
        found.contains("the industries of 2026-03 add up to -95.83%, the growth beside them is -94.44%"),
        "{found}"
    );
    let last_years = bases.replacen(
        "value = \"work_done\"\nbase = \"base_value\"",
        "value = \"work_done\"\nbase = \"base_before\"",
        1,
    );
    let before = "[[variable]]\nid = \"base_before\"\nname = { zh = \"基数\", en = \"Base\" }\nunit = \"亿元\"\nover = \"works\"\n\
                  measure = \"flow\"\nsource = \"demo\"\nformula = 'if(year = 2026, last_year(base_value), 0)'\n";
    let found = said(&checks::on_dates(model(&format!("{last_years}\n{before}")).pack())).join("\n");
    assert!(!found.contains("add up to"), "{found}");
}

#[test]
fn a_growth_and_levels_that_contradict_each_other_are_named() {
    let run = |text: &str| said(&checks::run(&model(text), 20, 1));
    let known = SMALL.replace(
        "formula = 'if(month <= 0, 0[%], to(ytd(hogs)",
        "known = { first = \"2026-01\", values = [12.0, 12.3, 12.6] }\nformula = 'if(month <= 0, 0[%], to(ytd(hogs)",
    );
    assert_ne!(known, SMALL);
    let found = run(&known).join("\n");
    assert!(found.contains("hogs_growth was published as 12.6 for 2026-03, its formula makes -3.3"), "{found}");
}

#[test]
fn a_growth_over_a_loss_is_named() {
    let run = |text: &str| said(&checks::run(&model(text), 20, 1)).join("\n");
    let loss = SMALL.replace(
        "[10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 9.5",
        "[-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 9.5",
    );
    assert_ne!(loss, SMALL);
    assert!(run(&loss).contains("the target hogs_growth divides by a number not above zero in 2026-06 (-6.0000)"));
    assert!(!run(SMALL).contains("divides by"));
}

#[test]
fn a_multiple_of_a_growth_that_can_shrink_is_named() {
    let multiple = "[[variable]]\nid = \"multiple\"\nname = { zh = \"倍数\", en = \"Multiple\" }\nunit = \"1\"\nmeasure = \"rate\"\n\
                    decimals = 2\ngroup = \"primary\"\nsource = \"demo\"\nformula = 'if(month <= 0, 1, hogs_growth / hogs_growth)'\n\
                    [[target]]\nid = \"multiple\"\nindicator = \"multiple\"\nkind = \"ratio\"\nyear = 2\ngroup = \"primary\"\n\
                    owner = \"agri\"\nsource = \"demo\"\n";
    let found = said(&checks::run(&model(&format!("{SMALL}\n{multiple}")), 20, 1)).join("\n");
    assert!(found.contains("the target multiple divides by a number not above zero"), "{found}");
    assert!(
        found.contains("the target multiple is a multiple of a growth: it gets better when that growth falls"),
        "{found}"
    );
    let void =
        "kind = \"ratio\"\nvoid_when = 'hogs_growth < 0.5[%]'\nvoid_reason = { zh = \"基数过小\", en = \"Too small\" }";
    let suspended = multiple.replace("kind = \"ratio\"", void);
    let found = said(&checks::run(&model(&format!("{SMALL}\n{suspended}")), 20, 1)).join("\n");
    assert!(!found.contains("multiple of a growth") && !found.contains("divides by"), "{found}");
}

#[test]
fn a_formula_without_a_value_is_named_once_with_its_line() {
    let text = with("9.0[万头] / if(month = 7, 0, 1) + hogs_more + early - disease");
    let model = model(&text);
    let found = checks::run(&model, 10, 1);
    let lost: Vec<_> = found.iter().filter(|finding| finding.message(Language::En).contains("has no value")).collect();
    assert_eq!(lost.len(), 1, "{found:?}");
    let line = lost[0].line(model.pack(), &text).unwrap();
    assert_eq!(text.lines().nth(line - 1).map(str::trim), Some("id = \"hogs\""));
    assert!(lost[0].hint(Language::En).is_some());
}

#[test]
fn a_target_no_lever_reaches_is_told_the_word_for_it() {
    let far = SMALL.replacen("half = 59\nyear = 120", "half = 900\nyear = 2000", 1);
    let found = checks::run(&model(&far), 10, 1);
    let hint = found.iter().find(|finding| finding.message(Language::En).contains("missed in every scenario")).unwrap();
    assert!(hint.hint(Language::En).unwrap().contains("beyond_levers = [\"half\"]"));
}
