//! Which indicator a name means.

use std::collections::BTreeMap;

use guoban_model::pack::{Measure, Pack, VariableId};

use super::Match;
use crate::number::{plain, without_marks};

/// What names stand for: as they stand in a text, and the id of the indicator. Pure data, kept in the pack's comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, String>);

/// How a pack's text says it.
pub const ALIAS_MARK: &str = "# guoban alias: ";

/// Most names that are remembered.
const MOST: usize = 2_000;

impl Aliases {
    /// Those a pack's text remembers.
    pub fn of(text: &str) -> Self {
        let mut aliases = Self::default();
        for line in text.lines().filter_map(|line| line.strip_prefix(ALIAS_MARK)) {
            if let Some((name, id)) = line.rsplit_once(" = ") {
                aliases.add(name, id);
            }
        }
        aliases
    }

    /// Remembers one.
    pub fn add(&mut self, name: &str, id: &str) {
        if self.0.len() < MOST {
            self.0.insert(normal(name), plain(id));
        }
    }

    /// Names and ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, id)| (&**name, &**id))
    }

    /// Both; those of `other` come first.
    pub fn with(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().map(|(name, id)| (name.clone(), id.clone())));
        self
    }
}

/// A name as it is compared: narrow, small, without spaces, numbering, marks and a unit in brackets.
pub fn normal(name: &str) -> String {
    let name = plain(name);
    let mut name = without_marks(&name).to_lowercase();
    if let Some(unit) = super::table::bracketed(&name) {
        name.truncate(name.len() - unit.len() - 2);
    }
    let bare: String =
        name.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '.' | '、' | '(' | ')' | ':')).collect();
    let mut rest = &*bare;
    loop {
        let before = rest;
        for lead in ["其中:", "其中", "#", ":", "#"] {
            rest = rest.strip_prefix(lead).unwrap_or(rest);
        }
        let numbering = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
        let after = rest.trim_start_matches('(').trim_start_matches(numbering);
        let counted = rest.trim_start_matches('(').len() > after.len();
        if let Some(after) = after.strip_prefix(['、', '.', ')']).filter(|after| counted && !after.is_empty()) {
            rest = after.trim_start_matches('、');
        }
        if rest == before {
            break;
        }
    }
    rest.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// The names of a pack's indicators.
pub struct Names<'p> {
    pub pack: &'p Pack,
    entries: Vec<(String, VariableId)>,
    aliases: Vec<(String, VariableId)>,
}

/// What a name means.
pub enum Meant {
    One(VariableId, Match),
    /// None, or several alike.
    None(Vec<String>),
}

impl<'p> Names<'p> {
    pub fn of(pack: &'p Pack, aliases: &Aliases) -> Self {
        let mut entries = Vec::new();
        for (place, variable) in pack.variables.iter().enumerate() {
            // What nobody sees has no published figures.
            if variable.group.is_none() {
                continue;
            }
            for name in [&variable.name.zh, &variable.name.en, &variable.id] {
                let name = normal(name);
                if !name.is_empty() {
                    entries.push((name, VariableId(place)));
                }
            }
        }
        let id = |id: &str| pack.variables.iter().position(|variable| variable.id == id).map(VariableId);
        let aliases = aliases.iter().filter_map(|(name, of)| Some((name.to_owned(), id(of)?))).collect();
        Self { pack, entries, aliases }
    }

    /// What a name means.
    pub fn find(&self, name: &str) -> Meant {
        let name = normal(name);
        if let Some((_, id)) = self.aliases.iter().find(|(known, _)| *known == name) {
            return Meant::One(*id, Match::Alias);
        }
        // A figure of its own comes before one that is computed, of two with the same name.
        let mut exact: Vec<VariableId> =
            self.entries.iter().filter(|(known, _)| *known == name).map(|(_, id)| *id).collect();
        exact.sort_by_key(|id| self.pack.variables[id.0].known.is_empty());
        if let Some(id) = exact.first() {
            return Meant::One(*id, Match::Exact);
        }
        let core = core(&name);
        if core.chars().count() < 2 {
            return Meant::None(Vec::new());
        }
        // The same but for what one office leaves out; else what holds the name, or is held by it.
        let same = self.like(|known| known == core);
        let like = if same.is_empty() {
            self.like(|known| known.chars().count() >= 2 && (known.contains(&core) || core.contains(known)))
        } else {
            same
        };
        match like[..] {
            [one] => Meant::One(one, Match::Near),
            _ => Meant::None(like.iter().take(4).map(|id| self.pack.variables[id.0].name.zh.clone()).collect()),
        }
    }

    /// Indicators whose short name is as wanted; an indicator and its growth are one.
    fn like(&self, wanted: impl Fn(&str) -> bool) -> Vec<VariableId> {
        let found = self.entries.iter().filter(|(known, _)| wanted(&core(known))).map(|(_, id)| *id);
        let mut like: Vec<VariableId> = found.collect();
        like.sort_unstable_by_key(|id| id.0);
        like.dedup();
        let growths: Vec<VariableId> =
            like.iter().filter_map(|id| self.growth_of(*id).filter(|growth| growth != id)).collect();
        like.retain(|id| !growths.contains(id));
        like
    }

    /// The growth of an indicator: by its name or id, where it is a rate in per cent.
    pub fn growth_of(&self, id: VariableId) -> Option<VariableId> {
        let own = &self.pack.variables[id.0];
        let is_growth =
            |variable: &guoban_model::pack::Variable| variable.measure == Measure::Rate && variable.unit == "%";
        if is_growth(own) {
            return Some(id);
        }
        let name = normal(&own.name.zh) + "增速";
        let by_id = format!("{}_growth", own.id);
        let found = self
            .pack
            .variables
            .iter()
            .position(|one| is_growth(one) && (one.id == by_id || normal(&one.name.zh) == name));
        found.map(VariableId)
    }

    /// The level of a growth, the other way round.
    pub fn level_of(&self, id: VariableId) -> Option<VariableId> {
        (0..self.pack.variables.len()).map(VariableId).find(|level| *level != id && self.growth_of(*level) == Some(id))
    }

    /// The longest name in a sentence without spaces, small letters: where it begins and ends.
    pub fn longest_in(&self, sentence: &str) -> Option<(usize, usize)> {
        let all = self.aliases.iter().chain(&self.entries).map(|(name, _)| name);
        let all = all.filter(|name| name.chars().count() >= 2);
        let found = all.filter_map(|name| sentence.find(&**name).map(|at| (at, at + name.len())));
        found.max_by_key(|(from, to)| (to - from, usize::MAX - from))
    }
}

/// A name without what one office writes and another leaves out, and with the usual short words.
fn core(name: &str) -> String {
    const SHORT: [(&str, &str); 7] = [
        ("规模以上", "规上"),
        ("限额以上", "限上"),
        ("社会消费品零售", "社零"),
        ("一般公共预算", "公共预算"),
        ("固定资产投资", "固投"),
        ("地区生产总值", "gdp"),
        ("贷款余额", "贷款"),
    ];
    let mut core = name.to_owned();
    for (long, short) in SHORT {
        core = core.replace(long, short);
    }
    for word in ["全市", "全县", "全区", "全省", "完成", "实现", "累计", "总额", "总值", "总量", "增速", "增长", "额"]
    {
        core = core.replace(word, "");
    }
    core
}
