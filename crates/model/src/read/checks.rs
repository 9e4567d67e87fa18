//! Checks: what a pack says must hold in every scenario.

use super::fields::Fields;
use super::{Ids, MOST_ITEMS, Reading};
use crate::number::to_f64;
use crate::pack::{Check, CheckRule, LeverId, Pack, VariableId};

#[derive(Clone, Copy)]
enum Word {
    Equal,
    Between,
    Rises,
    Falls,
}

const WORDS: [(&str, Word); 4] =
    [("equal", Word::Equal), ("between", Word::Between), ("rises", Word::Rises), ("falls", Word::Falls)];

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
                Word::Between => CheckRule::Between(variable("indicator"), number("min"), number("max")),
                Word::Rises => CheckRule::Rises(lever(), variable("indicator")),
                Word::Falls => CheckRule::Falls(lever(), variable("indicator")),
            };
            fields.finish();
            checks.push(Check { id, name, rule });
        }
        checks
    }

    /// `beyond_levers = ["half", "year"]` on a target.
    pub(super) fn beyond_levers(fields: &Fields<'a>) -> (bool, bool) {
        let [half, year] = Self::words(fields, "beyond_levers", ["half", "year"]);
        (half, year)
    }
}
