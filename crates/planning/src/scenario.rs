//! A scenario: what differs from the baseline of a pack.

use std::collections::BTreeMap;

use guoban_model::model::Settings;
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, ColumnKind, Distribution, Example, Lever, LeverId, Pack, PassLine};
use guoban_model::text::Language;
use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::number;
use crate::one_year::OneYear;
use crate::plan::Record;
use crate::problem::Problem;
use crate::quantity::{Scale, quantity};
use crate::typed::{Asked, Unclear, typed};

/// Seed of the draws when nobody chose another.
pub const DEFAULT_SEED: u32 = 20_260_430;

/// Names a released pack: a released revision is never edited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackRef {
    /// Id of the pack.
    pub id: String,
    /// Its revision.
    pub revision: u32,
}

impl PackRef {
    /// Names a pack.
    pub fn of(pack: &Pack) -> Self {
        Self { id: pack.id.clone(), revision: pack.revision }
    }
}

/// Settings on top of a pack: an entry that equals the baseline is not kept, so "what changed" is what is stored.
///
/// Values are kept as typed, also outside the feasible range; [`Scenario::settings`] uses the nearest bound and
/// [`Scenario::flags`] says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The pack it belongs to.
    pub pack: PackRef,
    /// Its name; empty until somebody gives one.
    pub name: String,
    /// What the session wants to remember about it.
    pub note: String,
    /// The as-of date, if not the pack's.
    pub as_of: Option<Date>,
    /// The line every target is judged by, if not each target's own.
    pub line: Option<PassLine>,
    /// Seed of the draws.
    pub seed: u32,
    /// Lever settings that differ from the baseline, by lever id.
    pub levers: BTreeMap<String, Decimal>,
    /// Assumptions that differ from their central value, by assumption id.
    pub assumptions: BTreeMap<String, Decimal>,
    /// The log of problems, by number; in no link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// What the session wrote down about it; in no link.
    #[serde(default, skip_serializing_if = "Record::is_empty")]
    pub record: Record,
}

impl Scenario {
    /// The scenario in which nothing new is decided.
    pub fn baseline(pack: &Pack) -> Self {
        Self {
            pack: PackRef::of(pack),
            name: String::new(),
            note: String::new(),
            as_of: None,
            line: None,
            seed: DEFAULT_SEED,
            levers: BTreeMap::new(),
            assumptions: BTreeMap::new(),
            problems: Vec::new(),
            record: Record::default(),
        }
    }

    /// The date up to which figures are known.
    pub fn as_of(&self, pack: &Pack) -> Date {
        self.as_of.unwrap_or(pack.as_of)
    }

    /// A lever's setting as typed, or its baseline.
    pub fn lever(&self, pack: &Pack, lever: LeverId) -> Decimal {
        let lever = &pack.levers[lever.0];
        self.levers.get(&lever.id).copied().unwrap_or(lever.baseline)
    }

    /// An assumption's setting as typed, or its central value.
    pub fn assumption(&self, pack: &Pack, assumption: AssumptionId) -> Decimal {
        let assumption = &pack.assumptions[assumption.0];
        self.assumptions.get(&assumption.id).copied().unwrap_or(assumption.mid)
    }

    /// The setting a run uses for a lever: as typed, or the nearest bound.
    pub fn effective_lever(&self, pack: &Pack, lever: LeverId) -> Decimal {
        let item = &pack.levers[lever.0];
        clamp(self.lever(pack, lever), item.min, item.max)
    }

    /// The setting a run uses for an assumption: as typed, or the nearest bound.
    pub fn effective_assumption(&self, pack: &Pack, assumption: AssumptionId) -> Decimal {
        let item = &pack.assumptions[assumption.0];
        clamp(self.assumption(pack, assumption), item.low, item.high)
    }

