//! The ledger, the split of tasks and the responsibility sheet of the shipped border city.

#![allow(clippy::unwrap_used)]

use guoban_model::model::{Model, Projection};
use guoban_model::pack::{TargetId, TargetKind};
use guoban_model::read::read_pack;
use guoban_planning::cascade::{Cascade, Step, Week};
use guoban_planning::duty::{Duty, Latest, duties};
use guoban_planning::judge::Judge;
use guoban_planning::ledger::{Entry, Ledger, List, Measured, Triage};
use guoban_planning::reach::Moves;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");

fn model_on(date: &str) -> Model {
    read_pack(CITY).unwrap().compile(date.parse().unwrap()).unwrap()
}

fn model() -> Model {
    model_on("2026-04-28")
}

fn scenario(model: &Model, settings: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::baseline(model.pack());
    scenario.as_of = Some(model.as_of());
    for (lever, setting) in settings {
        scenario.set_lever(model.pack(), lever, setting.parse().unwrap());
    }
    scenario
}

fn run(model: &Model, scenario: &Scenario) -> Projection {
    model.run(&scenario.settings(model.pack()))
}

fn ledger(model: &Model) -> Ledger {
    let scenario = scenario(model, &[]);
    let (judge, run) = (Judge::new(model.pack(), &scenario), run(model, &scenario));
    judge.ledger(&judge.board(&run, |_, _| None), &run)
}

fn entry<'a>(model: &Model, ledger: &'a Ledger, id: &str) -> Option<&'a Entry> {
    let target = model.pack().target(id).unwrap();
    ledger.entries.iter().find(|entry| entry.target == target)
}

fn lists(entry: &Entry) -> Vec<Option<List>> {
    entry.history.iter().map(|standing| standing.list).collect()
}

fn cascades(model: &Model) -> Vec<Cascade> {
    let scenario = scenario(model, &[]);
    let (judge, run) = (Judge::new(model.pack(), &scenario), run(model, &scenario));
    (0..model.pack().targets.len()).filter_map(|target| judge.cascade(TargetId(target), &run)).collect()
}

fn sum(steps: &[Step], of: impl Fn(&Step) -> Decimal) -> Decimal {
    steps.iter().map(of).sum()
}

#[test]
fn industrial_investment_is_on_the_black_list_by_points() {
    let model = model();
    let ledger = ledger(&model);
    let entry = entry(&model, &ledger, "industrial_investment").unwrap();
    assert_eq!(lists(entry), [Some(List::Black); 2], "January and February are one figure");
    let last = entry.last().unwrap();
    assert_eq!((last.month, last.ahead.to_string()), (2, "-9.4".to_owned()));
    assert_eq!((entry.months_on(), entry.flips()), (2, 0));
    assert_eq!(entry.triage, Some(Triage::LongTerm));
    let black = ledger.on(List::Black);
    let cases = black.iter().take_while(|entry| entry.last().unwrap().measured == Measured::Unit).count();
    assert_eq!(cases, 1, "what must not happen at all comes first");
    assert!(black[cases..].windows(2).all(|pair| pair[0].last().unwrap().ahead <= pair[1].last().unwrap().ahead));
}

#[test]
fn a_list_can_change_within_a_month() {
    let model = model();
    let ledger = ledger(&model);
    assert_eq!(lists(entry(&model, &ledger, "starts").unwrap()), [None, None, Some(List::Red)]);
}

#[test]
fn less_is_ahead_where_less_is_better() {
    let model = model();
    let ledger = ledger(&model);
    let entry = entry(&model, &ledger, "pm25").unwrap();
    let last = entry.last().unwrap();
    assert!(last.value > last.due && last.ahead < Decimal::ZERO);
    assert_eq!(last.list, Some(List::Black));
}

#[test]
fn what_cannot_be_counted_by_june_is_on_no_list() {
    let model = model();
    assert_eq!(entry(&model, &ledger(&model), "grain"), None);
}

#[test]
fn a_rank_is_listed_by_its_place() {
    let text = CITY.replacen("list_places = 3", "list_places = 5", 1);
    let read = read_pack(&text).unwrap();
    let model = read.compile("2026-04-28".parse().unwrap()).unwrap();
    assert_eq!(lists(entry(&model, &ledger(&model), "primary_rank").unwrap()), [Some(List::Red)], "once a quarter");
    let text = CITY.replacen("list_places = 3", "list_places = 10", 1).replacen("among = 14", "among = 3", 1);
    let read = read_pack(&text).unwrap();
    let model = read.compile("2026-04-28".parse().unwrap()).unwrap();
    assert_eq!(lists(entry(&model, &ledger(&model), "primary_rank").unwrap()), [Some(List::Red)], "red comes first");
}

