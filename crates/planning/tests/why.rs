//! Contributions and traces of the shipped border city: they add up to what is shown, and lead to the pack's lines.

#![allow(clippy::unwrap_used)]

use guoban_model::contribution::EXACT_CHANGES;
use guoban_model::explain::IngredientKind;
use guoban_model::model::Model;
use guoban_model::pack::{TargetId, VariableId};
use guoban_model::program::CellRef;
use guoban_model::read::read_pack;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;
use guoban_planning::trace::{Kind, Piece, Step, trace};
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
        let (mut told, mut moved, mut sampled, mut finer, mut silent) = (0, 0, 0, 0, 0);
        for id in (0..pack.targets.len()).step_by(step).map(TargetId) {
            let found = why(&model, &base, &run, id, scenario.seed);
            for (period, found) in [Period::Half, Period::Year].into_iter().zip(found) {
                let board = |figures| Judge::new(pack, &scenario).verdict(id, period, figures, None).projected;
                let (before, after) = (board(&base), board(&run));
                // Orders are sampled only where more changes reach the figure than can be put in all orders.
                assert_eq!(found.is_some(), before.is_some() && after.is_some());
                let (Some(found), Some(before), Some(after)) = (found, before, after) else { continue };
                assert!(found.exact || found.parts.len() + found.idle > EXACT_CHANGES);
                sampled += usize::from(!found.exact);
                let item = &pack.variables[pack.targets[id.0].variable.0];
                if found.decimals == item.decimals {
                    assert_eq!((found.from, found.to), (before, after));
                } else {
                    // One more decimal, where most changes would have read as nothing.
                    assert_eq!(found.decimals, item.decimals + 1);
                    assert!((found.from - before).abs() <= Decimal::new(5, found.decimals));
                    assert!((found.to - after).abs() <= Decimal::new(5, found.decimals));
                    finer += 1;
                }
                let nothing = found.parts.iter().filter(|part| part.amount.is_zero()).count();
                silent += usize::from(found.decimals == item.decimals && nothing * 2 > found.parts.len());
                let sum: Decimal = found.parts.iter().map(|part| part.amount).sum();
                assert_eq!(found.from + sum, found.to, "{}", pack.targets[id.0].id);
                assert_eq!(found.parts.len() + found.idle, count + 1);
                told += found.parts.len();
                moved += usize::from(found.from != found.to);
            }
        }
        assert!(told > 10 && moved > 4 && finer > 0, "{told} parts, {moved} figures moved, {finer} finer");
        assert_eq!(silent, 0, "most parts of a figure read as nothing");
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

#[test]
fn formulas_speak_the_names_of_things_and_no_ids() {
    let model = model();
    let pack = model.pack();
    let run = model.run(&model.baseline());
    let mut named = 0;
    let ids: Vec<&str> = pack
        .variables
        .iter()
        .map(|item| &*item.id)
        .chain(pack.levers.iter().map(|item| &*item.id))
        .chain(pack.assumptions.iter().map(|item| &*item.id))
        .chain(pack.constants.iter().map(|item| &*item.id))
        .collect();
    for (index, variable) in pack.variables.iter().enumerate() {
        let cell = CellRef { variable: VariableId(index), row: 0, offset: 11 };
        let Some(formula) =
            trace(&run, CITY, Step::Read(IngredientKind::Cell(cell), 11)).and_then(|found| found.formula)
        else {
            continue;
        };
        for piece in &formula.named {
            match piece {
                Piece::Name(name) => named += usize::from(!name.zh.is_empty() && !name.en.is_empty()),
                Piece::Written(text) => {
                    let words = text.split(|character: char| !(character.is_alphanumeric() || character == '_'));
                    let left: Vec<&str> = words.filter(|word| ids.contains(word)).collect();
                    assert!(left.is_empty(), "{}: {left:?} in {text:?}", variable.id);
                }
            }
        }
    }
    assert!(named > 300, "{named}");
}
