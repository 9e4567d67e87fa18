//! What a meeting waits for when it asks: what matters, what closes a gap, what closes as many as can be had.

use guoban_answers::closing::Closing;
use guoban_answers::prices::Pricing;
use guoban_answers::solve::{Ask, Wanted, solve};
use guoban_answers::stress::{Picturing, Standing};
use guoban_answers::tornado::{Sweeping, tornado};
use guoban_answers::warning::warnings;
use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, TargetId};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;

use crate::{Clock, Figure, ms};

/// Runs at one go, as in the page.
const PIECE: usize = 64;

/// Times of one kind of answer.
#[derive(Default)]
struct Taken {
    /// From question to answer.
    whole: Vec<f64>,
    /// Each thing done at one go: to begin, to go on, to tell.
    pieces: Vec<f64>,
}

impl Taken {
    /// Measures one answer, worked out as in the page.
    fn one<J, T>(
        &mut self,
        clock: Clock<'_>,
        begin: impl FnOnce() -> Option<J>,
        go_on: impl Fn(&mut J) -> bool,
        told: impl FnOnce(J) -> T,
    ) -> f64 {
        let start = clock();
        let mut last = start;
        let mut piece = || {
            let now = clock();
            self.pieces.push(now - last);
            last = now;
        };
        if let Some(mut job) = begin() {
            piece();
            while !go_on(&mut job) {
                piece();
            }
            piece();
            std::hint::black_box(told(job));
        }
        piece();
        let whole = clock() - start;
        self.whole.push(whole);
        whole
    }

    fn figures(&mut self, figures: &mut Vec<Figure>, what: &str, on: &str) {
        sides(figures, what, &mut self.whole, on);
        sides(figures, &format!("{what}, one piece of it"), &mut self.pieces, on);
    }
}

/// Measures a pack's questions: what matters at the half-year, every gap there is at the half-year and the year's end, one of them
/// with a probability, what plans stand, prices and warnings.
pub fn run(clock: Clock<'_>, name: &str, model: &Model, figures: &mut Vec<Figure>) {
    let pack = model.pack();
    let scenario = Scenario::baseline(pack);
    let judge = Judge::new(pack, &scenario);
    let baseline = model.run(&scenario.settings(pack));
    let targets = || (0..pack.targets.len()).map(TargetId);
    let (mut first, mut swept) = (Taken::default(), Taken::default());
    for target in targets() {
        // The first time a browser compiles what it runs.
        let taken = if first.whole.is_empty() { &mut first } else { &mut swept };
        let begin = || Sweeping::new(model, &scenario, target, Period::Half);
        taken.one(clock, begin, |job| job.go_on(PIECE), |job| job.told());
    }
    first.figures(figures, "what matters, the first time", name);
    swept.figures(figures, "what matters", &format!("{name}: each of {} targets", pack.targets.len()));

    let mut closed = Taken::default();
    let close = |taken: &mut Taken, ask: Ask| {
        taken.one(clock, || Closing::new(model, &scenario, ask).ok(), |job| job.go_on(PIECE), |job| job.told())
    };
    let mut short = Vec::new();
    for period in Period::ALL {
        let is_short = |id: &TargetId| judge.verdict(*id, period, &baseline, None).passes == Some(false);
        short.extend(targets().filter(is_short).map(|target| (target, period)));
    }
    for aim in &short {
        close(&mut closed, Ask::each(vec![*aim]));
    }
    closed.figures(
        figures,
        "closing one gap",
        &format!("{name}: {} targets that fall short, three readings", short.len()),
    );
    let mut many = Taken::default();
    for (what, periods) in [("half-year", vec![Period::Half]), ("both periods", Period::ALL.to_vec())] {
        let taken = close(&mut many, Ask { wanted: Wanted::Most(periods), ..Ask::each(Vec::new()) });
        figures.push(ms(&format!("closing as many gaps as can be, {what}"), taken, &format!("{name}: three readings")));
    }
    sides(figures, "closing as many gaps as can be, one piece of it", &mut many.pieces, name);
    let mut sure = Taken::default();
    for aim in short.iter().step_by(1 + short.len() / 5) {
        close(&mut sure, Ask { probability: Some(0.8), ..Ask::each(vec![*aim]) });
    }
    sure.figures(
        figures,
        "closing one gap with four chances in five",
        &format!("{name}: {} targets", sure.whole.len()),
    );

    let mut priced = Taken::default();
    if let [first, .., last] = short[..] {
        let begin = || Pricing::new(model, &scenario, Ask::each(vec![first, last])).ok();
        priced.one(clock, begin, |job| job.go_on(PIECE), |job| job.told());
    }
    priced.figures(figures, "prices", &format!("{name}: two targets and every limit"));
    let mut stood = Taken::default();
    stood.one(clock, || Some(Standing::new(scenario.clone())), |job| job.go_on(model), Standing::told);
    stood.figures(figures, "what a plan stands", &format!("{name}: {} cases", pack.stresses.len()));
    let mut seen = Taken::default();
    if pack.assumptions.len() > 1 {
        let pair = [AssumptionId(0), AssumptionId(1)];
        for period in Period::ALL {
            let begin = || Picturing::new(model, &scenario, pair, (TargetId(0), period));
            seen.one(clock, begin, |job| job.go_on(PIECE), |job| job.told());
        }
    }
    seen.figures(figures, "a target over two assumptions", name);
    let mut warned = Taken::default();
    warned.one(clock, || Some(()), |()| true, |()| warnings(&judge, &baseline, Period::Half));
    warned.figures(figures, "what the next figures must be", name);
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

fn sides(figures: &mut Vec<Figure>, what: &str, taken: &mut [f64], on: &str) {
    taken.sort_by(f64::total_cmp);
    if let (Some(worst), Some(median)) = (taken.last(), taken.get(taken.len() / 2)) {
        figures.push(ms(&format!("{what}, median"), *median, on));
        figures.push(ms(&format!("{what}, worst"), *worst, on));
    }
}
