//! Error bands, limits, accounting, examples and bad cases.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::{Ids, MOST_ITEMS, Reading};
use crate::diagnostic::Problem;
use crate::pack::{
    Accounting, AssumptionId, Distribution, ErrorBand, ErrorMeasure, Example, LeverId, Limit, LimitWhen, Pack,
    ShakenBand, Stress, TableId, VariableId,
};

/// Widths of a band by months known.
fn widths(fields: &Fields<'_>, name: &'static str, months: usize) -> Vec<f64> {
    let widths = fields.required_numbers(name);
    if fields.is_sound() && widths.len() != months {
        fields.report(fields.at_of(name), Problem::WidthCount { months, found: widths.len() });
    }
    if widths.iter().any(|width| *width < 0.0) {
        fields.report(fields.at_of(name), Problem::Negative { field: name });
    }
    widths
}

/// What an item sets, each with its setting.
type Settings<T> = Vec<(T, Decimal)>;

impl<'a> Reading<'a> {
    pub(super) fn read_errors(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<ErrorBand> {
        const MEASURES: [(&str, ErrorMeasure); 2] =
            [("points", ErrorMeasure::Points), ("percent", ErrorMeasure::Percent)];
        let mut errors = Vec::new();
        for fields in self.items(root, "error", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut self.errors, &id, errors.len());
            let (half, year) = (widths(&fields, "half", 6), widths(&fields, "year", 12));
            errors.push(ErrorBand {
                id,
                name: fields.required_text("name"),
                measure: fields.required_choice("in", &MEASURES),
                half,
                year,
                shaken: self.read_shaken(&fields, pack),
                source: self.source(&fields),
            });
            fields.finish();
        }
        errors
    }

    fn read_shaken(&self, fields: &Fields<'a>, pack: &Pack) -> Option<ShakenBand> {
        let value = fields.get("shaken")?;
        let inside = Fields::of(self.source, format!("{}, shaken", fields.item), value)?;
        let switches = pack.assumptions.iter().enumerate().map(|(number, switch)| (switch.id.clone(), number));
        let by = AssumptionId(inside.reference("by", "assumption", &switches.collect()));
        let is_found = inside.is_sound();
        let band = ShakenBand { by, half: widths(&inside, "half", 6), year: widths(&inside, "year", 12) };
        let switch =
            pack.assumptions.get(by.0).filter(|switch| is_found && switch.distribution != Distribution::Discrete);
        if let Some(switch) = switch {
            inside.report(inside.at_of("by"), Problem::NotASwitch { id: switch.id.clone() });
        }
        inside.finish();
        Some(band)
    }

    pub(super) fn read_limits(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<Limit> {
        const WHEN: [(&str, LimitWhen); 2] = [("each_month", LimitWhen::EachMonth), ("year", LimitWhen::Year)];
        let mut limits = Vec::new();
        let mut ids = Ids::new();
        for fields in self.items(root, "limit", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, limits.len());
            let used = fields.reference("used", "variable", &self.variables);
            let available = fields.reference("available", "variable", &self.variables);
            let unit = |variable: usize| self.variable_units.get(variable).and_then(Option::as_ref);
            if let (Some(left), Some(right)) = (unit(used), unit(available))
                && left != right
            {
                let problem = Problem::UnitMismatch {
                    left: self.units.describe(left).to_string(),
                    right: self.units.describe(right).to_string(),
                    convertible: None,
                    number: None,
                };
                fields.report(fields.at_of("available"), problem);
            }
            if let (Some(left), Some(right)) = (pack.variables.get(used), pack.variables.get(available))
                && left.over != right.over
            {
                let (left, right) = (left.id.clone(), right.id.clone());
                fields.report(fields.at_of("available"), Problem::OtherRows { left, right });
            }
            limits.push(Limit {
                id,
                name: fields.required_text("name"),
                used: VariableId(used),
                available: VariableId(available),
                when: fields.required_choice("when", &WHEN),
                note: fields.text("note").unwrap_or_default(),
                covers: fields.strings("covers"),
            });
            fields.finish();
        }
        limits
    }

