//! Given series and computed variables, without their formulas.

use super::fields::Fields;
use super::series::{FREQUENCIES, Layout, known};
use super::{MOST_ITEMS, PendingFormula, Reading};
use crate::diagnostic::Problem;
use crate::pack::{
    Better, Formula, Frequency, GroupId, Measure, OwnerId, Pack, Publication, Scope, SourceId, TableId, Variable,
    VariableId,
};

const MEASURES: [(&str, Measure); 3] = [("flow", Measure::Flow), ("stock", Measure::Stock), ("rate", Measure::Rate)];

const SCOPES: [(&str, Scope); 2] = [("territorial", Scope::Territorial), ("own", Scope::Own)];

const DIRECTIONS: [(&str, Better); 3] =
    [("higher", Better::Higher), ("lower", Better::Lower), ("neutral", Better::Neutral)];

impl<'a> Reading<'a> {
    pub(super) fn read_series(&mut self, root: &Fields<'a>, pack: &mut Pack) {
        for fields in self.items(root, "series", MOST_ITEMS) {
            let mut variable = self.read_common(&fields);
            variable.formula = Formula::Given;
            let frequency = fields.choice("frequency", &FREQUENCIES).unwrap_or(Frequency::Monthly);
            variable.publication.frequency = frequency;
            variable.known = known(&fields, self.layout(pack, &variable));
            self.add_variable(&fields, pack, variable);
            fields.finish();
        }
    }

    pub(super) fn read_variables(&mut self, root: &Fields<'a>, pack: &mut Pack) {
        for fields in self.items(root, "variable", MOST_ITEMS) {
            let mut variable = self.read_common(&fields);
            // Whether it takes the chapter's group was decided when fields were inherited.
            fields.flag("listed", true);
            variable.publication = self.publication(&fields).unwrap_or(variable.publication);
            if let Some(value) = fields.get("known")
                && let Some(inside) = Fields::of(self.source, format!("{}, known", fields.item), value)
            {
                if let Some(source) = inside.reference_if("source", "source", &self.sources) {
                    variable.source = SourceId(source);
                }
                variable.known = known(&inside, self.layout(pack, &variable));
                inside.finish();
            }
            let number = pack.variables.len();
            self.take_exogenous(&fields, pack, number, &mut variable);
            self.take_formulas(&fields, number, variable.over);
            self.add_variable(&fields, pack, variable);
            fields.finish();
        }
    }

    /// `publish`: `"quarterly 18"`, `"monthly 1 +2"` where the lag is not one month, or a table of the three.
    fn publication(&self, fields: &Fields<'a>) -> Option<Publication> {
        let value = fields.get("publish")?;
        let Some(text) = value.get_ref().as_str() else {
            let inside = Fields::of(self.source, format!("{}, publish", fields.item), value)?;
            let publication = Publication {
                frequency: inside.choice("frequency", &FREQUENCIES).unwrap_or(Frequency::Monthly),
                lag_months: inside.whole("lag", 1, 0..=24),
                day: inside.whole("day", 15, 1..=31) as u8,
            };
            inside.finish();
            return Some(publication);
        };
        let publication = publication(text);
        if publication.is_none() {
            fields.report(value.span().start, Problem::BadPublication(text.to_owned()));
        }
        publication
    }

