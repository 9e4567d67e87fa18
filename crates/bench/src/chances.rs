//! What a page waits for: the chances of all targets by 10,000 draws, anew and after a lever moved.

use guoban_model::ensemble::{Draws, Ensemble};
use guoban_model::model::{Model, Projection};
use guoban_model::number::to_f64;
use guoban_planning::chance::{Chances, Counting, DRAWS, Forecast};
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

use crate::{Clock, Figure, median, ms, targets};

/// Measures counting on a pack.
pub fn run(clock: Clock<'_>, name: &str, model: &Model, figures: &mut Vec<Figure>) {
    let pack = model.pack();
    let wanted = targets(pack);
    let ensemble = Ensemble::new(model, &[], &wanted);
    let draws = Draws::new(pack, 1, 0..DRAWS);
    let projection = model.run(&model.baseline());
    let on = format!("{name}: {} target cells, {} instructions a block", wanted.len(), ensemble.plan().len());
    let all = median(clock, 7, || {
        ensemble.each_block(&projection, &draws, 0..draws.len(), |_, outcomes| {
            std::hint::black_box(outcomes);
        });
    });
    figures.push(ms("10,000 draws, all targets", all, &on));
    let scenario = Scenario::baseline(pack);
    let judge = Judge::new(pack, &scenario);
    let forecast = Forecast::new(model, &scenario);
    let baseline = model.run(&model.baseline());
    // Counts all draws of a run; says whether that was possible at once.
    let count = |counting: &mut Counting, projection: &Projection| {
        let mut chances = counting.at_once(&forecast, &judge, projection, 0);
        let at_once = chances.draws == DRAWS;
        while chances.draws < DRAWS {
            counting.go_on(&forecast, model, &judge, projection, &mut chances, DRAWS);
        }
        at_once
    };
    let mut counting = Counting::new(&forecast, model);
    let on = format!("{name}: {} targets, half and year", pack.targets.len());
    let start = clock();
    count(&mut counting, &baseline);
    figures.push(ms("10,000 draws drawn and counted", clock() - start, &on));
    let again = median(clock, 7, || {
        let mut chances = Chances::default();
        forecast.count(&judge, &baseline, counting.sample(), 0..DRAWS, &mut chances);
    });
    figures.push(ms("10,000 draws counted", again, &on));
    let (mut first, mut next) = (Vec::new(), Vec::new());
    for (lever, item) in pack.levers.iter().enumerate() {
        let (min, max) = (to_f64(item.min), to_f64(item.max));
        let at = |share: f64| {
            let mut settings = model.baseline();
            settings.levers[lever] = min + share * (max - min);
            model.run(&settings)
        };
        count(&mut counting, &baseline);
        let [once, twice] = [0.37, 0.61].map(at);
        let start = clock();
        count(&mut counting, &once);
        let between = clock();
        if count(&mut counting, &twice) {
            first.push(between - start);
            next.push(clock() - between);
        }
    }
    let on = format!("{name}: {} of {} levers are followed", next.len(), pack.levers.len());
    for (what, mut taken) in [("a lever moved", first), ("the same lever moved on", next)] {
        taken.sort_by(f64::total_cmp);
        if let (Some(worst), Some(median)) = (taken.last(), taken.get(taken.len() / 2)) {
            figures.push(ms(&format!("10,000 draws counted after {what}, median"), *median, &on));
            figures.push(ms(&format!("10,000 draws counted after {what}, worst"), *worst, &on));
        }
    }
}
