//! The border city as a pack: its size, what it covers, what holds in every scenario, what its texts promise.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use guoban_model::model::{Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, LeverKind, LimitWhen, Pack, Target, TargetKind, VariableId};
use guoban_model::read::read_pack;

mod city;

use city::{City, DECEMBER, JUNE, close};

/// Settings drawn evenly over all ranges; a small generator of our own, so that a failure can be repeated.
fn drawn(pack: &Pack, seed: u64) -> Settings {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut part = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut between = |low: f64, high: f64| low + (high - low) * part();
    Settings {
        levers: pack.levers.iter().map(|lever| between(to_f64(lever.min), to_f64(lever.max))).collect(),
        assumptions: pack
            .assumptions
            .iter()
            .map(|assumption| {
                let (low, high) = (to_f64(assumption.low), to_f64(assumption.high));
                let value = between(low, high);
                if assumption.decimals == 0 && high - low <= 12.0 { value.round() } else { value }
            })
            .collect(),
    }
}

// ------------------------------------------------------------------------------------------------ the pack itself

#[test]
fn pack_reads_without_a_finding() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs/border-city.toml");
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(read.warnings.is_empty());
    assert!(read.pack.demo);
    assert!(City::open().baseline.faults().is_empty());
}

#[test]
fn pack_is_of_the_size_a_meeting_needs() {
    let city = City::open();
    let pack = city.pack();
    assert!(pack.levers.iter().filter(|lever| lever.cell.is_none()).count() >= 40);
    assert!(pack.targets.iter().filter(|target| target.half.is_some() && target.year.is_some()).count() >= 30);
    let rows = |table: &str| pack.tables.iter().find(|found| found.id == table).unwrap().rows.len();
    assert!(rows("project") >= 25);
    assert_eq!(rows("industry"), 11);
    assert_eq!(rows("county"), 7);
    assert_eq!(rows("peer") + 1, 14);
    let kinds: BTreeSet<String> = pack.targets.iter().map(|target| format!("{:?}", target.kind)).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
}

