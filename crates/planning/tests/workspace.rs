//! The plans of a pack: one history over all of them, and texts that are read whole or refused.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{Pack, PassLine};
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::document::{Document, Effect};
use guoban_planning::kept::{self, File, KeptError};
use guoban_planning::plan::{Field, MOST_PLANS, copy_name, fresh_name};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::Scenario;
use proptest::prelude::*;
use support::*;

fn city() -> Pack {
    Pack {
        levers: vec![lever("vegetables", "10", "12", "20"), lever("hogs", "0", "0", "5")],
        assumptions: vec![assumption("demand", "-10", "0", "10")],
        ..pack()
    }
}

fn set(lever: &str, value: &str) -> Action {
    Action::SetLever { lever: lever.to_owned(), value: decimal(value) }
}

fn new(name: &str) -> Action {
    Action::NewPlan { name: name.to_owned() }
}

fn act(document: &Document, pack: &Pack, actions: &[Action]) -> Document {
    actions.iter().fold(document.clone(), |document, action| document.apply(pack, action).unwrap().0)
}

fn open(pack: &Pack) -> Document {
    Document::open(Scenario::baseline(pack))
}

fn names(document: &Document) -> Vec<&str> {
    document.plans().iter().map(|plan| plan.scenario.name.as_str()).collect()
}

#[test]
fn plans_are_made_copied_ordered_and_taken_away_and_each_step_can_be_taken_back() {
    let pack = city();
    let document = act(
        &open(&pack),
        &pack,
        &[
            Action::Rename { name: "甲".to_owned() },
            Action::SetLine { line: Some(PassLine::Linear) },
            set("hogs", "2"),
            new(" 乙 "),
            set("hogs", "3"),
            Action::CopyPlan { plan: 0, name: "丙".to_owned() },
            Action::MovePlan { plan: 2, to: 0 },
        ],
    );
    assert_eq!(names(&document), ["丙", "甲", "乙"]);
    assert_eq!(document.current().number, 2, "a copy is open, wherever it is put");
    let value = |number| document.plan(number).unwrap().scenario.levers["hogs"].to_string();
    assert_eq!([value(0), value(1), value(2)], ["2", "3", "2"]);
    assert_eq!(
        document.plan(1).unwrap().scenario.line,
        Some(PassLine::Linear),
        "judged as the plan it was begun beside"
    );
    let labels: Vec<String> = document.history().steps().map(|step| step.label(&pack, Language::Zh)).collect();
    assert_eq!(
        labels[2..],
        ["措施hogs 0.0 → 2.0 万亩", "新建方案“乙”", "措施hogs 0.0 → 3.0 万亩", "复制出方案“丙”", "调整方案次序"]
    );
    let logged: Vec<String> = document.log(1).map(|step| step.label(&pack, Language::Zh)).collect();
    assert_eq!(logged, ["新建方案“乙”", "措施hogs 0.0 → 3.0 万亩"]);

    let (dropped, effects) = document.apply(&pack, &Action::DropPlan { plan: 2 }).unwrap();
    assert_eq!((names(&dropped), dropped.current().number), (vec!["甲", "乙"], 0));
    assert_eq!(effects, [Effect::Persist], "the plan that is open now has the same settings");
    let back = act(&dropped, &pack, &[Action::Undo]);
    assert_eq!((back.plans(), back.current()), (document.plans(), document.current()));
    let last = act(&dropped, &pack, &[Action::DropPlan { plan: 0 }]);
    assert_eq!(Action::DropPlan { plan: 1 }.check(&last, &pack), Err(Refusal::LastPlan));
    assert_eq!(Action::OpenPlan { plan: 0 }.check(&last, &pack), Err(Refusal::NoPlan(0)));

    // Whatever step is gone to, the plan it was done to is seen; and a number is never given twice.
    let seen = act(&document, &pack, &[Action::OpenPlan { plan: 0 }, Action::GoTo { done: 5 }]);
    assert_eq!((names(&seen), seen.current().number), (vec!["甲", "乙"], 1), "as before the copy was made");
    let earlier = act(&document, &pack, &[Action::GoTo { done: 4 }]);
    assert_eq!((names(&earlier), earlier.current().number), (vec!["甲", "乙"], 1));
    assert_eq!(act(&earlier, &pack, &[Action::GoTo { done: 7 }]).plans(), document.plans());
    assert_eq!(Action::GoTo { done: 7 }.check(&document, &pack), Err(Refusal::NothingToDo));
    assert_eq!(Action::GoTo { done: 8 }.check(&document, &pack), Err(Refusal::NothingToRedo));
    let another = act(&earlier, &pack, &[new("丁")]);
    assert_eq!(another.current().number, 3);
    let full = (0..MOST_PLANS - 1).fold(open(&pack), |document, _| act(&document, &pack, &[new("")]));
    assert_eq!(new("").check(&full, &pack), Err(Refusal::PlansFull));
}