#[test]
fn tasks_add_up_from_weeks_to_the_year() {
    for date in ["2026-03-20", "2026-04-28", "2026-06-30", "2026-07-20", "2026-11-02"] {
        let model = model_on(date);
        let pack = model.pack();
        let scenario = scenario(&model, &[]);
        let (judge, run) = (Judge::new(pack, &scenario), run(&model, &scenario));
        let cascades = cascades(&model);
        assert!(cascades.len() >= 12, "{date}: {}", cascades.len());
        for cascade in cascades {
            let target = &pack.targets[cascade.target.0];
            let id = format!("{} on {date}", target.id);
            let start = if target.kind == TargetKind::Stock {
                target.year.unwrap() - sum(&cascade.months, |m| m.planned)
            } else {
                Decimal::ZERO
            };
            assert_eq!(start + sum(&cascade.months, |month| month.planned), target.year.unwrap(), "{id}");
            for of in [|step: &Step| step.planned, |step: &Step| step.task] {
                assert_eq!(sum(&cascade.months, of), sum(&cascade.quarters, of), "{id}");
            }
            let known = cascade.known;
            assert_eq!(known, judge.known_through(target.variable).clamp(-1, 11), "{id}");
            let published = cascade.months.iter().filter_map(|month| month.actual).sum::<Decimal>();
            assert_eq!(start + published, cascade.done, "{id}");
            // The half-year is still reached on paper: what is missing is in the months that remain.
            if known < 5 {
                let half = judge.due_by(cascade.target, 5, &run).unwrap();
                let asked = start + sum(&cascade.months[..6], |month| month.task);
                assert_eq!(asked, half.max(cascade.done), "{id}");
            }
            let asked = start + sum(&cascade.months, |month| month.task);
            let ahead = cascade.done > target.year.unwrap();
            assert_eq!(asked, if ahead { cascade.done } else { target.year.unwrap() }, "{id}");
            let weeks = judge.weeks();
            assert_eq!(weeks.len(), cascade.weeks.len());
            let last = weeks.last().unwrap().last.month.offset_from(pack.year);
            assert_eq!(last, if date < "2026-06-30" { 5 } else { 11 }, "{id}: to the end of the half-year");
            // Weeks of whole months ahead add up to the months, and weeks are cut where quarters end.
            let first = date[5..7].parse::<i32>().unwrap().max(known + 1);
            for quarter in 0..4 {
                let months = (quarter * 3).max(first)..(quarter * 3 + 3).min(last + 1);
                let within = |week: &Week| week.first.month.offset_from(pack.year).div_euclid(3) == quarter;
                let weeks = weeks.iter().zip(&cascade.weeks).filter(|(week, _)| within(week));
                let asked: Decimal = weeks.map(|(_, asked)| asked).sum();
                let whole =
                    sum(cascade.months.get(months.start as usize..months.end as usize).unwrap_or_default(), |month| {
                        month.task
                    });
                if months.start == quarter * 3 {
                    assert_eq!(asked, whole, "{id}, quarter {}", quarter + 1);
                } else {
                    assert!(asked >= whole, "{id}: weeks {asked}, months {whole}");
                }
            }
        }
    }
}

#[test]
fn a_shortfall_is_carried_into_the_months_that_remain() {
    let model = model();
    let cascades = cascades(&model);
    let trade = cascades.iter().find(|cascade| cascade.target == model.pack().target("trade").unwrap()).unwrap();
    let quarters: Vec<(String, String)> =
        trade.quarters.iter().map(|step| (step.planned.to_string(), step.task.to_string())).collect();
    let expected = [("455.8", "450.7"), ("533.2", "538.3"), ("559.0", "559.0"), ("602.0", "602.0")];
    assert_eq!(quarters, expected.map(|(planned, task)| (planned.to_owned(), task.to_owned())));
    assert_eq!(trade.quarters[0].missed(), "5.1".parse().ok());
    assert_eq!(trade.quarters[1].carried(), "5.1".parse().unwrap());
}

#[test]
fn weeks_follow_working_days() {
    let model = model();
    let scenario = scenario(&model, &[]);
    let judge = Judge::new(model.pack(), &scenario);
    let weeks: Vec<(String, u32)> =
        judge.weeks().iter().map(|week| (format!("{}..{}", week.first, week.last), week.workdays)).collect();
    assert_eq!(weeks[0], ("2026-04-29..2026-05-03".to_owned(), 2));
    assert_eq!(weeks[1], ("2026-05-04..2026-05-10".to_owned(), 4), "two days of holiday, a Saturday worked");
    assert_eq!(weeks.last().unwrap(), &("2026-06-29..2026-06-30".to_owned(), 2));
    assert_eq!(weeks.iter().map(|(_, days)| days).sum::<u32>(), 42);
}

