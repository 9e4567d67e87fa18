//! The reducer: one rule for refusals, steps as differences, drags as one step, effects as values.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{AssumptionId, Example, LeverId, Owner, Pack, PassLine};
use guoban_model::text::{Language, Text};
use guoban_planning::action::{Action, ResetTo};
use guoban_planning::document::{Document, Effect};
use guoban_planning::link;
use guoban_planning::one_year::OneYear;
use guoban_planning::problem::{Change, Problem, Progress, in_order, next_number};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{FlagProblem, Item, Scenario};
use proptest::prelude::*;
use support::*;

fn city() -> Pack {
    let mut closed = lever("rice", "60", "66.4", "70");
    closed.closes = Some("2026-03".parse().unwrap());
    Pack {
        levers: vec![lever("vegetables", "10", "12", "20"), lever("hogs", "0", "0", "5"), closed],
        assumptions: vec![assumption("demand", "-10", "0", "10")],
        examples: vec![Example {
            id: "push".to_owned(),
            name: Text::new("冲刺", "Push"),
            note: Text::default(),
            levers: vec![(LeverId(0), decimal("15")), (LeverId(1), decimal("0"))],
            assumptions: vec![(AssumptionId(0), decimal("5"))],
        }],
        ..pack()
    }
}

fn owner(id: &str) -> Owner {
    Owner { id: id.to_owned(), name: Text::new("农业农村局", "Agriculture"), under: None }
}

fn set(lever: &str, value: &str) -> Action {
    Action::SetLever { lever: lever.to_owned(), value: decimal(value) }
}

fn act(document: &Document, pack: &Pack, actions: &[Action]) -> Document {
    actions.iter().fold(document.clone(), |document, action| document.apply(pack, action).unwrap().0)
}

fn open(pack: &Pack) -> Document {
    Document::open(Scenario::baseline(pack))
}

#[test]
fn scenario_stores_the_difference_and_runs_within_bounds() {
    let pack = city();
    let mut document = act(&open(&pack), &pack, &[set("vegetables", "25"), set("hogs", "2.5")]);
    let scenario = document.scenario();
    assert_eq!(scenario.lever(&pack, LeverId(0)), decimal("25"), "kept as typed");
    assert_eq!(scenario.settings(&pack).levers, [20.0, 2.5, 66.4], "run at the nearest bound");
    let flags = scenario.flags(&pack, &OneYear::of(&pack));
    assert_eq!(flags.len(), 1);
    assert_eq!(flags[0].problem, FlagProblem::OutOfRange { typed: decimal("25"), used: decimal("20") });
    assert_eq!(
        flags[0].message(&pack, Language::Zh),
        "措施vegetables：输入的 25.0 万亩 超出可行范围 10.0—20.0 万亩，推演按 20.0 万亩 计算。"
    );
    document = act(&document, &pack, &[set("vegetables", "12.0"), Action::ClearLever { lever: "hogs".to_owned() }]);
    assert_eq!(document.scenario(), &Scenario::baseline(&pack));
}

#[test]
fn a_setting_whose_time_has_passed_is_kept_and_flagged() {
    let pack = city();
    let mut scenario = Scenario::baseline(&pack);
    scenario.set_lever(&pack, "rice", decimal("68"));
    scenario.set_lever(&pack, "ghost", decimal("1"));
    let problems: Vec<FlagProblem> =
        scenario.flags(&pack, &OneYear::of(&pack)).into_iter().map(|flag| flag.problem).collect();
    assert_eq!(problems, [FlagProblem::Closed { closed: "2026-03".parse().ok() }, FlagProblem::Unknown]);
}

