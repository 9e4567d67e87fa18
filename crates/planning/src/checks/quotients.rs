//! Quotients a reader would take at their word: a growth over a base that is no base, a multiple of something that shrinks,
//! a published growth that the levels beside it contradict.

use guoban_model::explain::formula_of;
use guoban_model::formula::{Binary, Node, NodeKind, Temporal};
use guoban_model::model::Projection;
use guoban_model::pack::{Measure, Pack, TargetId, TargetKind, VariableId};
use guoban_model::program::CellRef;
use guoban_model::time::Month;
use guoban_model::walk::{Cells, Walk};

use super::{Subject, Trial, both};
use crate::calendar::Period;

/// Points between a published growth and the one its levels make from which they contradict each other.
const CONTRADICTS: f64 = 0.5;

struct Run<'a>(&'a Projection);

impl Cells for Run<'_> {
    fn cell(&mut self, cell: CellRef) -> Option<f64> {
        self.0.raw(cell)
    }
}

impl Trial<'_> {
    /// A task judged by a quotient whose divisor is a growth or a base of last year that is not above zero: the falling place
    /// whose park grows "twice as fast", the loss whose end reads as a fall.
    pub(super) fn divisors(&mut self, projection: &Projection, number: usize) {
        let pack = self.pack;
        for (index, target) in pack.targets.iter().enumerate() {
            if !matches!(target.kind, TargetKind::Ratio | TargetKind::Growth | TargetKind::Progress) {
                continue;
            }
            let item = &pack.variables[target.variable.0];
            let row = target.row.unwrap_or(0);
            let Some((formula, _)) = formula_of(item, row) else { continue };
            for last in Period::ALL.map(Period::last) {
                let is_void = |void: guoban_model::pack::Void| projection.at(void.when, row, last) != Some(0.0);
                if target.void.is_some_and(is_void) {
                    continue;
                }
                let bound = item.over.map(|table| (table, row));
                let mut walk = Walk::new(pack, projection.settings(), projection.as_of(), Run(projection), bound);
                let Some(value) = divisor(pack, formula, last, &mut walk) else { continue };
                let month = Month::from_offset(pack.year, last);
                let message = both(
                    format!(
                        "任务 {} 在 {month} 除以一个不大于零的数（{value:.4}）,所得的倍数或增速没有意义",
                        target.id
                    ),
                    format!(
                        "the target {} divides by a number not above zero in {month} ({value:.4}): the multiple or growth \
                         it gives says nothing",
                        target.id
                    ),
                );
                let hint = both(
                    "除数不大于零时不要给数：在公式里写 none(\"理由\"),或给任务写 void_when",
                    "give no figure where the divisor is not above zero: write none(\"the reason\") in the formula, or void_when \
                     on the target",
                );
                self.remark(format!("divisor {index}"), Subject::Target(TargetId(index)), number, message, hint);
            }
        }
    }

    /// A task judged by a multiple of a growth gets better when that growth falls: the pack has to say when it is not judged.
    pub(super) fn multiples(&mut self) {
        let pack = self.pack;
        for (index, target) in pack.targets.iter().enumerate() {
            let item = &pack.variables[target.variable.0];
            let formula = formula_of(item, target.row.unwrap_or(0)).map(|(formula, _)| formula);
            let Some(formula) = formula.filter(|_| target.kind == TargetKind::Ratio && target.void.is_none()) else {
                continue;
            };
            let (mut multiple, mut guarded) = (false, false);
            formula.walk(&mut |node| {
                multiple |= matches!(&node.kind, NodeKind::Binary(Binary::Divide, _, below) if is_rate(pack, below));
                guarded |= matches!(&node.kind, NodeKind::None(_));
                true
            });
            if !multiple || guarded {
                continue;
            }
            let message = both(
                format!("任务 {} 是某个增速的倍数:那个增速越低,倍数越高", target.id),
                format!("the target {} is a multiple of a growth: it gets better when that growth falls", target.id),
            );
            let hint = both(
                "写明何时不判:任务里写 void_when,或公式里写 none(\"理由\");并给那个增速也定任务",
                "say when it is not judged, by void_when on the target or none(\"the reason\") in the formula, and set a task for \
                 that growth as well",
            );
            self.remark(format!("multiple {index}"), Subject::Target(TargetId(index)), 0, message, hint);
        }
    }

    /// Known figures of a growth beside what its formula makes of known levels.
    pub(super) fn contradictions(&mut self) {
        let (pack, model) = (self.pack, self.model);
        let run = model.run(&model.baseline());
        for (index, item) in pack.variables.iter().enumerate() {
            let id = VariableId(index);
            if item.measure != Measure::Rate || !matches!(&*item.unit, "%" | "百分点") {
                continue;
            }
            for (row, known) in item.known.iter().enumerate() {
                let Some((formula, _)) = formula_of(item, row).filter(|(formula, _)| looks_back(formula)) else {
                    continue;
                };
                let last = model.known_through(id).min(known.end() - 1);
                if last < 0 {
                    continue;
                }
                let bound = item.over.map(|table| (table, row));
                let mut walk = Walk::new(pack, run.settings(), run.as_of(), Run(&run), bound);
                let made = walk.node(formula, last).filter(|made| made.is_finite());
                let (Some(made), Some(said)) = (made, known.at(last)) else { continue };
                if (made - said).abs() <= CONTRADICTS {
                    continue;
                }
                let month = Month::from_offset(pack.year, last);
                let message = both(
                    format!("{} 公布 {month} 为 {said:.1},按水平值算得 {made:.1}:增速与水平互相矛盾", item.id),
                    format!(
                        "{} was published as {said:.1} for {month}, its formula makes {made:.1} of the levels: growth and \
                         levels contradict each other",
                        item.id
                    ),
                );
                let hint = both(
                    "公布的增速按可比口径：用可比基数（现值÷(1+公布增速)）代替上年水平,或核对数字",
                    "published growth is on a comparable basis: divide by a comparable base (level ÷ (1 + published growth)) \
                     instead of last year's level, or check the figures",
                );
                self.remark(format!("contradiction {index}"), Subject::Variable(id), 0, message, hint);
            }
        }
    }
}

