//! The renewal district as a pack: its size, what adds up, which step follows which, what is counted once, what its examples do.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use guoban_model::model::Projection;
use guoban_model::number::to_f64;
use guoban_model::pack::{Cell, LimitWhen, SourceKind, VariableId};
use guoban_model::read::read_pack;

mod city;

use city::{City, DECEMBER, JUNE, close};

const PACK: &str = "renewal-district";

fn open() -> City {
    City::pack_as_of(PACK, "2026-03-29")
}

/// April, the first month in which a lever acts as of 29 March.
const APRIL: i32 = 3;

/// The last month of the horizon.
const LAST: i32 = 23;

fn rows(district: &City, variable: &str) -> usize {
    district.pack().rows_of(district.id(variable))
}

fn total(district: &City, run: &Projection, variable: &str, month: i32) -> f64 {
    (0..rows(district, variable)).map(|row| run.at(district.id(variable), row, month).unwrap()).sum()
}

// ------------------------------------------------------------------------------------------------ the pack itself

#[test]
fn pack_reads_without_a_finding_and_is_invented_throughout() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/packs/{PACK}.toml"));
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(read.warnings.is_empty());
    let pack = &read.pack;
    assert!(pack.demo);
    // Figures that are known are invented: a published source stands for a shape, a rule or a range only.
    for variable in pack.variables.iter().filter(|variable| variable.known.iter().any(|known| !known.values.is_empty()))
    {
        let source = &pack.sources[variable.source.0];
        let rule = source.id == "fai_rule";
        assert!(source.kind != SourceKind::Published || rule, "{} passes for published", variable.id);
    }
    let real = ["天桥", "济南", "泺", "历下", "槐荫", "韩伟"];
    let names = pack.tables.iter().flat_map(|table| &table.rows).map(|row| &row.name);
    let names =
        names.chain(pack.variables.iter().map(|item| &item.name)).chain(pack.owners.iter().map(|item| &item.name));
    for name in names.chain([&pack.name]) {
        assert!(!real.iter().any(|place| name.zh.contains(place)), "{}", name.zh);
    }
    assert!(open().baseline.faults().is_empty());
}

#[test]
fn pack_is_of_the_size_the_issue_asks() {
    let district = open();
    let pack = district.pack();
    assert!(pack.targets.iter().filter(|target| target.row.is_none()).count() >= 20);
    assert!(pack.levers.iter().filter(|lever| lever.cell.is_none()).count() >= 20);
    assert!(pack.levers.len() + pack.assumptions.len() >= 30);
    assert!(pack.targets.iter().filter(|target| target.next_year.is_some()).count() >= 5, "two years");
    for target in &pack.targets {
        assert!(!target.person.as_ref().unwrap().zh.is_empty() && target.deadline.is_some(), "{}", target.id);
    }
    // A sub-district answers for its own rows.
    let owned = pack.targets.iter().filter(|target| target.row.is_some());
    for target in owned {
        let table = pack.variables[target.variable.0].over.unwrap();
        let row = &pack.tables[table.0].rows[target.row.unwrap()];
        assert_eq!(pack.owners[target.owner.0].id, row.id, "{}", target.id);
    }
}

#[test]
fn nothing_of_the_first_quarter_is_known_of_the_accounts() {
    let district = open();
    assert_eq!(district.model.known_through(district.id("gdp_growth")), -1);
    assert_eq!(district.model.known_through(district.id("services")), -1, "a month later than the rest");
    assert_eq!(district.model.known_through(district.id("retail")), 1);
}

#[test]
fn other_as_of_dates_compile_without_a_fault() {
    for date in ["2026-01-20", "2026-02-25", "2026-04-20", "2026-06-20", "2026-09-10", "2026-12-31"] {
        let district = City::pack_as_of(PACK, date);
        assert!(district.baseline.faults().is_empty(), "{date}: {:?}", district.baseline.faults());
    }
}

// ------------------------------------------------------------------------------------------------ what adds up

#[test]
fn pulls_add_up_to_growth() {
    let district = open();
    for changes in [&[][..], &[("recruits", 3000.0)][..], &[("epidemic", 1.0)][..]] {
        let run = district.run(changes);
        for month in 0..=LAST {
            close(total(&district, &run, "industry_pull", month), district.at(&run, "gdp_growth", month), 1e-9);
        }
    }
}

