//! What revisions of the border city mended. The second: nothing lasting is counted twice, nothing acts out of season, and one exit
//! moves count, level and growth alike. The third: an amount is what it says, whatever the date.

#![allow(clippy::unwrap_used, clippy::panic)]

mod city;

use city::{City, DECEMBER, JUNE, close};
use guoban_model::pack::Measure;

#[test]
fn what_is_recorded_once_counts_once_in_the_year_after() {
    let city = City::open();
    for (lever, value, indicator) in [
        ("service_filing", 5.0, "services_revenue"),
        ("new_plant_filing", 6.0, "industrial_output"),
        ("felling", 32.0, "farm_output"),
    ] {
        let gain = |month| city.gain(&[(lever, value)], indicator, month..=month);
        for month in 6..=DECEMBER {
            close(gain(month + 12), gain(month), 0.01 * gain(month).abs());
        }
    }
}

#[test]
fn what_is_brought_forward_is_made_up_for_whatever_the_date() {
    for date in ["2026-04-28", "2026-05-20"] {
        let city = City::as_of(date);
        for (lever, value, indicator) in [
            ("cattle_early_sale", 0.4, "cattle_sales"),
            ("sheep_early_sale", 1.5, "sheep_sales"),
            ("spending_advance", 4.0, "eight_spending"),
            ("other_completions", 16.0, "other_works"),
        ] {
            let sold = city.gain(&[(lever, value)], indicator, 0..=JUNE);
            assert!(sold > 0.0, "{date}: {lever} gives {sold} by June");
            close(city.gain(&[(lever, value)], indicator, 0..=DECEMBER), 0.0, 1e-9);
            close(city.gain(&[(lever, value)], indicator, 12..=23), 0.0, 1e-9);
        }
    }
}

#[test]
fn a_shock_that_passes_leaves_the_year_after_as_it_was() {
    let city = City::open();
    for indicator in ["retail_sales", "services_revenue", "visitors", "trade_total", "ecommerce_exports"] {
        let shock = [("epidemic", 1.0)];
        assert!(city.gain(&shock, indicator, 0..=DECEMBER) < 0.0, "{indicator}");
        close(city.gain(&shock, indicator, 18..=23) / city.sum(&city.baseline, indicator, 18..=23), 0.0, 5e-3);
    }
}

#[test]
fn nothing_is_decided_out_of_season() {
    let closed = |date: &str, lever: &str| {
        let city = City::as_of(date);
        city.model.acts_from(city.pack().lever(lever).unwrap()).is_none()
    };
    for lever in ["early_rice_area", "rice_delay"] {
        assert!(!closed("2026-04-28", lever) && closed("2026-05-20", lever), "{lever}");
    }
    for lever in [
        "leafy_area",
        "hog_early_sale",
        "cattle_early_sale",
        "spending_advance",
        "vouchers",
        "recruits",
        "other_starts",
    ] {
        assert!(!closed("2026-05-20", lever) && closed("2026-06-20", lever), "{lever}");
    }
    assert!(!closed("2026-05-20", "project.alumina.finish") && closed("2026-06-20", "project.alumina.finish"));
}

#[test]
fn one_exit_moves_count_level_and_growth() {
    let city = City::open();
    let run = city.run(&[("exit_rate", 4.0)]);
    let change = |variable: &str| city.at(&run, variable, DECEMBER) - city.at(&city.baseline, variable, DECEMBER);
    assert!(change("register_firms") < 0.0 && change("register_net") < 0.0);
    for level in ["industrial_output", "industrial_va", "gdp"] {
        assert!(change(level) < 0.0, "{level}");
    }
    close(change("industrial_output"), change("exit_effect_level"), 1e-9);
    close(change("industrial_va"), 0.25 * change("exit_effect_level"), 1e-9);
    assert!(change("industrial_va_growth") > 0.0, "shrinking firms leave both years");
    assert!(change("gdp_growth") < 0.0);
}

#[test]
fn an_amount_is_what_it_says_whatever_the_date() {
    for date in ["2026-01-31", "2026-03-12", "2026-04-28", "2026-05-20", "2026-07-20", "2026-10-20"] {
        let city = City::as_of(date);
        for (lever, value, usual, indicator) in [
            ("hog_early_sale", 3.0, 0.0, "hog_early"),
            ("hog_restock", 12.0, 8.0, "hog_placed"),
            ("special_bonds", 22.0, 14.0, "debt_stock"),
            ("tax_collection", 1.2, 0.2, "tax_revenue"),
            ("nontax_revenue", 1.0, 0.0, "nontax_booked"),
            ("overhead_cut", 2.5, 0.5, "eight_spending"),
            ("home_grants", 1000.0, 200.0, "home_grant_cost"),
            ("vouchers", 1600.0, 600.0, "voucher_cost"),
            ("leafy_area", 3.0, 1.0, "leafy_sown"),
            ("fruiting_area", 2.0, 0.5, "fruiting_sown"),
            ("rotation_area", 5.0, 2.0, "rotation_sown"),
            ("recruits", 3500.0, 1500.0, "labour_used"),
            ("ecommerce_firms_added", 48.0, 24.0, "ecommerce_firms"),
        ] {
            if city.model.acts_from(city.pack().lever(lever).unwrap()).is_none() {
                continue;
            }
            let measured = match city.pack().variables[city.id(indicator).0].measure {
                Measure::Flow => city.gain(&[(lever, value)], indicator, 0..=DECEMBER),
                _ => city.gain(&[(lever, value)], indicator, DECEMBER..=DECEMBER),
            };
            let part = if lever == "overhead_cut" { -0.9 } else { 1.0 };
            if (measured - part * (value - usual)).abs() > 1e-9 {
                panic!("{date}: {lever} adds {measured} to {indicator}");
            }
        }
    }
}