    /// What a run computes with.
    pub fn settings(&self, pack: &Pack) -> Settings {
        let levers = (0..pack.levers.len()).map(|index| to_f64(self.effective_lever(pack, LeverId(index))));
        let assumptions =
            (0..pack.assumptions.len()).map(|index| to_f64(self.effective_assumption(pack, AssumptionId(index))));
        Settings { levers: levers.collect(), assumptions: assumptions.collect() }
    }

    /// Sets a lever; the baseline is stored as no entry. An id the pack does not hold is kept as it is.
    pub fn set_lever(&mut self, pack: &Pack, id: &str, value: Decimal) {
        let baseline = pack.lever(id).map(|lever| pack.levers[lever.0].baseline);
        put(&mut self.levers, id, value, baseline);
    }

    /// Sets an assumption; the central value is stored as no entry.
    pub fn set_assumption(&mut self, pack: &Pack, id: &str, value: Decimal) {
        let mid = pack.assumption(id).map(|assumption| pack.assumptions[assumption.0].mid);
        put(&mut self.assumptions, id, value, mid);
    }

    /// Sets what one of the pack's examples sets, and nothing else.
    pub fn set_example(&mut self, pack: &Pack, example: &Example) {
        self.levers.clear();
        self.assumptions.clear();
        for (lever, value) in &example.levers {
            self.set_lever(pack, &pack.levers[lever.0].id, *value);
        }
        for (assumption, value) in &example.assumptions {
            self.set_assumption(pack, &pack.assumptions[assumption.0].id, *value);
        }
    }

    /// Drops entries that equal the baseline.
    pub fn normalise(&mut self, pack: &Pack) {
        self.levers.retain(|id, value| pack.lever(id).is_none_or(|lever| pack.levers[lever.0].baseline != *value));
        self.assumptions.retain(|id, value| {
            pack.assumption(id).is_none_or(|assumption| pack.assumptions[assumption.0].mid != *value)
        });
    }

    /// The scenario on other data. A date they have moved beyond, or of another year, gives way to theirs. Also gives how many
    /// settings there is no item for, or whose value is out of its bounds; they are dropped.
    pub fn carried(&self, pack: &Pack) -> (Self, usize) {
        let lever = |id: &str| pack.lever(id).map(|lever| &pack.levers[lever.0]);
        let assumption = |id: &str| pack.assumption(id).map(|assumption| &pack.assumptions[assumption.0]);
        let mut next = self.clone();
        next.pack = PackRef::of(pack);
        next.as_of = self.as_of.filter(|date| *date > pack.as_of && date.month.year == pack.year);
        next.levers.retain(|id, value| lever(id).is_some_and(|item| (item.min..=item.max).contains(value)));
        next.assumptions.retain(|id, value| assumption(id).is_some_and(|item| (item.low..=item.high).contains(value)));
        let lost = self.changed() - next.changed();
        next.normalise(pack);
        (next, lost)
    }

    /// Levers and assumptions that differ from the baseline.
    pub fn changed(&self) -> usize {
        self.levers.len() + self.assumptions.len()
    }

    /// What a reader must be told about single settings, in the pack's order.
    pub fn flags(&self, pack: &Pack, one_year: &OneYear) -> Vec<Flag> {
        let mut flags = Vec::new();
        let as_of = self.as_of(pack);
        for (index, lever) in pack.levers.iter().enumerate() {
            let Some(&typed) = self.levers.get(&lever.id) else { continue };
            let item = Item::Lever(lever.id.clone());
            if let Some(used) = bound(typed, lever.min, lever.max) {
                flags.push(Flag { item: item.clone(), problem: FlagProblem::OutOfRange { typed, used } });
            }
            if pack.acts_from(LeverId(index), as_of).is_none() {
                flags.push(Flag { item, problem: FlagProblem::Closed { closed: lever.closes } });
            } else if let Some(from) = earliest_month(pack, LeverId(index), as_of).filter(|from| typed < *from) {
                flags.push(Flag { item, problem: FlagProblem::Past { typed, from } });
            }
        }
        for (index, assumption) in pack.assumptions.iter().enumerate() {
            let Some(&typed) = self.assumptions.get(&assumption.id) else { continue };
            if let Some(used) = bound(typed, assumption.low, assumption.high) {
                let item = Item::Assumption(assumption.id.clone());
                flags.push(Flag { item, problem: FlagProblem::OutOfRange { typed, used } });
            }
            if one_year.has(AssumptionId(index)) {
                flags.push(Flag { item: Item::Assumption(assumption.id.clone()), problem: FlagProblem::OneYear });
            }
        }
        let unknown_levers = self.levers.keys().filter(|id| pack.lever(id).is_none());
        let unknown_assumptions = self.assumptions.keys().filter(|id| pack.assumption(id).is_none());
        let unknown =
            unknown_levers.cloned().map(Item::Lever).chain(unknown_assumptions.cloned().map(Item::Assumption));
        flags.extend(unknown.map(|item| Flag { item, problem: FlagProblem::Unknown }));
        flags
    }
}