/// The first divisor not above zero, of those that are a growth or last year's: along the branches that are taken.
fn divisor(pack: &Pack, node: &Node, month: i32, walk: &mut Walk<'_, Run<'_>>) -> Option<f64> {
    match &node.kind {
        NodeKind::Binary(Binary::Divide, above, below) => {
            let risky = looks_back(below) || is_rate(pack, below);
            let value = if risky { walk.node(below, month).filter(|value| *value <= 0.0) } else { None };
            value.or_else(|| divisor(pack, above, month, walk)).or_else(|| divisor(pack, below, month, walk))
        }
        NodeKind::If(condition, then, otherwise) => {
            let taken = if walk.node(condition, month)? != 0.0 { then } else { otherwise };
            divisor(pack, taken, month, walk)
        }
        // Rows and other months would have to be bound first.
        NodeKind::Aggregate(..) | NodeKind::Temporal(..) => None,
        _ => node.children().find_map(|child| divisor(pack, child, month, walk)),
    }
}

fn looks_back(node: &Node) -> bool {
    let mut found = false;
    node.walk(&mut |node| {
        found |= matches!(&node.kind, NodeKind::Temporal(Temporal::Lag(12), _));
        !found
    });
    found
}

/// Whether a part is a growth or another rate by itself.
fn is_rate(pack: &Pack, node: &Node) -> bool {
    match &node.kind {
        NodeKind::Variable(id, _) => {
            let item = &pack.variables[id.0];
            item.measure == Measure::Rate && matches!(&*item.unit, "%" | "百分点")
        }
        NodeKind::Convert(inner, _) => is_rate(pack, inner),
        _ => false,
    }
}
