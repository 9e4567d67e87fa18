//! What a person must know of a lever of the border city: which months are past, what holds it back, what it costs.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::model::Model;
use guoban_model::pack::{LeverId, Pack};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_model::time::Date;
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::held::Held;
use guoban_planning::one_year::OneYear;
use guoban_planning::reach::reach_of_all;
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{FlagProblem, Scenario, earliest_month, open_range};
use guoban_planning::spending::{added, added_by, told};
use rust_decimal::Decimal;

fn city() -> Model {
    let read = read_pack(include_str!("../../../www/packs/border-city.toml")).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Levers that set a month, with the first they can be set to as of a date.
fn months(pack: &Pack, as_of: Date) -> Vec<(LeverId, Decimal)> {
    (0..pack.levers.len()).map(LeverId).filter_map(|id| Some((id, earliest_month(pack, id, as_of)?))).collect()
}

#[test]
fn the_past_is_locked_for_months_too() {
    let model = city();
    let pack = model.pack();
    let mut tried = 0;
    for as_of in ["2026-04-28", "2026-06-10", "2026-09-30"].map(date) {
        for (id, from) in months(pack, as_of) {
            let lever = &pack.levers[id.0];
            assert_eq!(from, Decimal::from(as_of.month.month + 1), "{} as of {as_of}", lever.id);
            let document = Document::open(Scenario { as_of: Some(as_of), ..Scenario::baseline(pack) });
            let set = |value: Decimal| Action::SetLever { lever: lever.id.clone(), value };
            let (low, high) = open_range(pack, id, as_of);
            assert_eq!((low, high), (lever.min.max(from), lever.max));
            assert_eq!(set(from).check(&document, pack), Ok(()));
            assert_eq!(set(lever.baseline).check(&document, pack), Ok(()), "the baseline stays");
            let past = from - Decimal::ONE;
            if past != lever.baseline {
                tried += 1;
                let refusal = set(past).check(&document, pack).unwrap_err();
                assert_eq!(refusal, Refusal::Past { lever: lever.id.clone(), from });
                assert!(refusal.message(pack, Language::Zh).contains("已成事实"));
            }
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn a_link_with_a_past_month_opens_to_the_same_digits_and_says_so() {
    let model = city();
    let pack = model.pack();
    let (id, from) = months(pack, pack.as_of)[0];
    let mut scenario = Scenario::baseline(pack);
    let past = from - Decimal::TWO;
    scenario.set_lever(pack, &pack.levers[id.0].id, past);
    let opened = Document::open_shared(scenario.clone(), String::new());
    assert_eq!(opened.scenario().lever(pack, id), past);
    assert_eq!(opened.scenario().settings(pack).levers[id.0].to_string(), past.max(pack.levers[id.0].min).to_string());
    let flags = opened.scenario().flags(pack, &OneYear::of(pack));
    let flag = flags.iter().find(|flag| flag.problem == FlagProblem::Past { typed: past, from }).unwrap();
    assert!(flag.message(pack, Language::Zh).contains("推演仍按"));
    // What is there already is no edit.
    let again = Action::SetLever { lever: pack.levers[id.0].id.clone(), value: past };
    assert_eq!(again.check(&opened, pack), Ok(()));
}

#[test]
fn a_lever_that_moves_nothing_says_what_holds_it_back() {
    let model = city();
    let pack = model.pack();
    let reach = reach_of_all(&model);
    let held = |id: &str| reach[pack.lever(id).unwrap().0].held.clone();
    let Some(Held::ByInputs(names)) = held("wood_inputs") else { panic!("{:?}", held("wood_inputs")) };
    assert!(names.len() >= 2, "{names:?}");
    let Some(Held::OnlyLimit(limit)) = held("energy_quota") else { panic!("{:?}", held("energy_quota")) };
    assert_eq!(pack.limits[limit].name.zh, "能耗指标");
    for (id, reach) in reach.iter().enumerate() {
        let acts = model.acts_from(LeverId(id)).is_some();
        if acts && reach.targets.is_empty() {
            let held = reach
                .held
                .as_ref()
                .unwrap_or_else(|| panic!("{} moves nothing, and nobody says why", pack.levers[id].id));
            assert!(!held.message(pack, Language::Zh).is_empty() && !held.message(pack, Language::En).is_empty());
        } else {
            assert_eq!(reach.held, None);
        }
    }
}

#[test]
fn a_levers_own_cost_is_its_own_and_the_parts_make_the_whole() {
    let model = city();
    let pack = model.pack();
    let before = model.run(&model.baseline());
    let run = |changes: &[(&str, &str)]| {
        let mut scenario = Scenario::baseline(pack);
        changes.iter().for_each(|(id, value)| scenario.set_lever(pack, id, decimal(value)));
        model.run(&scenario.settings(pack))
    };
    let id = |name: &str| pack.lever(name).unwrap();

    let early = run(&[("hog_early_sale", "2.5")]);
    let own = added_by(&model, &early, id("hog_early_sale")).unwrap();
    assert!(own > Decimal::ZERO);
    assert_eq!(added_by(&model, &early, id("hog_restock")), None, "what is not changed adds nothing");
    assert_eq!(
        added(pack, &before, &early),
        Some(own),
        "restocking and support, which share the cost, are not its own"
    );

    let changes = [
        ("hog_early_sale", "2.5"),
        ("hog_restock", "12"),
        ("leafy_area", "2.5"),
        ("rotation_area", "5"),
        ("hog_policy", "800"),
    ];
    let all = run(&changes);
    let parts: Decimal = changes.iter().filter_map(|(name, _)| added_by(&model, &all, id(name))).sum();
    let whole = added(pack, &before, &all).unwrap();
    assert!((parts - whole).abs() <= Decimal::from(changes.len()), "{parts} of {whole}");
    assert_eq!(added(pack, &before, &before), Some(Decimal::ZERO));
    let less = run(&[("hog_policy", "100")]);
    assert!(added(pack, &before, &less).unwrap() < Decimal::ZERO, "what is saved is said as well");
}

#[test]
fn amounts_are_said_in_the_unit_people_say_them_in() {
    assert_eq!(told(decimal("750"), Language::Zh), "+750 万元");
    assert_eq!(told(decimal("12500"), Language::Zh), "+1.25 亿元");
    assert_eq!(told(decimal("750"), Language::En), "+7.5 million yuan");
    assert_eq!(told(decimal("-300"), Language::Zh), "−300 万元");
}
