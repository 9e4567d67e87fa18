//! The border city behaves as the domain notes say: biology, publication, register, subsidy race, pay-back, accounting.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, LeverKind, LimitWhen, Measure, Pack, Target, TargetKind, VariableId};
use guoban_model::read::read_pack;

/// Offset of June of the plan year.
const JUNE: i32 = 5;
/// Offset of December of the plan year.
const DECEMBER: i32 = 11;

struct City {
    model: Model,
    baseline: Projection,
}

impl City {
    fn open() -> Self {
        Self::as_of("2026-04-28")
    }

    fn as_of(date: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs/border-city.toml");
        let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
        let model = Model::compile(Arc::new(read.pack), date.parse().unwrap()).unwrap();
        let baseline = model.run(&model.baseline());
        Self { model, baseline }
    }

    fn pack(&self) -> &Pack {
        self.model.pack()
    }

    fn settings(&self, changes: &[(&str, f64)]) -> Settings {
        let mut settings = self.model.baseline();
        for (id, value) in changes {
            match (self.pack().lever(id), self.pack().assumption(id)) {
                (Some(lever), _) => settings.levers[lever.0] = *value,
                (None, Some(assumption)) => settings.assumptions[assumption.0] = *value,
                (None, None) => panic!("nothing is called {id}"),
            }
        }
        settings
    }

    fn run(&self, changes: &[(&str, f64)]) -> Projection {
        self.model.run(&self.settings(changes))
    }

    fn id(&self, variable: &str) -> VariableId {
        self.pack().variable(variable).unwrap_or_else(|| panic!("no variable {variable}"))
    }

    fn row(&self, variable: &str, row: &str) -> usize {
        let table = self.pack().variables[self.id(variable).0].over.unwrap();
        self.pack().tables[table.0].rows.iter().position(|found| found.id == row).unwrap()
    }

    fn at(&self, run: &Projection, variable: &str, offset: i32) -> f64 {
        run.at(self.id(variable), 0, offset).unwrap_or_else(|| panic!("{variable} at {offset}"))
    }

    fn at_row(&self, run: &Projection, variable: &str, row: &str, offset: i32) -> f64 {
        run.at(self.id(variable), self.row(variable, row), offset).unwrap()
    }

    fn sum(&self, run: &Projection, variable: &str, months: std::ops::RangeInclusive<i32>) -> f64 {
        months.map(|offset| self.at(run, variable, offset)).sum()
    }

    /// How much a scenario adds to a flow over some months.
    fn gain(&self, changes: &[(&str, f64)], variable: &str, months: std::ops::RangeInclusive<i32>) -> f64 {
        self.sum(&self.run(changes), variable, months.clone()) - self.sum(&self.baseline, variable, months)
    }

    /// The figure a target looks at: the year to date of a flow, the level of anything else.
    fn figure(&self, run: &Projection, variable: VariableId, row: usize, offset: i32) -> f64 {
        if self.pack().variables[variable.0].measure == Measure::Flow {
            (0..=offset).map(|month| run.at(variable, row, month).unwrap()).sum()
        } else {
            run.at(variable, row, offset).unwrap()
        }
    }
}

fn close(left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance, "{left} and {right} differ by more than {tolerance}");
}

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

// ------------------------------------------------------------------------------------------------ farming

#[test]
fn early_rice_gives_nothing_to_june_and_yield_times_area_later() {
    let city = City::open();
    let run = city.run(&[("early_rice_area", 70.0), ("rice_delay", 0.0)]);
    for month in 0..=JUNE {
        assert_eq!(city.at(&run, "early_rice_output", month), 0.0);
        assert_eq!(city.at(&run, "gdp_growth", month), city.at(&city.baseline, "gdp_growth", month));
        assert_eq!(city.at(&run, "primary_growth", month), city.at(&city.baseline, "primary_growth", month));
    }
    // 70万亩 × 395公斤 = 27.65万吨
    close(city.sum(&run, "early_rice_output", 6..=8), 27.65, 1e-9);
    assert!(city.at(&run, "primary_growth", 8) > city.at(&city.baseline, "primary_growth", 8));
    assert_eq!(city.gain(&[("early_rice_area", 70.0)], "early_rice_output", 12..=23), 0.0);
}

