//! What is on the red and black lists: what somebody has published, once, and against what is due.

#![allow(clippy::unwrap_used)]

use guoban_model::model::{Model, Projection};
use guoban_model::pack::TargetId;
use guoban_model::read::read_pack;
use guoban_planning::judge::{Judge, Verdict};
use guoban_planning::ledger::{Entry, Ledger, List, Measured};
use guoban_planning::scenario::Scenario;

const SMALL: &str = include_str!("../../cli/tests/packs/small.toml");
const TINY: &str = include_str!("../../model/tests/packs/tiny.toml");

struct Run {
    model: Model,
    scenario: Scenario,
    run: Projection,
}

impl Run {
    /// A pack with more items at its end, as of a date.
    fn of(pack: &str, more: &str, date: &str) -> Self {
        let read = read_pack(&format!("{pack}\n{more}")).unwrap();
        let model = read.compile(date.parse().unwrap()).unwrap();
        let scenario = Scenario { as_of: Some(model.as_of()), ..Scenario::baseline(model.pack()) };
        let run = model.run(&scenario.settings(model.pack()));
        Self { model, scenario, run }
    }

    fn judge(&self) -> Judge<'_> {
        Judge::new(self.model.pack(), &self.scenario)
    }

    fn ledger(&self) -> Ledger {
        let judge = self.judge();
        judge.ledger(&judge.board(&self.run, |_, _| None), &self.run)
    }

    fn target(&self, id: &str) -> TargetId {
        self.model.pack().target(id).unwrap()
    }

    fn entry(&self, id: &str) -> Option<Entry> {
        let target = self.target(id);
        self.ledger().entries.into_iter().find(|entry| entry.target == target)
    }

    fn months(&self, id: &str) -> Vec<i32> {
        self.entry(id).map(|entry| entry.history.iter().map(|standing| standing.month).collect()).unwrap_or_default()
    }

    fn half(&self, id: &str) -> Verdict {
        self.judge().board(&self.run, |_, _| None).rows[self.target(id).0].half.clone()
    }
}

fn target(id: &str, indicator: &str, kind: &str, tasks: &str) -> String {
    format!(
        "[[target]]\nid = \"{id}\"\nindicator = \"{indicator}\"\nkind = \"{kind}\"\n{tasks}\ngroup = \"primary\"\n\
         owner = \"agri\"\nsource = \"demo\"\n"
    )
}

fn variable(id: &str, unit: &str, measure: &str, rest: &str) -> String {
    format!(
        "[[variable]]\nid = \"{id}\"\nname = {{ zh = \"甲\", en = \"A\" }}\nunit = \"{unit}\"\nmeasure = \"{measure}\"\n\
         decimals = 1\n{rest}\ngroup = \"primary\"\nowner = \"agri\"\nsource = \"demo\"\n"
    )
}

