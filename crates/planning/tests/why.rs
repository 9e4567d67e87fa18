//! Contributions and traces of the shipped border city: they add up to what is shown, and lead to the pack's lines.

#![allow(clippy::unwrap_used)]

use guoban_model::contribution::EXACT_CHANGES;
use guoban_model::explain::IngredientKind;
use guoban_model::model::Model;
use guoban_model::pack::TargetId;
use guoban_model::read::read_pack;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;
use guoban_planning::trace::{Kind, Step, trace};
use guoban_planning::why::why;
use rust_decimal::Decimal;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");

fn model() -> Model {
    let read = read_pack(CITY).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

/// A scenario with the first levers at one of their ends.
fn changed(model: &Model, count: usize) -> Scenario {
    let pack = model.pack();
    let mut scenario = Scenario::baseline(pack);
    for lever in pack.levers.iter().filter(|lever| lever.min != lever.max).take(count) {
        let end = if lever.max == lever.baseline { lever.min } else { lever.max };
        scenario.set_lever(pack, &lever.id, end);
    }
    let assumption = &pack.assumptions[0];
    scenario.set_assumption(pack, &assumption.id, assumption.high);
    scenario
}

#[test]
fn parts_add_up_to_the_difference_of_the_board() {
    let model = model();
    let pack = model.pack();
    let base = model.run(&model.baseline());
    for (count, step) in [(5, 2), (34, 6)] {
        let scenario = changed(&model, count);
        let run = model.run(&scenario.settings(pack));
        let (mut told, mut moved, mut sampled) = (0, 0, 0);
        for id in (0..pack.targets.len()).step_by(step).map(TargetId) {
            let found = why(&model, &base, &run, id, scenario.seed);
            for (period, found) in [Period::Half, Period::Year].into_iter().zip(found) {
                let board = |figures| Judge::new(pack, &scenario).verdict(id, period, figures, None).projected;
                let (before, after) = (board(&base), board(&run));
                assert_eq!(found.as_ref().map(|found| (found.from, found.to)), before.zip(after));
                let Some(found) = found else { continue };
                // Orders are sampled only where more changes reach the figure than can be put in all orders.
                assert!(found.exact || found.parts.len() + found.idle > EXACT_CHANGES);
                sampled += usize::from(!found.exact);
                let sum: Decimal = found.parts.iter().map(|part| part.amount).sum();
                assert_eq!(found.from + sum, found.to, "{}", pack.targets[id.0].id);
                assert_eq!(found.parts.len() + found.idle, count + 1);
                told += found.parts.len();
                moved += usize::from(found.from != found.to);
            }
        }
        assert!(told > 10 && moved > 4, "{told} parts, {moved} figures moved");
        assert_eq!(sampled > 0, count > EXACT_CHANGES, "{sampled} figures sampled");
    }
}

#[test]
fn every_figure_of_a_trace_opens_and_ends_at_a_line_of_the_pack() {
    let model = model();
    let pack = model.pack();
    let run = model.run(&model.baseline());
    let mut waiting: std::collections::VecDeque<Step> =
        (0..pack.targets.len()).map(|id| Step::Standing(TargetId(id), 5)).collect();
    let (mut seen, mut levers, mut known) = (Vec::new(), 0, 0);
    while let Some(step) = waiting.pop_front() {
        if seen.contains(&step) || seen.len() > 1_000 {
            continue;
        }
        seen.push(step);
        let Some(found) = trace(&run, CITY, step) else {
            assert!(matches!(step, Step::Standing(..)), "{step:?} does not open");
            continue;
        };
        if found.figure.kind == Kind::Sum {
            let sum: Option<Decimal> = found.inputs.iter().map(|input| input.value).sum();
            assert_eq!(sum, found.figure.value);
        }
        if let Step::Read(kind, _) = step {
            let id = match kind {
                IngredientKind::Cell(cell) => &pack.variables[cell.variable.0].id,
                IngredientKind::Lever(id) => match pack.levers[id.0].cell {
                    Some((column, row)) => &pack.tables[column.table.0].rows[row].id,
                    None => &pack.levers[id.0].id,
                },
                IngredientKind::Assumption(id) => &pack.assumptions[id.0].id,
                IngredientKind::Constant(id) => &pack.constants[id.0].id,
                IngredientKind::Profile(id) => &pack.profiles[id.0].id,
                IngredientKind::Curve(id) => &pack.curves[id.0].id,
                IngredientKind::Table(column, row) => &pack.tables[column.table.0].rows[row].id,
            };
            let line = found.line.and_then(|line| CITY.lines().nth(line - 1)).unwrap_or_default();
            let begins = line.starts_with(&format!("{id} = {{")) || line.trim().starts_with(&format!("[\"{id}\","));
            assert!(begins, "{step:?} is at {line:?}");
        }
        levers += usize::from(matches!(step, Step::Read(IngredientKind::Lever(_), _)));
        known += usize::from(found.figure.kind == Kind::Known);
        waiting.extend(found.inputs.iter().map(|input| input.step));
    }
    assert!(levers > 2 && known > 5, "{levers} levers, {known} known figures");
}