#[test]
fn leafy_vegetables_reach_june_and_fruiting_ones_do_not() {
    let city = City::open();
    assert!(city.gain(&[("leafy_area", 4.0)], "veg_output", 0..=JUNE) > 1.0);
    assert_eq!(city.gain(&[("fruiting_area", 3.0)], "veg_output", 0..=JUNE), 0.0);
    assert!(city.gain(&[("fruiting_area", 3.0)], "veg_output", 6..=DECEMBER) > 4.0);
    let winter = city.gain(&[("rotation_area", 8.0)], "veg_output", 0..=DECEMBER);
    assert!(winter > 0.0 && winter < city.gain(&[("rotation_area", 8.0)], "veg_added_output", 12..=15));
}

#[test]
fn hogs_restocked_in_may_are_sold_in_the_fourth_quarter() {
    let city = City::open();
    let more = [("hog_restock", 14.0)];
    close(city.gain(&more, "hog_placed", 4..=5), 6.0, 1e-9);
    assert_eq!(city.gain(&more, "hog_sales", 0..=9), 0.0);
    close(city.gain(&more, "hog_sales", 10..=DECEMBER), 6.0 * 0.95, 1e-9);
}

#[test]
fn hogs_sold_early_are_borrowed_from_the_third_quarter() {
    let city = City::open();
    let early = [("hog_early_sale", 3.0)];
    close(city.gain(&early, "hog_sales", 0..=JUNE), 3.0, 1e-9);
    close(city.gain(&early, "hog_sales", 6..=8), -3.0, 1e-9);
    close(city.gain(&early, "hog_sales", 0..=DECEMBER), 0.0, 1e-9);
    assert!(city.gain(&early, "farm_output", 0..=DECEMBER) < 0.0, "lighter animals");
    // 5万头 is more than the finishing-age stock: the limit says so, nothing is clamped.
    let run = city.run(&[("hog_early_sale", 5.0)]);
    assert!(city.at(&run, "hog_early", 4) > city.at(&run, "hog_ready_limit", 4));
}

#[test]
fn cattle_support_shows_only_next_year() {
    let city = City::open();
    assert_eq!(city.gain(&[("cattle_support", 1.0)], "cattle_sales", 0..=DECEMBER), 0.0);
    assert!(city.gain(&[("cattle_support", 1.0)], "cattle_sales", 12..=23) > 0.5);
}

#[test]
fn value_added_ratio_of_both_years_changes_no_growth() {
    let city = City::open();
    let run = city.run(&[("ag_va_ratio", 0.7)]);
    for month in [JUNE, DECEMBER] {
        close(city.at(&run, "primary_growth", month), city.at(&city.baseline, "primary_growth", month), 1e-9);
        close(city.at(&run, "gdp_growth", month), city.at(&city.baseline, "gdp_growth", month), 1e-9);
    }
    let measured = city.run(&[("metals_ratio_remeasured", 1.0)]);
    let real = city.run(&[("metals_ratio_real", 1.0)]);
    let growth = |run: &Projection| city.at(run, "industrial_va_growth", DECEMBER);
    close(growth(&measured), growth(&city.baseline), 0.1);
    assert!(growth(&real) > growth(&city.baseline) + 1.0);
}

// ------------------------------------------------------------------------------------------------ industry, register

#[test]
fn copper_stops_at_capacity() {
    let city = City::open();
    let full = city.run(&[("copper_rate", 7.5)]);
    let beyond = city.run(&[("copper_rate", 7.8)]);
    assert_eq!(city.at(&full, "copper_output", JUNE), 2.5);
    assert_eq!(city.at(&beyond, "copper_output", JUNE), 2.5);
}

#[test]
fn more_timber_does_nothing_while_workers_are_short() {
    let city = City::open();
    let output = |changes: &[(&str, f64)]| city.at_row(&city.run(changes), "utilisation", "home", JUNE);
    assert_eq!(output(&[("wood_inputs", 100.0)]), output(&[]));
    assert!(output(&[("recruits", 4000.0)]) > output(&[]));
    assert!(output(&[("recruits", 6000.0), ("wood_inputs", 100.0)]) > output(&[("recruits", 6000.0)]));
}

#[test]
fn register_cannot_record_more_plants_than_there_are() {
    let city = City::open();
    let all = city.run(&[("new_plant_filing", 6.0)]);
    let more = city.run(&[("new_plant_filing", 12.0)]);
    for variable in ["register_net", "industrial_va_growth", "gdp_growth"] {
        assert_eq!(city.at(&all, variable, DECEMBER), city.at(&more, variable, DECEMBER));
    }
    // Grown-up firms enter at the annual round: a count in December, no growth this year.
    let round = city.run(&[("watch_list", 60.0)]);
    close(city.at(&round, "register_net", DECEMBER) - city.at(&city.baseline, "register_net", DECEMBER), 20.0, 1e-9);
    assert_eq!(city.at(&round, "gdp_growth", DECEMBER), city.at(&city.baseline, "gdp_growth", DECEMBER));
}