/// A lever or an assumption, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A lever.
    Lever(String),
    /// An assumption.
    Assumption(String),
}

impl Item {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Lever(id) | Self::Assumption(id) => id,
        }
    }

    /// Its name in the pack, or its id where the pack does not hold it.
    pub fn name<'a>(&'a self, pack: &'a Pack, language: Language) -> &'a str {
        let name = match self {
            Self::Lever(id) => pack.lever(id).map(|lever| &pack.levers[lever.0].name),
            Self::Assumption(id) => pack.assumption(id).map(|item| &pack.assumptions[item.0].name),
        };
        name.map_or(self.id(), |name| name.get(language))
    }

    /// Its unit and decimals in the pack.
    fn format<'a>(&self, pack: &'a Pack) -> Option<(&'a str, u32)> {
        match self {
            Self::Lever(id) => pack.lever(id).map(|id| &pack.levers[id.0]).map(|item| (&*item.unit, item.decimals)),
            Self::Assumption(id) => {
                pack.assumption(id).map(|id| &pack.assumptions[id.0]).map(|item| (&*item.unit, item.decimals))
            }
        }
    }

    /// What a field for it asks for; `None` where the pack does not hold it.
    pub fn asked<'a>(&self, pack: &'a Pack) -> Option<Asked<'a>> {
        match self {
            Self::Lever(id) => {
                let lever = &pack.levers[pack.lever(id)?.0];
                Some(match is_month(pack, lever) {
                    true => Asked::Month { year: pack.year },
                    false => Asked::Amount { unit: &lever.unit, negative: lever.min < Decimal::ZERO },
                })
            }
            Self::Assumption(id) => {
                let item = &pack.assumptions[pack.assumption(id)?.0];
                Some(match item.distribution {
                    Distribution::Discrete => Asked::Switch,
                    _ => Asked::Amount { unit: &item.unit, negative: item.low < Decimal::ZERO },
                })
            }
        }
    }

    /// Reads a setting as a person types it; `None` where the pack does not hold the item.
    pub fn read(&self, text: &str, pack: &Pack) -> Option<Result<Decimal, Unclear>> {
        self.asked(pack).map(|asked| typed(text, asked))
    }

    /// A setting in words, with as many decimals as it needs: `68.0 万亩`; a month by its name: `27年1月`.
    pub fn show(&self, value: Decimal, pack: &Pack, language: Language) -> String {
        if let Some(month) = self.month(value, pack) {
            return number::month_of(month, pack.year, language);
        }
        let (unit, decimals) = self.format(pack).unwrap_or(("", 0));
        quantity(value, decimals.max(value.normalize().scale()), unit, language)
    }

    /// What it is while nobody changes it; `None` where the pack does not hold it.
    pub fn baseline(&self, pack: &Pack) -> Option<Decimal> {
        match self {
            Self::Lever(id) => pack.lever(id).map(|id| pack.levers[id.0].baseline),
            Self::Assumption(id) => pack.assumption(id).map(|id| pack.assumptions[id.0].mid),
        }
    }

    /// A step from one setting to another: `32.0 → 34.5 万亩`, `5月 → 7月`.
    pub fn show_step(&self, from: Decimal, to: Decimal, pack: &Pack, language: Language) -> String {
        if let (Some(from), Some(to)) = (self.month(from, pack), self.month(to, pack)) {
            let month = |offset| number::month_of(offset, pack.year, language);
            return format!("{} → {}", month(from), month(to));
        }
        let (unit, decimals) = self.format(pack).unwrap_or(("", 0));
        let decimals = decimals.max(from.normalize().scale()).max(to.normalize().scale());
        let scale = Scale::of(&[from, to], unit, language);
        format!("{} → {}", scale.bare(from, decimals), scale.plain(to, decimals))
    }

    /// How far a setting is from another, without its unit: `+1.9`; for months `+2 个月`.
    pub fn change(&self, from: Decimal, to: Decimal, pack: &Pack, language: Language) -> String {
        let change = to - from;
        let decimals = self.format(pack).map_or(0, |(_, decimals)| decimals).max(change.normalize().scale());
        let figure = number::signed(change, decimals);
        match (self.asked(pack), language) {
            (Some(Asked::Month { .. }), Language::Zh) => format!("{figure} 个月"),
            (Some(Asked::Month { .. }), Language::En) if change.abs() == Decimal::ONE => format!("{figure} month"),
            (Some(Asked::Month { .. }), Language::En) => format!("{figure} months"),
            _ => figure,
        }
    }

    /// The feasible range in the pack.
    pub fn range(&self, pack: &Pack) -> Option<(Decimal, Decimal)> {
        match self {
            Self::Lever(id) => pack.lever(id).map(|id| &pack.levers[id.0]).map(|item| (item.min, item.max)),
            Self::Assumption(id) => {
                pack.assumption(id).map(|id| &pack.assumptions[id.0]).map(|item| (item.low, item.high))
            }
        }
    }

    /// The feasible range in words: `64.0—70.0 万亩`, `5月—27年2月`.
    pub fn show_range(&self, pack: &Pack, language: Language) -> Option<String> {
        let (low, high) = self.range(pack)?;
        if let (Some(first), Some(last)) = (self.month(low, pack), self.month(high, pack)) {
            let month = |offset| number::month_of(offset, pack.year, language);
            return Some(format!("{}—{}", month(first), month(last)));
        }
        let (unit, decimals) = self.format(pack)?;
        let scale = Scale::of(&[low, high], unit, language);
        Some(format!("{}—{}", scale.bare(low, decimals), scale.plain(high, decimals)))
    }

    /// The month that a setting names, counted from January (0), where the item is set by month.
    pub fn month(&self, value: Decimal, pack: &Pack) -> Option<i32> {
        match self.asked(pack)? {
            Asked::Month { .. } if value.fract().is_zero() => i32::try_from(value).ok()?.checked_sub(1),
            _ => None,
        }
    }
}

