//! The second plan: twenty-eight equations a county with pulls towards goals, growth rates, clamps, a logit share, a
//! smaller of two limits and a rate chosen by a threshold; and thirteen of the city.

use super::{Equation, Parameter, Plan, growth_loops};

/// The plan.
pub const PLAN: Plan = Plan {
    name: "growth and pulls",
    parameters: &PARAMETERS,
    columns: &["size", "capacity", "settle", "base", "plant_base"],
    county: |index| county(index).to_vec(),
    equations: &EQUATIONS,
    summed: &["cargo", "through", "output", "retail", "works", "va", "tax", "staff", "gdp_ytd"],
    city: &CITY,
    wanted: [("city_va", 5), ("city_seen", 11), ("city_mood", 11)],
    by_hand: growth_loops::run,
};

/// Uncertain parameters of a county: id, low, mid, high.
pub const PARAMETERS: [Parameter; 10] = [
    ("g", 0.02, 0.05, 0.08),
    ("beta", 0.2, 0.5, 1.5),
    ("friction", 0.1, 0.3, 0.6),
    ("rival", -0.2, 0.3, 0.9),
    ("room_factor", 0.5, 1.0, 1.3),
    ("goal", 0.4, 1.1, 1.6),
    ("adjust", 2.0, 4.0, 9.0),
    ("utilisation", 0.6, 0.8, 0.95),
    ("pace", 0.7, 0.95, 1.1),
    ("ratio", 0.15, 0.22, 0.3),
];

/// Equations of a county, in the pack's order; see [`growth_loops`] for the same by hand.
pub const EQUATIONS: [Equation; 28] = [
    ("trend", "1 + g * (month / 12)", None),
    ("demand", "size * trend * (profile(season) * 12)", None),
    ("effect", "distribute(subsidy, 0.3, 0.3, 0.4)", None),
    ("wait", "lag(queue, 1) / capacity", None),
    ("utility", "beta * effect - friction * wait", None),
    ("weight", "exp(utility)", None),
    ("part", "weight / (weight + exp(rival))", None),
    ("cargo", "demand * part", None),
    ("room", "capacity * min(1.2, max(0.6, room_factor * trend))", None),
    ("queue", "max(0, lag(queue, 1) + cargo - room)", Some(0.0)),
    ("through", "min(lag(queue, 1) + cargo, room)", None),
    ("price", "lag(price, 1) + (goal - lag(price, 1)) / adjust", Some(1.0)),
    ("priced", "min(1.5, max(0.5, price * trend))", None),
    ("mood", "lag(mood, 1) + (part - lag(mood, 1)) / 4", Some(0.5)),
    ("staff", "lag(staff, 1) + (through - lag(staff, 1)) / settle", Some(4.0)),
    ("staffed", "min(1, max(0.2, staff / capacity))", None),
    ("plant", "size * ramp(4, 12)", None),
    ("output", "min(plant * utilisation, demand * staffed)", None),
    ("works", "lag(works, 1) + (size * pace * profile(season) - lag(works, 1)) / 6", Some(0.5)),
    ("retail", "size * trend * priced + voucher * pulse(5, 2)", None),
    ("va", "output * ratio + retail * 0.3 + through * 0.1 + works * 0.25", None),
    ("tax", "va * if(mood >= 0.5, 0.1, 0.08)", None),
    ("gdp_ytd", "ytd(va)", None),
    ("va_growth", "va / base - 1", None),
    ("growth", "gdp_ytd / (base * month_of_year) - 1", None),
    ("growth_seen", "min(0.5, max(-0.3, growth))", None),
    ("retail_growth", "retail / (size * (profile(season) * 12)) - 1", None),
    ("output_growth", "output / plant_base - 1", None),
];

/// Equations of the city besides its sums.
pub const CITY: [Equation; 4] = [
    ("city_growth", "city_gdp_ytd / (sum(county, base) * month_of_year) - 1", None),
    ("city_seen", "min(0.5, max(-0.3, city_growth))", None),
    ("city_mood", "lag(city_mood, 1) + (city_va - lag(city_mood, 1)) / 3", Some(20.0)),
    ("city_share", "city_retail / city_va", None),
];

/// A county's numbers: size, capacity, months to settle, base, base of its plant.
pub fn county(index: usize) -> [f64; 5] {
    let x = index as f64;
    [10.0 + x, 6.0 + 0.5 * x, 3.0 + 0.25 * x, 6.0 + 0.6 * x, 5.0 + 0.5 * x]
}
