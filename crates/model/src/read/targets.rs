//! Targets, limits, accounting and examples.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::{Ids, MOST_ITEMS, Reading};
use crate::diagnostic::Problem;
use crate::pack::{
    Accounting, AssumptionId, ErrorBand, ErrorId, ErrorMeasure, Example, LeverId, Limit, LimitWhen, Pack, ProfileId,
    TableId, Target, TargetKind, VariableId,
};

const KINDS: [(&str, TargetKind); 9] = [
    ("amount", TargetKind::Amount),
    ("growth", TargetKind::Growth),
    ("count", TargetKind::Count),
    ("stock", TargetKind::Stock),
    ("ratio", TargetKind::Ratio),
    ("rank", TargetKind::Rank),
    ("ceiling", TargetKind::Ceiling),
    ("milestone", TargetKind::Milestone),
    ("progress", TargetKind::Progress),
];

impl<'a> Reading<'a> {
    pub(super) fn read_targets(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut ids = Ids::new();
        for fields in self.items(root, "target", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, targets.len());
            // A target without `indicator` is the task of the variable of its own id.
            let variable = match self.variables.get(&id) {
                Some(&variable) if !fields.has("indicator") => {
                    fields.get("indicator");
                    variable
                }
                _ => fields.reference("indicator", "variable", &self.variables),
            };
            let variable = VariableId(variable);
            let Some(indicator) = pack.variables.get(variable.0) else { continue };
            let row = match indicator.over {
                Some(table) => {
                    if !fields.has("row") {
                        let (name, table) = (indicator.id.clone(), &pack.tables[table.0]);
                        let rows = table.rows.iter().map(|row| row.id.clone()).collect();
                        let problem = Problem::NeedsOneRow { name, table: table.id.clone(), rows };
                        fields.report(fields.at_of("indicator"), problem);
                    }
                    fields.reference_if("row", "row", &self.rows[table.0])
                }
                None => {
                    if let Some(value) = fields.get("row") {
                        fields.report(value.span().start, Problem::NoRowsHere { name: indicator.id.clone() });
                    }
                    None
                }
            };
            let (half, year) = (fields.decimal("half"), fields.decimal("year"));
            if half.is_none() && year.is_none() && !fields.has("by_month") {
                fields.report(fields.at, Problem::NoTarget);
            }
            let tolerance = fields.decimal("tolerance").unwrap_or(Decimal::ZERO);
            if tolerance < Decimal::ZERO {
                fields.report(fields.at_of("tolerance"), Problem::Negative { field: "tolerance" });
            }
            let by_month = Self::by_month(&fields);
            let (half, year) = match by_month {
                Some(due) => (half.or(Some(due[5])), year.or(Some(due[11]))),
                None => (half, year),
            };
            // A task for one row of an indicator is known by the row as well.
            let name = fields.text("name").unwrap_or_else(|| pack.name_in_row(variable, row));
            targets.push(Target {
                id,
                name,
                variable,
                row,
                kind: fields.required_choice("kind", &KINDS),
                half,
                year,
                next_year: fields.decimal("next_year"),
                by_month,
                tolerance,
                line: fields.choice("line", &super::items::LINES),
                seasonal: fields.reference_if("seasonal", "profile", &self.profiles).map(ProfileId),
                due_at_half: fields.flag("due_at_half", true),
                among: Some(fields.whole("among", 0, 2..=10_000)).filter(|places| *places > 0),
                list_points: fields.decimal("list_points"),
                list_places: Some(fields.whole("list_places", 0, 1..=100)).filter(|places| *places > 0),
                red_line: fields.flag("red_line", false),
                beyond_levers: Self::beyond_levers(&fields),
                error: fields.reference_if("error", "error", &self.errors).map(ErrorId),
                group: Self::inherited(&fields, "group", indicator.group, || self.group(&fields)),
                owner: Self::inherited(&fields, "owner", indicator.owner, || self.owner(&fields)),
                with: self.with(&fields),
                person: fields.text("person"),
                deadline: fields.date("deadline"),
                note: fields.text("note").unwrap_or_default(),
                source: self.source(&fields),
                covers: fields.strings("covers"),
            });
            Self::required(&fields, pack.require);
            fields.finish();
        }
        targets
    }

    /// What a target has from its indicator unless it says otherwise.
    fn inherited<T>(fields: &Fields<'a>, name: &'static str, from: Option<T>, said: impl Fn() -> T) -> T {
        match from {
            Some(from) if !fields.has(name) => {
                fields.get(name);
                from
            }
            _ => said(),
        }
    }

    pub(super) fn read_errors(&mut self, root: &Fields<'a>) -> Vec<ErrorBand> {
        const MEASURES: [(&str, ErrorMeasure); 2] =
            [("points", ErrorMeasure::Points), ("percent", ErrorMeasure::Percent)];
        let mut errors = Vec::new();
        for fields in self.items(root, "error", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut self.errors, &id, errors.len());
            let widths = |name: &'static str, months: usize| {
                let widths = fields.required_numbers(name);
                if fields.is_sound() && widths.len() != months {
                    fields.report(fields.at_of(name), Problem::WidthCount { months, found: widths.len() });
                }
                if widths.iter().any(|width| *width < 0.0) {
                    fields.report(fields.at_of(name), Problem::Negative { field: name });
                }
                widths
            };
            let (half, year) = (widths("half", 6), widths("year", 12));
            errors.push(ErrorBand {
                id,
                name: fields.required_text("name"),
                measure: fields.required_choice("in", &MEASURES),
                half,
                year,
                source: self.source(&fields),
            });
            fields.finish();
        }
        errors
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
            let levers = self.settings(&fields, "levers", "lever", |id| {
                let lever = pack.lever(id)?;
                let item = &pack.levers[lever.0];
                Some((lever, item.min, item.max))
            });
            let assumptions = self.settings(&fields, "assumptions", "assumption", |id| {
                let assumption = pack.assumption(id)?;
                let item = &pack.assumptions[assumption.0];
                Some((assumption, item.low, item.high))
            });
            examples.push(Example {
                id,
                name: fields.required_text("name"),
                note: fields.required_text("note"),
                levers: levers as Vec<(LeverId, Decimal)>,
                assumptions: assumptions as Vec<(AssumptionId, Decimal)>,
            });
            fields.finish();
        }
        examples
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
