//! The first plan: thirty equations a county with lags, a stock, a queue, a logit share, a delayed response and a ramp.

use super::{Equation, Parameter, Plan, ports_loops};

/// The plan.
pub const PLAN: Plan = Plan {
    name: "queues and stocks",
    parameters: &PARAMETERS,
    columns: &["size", "capacity", "herd", "base", "tax"],
    county: |index| county(index).to_vec(),
    equations: &EQUATIONS,
    summed: &["through", "retail", "works", "sold", "output", "gdp", "revenue"],
    city: &[],
    wanted: [("city_gdp", 5), ("city_gdp", 11), ("city_through", 11)],
    by_hand: ports_loops::run,
};

/// Uncertain parameters of a county: id, low, mid, high.
pub const PARAMETERS: [Parameter; 10] = [
    ("g", 0.02, 0.05, 0.08),
    ("beta", 0.2, 0.5, 1.5),
    ("friction", 0.1, 0.3, 0.6),
    ("rival", -0.2, 0.3, 0.9),
    ("room_factor", 0.8, 1.0, 1.1),
    ("survival", 0.85, 0.93, 0.97),
    ("pace", 0.7, 0.95, 1.1),
    ("utilisation", 0.6, 0.8, 0.95),
    ("leverage", 1.5, 3.0, 4.0),
    ("ratio", 0.15, 0.22, 0.3),
];

/// Equations of a county, in the pack's order; see [`ports_loops`] for the same by hand.
pub const EQUATIONS: [Equation; 30] = [
    ("trend", "1 + g * (month / 12)", None),
    ("demand", "size * trend * (profile(season) * 12)", None),
    ("effect", "distribute(subsidy, 0.3, 0.3, 0.4)", None),
    ("wait", "lag(queue, 1) / capacity", None),
    ("utility", "beta * effect - friction * wait", None),
    ("weight", "exp(utility)", None),
    ("part", "weight / (weight + exp(rival))", None),
    ("cargo", "demand * part", None),
    ("room", "capacity * room_factor", None),
    ("queue", "max(0, lag(queue, 1) + cargo - room)", Some(0.0)),
    ("through", "min(lag(queue, 1) + cargo, room)", None),
    ("placed", "herd * (1 + 0.1 * restock)", Some(1.0)),
    ("ready", "survival * lag(placed, 6)", None),
    ("sold", "min(ready + 0.2, lag(stock, 1) + ready)", None),
    ("stock", "lag(stock, 1) + ready - sold", Some(5.0)),
    ("works", "size * pace * profile(season)", None),
    ("done", "lag(done, 1) + works", Some(0.0)),
    ("plant", "size * ramp(4, 12)", None),
    ("output", "plant * utilisation", None),
    ("extra", "leverage * (voucher * pulse(5, 2))", Some(0.0)),
    ("payback", "distribute(extra, 0, 0.125, 0.125, 0.125, 0.125)", None),
    ("retail", "size * trend + extra - payback", None),
    ("va_industry", "output * ratio", None),
    ("va_trade", "retail * 0.3 + through * 0.1", None),
    ("va_farm", "sold * 0.6", None),
    ("va_works", "works * 0.25", None),
    ("gdp", "va_industry + va_trade + va_farm + va_works", None),
    ("gdp_ytd", "ytd(gdp)", None),
    ("growth", "gdp_ytd / (base * month_of_year) - 1", None),
    ("revenue", "gdp * tax", None),
];

/// A county's numbers: size, capacity, herd, base, tax.
pub fn county(index: usize) -> [f64; 5] {
    let x = index as f64;
    [10.0 + x, 6.0 + 0.5 * x, 1.0 + 0.1 * x, 4.0 + 0.4 * x, 0.08 + 0.002 * x]
}
