//! What a page waits for when it is asked why: the contributions of many changes to a target.

use guoban_model::model::Model;
use guoban_model::pack::TargetId;
use guoban_planning::scenario::Scenario;
use guoban_planning::why::Explaining;

use crate::{Clock, Figure, ms};

/// Instructions at one go, as in the page.
const PIECE: usize = 120_000;

/// Measures a pack's targets under 10, 20 and 40 changed levers, as far as it has so many.
pub fn run(clock: Clock<'_>, name: &str, model: &Model, figures: &mut Vec<Figure>) {
    let pack = model.pack();
    let before = model.run(&model.baseline());
    let movable: Vec<_> = pack.levers.iter().filter(|lever| lever.min != lever.max).collect();
    for changes in [10, 20, 40] {
        if movable.len() < changes {
            continue;
        }
        let mut scenario = Scenario::baseline(pack);
        // Spread over the pack: those that stand together reach the same targets.
        for lever in (0..changes).map(|change| movable[change * movable.len() / changes]) {
            let end = if lever.max == lever.baseline { lever.min } else { lever.max };
            scenario.set_lever(pack, &lever.id, end);
        }
        let after = model.run(&scenario.settings(pack));
        let (mut taken, mut pieces) = (Vec::new(), Vec::new());
        for target in (0..pack.targets.len()).map(TargetId) {
            let start = clock();
            let mut last = start;
            let mut done = false;
            if let Some(mut explaining) = Explaining::new(model, &before, &after, target, scenario.seed) {
                while !done {
                    done = explaining.go_on(PIECE);
                    if done {
                        std::hint::black_box(explaining.told(&before, &after));
                    }
                    let now = clock();
                    pieces.push(now - last);
                    last = now;
                }
            }
            taken.push(last - start);
        }
        let on = format!("{name}: {changes} levers changed, each of {} targets", taken.len());
        for (what, mut taken) in [("why", taken), ("why, one piece of it", pieces)] {
            taken.sort_by(f64::total_cmp);
            if let (Some(worst), Some(median)) = (taken.last(), taken.get(taken.len() / 2)) {
                figures.push(ms(&format!("{what}, median"), *median, &on));
                figures.push(ms(&format!("{what}, worst"), *worst, &on));
            }
        }
    }
}