#[test]
fn exits_lower_count_and_level_and_raise_growth() {
    let city = City::open();
    let run = city.run(&[("exit_rate", 4.0)]);
    let (run, base) = (&run, &city.baseline);
    assert!(city.at(run, "register_net", DECEMBER) < city.at(base, "register_net", DECEMBER));
    assert!(city.at(run, "exit_effect_level", DECEMBER) < city.at(base, "exit_effect_level", DECEMBER));
    assert!(city.at(run, "exit_effect_growth", DECEMBER) > city.at(base, "exit_effect_growth", DECEMBER));
    assert!(city.at(run, "industrial_va_growth", DECEMBER) > city.at(base, "industrial_va_growth", DECEMBER));
}

#[test]
fn a_slipped_project_moves_investment_output_and_register_together() {
    let city = City::open();
    let finish = city.pack().lever("project.alumina.finish").unwrap();
    let later = city.settings(&[("project.alumina.finish", to_f64(city.pack().levers[finish.0].baseline) + 4.0)]);
    let run = city.model.run(&later);
    let first = |run: &Projection, variable: &str| {
        (0..24).find(|&month| city.at_row(run, variable, "alumina", month) > 0.0).unwrap_or(24)
    };
    for variable in ["project_done", "plant_output", "plant_in", "plant_counted"] {
        assert!(first(&run, variable) >= first(&city.baseline, variable) + 4, "{variable}");
    }
    assert!(first(&city.baseline, "plant_output") > first(&city.baseline, "project_done"));
    assert!(first(&city.baseline, "plant_in") > first(&city.baseline, "plant_output"));
    assert!(city.at(&run, "investment_growth", JUNE) < city.at(&city.baseline, "investment_growth", JUNE));
    assert!(city.sum(&run, "project_completions", 0..=6) < city.sum(&city.baseline, "project_completions", 0..=6));
    let grows = |run: &Projection| city.at(run, "industrial_va_growth", DECEMBER);
    assert!(grows(&run) < grows(&city.baseline));
    // What is not built by June is built later: the work itself is not lost.
    let works = |run: &Projection| -> f64 { (3..24).map(|m| city.at_row(run, "project_works", "alumina", m)).sum() };
    close(works(&run), works(&city.baseline), 1e-6);
}

#[test]
fn land_decides_whether_a_project_starts() {
    let city = City::open();
    let approved = city.run(&[("land_approvals", 8.0)]);
    assert_eq!(city.at_row(&city.baseline, "project_started", "rare_earth2", JUNE), 0.0);
    assert_eq!(city.at_row(&approved, "project_started", "rare_earth2", JUNE), 1.0);
    assert_eq!(city.at_row(&approved, "plant_output", "rare_earth2", DECEMBER), 0.0, "a start gives no output");
    assert!(city.sum(&approved, "project_starts", 0..=JUNE) > city.sum(&city.baseline, "project_starts", 0..=JUNE));
}

#[test]
fn a_default_freezes_money_and_slows_works() {
    let city = City::open();
    let run = city.run(&[("debt_default", 1.0)]);
    assert!(
        city.at(&run, "investment_growth", DECEMBER) < city.at(&city.baseline, "investment_growth", DECEMBER) - 2.0
    );
    assert_eq!(city.at(&run, "credit_frozen", DECEMBER), 0.0);
    assert_eq!(city.at(&run, "credit_frozen", JUNE), 1.0);
}

// ------------------------------------------------------------------------------------------------ services, fiscal

#[test]
fn vouchers_pay_half_back_over_four_months() {
    let city = City::open();
    let more = [("vouchers", 2600.0)];
    // 2,000万元 more at a leverage of 3: 0.6亿元 drawn, half of it paid back.
    let half = city.gain(&more, "retail_sales", 0..=JUNE);
    close(half, 0.6 - 0.5 * 0.25 * 0.3, 1e-9);
    assert!(city.gain(&more, "retail_sales", 6..=8) < 0.0);
    close(city.gain(&more, "retail_sales", 0..=DECEMBER), 0.3, 1e-9);
}