#[test]
fn opening_a_plan_is_no_step_and_runs_only_what_differs() {
    let pack = city();
    let document = act(&open(&pack), &pack, &[set("hogs", "2"), new("乙")]);
    let steps = document.history().steps().len();
    let (first, effects) = document.apply(&pack, &Action::OpenPlan { plan: 0 }).unwrap();
    assert_eq!((first.history().steps().len(), effects), (steps, vec![Effect::Run, Effect::Follow]));
    let dated = act(&document, &pack, &[Action::SetAsOf { date: Some(date("2026-06-20")) }]);
    let (_, effects) = dated.apply(&pack, &Action::OpenPlan { plan: 0 }).unwrap();
    assert_eq!(effects, [Effect::Compile, Effect::Follow]);
    let dragging = act(&document, &pack, &[Action::BeginDrag]);
    for action in [Action::OpenPlan { plan: 0 }, new("丙"), Action::GoTo { done: 0 }] {
        assert_eq!(action.check(&dragging, &pack), Err(Refusal::DragOpen));
    }
}

#[test]
fn a_plan_out_of_a_link_has_its_address_until_it_goes_on() {
    let pack = city();
    let mut scenario = Scenario::baseline(&pack);
    scenario.set_lever(&pack, "hogs", decimal("2"));
    let add = Action::AddPlan { scenario: Box::new(scenario), link: Some("1abc".to_owned()) };
    let document = act(&open(&pack), &pack, &[set("vegetables", "15"), add]);
    assert_eq!((document.current().address(), document.linked("1abc")), (Some("1abc"), Some(1)));
    let written = act(&document, &pack, &[Action::SetRecord { field: Field::Decision, text: "先保粮食".to_owned() }]);
    assert_eq!(written.current().address(), Some("1abc"), "a record is in no link");
    let edited = act(&document, &pack, &[set("hogs", "3")]);
    assert_eq!((edited.current().address(), edited.linked("1abc"), edited.unshared()), (None, None, 1));
    assert_eq!(act(&edited, &pack, &[Action::Undo]).current().address(), Some("1abc"));
    let (shared, effects) = edited.apply(&pack, &Action::Share).unwrap();
    let [Effect::CopyLink(link), Effect::Persist] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(shared.current().address(), Some(&*link.text));
    let back = act(&document, &pack, &[Action::Undo]);
    assert_eq!(back.scenario().levers["vegetables"], decimal("15"), "the work that was there");
}

#[test]
fn the_record_is_kept_with_its_plan_through_every_reset() {
    let pack = city();
    let write = |field, text: &str| Action::SetRecord { field, text: text.to_owned() };
    let document = act(
        &open(&pack),
        &pack,
        &[set("hogs", "2"), write(Field::Question, " 值不值？ "), write(Field::When, "5月18日 10:22"), Action::Share],
    );
    assert_eq!(document.scenario().record.question, "值不值？");
    assert_eq!(document.unshared(), 0);
    let reset = act(&document, &pack, &[Action::Reset { to: guoban_planning::action::ResetTo::Opened }]);
    assert_eq!(reset.scenario().record, document.scenario().record);
    let labels: Vec<String> = document.history().steps().map(|step| step.label(&pack, Language::En)).collect();
    assert_eq!(labels[1..], ["Record the question", "Record when it was decided"]);
    let long = write(Field::Finding, &"长".repeat(4_001));
    assert_eq!(long.check(&document, &pack), Err(Refusal::TooLong { length: 4_001 }));
    let copy = act(&document, &pack, &[Action::CopyPlan { plan: 0, name: String::new() }]);
    assert!(copy.scenario().record.is_empty(), "what was decided of one plan was not decided of its copy");
}