#[test]
fn nodes_belong_to_projects_and_projects_to_sub_districts() {
    let district = open();
    for changes in [&[][..], &[("park_push", 15.0), ("clearing", 3.0)][..]] {
        let run = district.run(changes);
        for month in 0..=LAST {
            close(total(&district, &run, "street_nodes", month), total(&district, &run, "node_reached", month), 1e-9);
            close(total(&district, &run, "street_fai", month), district.at(&run, "fai_made", month), 1e-9);
            let demolished = district.at(&run, "demolished", month);
            close(total(&district, &run, "street_demolished", month), demolished, 1e-9);
        }
    }
}

#[test]
fn what_is_needed_each_month_is_what_is_missing_over_the_months_left() {
    let district = open();
    let task = district.pack().targets.iter().find(|target| target.id == "key_investment").unwrap();
    let task = to_f64(task.year.unwrap());
    for month in APRIL..=DECEMBER {
        let done = district.sum(&district.baseline, "key_investment", 0..=month - 1);
        let needed = (task - done) / f64::from(12 - month);
        close(district.at(&district.baseline, "need_month", month), needed, 1e-9);
    }
}

#[test]
fn less_than_two_months_are_left_of_the_second_quarter() {
    let district = open();
    let days = district.sum(&district.baseline, "days_free", APRIL..=JUNE);
    assert!((40.0..60.0).contains(&days), "{days}");
    // Two workdays of March are left, and the festival takes half of its days.
    close(district.at(&district.baseline, "days_free", 2), 2.0, 1e-9);
}

#[test]
fn at_mid_year_the_schedule_of_investment_stands_at_47_4_per_cent() {
    let district = open();
    let profile = district.pack().profiles.iter().find(|profile| profile.id == "season_fai").unwrap();
    close((1..=6).map(|month| profile.month_weight(month)).sum(), 0.474, 0.0005);
}

// ------------------------------------------------------------------------------------------------ which step follows which

#[test]
fn demolition_comes_before_land_and_land_before_starts() {
    let district = open();
    let drawn: [&[(&str, f64)]; 4] = [
        &[],
        &[("signing", 115.0), ("parallel", 80.0), ("fast_start", 70.0)],
        &[("land_lag", 9.0), ("start_lag", 6.0)],
        &[("land_lag", 3.0), ("start_lag", 2.0), ("holdouts", 0.0), ("signing", 70.0)],
    ];
    for changes in drawn {
        let run = district.run(changes);
        for row in 0..rows(&district, "demo_share") {
            let share = |variable: &str, month| run.at(district.id(variable), row, month).unwrap();
            for month in 0..=LAST {
                assert!(share("land_share", month) <= share("demo_share", month) + 1e-9, "{changes:?} {row} {month}");
                assert!(share("start_share", month) <= share("land_share", month) + 1e-9, "{changes:?} {row} {month}");
                assert!(share("land_share", month) >= share("land_share", month - 1) - 1e-9);
                assert!(share("demo_share", month) <= 100.0 + 1e-9);
            }
        }
    }
}

#[test]
fn what_is_demolished_is_supplied_and_started_in_the_end_whatever_the_lag() {
    let district = open();
    let left = |changes: &[(&str, f64)]| {
        let run = district.run(changes);
        let row = district.row("start_share", "old_port");
        run.at(district.id("start_share"), row, LAST).unwrap()
    };
    for changes in [&[][..], &[("land_lag", 9.0), ("start_lag", 6.0)], &[("land_lag", 4.5), ("parallel", 80.0)]] {
        close(left(changes), 100.0, 1e-9);
    }
}

#[test]
fn demolition_is_no_investment_until_works_start() {
    let district = open();
    // Demolished from April, supplied after three months at the least, started after two more.
    let run = district.run(&[("signing", 115.0)]);
    assert!(district.gain(&[("signing", 115.0)], "demolished", APRIL..=JUNE) > 3.0);
    for month in 0..=7 {
        close(district.at(&run, "fai", month), district.at(&district.baseline, "fai", month), 1e-9);
    }
    assert!(district.at(&run, "fai", DECEMBER) > district.at(&district.baseline, "fai", DECEMBER));
    // A shorter lag starts more this year.
    assert!(district.gain(&[("land_lag", 3.0)], "floor_started", 0..=DECEMBER) > 5.0);
    assert!(district.gain(&[("land_lag", 9.0)], "floor_started", 0..=DECEMBER) < -5.0);
}