/// The earliest month that a lever which sets a month can be set to as of a date: the first in which it can act. What lies
/// before has happened. `None` for other levers, and where nothing can be decided any more.
pub fn earliest_month(pack: &Pack, lever: LeverId, as_of: Date) -> Option<Decimal> {
    let first = pack.acts_from(lever, as_of).filter(|_| is_month(pack, &pack.levers[lever.0]))?;
    Some(Decimal::from(first + 1))
}

/// The settings a lever can take as of a date; the lower bound lies above the upper one where none is left.
pub fn open_range(pack: &Pack, lever: LeverId, as_of: Date) -> (Decimal, Decimal) {
    let item = &pack.levers[lever.0];
    (earliest_month(pack, lever, as_of).map_or(item.min, |from| from.max(item.min)), item.max)
}

/// Whether a lever sets a month of a table.
fn is_month(pack: &Pack, lever: &Lever) -> bool {
    lever.cell.is_some_and(|(column, _)| pack.tables[column.table.0].columns[column.column].kind == ColumnKind::Month)
}

/// A remark on one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The setting.
    pub item: Item,
    /// What is the matter.
    pub problem: FlagProblem,
}

/// What is the matter with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlagProblem {
    /// Outside the feasible range: the run uses the nearest bound.
    OutOfRange {
        /// As typed.
        typed: Decimal,
        /// The nearest bound.
        used: Decimal,
    },
    /// A month that is past at the as-of date, as a link may bring: the run uses it, but it cannot be set.
    Past {
        /// As typed.
        typed: Decimal,
        /// The earliest month that can be set.
        from: Decimal,
    },
    /// The decision can no longer be taken at the as-of date: the setting has no effect.
    Closed {
        /// Last month in which it could be taken.
        closed: Option<Month>,
    },
    /// The pack has no such item: the setting has no effect.
    Unknown,
    /// This year's base does not know of it: what it changes shows as growth in full.
    OneYear,
}

