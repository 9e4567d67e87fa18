//! A ratio that changes this year's level and not this year's base is flagged where it is set.

#![allow(clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::judge::Judge;
use guoban_planning::one_year::{OneYear, targets_on_two_bases};
use guoban_planning::scenario::Scenario;

const SMALL: &str = include_str!("../../cli/tests/packs/small.toml");

fn flags(base: &str, set: &str) -> Vec<String> {
    let base = format!(
        "[[variable]]\nid = \"base\"\nname = {{ zh = \"可比基数\", en = \"Base\" }}\nunit = \"万头\"\nmeasure = \"flow\"\nsource = \"demo\"\n\
         formula = '{base}'\n"
    );
    let pack = read_pack(&format!("{SMALL}\n{base}")).unwrap().pack;
    let mut scenario = Scenario::baseline(&pack);
    scenario.set_assumption(&pack, "disease", set.parse().unwrap());
    scenario.flags(&pack, &OneYear::of(&pack)).iter().map(|flag| flag.message(&pack, Language::En)).collect()
}

#[test]
fn a_base_that_takes_a_change_up_a_year_later_is_named() {
    let told = "Disease losses: changes this year's level and not this year's comparable base, so all of it shows as growth; \
                a change of basis is no growth.";
    assert_eq!(flags("9[万头] - if(month <= 12, 0[万头], disease)", "1"), [told]);
    assert_eq!(flags("9[万头] - if(month > 12, disease, 0[万头])", "1"), [told]);
    assert_eq!(flags("9[万头] - if(month <= 12, 0[万头], disease)", "0"), Vec::<String>::new(), "only where it is set");
}

#[test]
fn what_both_years_know_of_or_only_this_one_is_not() {
    for base in [
        "9[万头] - disease",
        "9[万头] - if(month <= 12, disease, 0[万头])",
        "9[万头] - if(month_of_year <= 6, 0[万头], disease)",
    ] {
        assert_eq!(flags(base, "1"), Vec::<String>::new(), "{base}");
    }
}

#[test]
fn rows_that_such_a_change_moves_are_named() {
    let pack =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/border-city.toml")).unwrap();
    let read = read_pack(&pack).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let one_year = OneYear::of(&read.pack);
    let named = |scenario: &Scenario| {
        let run = model.run(&scenario.settings(&read.pack));
        let board = Judge::new(&read.pack, scenario).board(&run, |_, _| None);
        targets_on_two_bases(&model, scenario, &board, &one_year)
    };
    let mut scenario = Scenario::baseline(&read.pack);
    let epidemic = read.pack.assumption("epidemic").unwrap();
    scenario.set_assumption(&read.pack, "epidemic", read.pack.assumptions[epidemic.0].high);
    assert!(named(&scenario).is_empty(), "both years know of it");
    let ratio = read.pack.assumption("metals_ratio_real").unwrap();
    scenario.set_assumption(&read.pack, "metals_ratio_real", read.pack.assumptions[ratio.0].high);
    let named = named(&scenario);
    let ids: Vec<_> = named.iter().map(|id| read.pack.targets[id.0].id.as_str()).collect();
    assert!(ids.contains(&"gdp") && !ids.contains(&"grain"), "{ids:?}");
}