#[test]
fn refusals_say_why() {
    let pack = city();
    let fresh = open(&pack);
    let check = |document: &Document, action: &Action, expected: Refusal| {
        assert_eq!(action.check(document, &pack), Err(expected.clone()), "{action:?}");
        assert_eq!(document.apply(&pack, action), Err(expected.clone()));
        for language in [Language::Zh, Language::En] {
            assert!(!expected.message(&pack, language).is_empty());
        }
    };
    check(&fresh, &set("rise", "1"), Refusal::UnknownItem(Item::Lever("rise".to_owned())));
    check(&fresh, &set("rice", "68"), Refusal::Closed { lever: "rice".to_owned(), closed: "2026-03".parse().ok() });
    let outside = date("2025-12-31");
    check(&fresh, &Action::SetAsOf { date: Some(outside) }, Refusal::OutsidePlanYear { date: outside, year: 2026 });
    check(&fresh, &Action::Undo, Refusal::NothingToUndo);
    check(&fresh, &Action::Redo, Refusal::NothingToRedo);
    check(&fresh, &Action::Reset { to: ResetTo::Baseline }, Refusal::NothingToDo);
    check(&fresh, &Action::Reset { to: ResetTo::Shared }, Refusal::NeverShared);
    check(&fresh, &Action::ClearLever { lever: "hogs".to_owned() }, Refusal::NothingToDo);
    check(&fresh, &Action::ApplyExample { example: "x".to_owned() }, Refusal::UnknownExample("x".to_owned()));
    check(&fresh, &Action::EndDrag, Refusal::NoDrag);
    check(&fresh, &Action::Rename { name: "长".repeat(4_001) }, Refusal::TooLong { length: 4_001 });
    let mut other = Scenario::baseline(&pack);
    other.pack.revision = 9;
    let foreign = Refusal::OtherPack { pack: other.pack.clone() };
    check(&fresh, &Action::AddPlan { scenario: Box::new(other), link: None }, foreign);
    let dragging = act(&fresh, &pack, &[set("hogs", "1"), Action::BeginDrag]);
    check(&dragging, &Action::Undo, Refusal::DragOpen);
    check(&dragging, &Action::Share, Refusal::DragOpen);
    check(&dragging, &Action::BeginDrag, Refusal::DragOpen);
}

#[test]
fn a_drag_is_one_step_and_an_empty_one_none() {
    let pack = city();
    let mut document = act(&open(&pack), &pack, &[Action::BeginDrag]);
    for tenth in 1..=30 {
        let (next, effects) = document.apply(&pack, &set("hogs", &format!("{}", f64::from(tenth) / 10.0))).unwrap();
        assert_eq!(effects, [Effect::Run], "nothing is stored while dragging");
        document = next;
    }
    let (document, effects) = document.apply(&pack, &Action::EndDrag).unwrap();
    assert_eq!(effects, [Effect::Persist]);
    assert_eq!(document.history().steps().len(), 1);
    assert_eq!(document.history().undo_step().unwrap().label(&pack, Language::Zh), "措施hogs 0.0 → 3.0 万亩");
    let undone = act(&document, &pack, &[Action::Undo]);
    assert_eq!(undone.scenario(), &Scenario::baseline(&pack));
    let empty = act(&document, &pack, &[Action::BeginDrag, set("hogs", "1"), set("hogs", "3"), Action::EndDrag]);
    assert_eq!(empty.history().steps().len(), 1);
    let cancelled = act(&document, &pack, &[Action::BeginDrag, set("hogs", "1"), Action::CancelDrag]);
    assert_eq!(cancelled, document);
}