#[test]
fn pack_covers_every_item_of_the_first_speech() {
    let city = City::open();
    let pack = city.pack();
    let mut covered = BTreeSet::new();
    covered.extend(pack.levers.iter().flat_map(|item| &item.covers));
    covered.extend(pack.assumptions.iter().flat_map(|item| &item.covers));
    covered.extend(pack.variables.iter().flat_map(|item| &item.covers));
    covered.extend(pack.targets.iter().flat_map(|item| &item.covers));
    covered.extend(pack.limits.iter().flat_map(|item| &item.covers));
    covered.extend(pack.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.covers));
    let missing: Vec<String> =
        (1..=141).map(|item| format!("S1-{item:02}")).filter(|item| !covered.contains(item)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn pack_names_no_real_place_on_invented_numbers() {
    let city = City::open();
    let pack = city.pack();
    let real = ["崇左", "凭祥", "友谊关", "南国", "龙州", "扶绥", "靖西", "天桥", "南宁", "浦寨"];
    let names = pack
        .levers
        .iter()
        .map(|item| &item.name)
        .chain(pack.variables.iter().map(|item| &item.name))
        .chain(pack.targets.iter().map(|item| &item.name))
        .chain(pack.tables.iter().flat_map(|table| &table.rows).map(|row| &row.name));
    for name in names {
        assert!(!real.iter().any(|place| name.zh.contains(place)), "{}", name.zh);
    }
}

#[test]
fn every_lever_moves_an_indicator() {
    let city = City::open();
    let pack = city.pack();
    for (index, lever) in pack.levers.iter().enumerate() {
        let moves = [lever.min, lever.max].into_iter().any(|setting| {
            let mut settings = city.model.baseline();
            settings.levers[index] = to_f64(setting);
            let run = city.model.run(&settings);
            pack.variables.iter().enumerate().filter(|(_, variable)| variable.group.is_some()).any(|(id, _)| {
                (0..pack.rows_of(VariableId(id))).any(|row| {
                    (0..24)
                        .any(|month| run.at(VariableId(id), row, month) != city.baseline.at(VariableId(id), row, month))
                })
            })
        });
        assert!(moves, "{} changes nothing", lever.id);
    }
}

#[test]
fn every_target_can_be_hit_and_missed_or_says_that_it_cannot() {
    let city = City::open();
    let pack = city.pack();
    let figures = |run: &Projection| -> Vec<[f64; 2]> {
        let figure = |target: &Target, month| city.figure(run, target.variable, target.row.unwrap_or(0), month);
        pack.targets.iter().map(|target| [figure(target, JUNE), figure(target, DECEMBER)]).collect()
    };
    let start = figures(&city.baseline);
    // Every lever alone at both ends of its range.
    let mut alone = Vec::new();
    for (index, lever) in pack.levers.iter().enumerate() {
        for setting in [lever.min, lever.max].map(to_f64) {
            let mut settings = city.model.baseline();
            settings.levers[index] = setting;
            alone.push((index, setting, figures(&city.model.run(&settings))));
        }
    }
    for (number, target) in pack.targets.iter().enumerate() {
        for (period, goal) in [target.half, target.year].into_iter().enumerate() {
            let Some(goal) = goal.map(to_f64) else { continue };
            // All levers at the end that moves the figure furthest one way.
            let furthest = |sign: f64| {
                let mut settings = city.model.baseline();
                let mut best = vec![sign * start[number][period]; pack.levers.len()];
                for (lever, setting, figures) in &alone {
                    if sign * figures[number][period] > best[*lever] {
                        best[*lever] = sign * figures[number][period];
                        settings.levers[*lever] = *setting;
                    }
                }
                let scale = f64::from(10_u32.pow(pack.variables[target.variable.0].decimals));
                (figures(&city.model.run(&settings))[number][period] * scale).round() / scale
            };
            let (high, low) = (furthest(1.0), furthest(-1.0));
            let both = match target.kind {
                TargetKind::Ceiling | TargetKind::Rank => low <= goal && high > goal,
                _ => high >= goal && low < goal,
            };
            let says_so = ["动不了", "够不着"].iter().any(|word| target.note.zh.contains(word));
            assert!(both || says_so, "{}, period {period}: {low} … {high} for {goal}", target.id);
        }
    }
}

#[test]
fn known_months_never_change() {
    let city = City::open();
    let pack = city.pack();
    for seed in 0..40 {
        let run = city.model.run(&drawn(pack, seed));
        for (index, variable) in pack.variables.iter().enumerate() {
            let id = VariableId(index);
            for row in 0..pack.rows_of(id) {
                for month in -24..=city.model.known_through(id) {
                    let known = variable.known.get(row).and_then(|known| known.at(month));
                    if let Some(known) = known {
                        assert_eq!(run.at(id, row, month), Some(known), "{} at {month}", variable.id);
                    }
                }
            }
        }
    }
}

#[test]
fn drawn_scenarios_are_finite_and_balance() {
    let city = City::open();
    for seed in 0..300 {
        let run = city.model.run(&drawn(city.pack(), seed));
        assert!(run.is_complete(), "seed {seed}: {:?}", run.faults());
        for month in 3..24 {
            let flow = city.at(&run, "register_entries", month) - city.at(&run, "register_exits", month);
            let stock = city.at(&run, "register_firms", month) - city.at(&run, "register_firms", month - 1);
            close(flow, stock, 1e-9);
            let parts: f64 = (0..11).map(|row| run.at(city.id("industry_pull"), row, month).unwrap()).sum();
            close(parts, city.at(&run, "gdp_growth", month), 1e-9);
            let modes: f64 = (0..4).map(|row| run.at(city.id("trade_value"), row, month).unwrap()).sum();
            close(modes, city.at(&run, "trade_total", month), 1e-9);
            for row in 0..city.pack().rows_of(city.id("project_position")) {
                let position = run.at(city.id("project_position"), row, month).unwrap();
                assert!((0.0..=1.0 + 1e-9).contains(&position), "project {row} at {position}");
                assert!(run.at(city.id("project_works"), row, month).unwrap() >= -1e-9);
            }
        }
    }
}

#[test]
fn other_as_of_dates_compile_without_a_fault() {
    // Before that the figures of December are not all out, and bases of the year before are not kept.
    for date in ["2026-01-31", "2026-02-25", "2026-03-12", "2026-05-31", "2026-06-20", "2026-09-10", "2026-12-31"] {
        let city = City::as_of(date);
        assert!(city.baseline.faults().is_empty(), "{date}: {:?}", city.baseline.faults());
    }
}

// ------------------------------------------------------------------------------------------------ accounting

#[test]
fn pulls_add_up_to_growth() {
    let city = City::open();
    for changes in [&[][..], &[("copper_rate", 7.5)][..], &[("epidemic", 1.0)][..]] {
        let run = city.run(changes);
        // A quarter is known from its last month.
        for month in 2..24 {
            let pulls: f64 = (0..11).map(|row| run.at(city.id("industry_pull"), row, month).unwrap()).sum();
            let known = month <= city.model.known_through(city.id("gdp_growth"));
            // A known growth is rounded as published.
            close(pulls, city.at(&run, "gdp_growth", month), if known { 0.05 } else { 1e-9 });
        }
    }
}

#[test]
fn seasonal_line_of_the_primary_sector_is_a_third_at_mid_year() {
    let city = City::open();
    let profile = city.pack().profiles.iter().find(|profile| profile.id == "season_primary").unwrap();
    let half: f64 = (1..=6).map(|month| profile.month_weight(month)).sum();
    close(half, 0.335, 0.005);
}

#[test]
fn lever_costs_are_paid_from_the_budget() {
    let city = City::open();
    let spent = |changes: &[(&str, f64)]| city.sum(&city.run(changes), "lever_cost", 0..=DECEMBER);
    let budget = city.sum(&city.baseline, "lever_budget", 0..=DECEMBER);
    assert!(spent(&[]) < budget);
    let all = [("capital_rate", 92.0), ("vouchers", 3000.0), ("trade_subsidy", 5.0), ("arrears_paid", 0.9)];
    assert!(spent(&all) > budget, "{} of {budget}", spent(&all));
}

#[test]
fn recording_levers_are_marked_and_explained() {
    let city = City::open();
    let recording: Vec<&str> = city
        .pack()
        .levers
        .iter()
        .filter(|lever| lever.kind == LeverKind::Recording)
        .map(|lever| lever.id.as_str())
        .collect();
    assert_eq!(recording, ["new_plant_filing", "watch_list", "service_filing"]);
    for id in recording {
        let LeverId(index) = city.pack().lever(id).unwrap();
        assert!(!city.pack().levers[index].note.zh.is_empty());
    }
}

// ------------------------------------------------------------------------------------------------ shipped examples

#[test]
fn examples_do_what_their_notes_say() {
    let city = City::open();
    let run = |id: &str| {
        let example = city.pack().examples.iter().find(|example| example.id == id).unwrap();
        let mut settings = city.model.baseline();
        example.levers.iter().for_each(|(lever, value)| settings.levers[lever.0] = to_f64(*value));
        example.assumptions.iter().for_each(|(id, value)| settings.assumptions[id.0] = to_f64(*value));
        city.model.run(&settings)
    };
    let base = &city.baseline;
    // All five are feasible: no limit is broken.
    for example in &city.pack().examples {
        let run = run(&example.id);
        for limit in &city.pack().limits {
            let used = |month| run.at(limit.used, 0, month).unwrap();
            let available = |month| run.at(limit.available, 0, month).unwrap();
            let kept = match limit.when {
                LimitWhen::EachMonth => (4..12).all(|month| used(month) <= available(month)),
                LimitWhen::Year => (0..12).map(used).sum::<f64>() <= (0..12).map(available).sum(),
            };
            assert!(kept, "{} breaks {}", example.id, limit.id);
        }
    }
    let names: Vec<&str> = city.pack().examples.iter().map(|example| example.name.zh.as_str()).collect();
    assert_eq!(names, ["推进早稻", "抢出栏", "跟进补贴", "项目提速", "稳妥组合"]);

    let rice = run("early_rice");
    assert_eq!(city.at(&rice, "gdp_growth", JUNE), city.at(base, "gdp_growth", JUNE));
    assert!(city.sum(&rice, "grain_output", 0..=DECEMBER) >= 47.6);

    let early = run("early_sale");
    let quarter = |run: &Projection| city.sum(run, "gdp", 6..=8);
    assert!(city.at(&early, "gdp_growth", JUNE) > city.at(base, "gdp_growth", JUNE));
    assert!(quarter(&early) < quarter(base));

    let matched = run("match_subsidy");
    close(city.at(&matched, "border_share", DECEMBER), 0.42, 1e-9);
    assert!(city.sum(&matched, "subsidy_cost", 4..=DECEMBER) > 1.9 * city.sum(base, "subsidy_cost", 4..=DECEMBER));

    let faster = run("faster_projects");
    assert!(city.at(&faster, "investment_growth", JUNE) > city.at(base, "investment_growth", JUNE) + 1.0);
    assert!(city.sum(&faster, "project_completions", 0..=JUNE) > city.sum(base, "project_completions", 0..=JUNE));

    let steady = run("steady");
    for month in [JUNE, DECEMBER] {
        assert!(city.at(&steady, "gdp_growth", month) > city.at(base, "gdp_growth", month));
    }
    assert!(quarter(&steady) > quarter(base), "nothing is borrowed");
}

#[test]
fn guide_tells_the_growth_that_comes_out() {
    let city = City::open();
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/packs/border-city.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let told = |name: &str| -> (String, String) {
        let line = guide.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap();
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (cells[2].to_owned(), cells[3].to_owned())
    };
    let found = |run: &Projection| {
        let growth = |month| format!("{:.1}", city.at(run, "gdp_growth", month));
        (growth(JUNE), growth(DECEMBER))
    };
    assert_eq!(told("基线"), found(&city.baseline));
    for example in &city.pack().examples {
        let mut settings = city.model.baseline();
        example.levers.iter().for_each(|(lever, value)| settings.levers[lever.0] = to_f64(*value));
        example.assumptions.iter().for_each(|(id, value)| settings.assumptions[id.0] = to_f64(*value));
        assert_eq!(told(&example.name.zh), found(&city.model.run(&settings)), "{}", example.name.zh);
    }
}
