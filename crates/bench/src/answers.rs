//! What a meeting waits for when it asks: what matters, what closes a gap, what closes as many as can be had.

use guoban_answers::closing::Closing;
use guoban_answers::solve::{Ask, Wanted, solve};
use guoban_answers::tornado::{Sweeping, tornado};
use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::TargetId;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;

use crate::{Clock, Figure, ms};

/// Runs at one go, as in the page.
const PIECE: usize = 64;

/// Measures a pack's questions: what matters at the half-year, and every gap there is at the half-year and the year's end.
pub fn run(clock: Clock<'_>, name: &str, model: &Model, figures: &mut Vec<Figure>) {
    let pack = model.pack();
    let scenario = Scenario::baseline(pack);
    let judge = Judge::new(pack, &scenario);
    let baseline = model.run(&scenario.settings(pack));
    let targets = || (0..pack.targets.len()).map(TargetId);
    let mut pieces = Vec::new();
    let mut swept = Vec::new();
    for target in targets() {
        let start = clock();
        if let Some(mut sweeping) = Sweeping::new(model, &scenario, target, Period::Half) {
            while !sweeping.go_on(PIECE) {}
            std::hint::black_box(sweeping.told());
        }
        swept.push(clock() - start);
    }
    sides(figures, "what matters", swept, &format!("{name}: each of {} targets", pack.targets.len()));
    let mut solve = |ask: Ask| {
        let start = clock();
        if let Ok(mut closing) = Closing::new(model, &scenario, ask) {
            let mut last = clock();
            pieces.push(last - start);
            let mut done = false;
            while !done {
                done = closing.go_on(PIECE);
                let now = clock();
                pieces.push(now - last);
                last = now;
            }
            std::hint::black_box(closing.told());
        }
        clock() - start
    };
    let mut closed = Vec::new();
    for period in Period::ALL {
        let short = |id: &TargetId| judge.verdict(*id, period, &baseline, None).passes == Some(false);
        closed.extend(targets().filter(short).map(|target| solve(Ask::each(vec![(target, period)]))));
    }
    let on = format!("{name}: {} targets that fall short, three readings", closed.len());
    sides(figures, "closing one gap", closed, &on);
    for (what, periods) in [("half-year", vec![Period::Half]), ("both periods", Period::ALL.to_vec())] {
        let taken = solve(Ask { wanted: Wanted::Most(periods), ..Ask::each(Vec::new()) });
        figures.push(ms(&format!("closing as many gaps as can be, {what}"), taken, &format!("{name}: three readings")));
    }
    let on = format!("{name}: {PIECE} runs, or one step of telling what was found and who starts it when");
    sides(figures, "closing gaps, one piece of it", pieces, &on);
}

/// Figures of some answers: what matters for the first target, and the mixes that hit as many targets of the half-year as can be
/// had.
pub fn figures(model: &Model) -> Vec<f64> {
    let scenario = Scenario::baseline(model.pack());
    let matters = tornado(model, &scenario, TargetId(0), Period::Half);
    let mut figures: Vec<f64> = matters.into_iter().flat_map(|found| found.bars).map(|bar| bar.span).collect();
    let ask = Ask { wanted: Wanted::Most(vec![Period::Half]), ..Ask::each(Vec::new()) };
    if let Ok(found) = solve(model, &scenario, ask) {
        let steps = found.proposals.iter().flat_map(|mix| &mix.steps);
        figures.extend(steps.flat_map(|step| [step.lever.0 as f64, to_f64(step.to)]));
    }
    figures
}

fn sides(figures: &mut Vec<Figure>, what: &str, mut taken: Vec<f64>, on: &str) {
    taken.sort_by(f64::total_cmp);
    if let (Some(worst), Some(median)) = (taken.last(), taken.get(taken.len() / 2)) {
        figures.push(ms(&format!("{what}, median"), *median, on));
        figures.push(ms(&format!("{what}, worst"), *worst, on));
    }
}
