//! The border city behaves as the domain notes say: biology, publication, register, subsidy race, pay-back.

#![allow(clippy::unwrap_used, clippy::panic)]

mod city;

use guoban_model::model::Projection;
use guoban_model::number::to_f64;

use city::{City, DECEMBER, JUNE, close};

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