#[test]
fn utilisation_is_the_scarcest_of_three() {
    let district = open();
    let used = |changes: &[(&str, f64)], row| district.at_row(&district.run(changes), "line_use", row, JUNE);
    // Chemicals lack inputs: workers do nothing for them; orders bind once workers are there.
    close(used(&[("recruits", 3000.0)], "chemicals"), used(&[], "chemicals"), 1e-9);
    close(used(&[("recruits", 3000.0)], "materials"), 92.0, 1e-9);
    close(used(&[("recruits", 3000.0), ("line.materials.orders", 96.0)], "materials"), 94.0, 1e-9);
    // What binds is worth its share of the output: printing lacks orders, 84 of 92 that its workers could fill.
    let run = district.run(&[("line.printing.orders", 92.0)]);
    let made = |run: &Projection| district.at_row(run, "line_va", "printing", JUNE);
    close(made(&run) / made(&district.baseline), 92.0 / 84.0, 1e-9);
    // As things are, every group works at what is scarcest.
    for row in ["materials", "chemicals", "equipment", "medical", "printing", "various"] {
        let table = district.pack().tables.iter().find(|table| table.id == "line").unwrap();
        let index = table.rows.iter().position(|found| found.id == row).unwrap();
        let column = table.columns.iter().position(|found| found.id == "usual").unwrap();
        assert_eq!(table.rows[index].cells[column], Cell::Number(used(&[], row)), "{row}");
    }
}

#[test]
fn problems_hold_works_up_and_works_hold_nodes_up() {
    let district = open();
    let changes = [("clearing", 2.0)];
    assert!(district.gain(&changes, "key_investment", APRIL..=JUNE) > 1.0);
    let run = district.run(&changes);
    assert!(district.at(&run, "nodes_kept", JUNE) > district.at(&district.baseline, "nodes_kept", JUNE));
    // Projects without a problem go on as they did.
    for month in 0..=DECEMBER {
        let works = |run: &Projection| district.at_row(run, "project_works", "resin", month);
        assert_eq!(works(&run), works(&district.baseline));
    }
}

// ------------------------------------------------------------------------------------------------ what is counted once

#[test]
fn what_a_measure_adds_a_month_is_not_added_again_a_year_later() {
    let district = open();
    for (changes, variable) in [
        (&[("recruits", 3000.0)][..], "industrial_va"),
        (&[("teams", 10.0)][..], "services"),
        (&[("home_grants", 400.0)][..], "housing_sales"),
        (&[("tax_effort", 1.5)][..], "revenue"),
    ] {
        let gain = |month| district.gain(changes, variable, month..=month);
        assert!(
            gain(LAST) <= 1.2 * gain(DECEMBER).max(gain(LAST - 1)),
            "{variable}: {} {}",
            gain(DECEMBER),
            gain(LAST)
        );
        assert!(gain(15) <= 1.6 * gain(14).max(gain(DECEMBER)), "{variable} in April of the year after");
    }
}

#[test]
fn borrowed_spending_is_paid_back_within_the_year() {
    let district = open();
    let advance = [("spending_advance", 2.0)];
    close(district.gain(&advance, "eight", APRIL..=JUNE), 2.0, 1e-9);
    close(district.gain(&advance, "eight", 6..=DECEMBER), -2.0, 1e-9);
    let vouchers = [("vouchers", 3000.0)];
    close(district.gain(&vouchers, "retail", APRIL..=APRIL), 0.9, 1e-9);
    close(district.gain(&vouchers, "retail", APRIL..=DECEMBER), 0.45, 1e-9);
}

#[test]
fn stay_put_subsidy_acts_around_the_spring_festival_only() {
    let district = City::pack_as_of(PACK, "2026-01-20");
    let changes = [("stay_subsidy", 500.0)];
    assert!(district.gain(&changes, "industrial_va", 1..=2) > 0.0);
    close(district.gain(&changes, "industrial_va", APRIL..=DECEMBER), 0.0, 1e-9);
    // As of 29 March it can no longer be decided.
    assert_eq!(open().gain(&changes, "industrial_va", 0..=LAST), 0.0);
}

#[test]
fn multiple_is_not_judged_where_the_district_hardly_grows() {
    let district = open();
    let run = district.run(&[("industry_trend", -6.0)]);
    assert!(district.at(&run, "industrial_growth", DECEMBER) < 0.5);
    assert_eq!(run.at(district.id("park_multiple"), 0, DECEMBER), None);
    assert!(run.faults().is_empty(), "a reason is no fault");
    let multiple = district.at(&district.baseline, "park_multiple", DECEMBER);
    let [park, all] = ["park_growth", "industrial_growth"].map(|id| district.at(&district.baseline, id, DECEMBER));
    close(multiple, park / all, 1e-9);
}