    pub(super) fn read_accounting(&mut self, root: &Fields<'a>, pack: &Pack) -> Option<Accounting> {
        let value = root.get("accounting")?;
        let fields = Fields::of(self.source, "accounting".to_owned(), value)?;
        let table = TableId(fields.reference("table", "table", &self.tables));
        let by_row = |name| {
            let variable = VariableId(fields.reference(name, "variable", &self.variables));
            if let (Some(found), Some(rows)) = (pack.variables.get(variable.0), pack.tables.get(table.0))
                && found.over != Some(table)
            {
                let problem = Problem::NotOverTable { name: found.id.clone(), table: rows.id.clone() };
                fields.report(fields.at_of(name), problem);
            }
            variable
        };
        let (value, base) = (by_row("value"), by_row("base"));
        let growth = VariableId(fields.reference("growth", "variable", &self.variables));
        Self::without_rows(&fields, "growth", pack, growth);
        fields.finish();
        Some(Accounting { table, value, base, growth })
    }

    /// Reports a variable over a table where one without rows is meant.
    pub(super) fn without_rows(fields: &Fields<'a>, name: &'static str, pack: &Pack, variable: VariableId) {
        if let Some(found) = pack.variables.get(variable.0)
            && let Some(table) = found.over
        {
            let (id, table) = (found.id.clone(), pack.tables[table.0].id.clone());
            fields.report(fields.at_of(name), Problem::NeedsOneRow { name: id, table, rows: Vec::new() });
        }
    }

    pub(super) fn read_examples(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut ids = Ids::new();
        for fields in self.items(root, "example", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, examples.len());
            let (levers, assumptions) = self.both_settings(&fields, pack);
            let (name, note) = (fields.required_text("name"), fields.required_text("note"));
            examples.push(Example { id, name, note, levers, assumptions });
            fields.finish();
        }
        examples
    }

    pub(super) fn read_stresses(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<Stress> {
        let mut stresses = Vec::new();
        let mut ids = Ids::new();
        for fields in self.items(root, "stress", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, stresses.len());
            let (levers, assumptions) = self.both_settings(&fields, pack);
            if fields.is_sound() && levers.is_empty() && assumptions.is_empty() {
                // A case in which nothing happens says nothing.
                fields.missing("assumptions");
            }
            let (name, note) = (fields.required_text("name"), fields.required_text("note"));
            stresses.push(Stress { id, name, note, levers, assumptions });
            fields.finish();
        }
        stresses
    }

    /// The levers and assumptions an item sets.
    fn both_settings(&self, fields: &Fields<'a>, pack: &Pack) -> (Settings<LeverId>, Settings<AssumptionId>) {
        let levers = self.settings(fields, "levers", "lever", |id| {
            let lever = pack.lever(id)?;
            let item = &pack.levers[lever.0];
            Some((lever, item.min, item.max))
        });
        let assumptions = self.settings(fields, "assumptions", "assumption", |id| {
            let assumption = pack.assumption(id)?;
            let item = &pack.assumptions[assumption.0];
            Some((assumption, item.low, item.high))
        });
        (levers, assumptions)
    }

    fn settings<T>(
        &self,
        fields: &Fields<'a>,
        name: &'static str,
        what: &'static str,
        find: impl Fn(&str) -> Option<(T, Decimal, Decimal)>,
    ) -> Vec<(T, Decimal)> {
        let Some(value) = fields.get(name) else { return Vec::new() };
        let Some(inside) = Fields::of(self.source, format!("{}, {name}", fields.item), value) else {
            return Vec::new();
        };
        let mut settings = Vec::new();
        for (id, at, value) in inside.entries() {
            let Some((found, low, high)) = find(id) else {
                let nearest = crate::formula::names::nearest(id, self.globals.keys().map(String::as_str));
                inside.report(at, Problem::Unknown { what, found: id.to_owned(), nearest });
                continue;
            };
            let Some(setting) = inside.decimal_value(id, value) else { continue };
            if setting < low || setting > high {
                let (low, high) = (low.to_string(), high.to_string());
                let problem = Problem::OutsideRange { value: setting.to_string(), low, high };
                inside.report(value.span().start, problem);
            }
            settings.push((found, setting));
        }
        settings
    }
}
