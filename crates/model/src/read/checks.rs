//! Checks: what a pack says must hold in every scenario.

use super::fields::Fields;
use super::{Ids, MOST_ITEMS, Reading};
use crate::diagnostic::Problem;
use crate::number::to_f64;
use crate::pack::{Check, CheckRule, LeverId, Pack, VariableId};

#[derive(Clone, Copy)]
enum Word {
    Equal,
    AtMost,
    Between,
    Rises,
    Falls,
}

const WORDS: [(&str, Word); 5] = [
    ("equal", Word::Equal),
    ("at_most", Word::AtMost),
    ("between", Word::Between),
    ("rises", Word::Rises),
    ("falls", Word::Falls),
];

impl<'a> Reading<'a> {
    pub(super) fn read_checks(&mut self, root: &Fields<'a>, pack: &Pack) -> Vec<Check> {
        let levers: Ids = pack.levers.iter().enumerate().map(|(number, lever)| (lever.id.clone(), number)).collect();
        let mut checks = Vec::new();
        let mut ids = Ids::new();
        for fields in self.items(root, "check", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut ids, &id, checks.len());
            let name = fields.required_text("name");
            let variable = |name| VariableId(fields.reference(name, "variable", &self.variables));
            let number = |name| to_f64(fields.required_decimal(name));
            let lever = || LeverId(fields.reference("lever", "lever", &levers));
            // Which fields belong to a rule that nobody knows, nobody can say.
            let Some(word) = fields.required("rule", fields.choice("rule", &WORDS)) else { continue };
            let rule = match word {
                Word::Equal => CheckRule::Equal(variable("left"), variable("right"), number("tolerance")),
                Word::AtMost => {
                    let tolerance = fields.number("tolerance").unwrap_or(0.0);
                    let (left, right) = (variable("left"), variable("right"));
                    self.comparable(&fields, pack, left, right);
                    CheckRule::AtMost(left, right, tolerance)
                }
                Word::Between => CheckRule::Between(variable("indicator"), number("min"), number("max")),
                Word::Rises => CheckRule::Rises(lever(), variable("indicator")),
                Word::Falls => CheckRule::Falls(lever(), variable("indicator")),
            };
            fields.finish();
            checks.push(Check { id, name, rule });
        }
        checks
    }

    /// Reports two variables that cannot be compared: of different units, or over different rows.
    fn comparable(&self, fields: &Fields<'a>, pack: &Pack, left: VariableId, right: VariableId) {
        let unit = |variable: VariableId| self.variable_units.get(variable.0).and_then(Option::as_ref);
        if let (Some(a), Some(b)) = (unit(left), unit(right))
            && a != b
        {
            let problem = Problem::UnitMismatch {
                left: self.units.describe(a).to_string(),
                right: self.units.describe(b).to_string(),
                convertible: None,
                number: None,
            };
            fields.report(fields.at_of("right"), problem);
        }
        if let (Some(a), Some(b)) = (pack.variables.get(left.0), pack.variables.get(right.0))
            && a.over != b.over
        {
            fields.report(fields.at_of("right"), Problem::OtherRows { left: a.id.clone(), right: b.id.clone() });
        }
    }

    /// `beyond_levers = ["half", "year"]` on a target.
    pub(super) fn beyond_levers(fields: &Fields<'a>) -> (bool, bool) {
        let [half, year] = Self::words(fields, "beyond_levers", ["half", "year"]);
        (half, year)
    }
}
