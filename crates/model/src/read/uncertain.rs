//! Columns whose cells nobody knows exactly: each cell becomes an assumption.

use rust_decimal::Decimal;

use super::Reading;
use super::fields::Fields;
use crate::diagnostic::Problem;
use crate::pack::{Assumption, AssumptionId, Cell, Column, ColumnKind, Distribution, GroupId, Pack, SourceId};
use crate::text::Text;

/// How uncertain the cells of a column are.
pub(super) struct Uncertain {
    low: Decimal,
    high: Decimal,
    step: Decimal,
    decimals: u32,
    distribution: Distribution,
    correlated_with: Option<String>,
    group: GroupId,
    reason: Text,
}

impl<'a> Reading<'a> {
    /// `uncertain = { low = -1, high = 4, … }` of a column.
    pub(super) fn read_uncertain(&self, column: &Fields<'a>, id: &str, kind: ColumnKind) -> Option<Uncertain> {
        const SHAPES: [(&str, Distribution); 3] = [
            ("triangular", Distribution::Triangular),
            ("normal", Distribution::Normal),
            ("uniform", Distribution::Uniform),
        ];
        let value = column.get("uncertain")?;
        let fields = Fields::of(self.source, format!("{}, uncertain", column.item), value)?;
        let whole = kind == ColumnKind::Month;
        let uncertain = Uncertain {
            low: fields.required_decimal("low"),
            high: fields.required_decimal("high"),
            step: fields.decimal("step").unwrap_or(Decimal::ONE),
            decimals: fields.whole("decimals", if whole { 0 } else { 1 }, 0..=9),
            distribution: fields.choice("distribution", &SHAPES).unwrap_or(Distribution::Triangular),
            correlated_with: fields.string("correlated_with").map(|label| label.text),
            group: self.group(&fields),
            reason: fields.required_text("reason"),
        };
        if fields.is_sound() && (uncertain.low > Decimal::ZERO || uncertain.high < Decimal::ZERO) {
            let (low, high) = (uncertain.low.to_string(), uncertain.high.to_string());
            fields.report(fields.at_of("low"), Problem::OutsideRange { value: "0".to_owned(), low, high });
        }
        if uncertain.step <= Decimal::ZERO {
            fields.report(fields.at_of("step"), Problem::NotPositive { field: "step" });
        }
        fields.finish();
        if !matches!(kind, ColumnKind::Number | ColumnKind::Month) {
            fields.report(fields.at, Problem::NotAdjustable { column: id.to_owned() });
            return None;
        }
        if column.has("adjustable") {
            fields.report(fields.at, Problem::AdjustableAndUncertain { column: id.to_owned() });
            return None;
        }
        Some(uncertain)
    }

    /// The assumption made for a cell: `id` is `table.row.column`.
    pub(super) fn uncertain_cell(
        &mut self,
        pack: &mut Pack,
        id: String,
        (row, column): (&Text, &Column),
        uncertain: &Uncertain,
        (mid, source): (Decimal, Option<SourceId>),
    ) -> Cell {
        pack.assumptions.push(Assumption {
            id,
            name: Text::new(format!("{}：{}", row.zh, column.name.zh), format!("{}: {}", row.en, column.name.en)),
            group: uncertain.group,
            unit: column.unit.clone(),
            low: mid + uncertain.low,
            mid,
            high: mid + uncertain.high,
            step: uncertain.step,
            decimals: uncertain.decimals,
            distribution: uncertain.distribution,
            correlated_with: uncertain.correlated_with.clone(),
            reason: uncertain.reason.clone(),
            source: source.unwrap_or(column.source),
            covers: Vec::new(),
        });
        self.assumption_units.push(None);
        Cell::Uncertain(AssumptionId(pack.assumptions.len() - 1))
    }
}
