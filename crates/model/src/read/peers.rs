//! Peers: what other places publish of an indicator of this one.

use super::fields::Fields;
use super::series::known;
use super::{MOST_ITEMS, PendingFormula, Reading};
use crate::diagnostic::Problem;
use crate::formula::{Node, NodeKind, RowRef, Temporal};
use crate::pack::{Formula, GroupId, Measure, OwnerId, Pack, SourceId, TableId, Variable, VariableId};

impl<'a> Reading<'a> {
    /// `[[peers]]`: a variable over the table of peers that is published like the indicator it is `of`. A peer keeps its
    /// last published figure until there is another, unless a formula says otherwise.
    pub(super) fn read_peers(&mut self, root: &Fields<'a>, pack: &mut Pack) {
        for fields in self.items(root, "peers", MOST_ITEMS) {
            let id = fields.id();
            self.enter_global(&fields, &id);
            let name = fields.required_text("name");
            let table = fields.reference("table", "table", &self.tables);
            let of = fields.reference("of", "variable", &self.variables);
            let found = (table < pack.tables.len() && fields.is_sound()).then(|| pack.variables.get(of).cloned());
            let number = pack.variables.len();
            let (before, note, covers) = (fields.number("before"), fields.text("note"), fields.strings("covers"));
            let group = fields.reference_if("group", "group", &self.groups).map(GroupId);
            let owner = fields.reference_if("owner", "owner", &self.owners).map(OwnerId);
            let source = self.source(&fields);
            let formula = fields.string("formula");
            let figures = fields.get("known");
            if figures.is_none() {
                fields.missing("known");
            }
            let Some(own) = found.flatten() else {
                // Without its table or its indicator nothing more can be judged.
                fields.finish();
                continue;
            };
            let mut variable = Variable {
                id: id.clone(),
                name,
                over: Some(TableId(table)),
                formula: Formula::PerRow(Vec::new()),
                formula_text: Vec::new(),
                known: Vec::new(),
                before,
                group,
                owner,
                scope: None,
                exogenous: Vec::new(),
                note: note.unwrap_or_default(),
                source,
                covers,
                ..own
            };
            if let Some(value) = figures
                && let Some(inside) = Fields::of(self.source, format!("{}, known", fields.item), value)
            {
                if let Some(source) = inside.reference_if("source", "source", &self.sources) {
                    variable.source = SourceId(source);
                }
                variable.known = known(&inside, self.layout(pack, &variable));
                inside.finish();
            }
            match formula {
                Some(text) => {
                    let item = format!("{}, formula", fields.item);
                    self.pending.push(PendingFormula { variable: number, row: None, text, item, condition: false });
                }
                None if variable.measure == Measure::Flow => fields.report(fields.at, Problem::PeersNeedFormula),
                None => {
                    let last = NodeKind::Variable(VariableId(number), RowRef::Bound(TableId(table)));
                    let last = Box::new(Node { kind: last, span: 4..4 + id.len() });
                    let kind = NodeKind::Temporal(Temporal::Lag(1), last);
                    variable.formula = Formula::Same(Node { kind, span: 0..id.len() + 8 });
                    variable.formula_text = vec![format!("lag({id}, 1)")];
                }
            }
            self.variable_units.push(self.variable_units[of].clone());
            self.add_variable(&fields, pack, variable);
            fields.finish();
        }
    }
}
