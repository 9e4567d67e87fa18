//! What keeps a gap open, looked for a step at a time.

use guoban_model::number::to_f64;
use guoban_model::pack::AssumptionId;
use guoban_planning::judge::Period;
use guoban_planning::reach::{Moves, moves};
use rust_decimal::Decimal;

use super::Solving;
use super::chance::settings;
use super::problem::{Guard, Mix, Reading, Value};
use super::told::Bind;
use crate::trial::{Aim, Outcome};

/// Assumptions named at most.
const MOST_NAMED: usize = 5;

/// One look.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// Whether a lever of the mix could go further: by its place among the free ones.
    Further(usize),
    /// Whether a free lever acts too late.
    Late(usize),
    /// How much an assumption would help.
    Assume(usize),
    /// How much better one that helps would have to be: by its place among them.
    Enough(usize),
}

/// What stands in the way of a mix that falls short, being looked for.
#[derive(Clone, Debug)]
pub struct Binding {
    mix: Mix,
    own: Value,
    /// What the mix misses, in units of the aims' scales.
    missing: f64,
    looks: Vec<Look>,
    at: usize,
    /// What each assumption that helps leaves missing at its better end, its index, and that end.
    helpful: Vec<(f64, usize, Decimal)>,
    found: Vec<Bind>,
}

impl Binding {
    /// Starts on the nearest mix.
    pub fn new(solving: &Solving, mix: &Mix, outcome: &Outcome) -> Self {
        let problem = &solving.problem;
        let moved = problem.free.iter().zip(mix).enumerate();
        let moved = moved.filter(|(_, (free, place))| free.start != usize::from(**place));
        let looks = moved.map(|(slot, _)| Look::Further(slot));
        let looks = looks.chain((0..problem.free.len()).map(Look::Late));
        let looks = looks.chain((0..solving.model.pack().assumptions.len()).map(Look::Assume));
        let mut binding = Self {
            mix: mix.clone(),
            own: problem.value(&solving.wanted, false, Reading::Cheapest, mix, outcome),
            missing: 0.0,
            looks: looks.collect(),
            at: 0,
            helpful: Vec::new(),
            found: Vec::new(),
        };
        binding.missing = binding.missing_with(solving, None);
        binding
    }

    /// Takes one look; says whether it was the last.
    pub fn go_on(&mut self, solving: &Solving) -> bool {
        match self.looks.get(self.at).copied() {
            Some(Look::Further(slot)) => self.further(solving, slot),
            Some(Look::Late(free)) => self.late(solving, free),
            Some(Look::Assume(index)) => self.assume(solving, index),
            Some(Look::Enough(place)) => self.enough(solving, place),
            None => return true,
        }
        self.at += 1;
        if self.at == self.looks.len()
            && !self.helpful.is_empty()
            && !matches!(self.looks.last(), Some(Look::Enough(_)))
        {
            self.helpful.sort_by(|left, right| left.0.total_cmp(&right.0));
            self.helpful.truncate(MOST_NAMED);
            self.looks.extend((0..self.helpful.len()).map(Look::Enough));
        }
        self.at == self.looks.len()
    }

    /// What was found.
    pub fn told(self) -> Vec<Bind> {
        self.found
    }