#[test]
fn spending_brought_forward_is_missing_in_the_third_quarter() {
    let city = City::open();
    let early = [("spending_advance", 3.0)];
    close(city.gain(&early, "eight_spending", 0..=JUNE), 3.0, 1e-9);
    close(city.gain(&early, "eight_spending", 6..=8), -3.0, 1e-9);
    close(city.gain(&early, "eight_spending", 0..=DECEMBER), 0.0, 1e-9);
}

#[test]
fn cutting_overheads_frees_cash_and_lowers_services() {
    let city = City::open();
    let run = city.run(&[("overhead_cut", 3.0)]);
    assert!(city.at(&run, "debt_coverage", DECEMBER) > city.at(&city.baseline, "debt_coverage", DECEMBER));
    let services = |run: &Projection| city.at_row(run, "industry_va", "other_services", DECEMBER);
    assert!(services(&run) < services(&city.baseline));
}

#[test]
fn rooms_cap_visitors_in_october() {
    let city = City::open();
    let promo = city.run(&[("tourism_promo", 2000.0)]);
    assert!(city.at(&promo, "visitors_unmet", 9) > city.at(&city.baseline, "visitors_unmet", 9));
    assert_eq!(city.at(&promo, "visitors", 9), city.at(&promo, "visitor_capacity", 9));
    let rooms = city.run(&[("tourism_promo", 2000.0), ("extra_rooms", 3000.0)]);
    assert!(city.at(&rooms, "visitors", 9) > city.at(&promo, "visitors", 9));
}

#[test]
fn an_epidemic_month_falls_and_half_comes_back() {
    let city = City::open();
    let shock = [("epidemic", 1.0), ("epidemic_month", 6.0)];
    let june = city.gain(&shock, "retail_sales", 5..=5);
    let july = city.gain(&shock, "retail_sales", 6..=6);
    assert!(june < -2.0 && july > 0.0 && july < -june);
    // The switch alone decides: the month means nothing while it is off.
    assert_eq!(city.gain(&[("epidemic_month", 9.0)], "retail_sales", 0..=DECEMBER), 0.0);
}

// ------------------------------------------------------------------------------------------------ trade

#[test]
fn logit_share_is_the_golden_number() {
    // 0.42, β 0.5, three cents (0.448 point): 0.475.
    let city = City::open();
    let run = city.run(&[("trade_subsidy", 5.0), ("rival_match", 0.0)]);
    close(city.at(&run, "subsidy_gap", 8), 0.448, 0.0005);
    close(city.at(&run, "border_share", 8), 0.475, 0.0005);
    close(city.at(&run, "border_share", 4), 0.42 + 0.3 * 0.055, 0.002);
}

#[test]
fn subsidy_costs_the_golden_amount() {
    // One cent on 10 billion yuan of cargo costs 14.925 million.
    let city = City::open();
    let run = city.run(&[("trade_subsidy", 1.0)]);
    let cargo = 0.4 * city.at_row(&run, "trade_value", "border", 7);
    close(city.at(&run, "subsidy_cost", 7) / cargo * 100.0, 1492.5, 0.1);
}

#[test]
fn a_matched_subsidy_buys_almost_nothing_and_costs_the_same() {
    let city = City::open();
    let alone = [("trade_subsidy", 4.0), ("rival_match", 0.0)];
    let matched = [("trade_subsidy", 4.0), ("rival_match", 100.0)];
    let free = city.gain(&alone, "trade_total", 0..=DECEMBER);
    let fought = city.gain(&matched, "trade_total", 0..=DECEMBER);
    assert!(free > 15.0 && fought < 0.25 * free, "{free} and {fought}");
    close(city.gain(&matched, "trade_total", 9..=DECEMBER), 0.0, 1e-9);
    let cost = |changes: &[(&str, f64)]| city.gain(changes, "subsidy_cost", 0..=DECEMBER);
    assert!(cost(&matched) > 0.9 * cost(&alone));
}

#[test]
fn throughput_is_not_trade() {
    let city = City::open();
    let both = city.run(&[("loaded_both_ways", 40.0)]);
    let more = city.sum(&both, "throughput", 4..=DECEMBER) / city.sum(&city.baseline, "throughput", 4..=DECEMBER);
    let booked = city.sum(&both, "trade_total", 4..=DECEMBER) / city.sum(&city.baseline, "trade_total", 4..=DECEMBER);
    assert!(more > booked && booked > 1.0);
    assert!(city.at(&city.baseline, "local_share", JUNE) < 45.0);
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
