//! Plans side by side in the shipped border city: each says what it says alone, on the same draws.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::chance::{Chances, DRAWS, Forecast};
use guoban_planning::compare::{Assumed, Balance, Side, Wanted, differing, differs, is_best, sentence, wanted};
use guoban_planning::document::Document;
use guoban_planning::judge::{Board, Judge, Period};
use guoban_planning::plan::Plan;
use guoban_planning::scenario::{Item, Scenario};
use rust_decimal::Decimal;

fn model() -> Model {
    let read = read_pack(include_str!("../../../www/packs/border-city.toml")).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

/// A baseline, a plan with more rice, a plan with more rice and another assumption.
fn document(model: &Model) -> Document {
    let pack = model.pack();
    let rice = Action::SetLever { lever: "early_rice_area".to_owned(), value: Decimal::from(70) };
    let assumption = pack.assumptions.iter().find(|item| item.low < item.mid).unwrap();
    let actions = [
        Action::NewPlan { name: "甲".to_owned() },
        rice.clone(),
        Action::CopyPlan { plan: 1, name: "乙".to_owned() },
        Action::SetAssumption { assumption: assumption.id.clone(), value: assumption.low },
    ];
    let open = Document::open(Scenario::baseline(pack));
    actions.iter().fold(open, |document, action| document.apply(pack, action).unwrap().0)
}

fn sides(model: &Model, document: &Document, assumed: Assumed) -> Vec<Side> {
    let plans: Vec<&Plan> = document.plans().iter().collect();
    let mut draws = None;
    let wanted = wanted(model.pack(), &plans, document.scenario(), assumed);
    wanted.into_iter().map(|wanted| Side::of(model, wanted, &mut draws)).collect()
}

/// The verdicts of a scenario on its own.
fn alone(model: &Model, scenario: &Scenario) -> Board {
    let (pack, run) = (model.pack(), model.run(&scenario.settings(model.pack())));
    let (judge, forecast, mut chances) =
        (Judge::new(pack, scenario), Forecast::new(model, scenario), Chances::default());
    forecast.count(&judge, &run, &mut forecast.sample(model), 0..DRAWS, &mut chances);
    judge.board(&run, |target, period| chances.of(target, period))
}

#[test]
fn a_plan_says_beside_others_what_it_says_alone() {
    let model = model();
    let document = document(&model);
    let own = sides(&model, &document, Assumed::Own);
    for (side, plan) in own[1..].iter().zip(document.plans()) {
        assert_eq!(side.board, alone(&model, &plan.scenario), "{}", plan.scenario.name);
    }
    // With assumptions alike, the one that was set holds for the baseline too.
    let alike = sides(&model, &document, Assumed::Alike);
    let assumed = Scenario { levers: Default::default(), ..document.scenario().clone() };
    assert_eq!(alike[0].board, alone(&model, &assumed));
    assert_eq!(alike[3].board, alone(&model, document.scenario()));
    assert_eq!(alike[2].board, alike[3].board, "they differ in an assumption only");
    let mut draws = None;
    let again = Wanted { plan: None, ..alike[3].wanted.clone() };
    assert_eq!(Side::of(&model, again, &mut draws).board, alike[3].board);
}

#[test]
fn what_differs_is_found_and_the_best_marked() {
    let model = model();
    let pack = model.pack();
    let document = document(&model);
    let own = sides(&model, &document, Assumed::Own);
    let own: Vec<&Side> = own.iter().collect();
    let items = differing(pack, &own);
    assert_eq!(items[0].0, Item::Lever("early_rice_area".to_owned()));
    assert_eq!(items[0].1[2..], [Decimal::from(70), Decimal::from(70)]);
    assert!(matches!(items[1].0, Item::Assumption(_)) && items.len() == 2);
    let grain = pack.targets.iter().position(|target| target.id == "grain").unwrap();
    assert!(differs(&own, grain));
    assert!(!is_best(&own, own[0], grain, Period::Year) && is_best(&own, own[2], grain, Period::Year));
    let same: Vec<&Side> = vec![own[0], own[1]];
    assert!((0..own[0].board.rows.len()).all(|row| !differs(&same, row)), "the first plan is the baseline");
    assert!(!is_best(&same, own[0], grain, Period::Year), "where all are the same none is best");
    assert_eq!(differing(pack, &same), []);

    let path = own[2].path(own[2].board.rows[grain].target);
    assert_eq!(path.last().unwrap(), &own[2].verdict(grain, Period::Year).unwrap().projected);
}

#[test]
fn one_sentence_says_what_a_plan_changes() {
    let model = model();
    let pack = model.pack();
    let own = sides(&model, &document(&model), Assumed::Own);
    assert_eq!(sentence(pack, &own[0], &own[1], Language::Zh), "与基线相同。");
    let zh = sentence(pack, &own[0], &own[2], Language::Zh);
    assert!(zh.starts_with("早稻种植面积 ") && zh.contains(" → 70.0 万亩") && zh.ends_with('。'), "{zh}");
    assert!(zh.contains("上半年达标") && zh.contains("全年达标"), "{zh}");
    let en = sentence(pack, &own[0], &own[3], Language::En);
    assert!(en.contains(" → ") && en.contains("on track") && en.ends_with('.'), "{en}");
    let balance = Balance::of(pack, &own[0], &own[2]);
    assert_eq!(balance.levers, 1);
    assert_eq!(balance.periods[1].on_track, own[2].board.year.on_track);
}
