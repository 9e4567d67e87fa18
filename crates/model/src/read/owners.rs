//! Who answers for what, and by when.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::{MOST_ITEMS, Reading};
use crate::diagnostic::Problem;
use crate::pack::{Owner, OwnerId, Require};

impl<'a> Reading<'a> {
    pub(super) fn read_owners(&mut self, root: &Fields<'a>) -> Vec<Owner> {
        let mut owners: Vec<Owner> = Vec::new();
        let listed = self.items(root, "owner", MOST_ITEMS);
        for fields in &listed {
            let id = fields.plain_id();
            Self::enter(fields, &mut self.owners, &id, owners.len());
            owners.push(Owner { id, name: fields.required_text("name"), under: None });
        }
        // An owner may stand before the one it belongs to.
        for (number, fields) in listed.iter().enumerate() {
            owners[number].under = fields.reference_if("under", "owner", &self.owners).map(OwnerId);
            fields.finish();
        }
        for (number, fields) in listed.iter().enumerate() {
            let mut above = owners[number].under;
            let mut steps = 0;
            while let Some(owner) = above {
                steps += 1;
                if owner.0 == number {
                    fields.report(fields.at_of("under"), Problem::OwnerCircle(owners[number].id.clone()));
                }
                if owner.0 == number || steps > owners.len() {
                    break;
                }
                above = owners[owner.0].under;
            }
        }
        owners
    }

    pub(super) fn owner(&self, fields: &Fields<'_>) -> OwnerId {
        OwnerId(fields.reference("owner", "owner", &self.owners))
    }

    /// `with = ["commerce"]`: who answers along with the owner.
    pub(super) fn with(&self, fields: &Fields<'a>) -> Vec<OwnerId> {
        let known = |id: String| {
            let found = self.owners.get(&id).copied().map(OwnerId);
            if found.is_none() {
                let nearest = crate::formula::names::nearest(&id, self.owners.keys().map(String::as_str));
                fields.report(fields.at_of("with"), Problem::Unknown { what: "owner", found: id, nearest });
            }
            found
        };
        fields.strings("with").into_iter().filter_map(known).collect()
    }

    /// `require = ["person", "deadline"]` in the header.
    pub(super) fn require(fields: &Fields<'a>) -> Require {
        let [person, deadline] = Self::words(fields, "require", ["person", "deadline"]);
        Require { person, deadline }
    }

    /// `by_month = […]` on a target: what is due at the end of each month of the year.
    pub(super) fn by_month(fields: &Fields<'a>) -> Option<[Decimal; 12]> {
        let value = fields.get("by_month")?;
        let list = value.get_ref().as_array();
        let due: Vec<Decimal> =
            list.into_iter().flatten().filter_map(|value| fields.decimal_value("by_month", value)).collect();
        let found = due.len();
        let months = due.try_into().ok();
        if months.is_none() && fields.is_sound() {
            fields.report(value.span().start, Problem::MonthCount(found));
        }
        months
    }

    /// Which of some words stand in a list; others are reported.
    pub(super) fn words<const N: usize>(
        fields: &Fields<'a>,
        name: &'static str,
        allowed: [&'static str; N],
    ) -> [bool; N] {
        let found = fields.strings(name);
        for word in found.iter().filter(|word| !allowed.contains(&word.as_str())) {
            let problem = Problem::NotOneOf { found: word.clone(), allowed: allowed.to_vec() };
            fields.report(fields.at_of(name), problem);
        }
        allowed.map(|word| found.iter().any(|found| found == word))
    }
}