    fn further(&mut self, solving: &Solving, slot: usize) {
        let problem = &solving.problem;
        let aims = problem.trials.aims();
        let (free, place) = (&problem.free[slot], usize::from(self.mix[slot]));
        let further = if place < free.start { place.checked_sub(1) } else { Some(place + 1) };
        let Some(further) = further.filter(|further| *further < free.settings.len()) else {
            return self.found.push(Bind::Range(free.lever));
        };
        let mut more = self.mix.clone();
        more[slot] = further as u16;
        let Some(then) = problem.run(std::slice::from_ref(&more), 0..1).pop() else { return };
        let would = problem.value(&solving.wanted, false, Reading::Cheapest, &more, &then);
        if would.missing < self.own.missing && would.broken > self.own.broken {
            let breaks = |guard: &Guard| match *guard {
                Guard::Aim(aim) => aims[aim].missing(then.standings[aim]) > 0.0,
                Guard::Pool(pool, own) => then.short[pool] > own,
                Guard::Spending(most) => problem.spending(&then) > most,
            };
            self.found.extend(problem.guards.iter().find(|guard| breaks(guard)).map(|guard| match *guard {
                Guard::Aim(aim) => Bind::Kept(free.lever, aims[aim].target),
                Guard::Pool(pool, _) => Bind::Limit(free.lever, problem.trials.pools()[pool].limit),
                Guard::Spending(_) => Bind::Budget(free.lever),
            }));
        }
    }

    /// A lever that moves a target that was asked for only after its period.
    fn late(&mut self, solving: &Solving, free: usize) {
        let allowed = &solving.allowed[free];
        if allowed.iter().filter(|allowed| **allowed).count() > 1 {
            return;
        }
        let (pack, before) = (solving.model.pack(), solving.problem.trials.base());
        let (free, aims) = (&solving.problem.free[free], solving.problem.trials.aims());
        let ends = [free.values.first(), free.values.last()].into_iter().flatten();
        let moves_later = ends.into_iter().any(|end| {
            let mut settings = before.settings().clone();
            settings.levers[free.lever.0] = *end;
            let after = solving.model.run(&settings);
            solving.wanted.iter().any(|aim| {
                let later = if aims[*aim].period == Period::Half { 1 } else { 3 };
                let found = moves(pack, aims[*aim].target, before, &after);
                found[later..].iter().any(|moves| matches!(moves, Moves::Yes | Moves::Borrowed))
            })
        });
        let from = solving.model.acts_from(free.lever).filter(|_| moves_later);
        self.found.extend(from.map(|from| Bind::Lead(free.lever, from)));
    }

    /// What the mix misses, with one assumption at another setting.
    fn missing_with(&self, solving: &Solving, change: Option<(usize, Decimal)>) -> f64 {
        let mut settings = settings(&solving.problem, &solving.model, &self.mix);
        if let Some((assumption, value)) = change {
            settings.assumptions[assumption] = to_f64(value);
        }
        let run = solving.model.run(&settings);
        let aims = solving.problem.trials.aims();
        let missing = |aim: &Aim| aim.missing(aim.of_run(&run));
        solving.wanted.iter().map(|aim| missing(&aims[*aim])).sum()
    }

    fn assume(&mut self, solving: &Solving, index: usize) {
        let item = &solving.model.pack().assumptions[index];
        let ends = [item.low, item.high].map(|end| (self.missing_with(solving, Some((index, end))), end));
        let (least, end) = if ends[0].0 < ends[1].0 { ends[0] } else { ends[1] };
        if least < self.missing {
            self.helpful.push((least, index, end));
        }
    }

    /// From the plan's setting towards the better end by steps, halving: what is missing falls on the way.
    fn enough(&mut self, solving: &Solving, place: usize) {
        let pack = solving.model.pack();
        let (least, index, end) = self.helpful[place];
        let item = &pack.assumptions[index];
        let now = solving.scenario.effective_assumption(pack, AssumptionId(index));
        let enough = (least == 0.0).then(|| {
            let steps = ((end - now).abs() / item.step).ceil();
            let (mut short, mut enough) = (0_u64, u64::try_from(steps).unwrap_or(1));
            let at = |step: u64| {
                let moved = Decimal::from(step) * item.step;
                if end >= now { (now + moved).min(end) } else { (now - moved).max(end) }
            };
            while enough - short > 1 {
                let middle = (short + enough) / 2;
                if self.missing_with(solving, Some((index, at(middle)))) == 0.0 {
                    enough = middle
                } else {
                    short = middle
                }
            }
            at(enough)
        });
        self.found.push(Bind::Assumption(AssumptionId(index), now, enough));
    }
}