#[test]
fn a_gesture_taken_up_again_stays_one_step() {
    let pack = city();
    let press = |item: &str, value: &str| {
        [Action::ResumeDrag { item: Item::Lever(item.to_owned()) }, set(item, value), Action::EndDrag]
    };
    let steps = |document: &Document| document.history().steps().len();
    let mut document = open(&pack);
    for value in ["1", "2", "3"] {
        document = act(&document, &pack, &press("hogs", value));
    }
    assert_eq!(steps(&document), 1);
    assert_eq!(act(&document, &pack, &[Action::Undo]).scenario(), &Scenario::baseline(&pack));

    // Another lever, or the same after an undo, is another step; and what changed more than the lever is not gone on with.
    let other = act(&document, &pack, &press("vegetables", "15"));
    assert_eq!(steps(&other), 2);
    let undone = act(&other, &pack, &[Action::Undo]);
    assert_eq!(steps(&act(&undone, &pack, &press("hogs", "4"))), 2);
    let example = act(&open(&pack), &pack, &[Action::ApplyExample { example: "push".to_owned() }]);
    assert_eq!(steps(&act(&example, &pack, &press("vegetables", "16"))), 2);

    // Back where it began, the step is no more, and what is stored must say so.
    let resumed = act(&document, &pack, &press("hogs", "0")[..2]);
    let (back, effects) = resumed.apply(&pack, &Action::EndDrag).unwrap();
    assert_eq!((steps(&back), effects.contains(&Effect::Persist)), (0, true));
    let (given_up, effects) = resumed.apply(&pack, &Action::CancelDrag).unwrap();
    assert_eq!((given_up.scenario(), steps(&given_up)), (&Scenario::baseline(&pack), 0));
    assert!(effects.contains(&Effect::Persist));
}

#[test]
fn effects_are_returned_not_performed() {
    let pack = city();
    let document = open(&pack);
    let check = |action: &Action, expected: &[Effect]| {
        assert_eq!(document.apply(&pack, action).unwrap().1, expected, "{action:?}");
    };
    check(&set("hogs", "1"), &[Effect::Run, Effect::Persist]);
    check(&set("hogs", "0"), &[]);
    check(&Action::SetAsOf { date: Some(date("2026-06-20")) }, &[Effect::Compile, Effect::Persist]);
    check(&Action::SetAsOf { date: Some(pack.as_of) }, &[]);
    check(&Action::SetLine { line: Some(PassLine::Linear) }, &[Effect::Judge, Effect::Persist]);
    check(&Action::Rename { name: " 甲 ".to_owned() }, &[Effect::Persist]);
}

#[test]
fn resets_name_what_they_change_and_can_be_undone() {
    let pack = city();
    let mut opened = Scenario::baseline(&pack);
    opened.set_lever(&pack, "hogs", decimal("1"));
    let document = Document::open(opened);
    let push = Action::ApplyExample { example: "push".to_owned() };
    let document = act(&document, &pack, &[push, Action::Share, set("hogs", "2")]);
    let count = |to| document.reset_count(&pack, to);
    assert_eq!(count(ResetTo::Baseline), Some(3), "two levers and an assumption");
    assert_eq!(count(ResetTo::Opened), Some(3));
    assert_eq!(count(ResetTo::Shared), Some(1));
    assert_eq!(document.unshared(), 1);
    for to in [ResetTo::Baseline, ResetTo::Opened, ResetTo::Shared] {
        let reset = act(&document, &pack, &[Action::Reset { to }]);
        assert_eq!(reset.reset_count(&pack, to), Some(0));
        assert_eq!(act(&reset, &pack, &[Action::Undo]).scenario(), document.scenario());
    }
    let labels: Vec<String> = document.history().steps().map(|step| step.label(&pack, Language::Zh)).collect();
    assert_eq!(labels, ["套用示例“冲刺”", "措施hogs 0.0 → 2.0 万亩"]);
}

#[test]
fn history_keeps_hundreds_of_steps_and_survives_storage() {
    let pack = city();
    let mut document = open(&pack);
    for step in 1..=600 {
        document = act(&document, &pack, &[set("hogs", &format!("{}", f64::from(step % 50 + 1) / 10.0))]);
    }
    assert!(document.history().steps().len() >= 200);
    let stored = serde_json::to_string(&document).unwrap();
    assert!(stored.len() < 100_000, "{} bytes", stored.len());
    let mut restored: Document = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, document);
    for _ in 0..200 {
        restored = act(&restored, &pack, &[Action::Undo]);
    }
    assert_eq!(restored.history().undone().len(), 200);
    assert_eq!(act(&restored, &pack, &[set("hogs", "0.05")]).history().undone().len(), 0, "a new step clears redo");
}