#[test]
fn a_quarterly_figure_is_listed_once_a_quarter() {
    let known = "[10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 9.5, 9.5, 10]";
    assert!(SMALL.contains(known));
    let frequency = |name: &str| SMALL.replace(r#"frequency = "monthly""#, &format!("frequency = \"{name}\""));
    let quarterly = frequency("quarterly").replace(known, "[30, 30, 30, 31, 29]");
    assert_eq!(Run::of(&quarterly, "", "2026-04-28").months("hogs"), [2]);
    assert_eq!(Run::of(&quarterly, "", "2026-04-28").months("hogs_growth"), [2], "computed from quarterly figures");
    let joint = frequency("monthly_jan_feb").replace(known, "[20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 19, 10]");
    assert_eq!(Run::of(&joint, "", "2026-04-28").months("hogs"), [1, 2], "January and February are one figure");
    assert_eq!(Run::of(SMALL, "", "2026-04-28").months("hogs"), [0, 1, 2]);
}

#[test]
fn growth_over_last_years_figures_is_known_as_long_as_this_years() {
    let more = target("hog_growth", "hog_growth", "growth", "year = 2.0");
    for (date, through) in [("2026-02-20", 0), ("2026-04-28", 2)] {
        let run = Run::of(TINY, &more, date);
        assert_eq!(
            run.judge().published_through(run.model.pack().variable("hog_growth").unwrap()),
            Some(through),
            "{date}"
        );
        assert_eq!(run.months("hog_growth").last(), Some(&through), "{date}");
        assert_eq!(run.half("hog_growth").known.through, through, "{date}");
    }
    // The same where last year's comes before this year's in the formula, or this year's stands under a lag as well.
    for formula in [
        r#"if(month <= 0, 0[%], to(0 - (last_year(ytd(hogs)) / ytd(hogs) - 1), "%"))"#,
        r#"if(month <= 0, 0[%], to((lag(hogs, 1) + hogs) / last_year(hogs) - 1, "%"))"#,
    ] {
        let more = variable("other", "%", "rate", &format!("formula = '{formula}'"));
        let run = Run::of(SMALL, &more, "2026-04-28");
        assert_eq!(run.judge().known_through(run.model.pack().variable("other").unwrap()), 2, "{formula}");
    }
}

#[test]
fn what_nobody_publishes_is_on_no_list_and_under_no_heading_of_published_figures() {
    let plan = variable("planned", "万头", "flow", "formula = 'hogs_more'")
        + &target("planned", "planned", "amount", "year = 99");
    for date in ["2026-04-28", "2026-07-20"] {
        let run = Run::of(SMALL, &plan, date);
        assert_eq!(run.entry("planned"), None, "{date}");
        assert_eq!(run.half("planned").known.value, None, "{date}");
    }
    // What no lever reaches any more is not asked for again.
    let pace = Run::of(SMALL, &plan, "2026-04-28").half("planned").pace.unwrap();
    assert_eq!((pace.first, pace.last), (4, 5));
    assert!(Run::of(SMALL, &plan, "2026-07-20").half("planned").settled);
}

#[test]
fn a_ratio_is_due_at_the_end_for_which_its_task_was_set() {
    let known = "known = { first = \"2026-01\", values = [5, 10, 15, 20, 25, 30, 35] }\nformula = '40[%]'";
    let share = variable("done", "%", "rate", known);
    let set = share.clone() + &target("share", "done", "ratio", "half = 50\nyear = 100");
    assert_eq!(Run::of(SMALL, &set, "2026-04-28").entry("share"), None, "due in June, not in January");
    let july = Run::of(SMALL, &set, "2026-08-20").entry("share").unwrap();
    let listed: Vec<_> = july.history.iter().map(|standing| (standing.month, standing.list)).collect();
    assert_eq!(listed, [(5, Some(List::Black))]);
    let same = share + &target("share", "done", "ratio", "year = 30");
    assert_eq!(
        Run::of(SMALL, &same, "2026-04-28").months("share"),
        [0, 1, 2],
        "one ratio for the whole year is due all year"
    );
}

#[test]
fn one_case_too_many_is_on_the_black_list() {
    let known = "better = \"lower\"\nknown = { first = \"2026-01\", values = [0, 1] }\nformula = '0[万头]'";
    let cases = variable("cases", "万头", "flow", known) + &target("cases", "cases", "ceiling", "year = 0");
    let run = Run::of(SMALL, &cases, "2026-03-20");
    let entry = run.entry("cases").unwrap();
    let listed: Vec<_> = entry.history.iter().map(|standing| standing.list).collect();
    assert_eq!(listed, [None, Some(List::Black)]);
    let last = entry.last().unwrap();
    assert_eq!((last.ahead.to_string().as_str(), last.measured), ("-1.0", Measured::Unit));
    assert_eq!(run.ledger().on(List::Black)[0].target, run.target("cases"), "before those that only lag");
}

#[test]
fn less_of_a_loss_is_ahead() {
    let known = "known = { first = \"2026-01\", values = [-1, -1, -1] }\nformula = '0 - 1[万头]'";
    let loss =
        variable("profit", "万头", "flow", known) + &target("profit", "profit", "amount", "half = -12\nyear = -24");
    let run = Run::of(SMALL, &loss, "2026-04-28");
    let last = run.entry("profit").unwrap().last().copied().unwrap();
    // Three lost where six were allowed: 12.5 points of the 24 ahead.
    assert_eq!((last.ahead.to_string().as_str(), last.list), ("12.5", Some(List::Red)));
    assert_eq!(run.half("profit").share_done, None, "a share of a loss says nothing");
}

#[test]
fn a_task_whose_verdict_is_suspended_is_on_no_list() {
    let known = "known = { first = \"2026-01\", values = [9, 9, 9] }\nformula = '9[%]'";
    let done = variable("done", "%", "rate", known);
    let task = |void: &str| done.clone() + &target("done", "done", "growth", &format!("year = 1\n{void}"));
    assert_eq!(Run::of(SMALL, &task(""), "2026-04-28").months("done"), [0, 1, 2]);
    let void = "void_when = 'month <= 2'\nvoid_reason = { zh = \"基数过小\", en = \"The base is too small\" }";
    assert_eq!(Run::of(SMALL, &task(void), "2026-04-28").months("done"), [2], "judged again from March");
}

/// The speech: own industry and PM2.5 on the red list of April; investment, which had been fast in the first quarter, industrial
/// investment and the number of firms on the black one.
#[test]
fn the_urban_districts_lists_are_those_of_the_speech() {
    let run = Run::of(include_str!("../../../www/packs/urban-district.toml"), "", "2026-05-20");
    let of = |id: &str| run.entry(id).unwrap();
    for (red, black) in [("own_rank", "industrial_fai_rank"), ("pm_rank", "firms_rank"), ("pm25", "fai_rank")] {
        assert_eq!((of(red).list(), of(black).list()), (Some(List::Red), Some(List::Black)), "{red}, {black}");
    }
    assert_eq!((of("fai_rank").flips(), of("fai_growth").flips()), (1, 1), "red in March, black in April");
    assert_eq!(of("fai_rank").months_on(), 1);
}