#[test]
fn weeks_go_on_to_the_end_of_the_half_year_from_any_date() {
    let check = |date: &str, count: usize, first: &str, last: &str| {
        let model = model_on(date);
        let scenario = scenario(&model, &[]);
        let weeks = Judge::new(model.pack(), &scenario).weeks();
        let shown = |week: &Week| format!("{}..{}", week.first, week.last);
        assert_eq!(weeks.len(), count, "{date}");
        assert_eq!(weeks.first().map_or_else(String::new, shown), first, "{date}");
        assert_eq!(weeks.last().map_or_else(String::new, shown), last, "{date}");
        assert!(weeks.windows(2).all(|pair| pair[0].last.next() == pair[1].first), "{date}: a day is left out");
    };
    // The quarter ends on a Tuesday: its last two days and the five after them are two parts of one week.
    check("2026-03-29", 15, "2026-03-30..2026-03-31", "2026-06-29..2026-06-30");
    check("2026-03-31", 14, "2026-04-01..2026-04-05", "2026-06-29..2026-06-30");
    check("2026-04-28", 10, "2026-04-29..2026-05-03", "2026-06-29..2026-06-30");
    check("2026-06-29", 1, "2026-06-30..2026-06-30", "2026-06-30..2026-06-30");
    check("2026-06-30", 28, "2026-07-01..2026-07-05", "2026-12-28..2026-12-31");
    check("2026-12-30", 1, "2026-12-31..2026-12-31", "2026-12-31..2026-12-31");
    check("2026-12-31", 0, "", "");
}

fn duty<'a>(model: &Model, duties: &'a [Duty], id: &str) -> &'a Duty {
    duties.iter().find(|duty| model.pack().levers[duty.lever.0].id == id).unwrap()
}

#[test]
fn latest_starts_come_from_the_model() {
    let model = model();
    let settings = [
        ("early_rice_area", "70"),
        ("hog_early_sale", "3"),
        ("fish_tanks", "400"),
        ("tourism_promo", "1200"),
        ("cattle_support", "0.8"),
    ];
    let sheet = duties(&model, &scenario(&model, &settings));
    let owners: Vec<&str> = sheet.iter().map(|own| &*model.pack().owners[own.owner.0].id).collect();
    assert_eq!(owners, ["agri", "tourism"]);
    let all: Vec<Duty> = sheet.into_iter().flat_map(|own| own.duties).collect();
    assert_eq!(all.len(), settings.len());

    let rice = duty(&model, &all, "early_rice_area");
    assert_eq!((rice.half, rice.year), (Latest::Never, Latest::Month(4)), "planted in May, gives nothing to June");
    assert_eq!(rice.change().to_string(), "3.6");
    let hogs = duty(&model, &all, "hog_early_sale");
    assert_eq!(hogs.half, Latest::Month(5), "stock can be sold in June itself");
    assert_eq!(hogs.reach.periods[0], Moves::Borrowed);
    let sold = hogs.gains.iter().find(|gain| gain.target == model.pack().target("hogs").unwrap()).unwrap();
    assert_eq!(sold.half.to_string(), "3.0");
    assert!(sold.year <= Decimal::ZERO, "sold in June, missing by December: {sold:?}");
    let fish = duty(&model, &all, "fish_tanks");
    assert_eq!((fish.half, fish.year), (Latest::Never, Latest::Month(6)));
    let tourism = duty(&model, &all, "tourism_promo");
    assert_eq!((tourism.earliest, tourism.half), (Some(4), Latest::Month(4)), "a month between promotion and visitors");
    assert_eq!(duty(&model, &all, "cattle_support").year, Latest::Never, "calves sell in the year after");
}

#[test]
fn the_baseline_asks_nothing_of_anybody() {
    let model = model();
    assert!(duties(&model, &scenario(&model, &[])).is_empty());
}

#[test]
fn a_setting_beyond_its_range_asks_for_no_more_than_the_range() {
    let model = model();
    let most = duties(&model, &scenario(&model, &[("early_rice_area", "70")]));
    let beyond = duties(&model, &scenario(&model, &[("early_rice_area", "9000")]));
    assert_eq!(beyond, most);
}

#[test]
fn a_later_date_leaves_less_time() {
    let model = model_on("2026-06-25");
    let sheet = duties(&model, &scenario(&model, &[("hog_early_sale", "3"), ("fish_tanks", "400")]));
    let all: Vec<Duty> = sheet.into_iter().flat_map(|own| own.duties).collect();
    assert!(all.iter().all(|duty| duty.half == Latest::Never), "nothing decided on 25 June acts in June: {all:?}");
}
