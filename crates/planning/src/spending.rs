//! What a plan costs: the new spending of the whole plan, and what one lever adds to it.

use guoban_model::model::{Model, Projection};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, Pack, VariableId};
use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::calendar::Period;
use crate::few::sort_few;
use crate::figures::Figures;
use crate::number::published;
use crate::quantity::change;

/// Units of money and their size in 万元.
const MONEY: [(&str, f64); 3] = [("元", 1e-4), ("万元", 1.0), ("亿元", 1e4)];

/// 万元 from which an amount is said in 亿元.
const LARGE: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// The variables that hold a lever's cost, each once however many levers share it, with the size of their unit in 万元; `None`
/// where the unit is not one of money.
pub fn accounts(pack: &Pack) -> impl Iterator<Item = (VariableId, Option<f64>)> + '_ {
    let mut costs: Vec<VariableId> = pack.levers.iter().filter_map(|lever| lever.cost).collect();
    sort_few(&mut costs, |left, right| left.0.cmp(&right.0));
    costs.dedup();
    let size = |unit: &str| MONEY.into_iter().find(|(money, _)| *money == unit).map(|(_, size)| size);
    costs.into_iter().map(move |cost| (cost, size(&pack.variables[cost.0].unit)))
}

/// What the year costs more under one run than under another, over all variables that hold a lever's cost; each counts
/// once, however many levers share it. In 万元, rounded; `None` where one has no figure or is not in money.
pub fn added(pack: &Pack, before: &impl Figures, after: &impl Figures) -> Option<Decimal> {
    let mut total = 0.0;
    for (cost, size) in accounts(pack) {
        total += (spent(pack, cost, after)? - spent(pack, cost, before)?) * size?;
    }
    published(total, 0)
}

/// What a lever's setting adds to the plan's spending: its cost with the setting less that with the baseline, all else
/// as it is in `run`. In the unit of its cost, as published; `None` where it costs nothing or is at its baseline.
pub fn added_by(model: &Model, run: &Projection, lever: LeverId) -> Option<Decimal> {
    let pack = model.pack();
    let cost = pack.levers[lever.0].cost?;
    let mut settings = run.settings().clone();
    let setting = settings.levers.get_mut(lever.0)?;
    let baseline = to_f64(pack.levers[lever.0].baseline);
    if setting.to_bits() == baseline.to_bits() {
        return None;
    }
    *setting = baseline;
    let without = model.run(&settings);
    published(spent(pack, cost, run)? - spent(pack, cost, &without)?, pack.variables[cost.0].decimals)
}

fn spent(pack: &Pack, cost: VariableId, figures: &impl Figures) -> Option<f64> {
    (0..pack.rows_of(cost)).map(|row| figures.standing(pack, cost, row, Period::Year.last())).sum()
}

/// An amount of 万元 with its sign, in the unit it is said in: `+750 万元`, `+1.25 亿元`; `+7.5 million yuan`.
pub fn told(amount: Decimal, language: Language) -> String {
    match language {
        Language::Zh if amount.abs() >= LARGE => change(amount / LARGE, 2, "亿元", language),
        _ => change(amount, 0, "万元", language),
    }
}