impl Flag {
    /// The remark in words.
    pub fn message(&self, pack: &Pack, language: Language) -> String {
        let name = self.item.name(pack, language);
        match (&self.problem, language) {
            (FlagProblem::OutOfRange { typed, used }, _) => {
                let show = |value: Decimal| self.item.show(value, pack, language);
                let (typed, used) = (show(*typed), show(*used));
                let range = self.item.show_range(pack, language).unwrap_or_default();
                match language {
                    Language::Zh => format!("{name}：输入的 {typed} 超出可行范围 {range}，推演按 {used} 计算。"),
                    Language::En => {
                        format!("{name}: {typed} is outside the feasible range {range}; the run uses {used}.")
                    }
                }
            }
            (FlagProblem::Past { typed, from }, _) => {
                let (typed, from) = (self.item.show(*typed, pack, language), self.item.show(*from, pack, language));
                match language {
                    Language::Zh => {
                        format!("{name}：{typed}到截至日已经过去，现在最早可定为 {from}；推演仍按 {typed} 计算。")
                    }
                    Language::En => format!(
                        "{name}: {typed} is past at the as-of date, {from} is the earliest that can be set; the run still uses {typed}."
                    ),
                }
            }
            (FlagProblem::Closed { closed: Some(closed) }, Language::Zh) => {
                format!("{name}：须在 {}年{}月底前决定，现已过期，此项设置不起作用。", closed.year, closed.month)
            }
            (FlagProblem::Closed { closed: Some(closed) }, Language::En) => {
                format!("{name}: had to be decided by the end of {closed}; the setting has no effect.")
            }
            (FlagProblem::Closed { closed: None }, Language::Zh) => format!("{name}：已不能再决定，此项设置不起作用。"),
            (FlagProblem::Closed { closed: None }, Language::En) => {
                format!("{name}: can no longer be decided; the setting has no effect.")
            }
            (FlagProblem::OneYear, Language::Zh) => {
                format!("{name}：只改变今年的水平，不改变今年的可比基数，全部计入增速；口径变化不是真实增长。")
            }
            (FlagProblem::OneYear, Language::En) => format!(
                "{name}: changes this year's level and not this year's comparable base, so all of it shows as growth; a \
                 change of basis is no growth."
            ),
            (FlagProblem::Unknown, Language::Zh) => format!("底册里没有“{name}”，此项设置不起作用。"),
            (FlagProblem::Unknown, Language::En) => format!("The pack has no item {name}; the setting has no effect."),
        }
    }
}

fn clamp(value: Decimal, low: Decimal, high: Decimal) -> Decimal {
    value.min(high).max(low)
}

fn bound(value: Decimal, low: Decimal, high: Decimal) -> Option<Decimal> {
    let used = clamp(value, low, high);
    (used != value).then_some(used)
}

fn put(entries: &mut BTreeMap<String, Decimal>, id: &str, value: Decimal, baseline: Option<Decimal>) {
    if baseline == Some(value) {
        entries.remove(id);
    } else {
        entries.insert(id.to_owned(), value);
    }
}
