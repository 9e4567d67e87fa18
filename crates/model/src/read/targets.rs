//! Targets: one, or one for each of several rows.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::{Ids, MOST_ITEMS, PendingFormula, Reading};
use crate::diagnostic::Problem;
use crate::pack::{
    Better, ErrorId, Formula, Frequency, GroupId, Measure, OwnerId, Pack, ProfileId, Publication, ReasonId, SourceId,
    TableId, Target, TargetKind, Variable, VariableId, Void,
};
use crate::text::Text;
use crate::unit::Unit;

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

/// The fields of a target: those of its row in a block of several, then the block's.
struct Said<'f, 'a> {
    block: &'f Fields<'a>,
    row: Option<&'f Fields<'a>>,
}

impl<'f, 'a> Said<'f, 'a> {
    /// Where a field is looked for.
    fn of(&self, name: &'a str) -> &'f Fields<'a> {
        // The block knows every field, whoever says it.
        self.block.get(name);
        match self.row {
            Some(row) if row.get(name).is_some() => row,
            _ => self.block,
        }
    }
}

/// What targets have from their indicator.
struct Indicator {
    variable: VariableId,
    over: Option<TableId>,
    name: Text,
    group: Option<GroupId>,
    owner: Option<OwnerId>,
}

impl<'a> Reading<'a> {
    pub(super) fn read_targets(&mut self, root: &Fields<'a>, pack: &mut Pack) {
        let mut ids = Ids::new();
        for fields in self.items(root, "target", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, pack.targets.len());
            // A target without `indicator` is the task of the variable of its own id.
            let variable = match self.variables.get(&id) {
                Some(&variable) if !fields.has("indicator") => {
                    fields.get("indicator");
                    variable
                }
                _ => fields.reference("indicator", "variable", &self.variables),
            };
            let Some(found) = pack.variables.get(variable) else { continue };
            let indicator = Indicator {
                variable: VariableId(variable),
                over: found.over,
                name: found.name.clone(),
                group: found.group,
                owner: found.owner,
            };
            let void = self.read_void(&fields, pack, &id, &indicator);
            // Where a row could not be read, the block's fields are not to blame.
            let mut complete = true;
            match (indicator.over, fields.get("rows")) {
                (Some(table), Some(value)) => {
                    if let Some(row) = fields.get("row") {
                        fields.report(row.span().start, Problem::RowAndRows);
                    }
                    let Some(inside) = Fields::of(self.source, format!("{}, rows", fields.item), value) else {
                        continue;
                    };
                    for (row, at, value) in inside.entries() {
                        let Some(&number) = self.rows[table.0].get(row) else {
                            let nearest =
                                crate::formula::names::nearest(row, self.rows[table.0].keys().map(String::as_str));
                            inside.report(at, Problem::Unknown { what: "row", found: row.to_owned(), nearest });
                            complete = false;
                            continue;
                        };
                        let Some(own) = Fields::of(self.source, format!("{}, {row}", fields.item), value) else {
                            complete = false;
                            continue;
                        };
                        let id = format!("{id}.{row}");
                        Self::enter(&fields, &mut ids, &id, pack.targets.len());
                        let said = Said { block: &fields, row: Some(&own) };
                        let target = self.read_target(&said, pack, id, &indicator, Some(number), void);
                        pack.targets.push(target);
                        own.finish();
                    }
                }
                (over, _) => {
                    let row = self.target_row(&fields, pack, &indicator, over);
                    let said = Said { block: &fields, row: None };
                    let target = self.read_target(&said, pack, id, &indicator, row, void);
                    pack.targets.push(target);
                }
            }
            if complete {
                fields.finish();
            }
        }
    }

    /// The one row a target is for.
    fn target_row(
        &self,
        fields: &Fields<'a>,
        pack: &Pack,
        indicator: &Indicator,
        over: Option<TableId>,
    ) -> Option<usize> {
        let name = || pack.variables[indicator.variable.0].id.clone();
        match over {
            Some(table) => {
                if !fields.has("row") {
                    let table = &pack.tables[table.0];
                    let rows = table.rows.iter().map(|row| row.id.clone()).collect();
                    let problem = Problem::NeedsOneRow { name: name(), table: table.id.clone(), rows };
                    fields.report(fields.at_of("indicator"), problem);
                }
                fields.reference_if("row", "row", &self.rows[table.0])
            }
            None => {
                for field in ["row", "rows"] {
                    if let Some(value) = fields.get(field) {
                        fields.report(value.span().start, Problem::NoRowsHere { name: name() });
                    }
                }
                None
            }
        }
    }

    fn read_target(
        &self,
        said: &Said<'_, 'a>,
        pack: &Pack,
        id: String,
        indicator: &Indicator,
        row: Option<usize>,
        void: Option<Void>,
    ) -> Target {
        let at = said.row.unwrap_or(said.block);
        let (half, year) = (said.of("half").decimal("half"), said.of("year").decimal("year"));
        let by_month = Self::by_month(said.of("by_month"));
        if half.is_none() && year.is_none() && !said.of("by_month").has("by_month") {
            at.report(at.at, Problem::NoTarget);
        }
        let tolerance = said.of("tolerance").decimal("tolerance").unwrap_or(Decimal::ZERO);
        if tolerance < Decimal::ZERO {
            let fields = said.of("tolerance");
            fields.report(fields.at_of("tolerance"), Problem::Negative { field: "tolerance" });
        }
        let (half, year) = match by_month {
            Some(due) => (half.or(Some(due[5])), year.or(Some(due[11]))),
            None => (half, year),
        };
        let name = || match row.and_then(|row| pack.tables[indicator.over?.0].rows.get(row)) {
            Some(row) => Text::new(
                format!("{} {}", row.name.zh, indicator.name.zh),
                format!("{}, {}", row.name.en, indicator.name.en),
            ),
            None => indicator.name.clone(),
        };
        let places = |name: &'static str, range| Some(said.of(name).whole(name, 0, range)).filter(|places| *places > 0);
        for (needed, name) in [(pack.require.person, "person"), (pack.require.deadline, "deadline")] {
            if needed && !said.of(name).has(name) {
                at.missing(name);
            }
        }
        Target {
            id,
            name: said.of("name").text("name").unwrap_or_else(name),
            variable: indicator.variable,
            row,
            kind: said.of("kind").required_choice("kind", &KINDS),
            half,
            year,
            next_year: said.of("next_year").decimal("next_year"),
            by_month,
            tolerance,
            line: said.of("line").choice("line", &super::items::LINES),
            seasonal: said.of("seasonal").reference_if("seasonal", "profile", &self.profiles).map(ProfileId),
            due_at_half: said.of("due_at_half").flag("due_at_half", true),
            among: places("among", 2..=10_000),
            list_points: said.of("list_points").decimal("list_points"),
            list_places: places("list_places", 1..=100),
            red_line: said.of("red_line").flag("red_line", false),
            beyond_levers: Self::beyond_levers(said.of("beyond_levers")),
            error: said.of("error").reference_if("error", "error", &self.errors).map(ErrorId),
            group: Self::inherited(said.of("group"), "group", indicator.group, |fields| self.group(fields)),
            owner: Self::inherited(said.of("owner"), "owner", indicator.owner, |fields| self.owner(fields)),
            with: self.with(said.of("with")),
            person: said.of("person").text("person"),
            void,
            deadline: said.of("deadline").date("deadline"),
            note: said.of("note").text("note").unwrap_or_default(),
            source: self.source(said.of("source")),
            covers: said.of("covers").strings("covers"),
        }
    }

    /// What a target has from its indicator unless it says otherwise.
    fn inherited<T>(fields: &Fields<'a>, name: &'static str, from: Option<T>, said: impl Fn(&Fields<'a>) -> T) -> T {
        match from {
            Some(from) if !fields.has(name) => from,
            _ => said(fields),
        }
    }

    /// `void_when = 'abs(growth) < 0.5[%]'` with `void_reason`: a variable of its own holds the condition month by month.
    fn read_void(&mut self, fields: &Fields<'a>, pack: &mut Pack, id: &str, indicator: &Indicator) -> Option<Void> {
        let reason = fields.text("void_reason");
        let text = fields.string("void_when")?;
        if reason.is_none() && !fields.has("void_reason") {
            fields.missing("void_reason");
        }
        let number = pack.variables.len();
        let item = format!("{}, void_when", fields.item);
        self.places.push(self.source.place(text.at, &item));
        self.variable_units.push(Some(Unit::none()));
        self.pending.push(PendingFormula { variable: number, row: None, text, item, condition: true });
        pack.variables.push(Variable {
            id: format!("target.{id}.void"),
            name: indicator.name.clone(),
            unit: "1".to_owned(),
            over: indicator.over,
            measure: Measure::Rate,
            better: Better::Neutral,
            decimals: 0,
            publication: Publication { frequency: Frequency::Monthly, lag_months: 1, day: 1 },
            formula: Formula::PerRow(Vec::new()),
            formula_text: Vec::new(),
            known: Vec::new(),
            before: None,
            group: None,
            owner: None,
            scope: None,
            exogenous: Vec::new(),
            note: Text::default(),
            source: SourceId(0),
            covers: Vec::new(),
        });
        pack.reasons.push(reason.unwrap_or_default());
        Some(Void { when: VariableId(number), reason: ReasonId(pack.reasons.len() - 1) })
    }
}