#[test]
fn names_are_given_that_no_plan_has() {
    let pack = city();
    let document = act(&open(&pack), &pack, &[new("方案甲"), new("方案丙"), new("Plan A")]);
    let plans = document.plans();
    assert_eq!((&*fresh_name(plans, Language::Zh), &*fresh_name(plans, Language::En)), ("方案乙", "Plan B"));
    assert_eq!(copy_name(plans, "方案甲", Language::Zh), "方案甲 副本");
    let twice = act(&document, &pack, &[new("Plan A copy")]);
    assert_eq!(copy_name(twice.plans(), "Plan A", Language::En), "Plan A copy 2");
    assert_eq!(copy_name(plans, "", Language::Zh), "方案乙");
    let many = (0..30).fold(open(&pack), |document, _| {
        act(&document, &pack, &[Action::NewPlan { name: fresh_name(document.plans(), Language::Zh) }])
    });
    let mut given = names(&many);
    given.sort_unstable();
    given.dedup();
    assert_eq!(given.len(), 31);
}

#[test]
fn what_another_window_has_is_found() {
    let pack = city();
    let before = act(&open(&pack), &pack, &[set("hogs", "2"), new("乙")]);
    let here = act(&before, &pack, &[set("hogs", "3")]);
    let there = act(&before, &pack, &[set("hogs", "4"), new("丙")]);
    let other = |name: &str| format!("另一窗口：{name}");
    let (both, left_out) = here.with_plans_of(&there, other);
    assert_eq!(
        (names(&both), left_out),
        (vec!["", "乙", "另一窗口：乙", "另一窗口：丙"], 0),
        "the first is the same in both"
    );
    assert_eq!(both.current(), here.current(), "what is on screen stays");
    assert_eq!(act(&both, &pack, &[Action::GoTo { done: here.history().steps().len() }]).plans(), here.plans());
    assert_eq!(both.with_plans_of(&there, other).0.plans().len(), 4, "nothing is taken in twice");
    let foreign = Document::open(Scenario::baseline(&Pack { revision: 9, ..pack.clone() }));
    assert_eq!(both.with_plans_of(&foreign, other).0, both);
    let full = (0..MOST_PLANS - 1).fold(open(&pack), |document, _| act(&document, &pack, &[new("")]));
    assert_eq!(full.with_plans_of(&there, other).1, 2, "where nothing is decided there is one already");
}

#[test]
fn texts_are_read_whole_or_refused() {
    let pack = city();
    let document = act(&open(&pack), &pack, &[set("hogs", "2"), new("乙")]);
    let text = kept::write(&document, 12).unwrap();
    assert_eq!((kept::read(&text), kept::revision(&text)), (Ok(document.clone()), 12));
    assert_eq!((kept::newer(&text), kept::newer(&text.replacen("plans 2", "plans 3", 1))), (None, Some(3)));
    assert_eq!(kept::read(&text.replace("乙", "已")), Err(KeptError::Damaged));
    assert_eq!(kept::read(&text[..text.len() - 5]), Err(KeptError::Damaged));
    assert_eq!(kept::read(&text.replacen("plans 2", "plans 3", 1)), Err(KeptError::Newer { format: 3 }));
    assert_eq!(kept::read("[]"), Err(KeptError::NotPlans));
    assert_eq!(kept::read(&"x".repeat(kept::LONGEST + 1)), Err(KeptError::TooLong { length: kept::LONGEST + 1 }));
    let first = r#"{"version":1,"document":{"scenario":{"pack":{"id":"test-city","revision":3},"name":"甲","note":"","as_of":null,"line":null,"seed":20260430,"levers":{"hogs":"2"},"assumptions":{}},"history":{"done":[{"cause":"edited","edits":[{"setting":{"item":{"lever":"hogs"},"from":null,"to":"2"}}]}],"undone":[]},"opened":{"pack":{"id":"test-city","revision":3},"name":"甲","note":"","as_of":null,"line":null,"seed":20260430,"levers":{},"assumptions":{}},"shared":null}}"#;
    let old = kept::read(first).unwrap();
    assert_eq!((names(&old), old.history().steps().len(), kept::revision(first)), (vec!["甲"], 1, 0));
    assert_eq!(kept::read(&first.replace("\"version\":1", "\"version\":7")), Err(KeptError::Newer { format: 7 }));

    let file = File { plans: vec![text.clone(), first.to_owned()], packs: Vec::new() };
    let written = file.write().unwrap();
    assert_eq!(File::read(&written), Ok(file.clone()));
    assert_eq!(File::read(&written).unwrap().documents(), Ok(vec![document, old]));
    assert_eq!(File::read(&text).unwrap().plans, [text]);
    assert_eq!(File::read(&written.replace("乙", "已")), Err(KeptError::Damaged));
    for error in [
        KeptError::NotPlans,
        KeptError::Newer { format: 3 },
        KeptError::Damaged,
        KeptError::TooLong { length: 9 },
        KeptError::Unwritable,
    ] {
        for language in [Language::Zh, Language::En] {
            assert!(error.message(language).len() > 20, "{error}");
        }
    }
}