    pub(super) fn layout<'b>(&'b self, pack: &Pack, variable: &Variable) -> Layout<'b> {
        Layout {
            year: pack.year,
            dated: self.dated,
            history_months: pack.history_months,
            frequency: variable.publication.frequency,
            measure: variable.measure,
            rows: variable.over.map(|table| &self.rows[table.0]),
        }
    }

    pub(super) fn add_variable(&mut self, fields: &Fields<'a>, pack: &mut Pack, variable: Variable) {
        let formula = if fields.has("formula") { "formula" } else { "formulas" };
        self.places.push(self.source.place(fields.at_of(formula), &fields.item));
        // That an id is used twice was reported when it entered the global names.
        self.variables.insert(variable.id.clone(), pack.variables.len());
        pack.variables.push(variable);
    }

    fn read_common(&mut self, fields: &Fields<'a>) -> Variable {
        let id = fields.id();
        self.enter_global(fields, &id);
        let (unit, read) = self.unit(fields, "unit");
        self.variable_units.push(read);
        Variable {
            id,
            name: fields.required_text("name"),
            unit,
            over: fields.reference_if("over", "table", &self.tables).map(TableId),
            measure: fields.choice("measure", &MEASURES).unwrap_or(Measure::Flow),
            better: fields.choice("better", &DIRECTIONS).unwrap_or(Better::Higher),
            decimals: fields.whole("decimals", 2, 0..=9),
            publication: Publication { frequency: Frequency::Monthly, lag_months: 1, day: 15 },
            formula: Formula::PerRow(Vec::new()),
            formula_text: Vec::new(),
            known: Vec::new(),
            before: fields.number("before"),
            group: fields.reference_if("group", "group", &self.groups).map(GroupId),
            owner: fields.reference_if("owner", "owner", &self.owners).map(OwnerId),
            scope: fields.choice("scope", &SCOPES),
            exogenous: Vec::new(),
            note: fields.text("note").unwrap_or_default(),
            source: self.source(fields),
            covers: fields.strings("covers"),
        }
    }

    /// Keeps a variable's formula, or one for each row, until all names are known.
    fn take_formulas(&mut self, fields: &Fields<'a>, variable: usize, over: Option<TableId>) {
        let one = fields.string("formula");
        let many = fields.get("formulas");
        match (one, many) {
            (Some(_), Some(value)) => fields.report(value.span().start, Problem::BothFormulas),
            (Some(text), None) => {
                let item = format!("{}, formula", fields.item);
                self.pending.push(PendingFormula { variable, row: None, text, item, condition: false });
            }
            (None, Some(value)) => {
                let item = format!("{}, formulas", fields.item);
                let Some(inside) = Fields::of(self.source, item, value) else { return };
                let Some(table) = over else {
                    inside.report(inside.at, Problem::MissingField("over"));
                    return;
                };
                for (row, at, value) in inside.entries() {
                    match self.rows[table.0].get(row) {
                        Some(&number) => {
                            if let Some(text) = inside.string_value(row, value) {
                                let item = format!("{}, {row}", inside.item);
                                self.pending.push(PendingFormula {
                                    variable,
                                    row: Some(number),
                                    text,
                                    item,
                                    condition: false,
                                });
                            }
                        }
                        None => {
                            let ids = self.rows[table.0].keys().map(String::as_str);
                            let nearest = crate::formula::names::nearest(row, ids);
                            inside.report(at, Problem::Unknown { what: "row", found: row.to_owned(), nearest });
                        }
                    }
                }
                for row in self.rows[table.0].keys() {
                    if !inside.has(row) {
                        inside.report(inside.at, Problem::MissingRow(row.clone()));
                    }
                }
            }
            (None, None) if !fields.has("formula") => fields.report(fields.at, Problem::NoFormula),
            (None, None) => {}
        }
    }

    /// Connects levers with the variables that hold their costs.
    pub(super) fn connect_costs(&self, root: &Fields<'a>, pack: &mut Pack) {
        let list = root.peek("lever").and_then(|list| list.get_ref().as_array()).into_iter().flatten();
        let levers = list.take(MOST_ITEMS).filter(|value| value.get_ref().is_table());
        for (number, value) in levers.enumerate() {
            let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("?");
            let Some(fields) = Fields::of(self.source, format!("lever {id}"), value) else { continue };
            let Some(cost) = fields.reference_if("cost", "variable", &self.variables).map(VariableId) else { continue };
            Self::without_rows(&fields, "cost", pack, cost);
            if let Some(lever) = pack.levers.get_mut(number) {
                lever.cost = Some(cost);
            }
        }
    }
}

/// Publication as one text: frequency, day, and the lag where it is not one month.
fn publication(text: &str) -> Option<Publication> {
    let mut words = text.split_whitespace();
    let frequency = words.next().and_then(|word| FREQUENCIES.iter().find(|(name, _)| *name == word))?.1;
    let day = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let lag_months = match words.next() {
        None => 1,
        Some(lag) => lag.strip_prefix('+')?.parse().ok().filter(|lag| *lag <= 24)?,
    };
    words.next().is_none().then_some(Publication { frequency, lag_months, day })
}
