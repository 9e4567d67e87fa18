//! Links of several plans of one pack, to be compared.

use guoban_model::pack::Pack;

use super::bytes::{Reader, Writer};
use super::{LONGEST, Link, LinkError, WITH_NOTES, read_pack, sealed, write_pack};
use crate::compare::{Assumed, MOST_COMPARED};
use crate::scenario::{PackRef, Scenario};

/// The first character of a link of several plans.
pub(super) const FORMAT: char = '2';

/// Each plan keeps its own assumptions; beside the count in the first byte.
const OWN: u8 = 1 << 7;

/// The plans of a link: one, or several to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The plans, all of one pack.
    pub plans: Vec<Link>,
    /// What is assumed where several are compared.
    pub assumed: Assumed,
}

impl Links {
    pub(super) fn one(link: Link) -> Self {
        Self { plans: vec![link], assumed: Assumed::default() }
    }

    /// The pack and revision they were made with.
    pub fn pack(&self) -> Option<&PackRef> {
        self.plans.first().map(Link::pack)
    }

    /// The one text that says the same.
    pub fn text(&self) -> String {
        if let [link] = &self.plans[..] {
            return link.text();
        }
        let mut out = Writer::default();
        out.byte(self.plans.len() as u8 | if self.assumed == Assumed::Own { OWN } else { 0 });
        if let Some(pack) = self.pack() {
            write_pack(pack, &mut out);
        }
        for plan in &self.plans {
            out.byte(plan.flags());
            plan.write_fields(&mut out);
        }
        sealed(FORMAT, out)
    }

    pub(super) fn from_body(input: &mut Reader<'_>) -> Option<Self> {
        let head = input.byte()?;
        let count = usize::from(head & !OWN);
        let assumed = if head & OWN == 0 { Assumed::Alike } else { Assumed::Own };
        if !(2..=MOST_COMPARED).contains(&count) {
            return None;
        }
        let pack = read_pack(input)?;
        let plan = |input: &mut Reader<'_>| {
            let flags = input.byte()?;
            Link::from_fields(flags, pack.clone(), input)
        };
        let plans = (0..count).map(|_| plan(input)).collect::<Option<_>>()?;
        Some(Self { plans, assumed })
    }
}

/// Makes the link of up to four plans of a pack. Notes go in while it stays within [`WITH_NOTES`] characters, else names
/// alone. Tells whether notes were left out.
///
/// # Errors
/// As [`super::write`]; more plans than are compared.
pub fn write_several(plans: &[&Scenario], assumed: Assumed, pack: &Pack) -> Result<(String, bool), LinkError> {
    if plans.len() > MOST_COMPARED {
        return Err(LinkError::Several { count: plans.len() });
    }
    let plans = plans.iter().map(|plan| Link::of(plan, pack)).collect::<Result<Vec<_>, _>>()?;
    let mut links = Links { plans, assumed };
    let text = links.text();
    let has_notes = links.plans.iter().any(|plan| !plan.note.is_empty());
    if text.len() <= WITH_NOTES || !has_notes {
        return if text.len() > LONGEST {
            Err(LinkError::TooManySettings { length: text.len() })
        } else {
            Ok((text, false))
        };
    }
    links.plans.iter_mut().for_each(|plan| plan.note.clear());
    let text = links.text();
    if text.len() > LONGEST { Err(LinkError::TooManySettings { length: text.len() }) } else { Ok((text, true)) }
}
