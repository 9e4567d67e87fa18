//! Ids of what a form names: its own words where formulas can say them.

use std::collections::BTreeSet;

use guoban_model::text::Text;

use crate::form::Form;

/// Most bytes of an id made from a name; what templates add to it must fit beside it.
const LONGEST: usize = 48;

/// What formulas know already.
const TAKEN: [&str; 12] = [
    "month",
    "quarter",
    "year",
    "days",
    "workdays",
    "workdays_left",
    "month_of_year",
    "if",
    "and",
    "or",
    "not",
    "shaken",
];

/// Ids by the rows of the form.
pub struct Ids {
    pub indicators: Vec<String>,
    pub measures: Vec<String>,
    pub funnels: Vec<String>,
    pub cohorts: Vec<String>,
    pub owners: Vec<(Text, String)>,
    pub sources: Vec<(String, String)>,
}

impl Ids {
    pub fn of(form: &Form) -> Self {
        let mut taken: BTreeSet<String> = TAKEN.iter().map(|&word| word.to_owned()).collect();
        let mut owners: Vec<(Text, String)> = Vec::new();
        let all = form.indicators.iter().map(|one| &one.owner);
        let all = all.chain(form.measures.iter().map(|one| &one.owner)).chain(form.units.iter().map(|one| &one.owner));
        let all = all.chain(form.funnels.iter().map(|one| &one.owner)).chain(form.cohorts.iter().map(|one| &one.owner));
        for owner in all.flatten() {
            if !owners.iter().any(|(known, _)| known == owner) {
                owners.push((owner.clone(), format!("owner_{}", owners.len() + 1)));
            }
        }
        let mut sources: Vec<(String, String)> = Vec::new();
        for source in form.indicators.iter().filter_map(|one| one.source.as_ref()) {
            if !sources.iter().any(|(known, _)| known == source) {
                sources.push((source.clone(), format!("form_{}", sources.len() + 1)));
            }
        }
        Self {
            indicators: form.indicators.iter().map(|one| id(&one.name.zh, &mut taken)).collect(),
            measures: form.measures.iter().map(|one| id(&one.name.zh, &mut taken)).collect(),
            funnels: form.funnels.iter().map(|one| id(&one.name.zh, &mut taken)).collect(),
            cohorts: form.cohorts.iter().map(|one| id(&one.name.zh, &mut taken)).collect(),
            owners,
            sources,
        }
    }

    /// The id of an owner.
    pub fn owner(&self, owner: Option<&Text>) -> Option<&str> {
        self.owners.iter().find(|(known, _)| Some(known) == owner).map(|(_, id)| &**id)
    }

    /// The id of a source.
    pub fn source(&self, source: Option<&str>) -> Option<&str> {
        self.sources.iter().find(|(known, _)| Some(&**known) == source).map(|(_, id)| &**id)
    }
}

/// An id from a name, unlike those taken: letters, digits and underscores, a letter first. What a template would add to another id is
/// kept free by ending in `x`.
fn id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = String::new();
    for sign in name.chars() {
        let sign = if sign.is_alphanumeric() { sign } else { '_' };
        if id.len() + sign.len_utf8() > LONGEST {
            break;
        }
        if sign != '_' || !id.ends_with('_') {
            id.push(sign);
        }
    }
    let mut id = id.trim_matches('_').to_owned();
    if !id.starts_with(char::is_alphabetic) {
        id.insert_str(0, "i_");
    }
    if id.contains('_') || id.is_ascii() {
        id.push_str("_x");
    }
    let mut unlike = id.clone();
    let mut count = 2;
    while !taken.insert(unlike.clone()) {
        unlike = format!("{id}{count}");
        count += 1;
    }
    unlike
}
