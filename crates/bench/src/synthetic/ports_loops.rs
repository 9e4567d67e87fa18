//! The first plan as a programmer would write it for speed: one loop over months, one over draws, everything in
//! local arrays. It computes what the pack computes, operation for operation, so the digits must agree.

use guoban_model::ensemble::{Draws, LANES};
use guoban_model::maths;

use super::ports::{PARAMETERS, county};
use super::{Checksum, Levers, SEASON};

type Lanes = [f64; LANES];

/// Computes every equation of every month for every draw.
pub fn run(levers: &Levers, draws: &Draws, checksum: &mut Checksum) -> [Vec<f64>; 3] {
    let mut results = [const { Vec::new() }; 3];
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
        let wanted = [&city.gdp[5], &city.gdp[11], &city.through[11]];
        results.iter_mut().zip(wanted).for_each(|(results, wanted)| results.extend_from_slice(&wanted[..count]));
        checksum.0 += city.rest.iter().sum::<f64>();
        start += count;
    }
    results
}

struct City {
    gdp: [Lanes; 24],
    through: [Lanes; 24],
    retail: [Lanes; 24],
    works: [Lanes; 24],
    sold: [Lanes; 24],
    output: [Lanes; 24],
    revenue: [Lanes; 24],
    rest: Lanes,
}

impl Default for City {
    fn default() -> Self {
        let zero = [[0.0; LANES]; 24];
        Self {
            gdp: zero,
            through: zero,
            retail: zero,
            works: zero,
            sold: zero,
            output: zero,
            revenue: zero,
            rest: [0.0; LANES],
        }
    }
}

fn one_county(index: usize, levers: &Levers, subsidy: f64, parameters: &[Lanes; 10], city: &mut City) {
    let [size, capacity, herd, base, tax] = county(index);
    let [g, beta, friction, rival, room_factor, survival, pace, utilisation, leverage, ratio] = parameters;
    let exp_rival: Lanes = std::array::from_fn(|lane| maths::exp(rival[lane]));
    let (mut queue, mut stock, mut done) = ([0.0; LANES], [5.0; LANES], [0.0; LANES]);
    let mut gdp_ytd = [0.0; LANES];
    let mut extra_before = [[0.0; LANES]; 4];
    for month in 0..24 {
        let season = SEASON[month % 12];
        let at = (month + 1) as f64;
        let subsidy_ago = |lag: usize| if month >= lag { subsidy } else { 0.0 };
        let effect = subsidy_ago(0) * 0.3 + subsidy_ago(1) * 0.3 + subsidy_ago(2) * 0.4;
        let placed_ago = if month >= 6 { herd * (1.0 + 0.1 * levers.restock) } else { 1.0 };
        let ramp = ((at - 4.0 + 1.0) / 12.0).clamp(0.0, 1.0);
        let voucher = levers.voucher * if (5.0..7.0).contains(&at) { 1.0 } else { 0.0 };
        let (years, scale, plant) = (at / 12.0, season * 12.0, size * ramp);
        let ytd_base = base * (month % 12 + 1) as f64;
        for lane in 0..LANES {
            let trend = 1.0 + g[lane] * years;
            let demand = size * trend * scale;
            let wait = queue[lane] / capacity;
            let utility = beta[lane] * effect - friction[lane] * wait;
            let weight = maths::exp(utility);
            let part = weight / (weight + exp_rival[lane]);
            let cargo = demand * part;
            let room = capacity * room_factor[lane];
            let waiting = queue[lane] + cargo;
            let rest = waiting - room;
            queue[lane] = if 0.0 > rest { 0.0 } else { rest };
            let through = if waiting < room { waiting } else { room };
            let ready = survival[lane] * placed_ago;
            let (most, offered) = (stock[lane] + ready, ready + 0.2);
            let sold = if offered < most { offered } else { most };
            stock[lane] = most - sold;
            let works = size * pace[lane] * season;
            done[lane] += works;
            let output = plant * utilisation[lane];
            let extra = leverage[lane] * voucher;
            let payback = extra * 0.0
                + extra_before[0][lane] * 0.125
                + extra_before[1][lane] * 0.125
                + extra_before[2][lane] * 0.125
                + extra_before[3][lane] * 0.125;
            extra_before[3][lane] = extra_before[2][lane];
            extra_before[2][lane] = extra_before[1][lane];
            extra_before[1][lane] = extra_before[0][lane];
            extra_before[0][lane] = extra;
            let retail = size * trend + extra - payback;
            let va_industry = output * ratio[lane];
            let va_trade = retail * 0.3 + through * 0.1;
            let gdp = va_industry + va_trade + sold * 0.6 + works * 0.25;
            gdp_ytd[lane] = if month % 12 == 0 { gdp } else { gdp_ytd[lane] + gdp };
            let growth = gdp_ytd[lane] / ytd_base - 1.0;
            let revenue = gdp * tax;
            city.rest[lane] += growth;
            city.gdp[month][lane] += gdp;
            city.through[month][lane] += through;
            city.retail[month][lane] += retail;
            city.works[month][lane] += works;
            city.sold[month][lane] += sold;
            city.output[month][lane] += output;
            city.revenue[month][lane] += revenue;
        }
    }
    for lane in 0..LANES {
        city.rest[lane] += done[lane] + stock[lane] + queue[lane];
    }
}