fn any_action() -> impl Strategy<Value = Action> {
    let value = || (-300_i64..300).prop_map(|tenths| rust_decimal::Decimal::new(tenths, 1));
    let lever = || prop_oneof![Just("vegetables".to_owned()), Just("hogs".to_owned())];
    prop_oneof![
        4 => (lever(), value()).prop_map(|(lever, value)| Action::SetLever { lever, value }),
        1 => lever().prop_map(|lever| Action::ClearLever { lever }),
        1 => value().prop_map(|value| Action::SetAssumption { assumption: "demand".to_owned(), value }),
        1 => Just(Action::Reset { to: ResetTo::Baseline }),
        1 => Just(Action::Reset { to: ResetTo::Opened }),
        1 => Just(Action::ApplyExample { example: "push".to_owned() }),
        1 => (1_u8..=12).prop_map(|month| {
            Action::SetAsOf { date: format!("2026-{month:02}-10").parse().ok() }
        }),
        1 => "[a-z]{0,4}".prop_map(|name| Action::Rename { name }),
        1 => Just(Action::BeginDrag),
        2 => Just(Action::ResumeDrag { item: Item::Lever("vegetables".to_owned()) }),
        2 => Just(Action::EndDrag),
        1 => Just(Action::CancelDrag),
        2 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_scenario_that_was_opened(actions in prop::collection::vec(any_action(), 0..60)) {
        let pack = city();
        let mut document = open(&pack);
        for action in &actions {
            match document.apply(&pack, action) {
                Ok((next, _)) => document = next,
                Err(refusal) => prop_assert_eq!(action.check(&document, &pack), Err(refusal)),
            }
        }
        if document.is_dragging() {
            document = act(&document, &pack, &[Action::EndDrag]);
        }
        let last = document.scenario().clone();
        let mut steps = 0;
        while document.history().undo_step().is_some() {
            document = act(&document, &pack, &[Action::Undo]);
            steps += 1;
        }
        prop_assert_eq!(document.scenario(), document.opened());
        for _ in 0..steps {
            document = act(&document, &pack, &[Action::Redo]);
        }
        prop_assert_eq!(document.scenario(), &last);
    }

    #[test]
    fn actions_survive_storage(action in any_action()) {
        let stored = serde_json::to_string(&action).unwrap();
        prop_assert_eq!(serde_json::from_str::<Action>(&stored).unwrap(), action);
    }
}

#[test]
fn problems_are_kept_with_the_scenario_and_in_no_link() {
    let pack = Pack { owners: vec![owner("agri")], ..city() };
    let put = |problem: &Problem| Action::PutProblem { problem: problem.clone() };
    let first = Problem { owner: Some("agri".to_owned()), ..Problem::new(1, " 缺焊工 40 人 ") };
    let second = Problem { deadline: Some(date("2026-05-10")), ..Problem::new(2, "用地未批") };
    let document = act(&open(&pack), &pack, &[put(&first), put(&second), set("hogs", "2")]);
    assert_eq!(document.scenario().problems[0].text, "缺焊工 40 人", "without space around it");
    assert_eq!(document.unshared(), 1, "the log is not shared");
    let shared = link::write(document.scenario(), &pack).unwrap();
    assert_eq!(shared, link::write(&Scenario { problems: Vec::new(), ..document.scenario().clone() }, &pack).unwrap());

    // It survives a reload, and every reset; undo takes back one entry at a time.
    let stored = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&stored).unwrap(), document);
    for to in [ResetTo::Baseline, ResetTo::Opened] {
        assert_eq!(act(&document, &pack, &[Action::Reset { to }]).scenario().problems.len(), 2);
    }
    let solved = Problem { progress: Progress::Solved, text: "缺焊工 40 人".to_owned(), ..first.clone() };
    let document = act(&document, &pack, &[put(&solved)]);
    let order: Vec<u32> = in_order(&document.scenario().problems).iter().map(|problem| problem.number).collect();
    assert_eq!(order, [2, 1], "what is solved comes last");
    assert!(document.scenario().problems[1].is_overdue(date("2026-05-11")));
    assert!(!document.scenario().problems[1].is_overdue(date("2026-05-10")));
    // Two fields left one after the other both count.
    let edit = |number, change| Action::EditProblem { number, change };
    let person = edit(2, Change::Person("甲".to_owned()));
    let edited = act(&document, &pack, &[person.clone(), edit(2, Change::Deadline(None))]);
    let second = &edited.scenario().problems[1];
    assert_eq!((&*second.person, second.deadline), ("甲", None));
    assert_eq!(person.check(&edited, &pack), Err(Refusal::NothingToDo));
    assert_eq!(edit(9, Change::Deadline(None)).check(&document, &pack), Err(Refusal::NoProblem(9)));
    assert_eq!(edit(2, Change::Text(String::new())).check(&document, &pack), Err(Refusal::NothingWritten));
    let dropped = act(&document, &pack, &[Action::DropProblem { number: 1 }]);
    assert_eq!(dropped.scenario().problems.len(), 1);
    let back = act(&dropped, &pack, &[Action::Undo]);
    assert_eq!(back.scenario(), document.scenario());
    assert_eq!(back.history().undo_step().unwrap().label(&pack, Language::Zh), "登记问题 1");
    assert_eq!(next_number(&dropped.scenario().problems), 3);

    let refuse = |problem: Problem, expected: Refusal| {
        assert_eq!(put(&problem).check(&document, &pack), Err(expected), "{problem:?}");
    };
    refuse(Problem::new(3, "  "), Refusal::NothingWritten);
    refuse(Problem::new(9, "甲"), Refusal::NoProblem(9));
    refuse(solved.clone(), Refusal::NothingToDo);
    refuse(Problem { owner: Some("mayor".to_owned()), ..Problem::new(3, "甲") }, Refusal::NoSuch("mayor".to_owned()));
    refuse(Problem { target: Some("gdp".to_owned()), ..Problem::new(3, "甲") }, Refusal::NoSuch("gdp".to_owned()));
    refuse(Problem::new(3, "长".repeat(4_001)), Refusal::TooLong { length: 4_001 });
    assert_eq!(Action::DropProblem { number: 7 }.check(&document, &pack), Err(Refusal::NoProblem(7)));
    let dragging = act(&document, &pack, &[Action::BeginDrag]);
    assert_eq!(put(&Problem::new(3, "甲")).check(&dragging, &pack), Err(Refusal::DragOpen));
}

#[test]
fn a_document_stored_before_there_was_a_log_opens_unchanged() {
    let pack = city();
    let document = act(&open(&pack), &pack, &[set("hogs", "2")]);
    let stored = serde_json::to_string(&document).unwrap();
    assert!(
        !stored.contains("problem") && !stored.contains("record"),
        "nothing stands for what is not there: {stored}"
    );
    let before = r#"{"scenario":{"pack":{"id":"test-city","revision":3},"name":"","note":"","as_of":null,"line":null,"seed":20260430,"levers":{"hogs":"2"},"assumptions":{}},"history":{"done":[{"cause":"edited","edits":[{"setting":{"item":{"lever":"hogs"},"from":null,"to":"2"}}]}],"undone":[]},"opened":{"pack":{"id":"test-city","revision":3},"name":"","note":"","as_of":null,"line":null,"seed":20260430,"levers":{},"assumptions":{}},"shared":null}"#;
    assert_eq!(serde_json::from_str::<Document>(before).unwrap(), document);
}
