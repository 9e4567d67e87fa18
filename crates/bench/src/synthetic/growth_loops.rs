//! The second plan as a programmer would write it for speed: one loop over months, one over draws, everything in local
//! arrays. It computes what the pack computes, operation for operation, so the digits must agree.

use guoban_model::ensemble::{Draws, LANES};
use guoban_model::maths;

use super::growth::{PARAMETERS, county};
use super::{Checksum, Levers, SEASON};

type Lanes = [f64; LANES];

/// Computes every equation of every month for every draw.
pub fn run(levers: &Levers, draws: &Draws, checksum: &mut Checksum) -> [Vec<f64>; 3] {
    let mut results = [const { Vec::new() }; 3];
    let base: f64 = (0..levers.subsidy.len()).map(|index| county(index)[3]).sum();
    let mut start = 0;
    while start < draws.len() {
        let count = LANES.min(draws.len() - start);
        let mut city = City::default();
        for (index, subsidy) in levers.subsidy.iter().enumerate() {
            let parameters: [Lanes; PARAMETERS.len()] = std::array::from_fn(|parameter| {
                let values = &draws.of(index * PARAMETERS.len() + parameter)[start..start + count];
                std::array::from_fn(|lane| values[lane.min(count - 1)])
            });
            one_county(index, levers, *subsidy, &parameters, &mut city);
        }
        let (mut seen, mut mood) = ([0.0; LANES], [20.0; LANES]);
        for month in 0..24 {
            let ytd_base = base * (month % 12 + 1) as f64;
            for lane in 0..LANES {
                let growth = city.gdp_ytd[month][lane] / ytd_base - 1.0;
                let floored = if -0.3 > growth { -0.3 } else { growth };
                let clamped = if 0.5 < floored { 0.5 } else { floored };
                if month == 11 {
                    seen[lane] = clamped;
                }
                if month < 12 {
                    mood[lane] += (city.va[month][lane] - mood[lane]) / 3.0;
                } else {
                    city.later[lane] += (city.va[month][lane] - city.later[lane]) / 3.0;
                }
                city.rest[lane] += clamped + city.retail[month][lane] / city.va[month][lane];
            }
        }
        let wanted = [&city.va[5], &seen, &mood];
        results.iter_mut().zip(wanted).for_each(|(results, wanted)| results.extend_from_slice(&wanted[..count]));
        checksum.0 += city.rest.iter().chain(&city.later).sum::<f64>();
        start += count;
    }
    results
}

struct City {
    cargo: [Lanes; 24],
    through: [Lanes; 24],
    output: [Lanes; 24],
    retail: [Lanes; 24],
    works: [Lanes; 24],
    va: [Lanes; 24],
    tax: [Lanes; 24],
    staff: [Lanes; 24],
    gdp_ytd: [Lanes; 24],
    later: Lanes,
    rest: Lanes,
}

impl Default for City {
    fn default() -> Self {
        let zero = [[0.0; LANES]; 24];
        Self {
            cargo: zero,
            through: zero,
            output: zero,
            retail: zero,
            works: zero,
            va: zero,
            tax: zero,
            staff: zero,
            gdp_ytd: zero,
            later: [0.0; LANES],
            rest: [0.0; LANES],
        }
    }
}

fn one_county(index: usize, levers: &Levers, subsidy: f64, parameters: &[Lanes; 10], city: &mut City) {
    let [size, capacity, settle, base, plant_base] = county(index);
    let [g, beta, friction, rival, room_factor, goal, adjust, utilisation, pace, ratio] = parameters;
    let exp_rival: Lanes = std::array::from_fn(|lane| maths::exp(rival[lane]));
    let (mut queue, mut price, mut mood) = ([0.0; LANES], [1.0; LANES], [0.5; LANES]);
    let (mut staff, mut works, mut gdp_ytd) = ([4.0; LANES], [0.5; LANES], [0.0; LANES]);
    for month in 0..24 {
        let season = SEASON[month % 12];
        let at = (month + 1) as f64;
        let subsidy_ago = |lag: usize| if month >= lag { subsidy } else { 0.0 };
        let effect = subsidy_ago(0) * 0.3 + subsidy_ago(1) * 0.3 + subsidy_ago(2) * 0.4;
        let ramp = ((at - 4.0 + 1.0) / 12.0).clamp(0.0, 1.0);
        let voucher = levers.voucher * if (5.0..7.0).contains(&at) { 1.0 } else { 0.0 };
        let (years, scale, plant) = (at / 12.0, season * 12.0, size * ramp);
        let (ytd_base, retail_base) = (base * (month % 12 + 1) as f64, size * scale);
        for lane in 0..LANES {
            let trend = 1.0 + g[lane] * years;
            let demand = size * trend * scale;
            let wait = queue[lane] / capacity;
            let utility = beta[lane] * effect - friction[lane] * wait;
            let weight = maths::exp(utility);
            let part = weight / (weight + exp_rival[lane]);
            let cargo = demand * part;
            let factor = room_factor[lane] * trend;
            let factor = if 0.6 > factor { 0.6 } else { factor };
            let room = capacity * if 1.2 < factor { 1.2 } else { factor };
            let waiting = queue[lane] + cargo;
            let rest = waiting - room;
            queue[lane] = if 0.0 > rest { 0.0 } else { rest };
            let through = if waiting < room { waiting } else { room };
            price[lane] += (goal[lane] - price[lane]) / adjust[lane];
            let priced = price[lane] * trend;
            let priced = if 0.5 > priced { 0.5 } else { priced };
            let priced = if 1.5 < priced { 1.5 } else { priced };
            mood[lane] += (part - mood[lane]) / 4.0;
            staff[lane] += (through - staff[lane]) / settle;
            let staffed = staff[lane] / capacity;
            let staffed = if 0.2 > staffed { 0.2 } else { staffed };
            let staffed = if 1.0 < staffed { 1.0 } else { staffed };
            let (offered, asked) = (plant * utilisation[lane], demand * staffed);
            let output = if offered < asked { offered } else { asked };
            works[lane] += (size * pace[lane] * season - works[lane]) / 6.0;
            let retail = size * trend * priced + voucher;
            let va = output * ratio[lane] + retail * 0.3 + through * 0.1 + works[lane] * 0.25;
            let tax = va * if mood[lane] >= 0.5 { 0.1 } else { 0.08 };
            gdp_ytd[lane] = if month % 12 == 0 { va } else { gdp_ytd[lane] + va };
            let va_growth = va / base - 1.0;
            let growth = gdp_ytd[lane] / ytd_base - 1.0;
            let seen = if -0.3 > growth { -0.3 } else { growth };
            let seen = if 0.5 < seen { 0.5 } else { seen };
            let retail_growth = retail / retail_base - 1.0;
            let output_growth = output / plant_base - 1.0;
            city.rest[lane] += va_growth + seen + retail_growth + output_growth;
            city.cargo[month][lane] += cargo;
            city.through[month][lane] += through;
            city.output[month][lane] += output;
            city.retail[month][lane] += retail;
            city.works[month][lane] += works[lane];
            city.va[month][lane] += va;
            city.tax[month][lane] += tax;
            city.staff[month][lane] += staff[lane];
            city.gdp_ytd[month][lane] += gdp_ytd[lane];
        }
    }
    for lane in 0..LANES {
        city.rest[lane] += price[lane] + mood[lane] + queue[lane];
    }
}