fn any_action() -> impl Strategy<Value = Action> {
    let value = || (-300_i64..300).prop_map(|tenths| rust_decimal::Decimal::new(tenths, 1));
    let number = || 0_u32..6;
    prop_oneof![
        4 => value().prop_map(|value| Action::SetLever { lever: "hogs".to_owned(), value }),
        1 => "[a-z]{0,3}".prop_map(|name| Action::NewPlan { name }),
        1 => (number(), "[a-z]{0,3}").prop_map(|(plan, name)| Action::CopyPlan { plan, name }),
        2 => number().prop_map(|plan| Action::OpenPlan { plan }),
        1 => (number(), "[a-z]{0,3}").prop_map(|(plan, name)| Action::RenamePlan { plan, name }),
        1 => (number(), 0_usize..6).prop_map(|(plan, to)| Action::MovePlan { plan, to }),
        1 => number().prop_map(|plan| Action::DropPlan { plan }),
        1 => "[a-z]{0,4}".prop_map(|text| Action::SetRecord { field: Field::Finding, text }),
        1 => Just(Action::Share),
        1 => Just(Action::BeginDrag),
        2 => Just(Action::EndDrag),
        1 => Just(Action::CancelDrag),
        2 => Just(Action::Undo),
        1 => Just(Action::Redo),
        1 => (0_usize..30).prop_map(|done| Action::GoTo { done }),
    ]
}

proptest! {
    #[test]
    fn every_state_can_be_gone_back_to_and_survives_storage(actions in prop::collection::vec(any_action(), 0..60)) {
        let pack = city();
        let first = open(&pack);
        let mut document = first.clone();
        for action in &actions {
            match document.apply(&pack, action) {
                Ok((next, _)) => document = next,
                Err(refusal) => prop_assert_eq!(action.check(&document, &pack), Err(refusal)),
            }
        }
        if document.is_dragging() {
            document = act(&document, &pack, &[Action::EndDrag]);
        }
        let restored = kept::read(&kept::write(&document, 1).unwrap()).unwrap();
        prop_assert_eq!(&restored, &document);
        let done = document.history().steps().len();
        let scenarios = |document: &Document| -> Vec<Scenario> {
            document.plans().iter().map(|plan| plan.scenario.clone()).collect()
        };
        if done > 0 {
            let start = act(&document, &pack, &[Action::GoTo { done: 0 }]);
            prop_assert_eq!(scenarios(&start), scenarios(&first));
            let again = act(&start, &pack, &[Action::GoTo { done }]);
            prop_assert_eq!(scenarios(&again), scenarios(&document));
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC*", json in "guoban-(plans 2 1|file 1) 00000000\n\\{\\PC{0,40}\\}") {
        let _ = kept::read(&text);
        let _ = File::read(&text);
        prop_assert!(kept::read(&json).is_err() && File::read(&json).is_err());
    }
}
