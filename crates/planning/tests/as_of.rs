//! As-of dates over the shipped packs: every date of the plan year runs or is refused with the first that does.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_model::time::Date;
use guoban_planning::as_of::{behind, earliest};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::Scenario;

fn shipped(text: &str) -> Arc<Pack> {
    Arc::new(read_pack(text).unwrap().pack)
}

fn city() -> Arc<Pack> {
    shipped(include_str!("../../../www/packs/border-city.toml"))
}

fn nation() -> Arc<Pack> {
    shipped(include_str!("../../../www/packs/china-2023.toml"))
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_date_runs_from_the_earliest_on() {
    for pack in [city(), nation()] {
        let first = earliest(&pack).unwrap();
        let runs = |date: Date| Model::compile(Arc::clone(&pack), date).is_ok();
        let mut day = date(&format!("{}-01-01", pack.year));
        let last = date(&format!("{}-12-31", pack.year));
        assert!(runs(last), "{}", pack.id);
        // Every day of the first weeks, then the days around which figures come out.
        while day <= last {
            let near = day.month.month <= 2 && (day <= first || day.day.is_multiple_of(5));
            if near || matches!(day.day, 1 | 20 | 31) {
                assert_eq!(runs(day), day >= first, "{} as of {day}, the earliest is {first}", pack.id);
            }
            day = day.next();
        }
        let refusal = Refusal::Uncomputable { date: day, from: Some(first) };
        for language in [Language::Zh, Language::En] {
            assert!(refusal.message(&pack, language).contains(&first.to_string()));
        }
    }
}

#[test]
fn a_date_beyond_the_figures_is_said_and_what_nobody_published_is_not_called_published() {
    let pack = city();
    assert_eq!(behind(&pack, pack.as_of), None, "at its own date the pack holds what is out");
    let july = date("2026-07-20");
    let found = behind(&pack, july).unwrap();
    assert!(found.targets > 10 && (2..=4).contains(&found.last), "{found:?}");

    let scenario = Scenario { as_of: Some(july), ..Scenario::baseline(&pack) };
    let model = Model::compile(Arc::clone(&pack), july).unwrap();
    let run = model.run(&model.baseline());
    let judge = Judge::new(&pack, &scenario);
    for id in (0..pack.targets.len()).map(guoban_model::pack::TargetId) {
        let verdict = judge.verdict(id, Period::Half, &run, None);
        let through = verdict.known.through;
        assert!(through <= found.last, "{}: {through}, {found:?}", pack.targets[id.0].id);
        assert!(!verdict.is_published(), "{}", pack.targets[id.0].id);
    }
}