// ------------------------------------------------------------------------------------------------ shipped examples

#[test]
fn examples_are_feasible_and_do_what_their_notes_say() {
    let district = open();
    let run = |id: &str| {
        let example = district.pack().examples.iter().find(|example| example.id == id).unwrap();
        let mut settings = district.model.baseline();
        example.levers.iter().for_each(|(lever, value)| settings.levers[lever.0] = to_f64(*value));
        district.model.run(&settings)
    };
    for example in &district.pack().examples {
        let run = run(&example.id);
        for limit in &district.pack().limits {
            let at = |id: VariableId, month| run.at(id, 0, month).unwrap();
            let kept = match limit.when {
                LimitWhen::EachMonth => {
                    (APRIL..=DECEMBER).all(|month| at(limit.used, month) <= at(limit.available, month))
                }
                LimitWhen::Year => {
                    let sum = |id| (0..=DECEMBER).map(|month| at(id, month)).sum::<f64>();
                    sum(limit.used) <= sum(limit.available)
                }
            };
            assert!(kept, "{} breaks {}", example.id, limit.id);
        }
    }
    let base = &district.baseline;
    let at = |run: &Projection, id: &str, month| district.at(run, id, month);
    let cost = |run: &Projection| district.sum(run, "lever_cost", 0..=DECEMBER);

    let unblock = run("unblock");
    assert_eq!(cost(&unblock), cost(base));
    assert!(at(&unblock, "fai_growth", JUNE) > at(base, "fai_growth", JUNE) + 1.0);

    let wall_chart = run("wall_chart");
    assert!(at(&wall_chart, "park_multiple", JUNE) > at(base, "park_multiple", JUNE));
    // What is built faster this year is not there to be built in the next.
    assert!(at(&wall_chart, "fai_growth", LAST) < at(base, "fai_growth", LAST));

    let land_first = run("land_first");
    assert!(district.sum(&land_first, "demolished", 0..=JUNE) > district.sum(base, "demolished", 0..=JUNE));
    let works = |run: &Projection, months| district.sum(run, "renewal_works", months);
    let gained = |months: std::ops::RangeInclusive<i32>| works(&land_first, months.clone()) - works(base, months);
    assert!(gained(12..=LAST) > gained(0..=DECEMBER), "most of it next year");

    let rush = run("june_rush");
    assert!(at(&rush, "gdp_growth", JUNE) > at(base, "gdp_growth", JUNE));
    for quarter in [6..=8, 9..=DECEMBER] {
        assert!(district.sum(&rush, "gdp", quarter.clone()) < district.sum(base, "gdp", quarter), "paid back");
    }

    let two_years = run("two_years");
    for month in [JUNE, DECEMBER, LAST] {
        assert!(at(&two_years, "gdp_growth", month) > at(base, "gdp_growth", month));
        assert!(at(&two_years, "two_years", month) > at(base, "two_years", month));
    }
}

#[test]
fn one_more_indicator_with_a_task_and_a_lever_takes_the_lines_the_page_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/packs/renewal-district.md")).unwrap();
    let lines = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let text = std::fs::read_to_string(root.join(format!("www/packs/{PACK}.toml"))).unwrap();
    // At the end of the chapter it belongs to.
    let (before, after) = text.split_once("[[chapter]]\ntitle = \"支出与边界").unwrap();
    let chapter = "[[chapter]]\ntitle = \"餐饮 | Catering\"\ngroup = \"economy\"\npublish = \"monthly_jan_feb 20\"\n";
    let read = read_pack(&format!("{before}{chapter}{lines}[[chapter]]\ntitle = \"支出与边界{after}")).unwrap();
    assert!(read.warnings.is_empty());
    let model = read.compile(read.pack.as_of).unwrap();
    let (lever, catering) = (model.pack().lever("night_market").unwrap(), model.pack().variable("catering").unwrap());
    let mut settings = model.baseline();
    settings.levers[lever.0] = 200.0;
    let gained = model.run(&settings).at(catering, 0, JUNE).unwrap()
        - model.run(&model.baseline()).at(catering, 0, JUNE).unwrap();
    close(gained, 0.16, 1e-9);
    assert!(model.pack().target("catering").is_some());
}
