//! A lever or an assumption as its card shows it.

use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, ColumnKind, Distribution, Lever, LeverId, LeverKind, Pack, SourceKind};
use guoban_planning::action::Action;
use guoban_planning::figures::Figures;
use guoban_planning::number::{self, months, plain, published, signed, unit_name, with_unit};
use guoban_planning::reach::{Moves, Reach};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{Flag, FlagProblem, Item};
use rust_decimal::Decimal;
use yew::AttrValue;

use crate::state::Session;
use crate::texts::Locale;

/// What a card shows; equal settings are not drawn again.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Which.
    pub item: Item,
    /// Its name.
    pub name: AttrValue,
    /// Its unit.
    pub unit: AttrValue,
    /// How many targets it moves, where that is known.
    pub moves: usize,
    /// It only changes what is recorded.
    pub recording: bool,
    /// It is a month, counted from January of this plan year; otherwise an amount.
    pub month_of: Option<i32>,
    /// Lowest feasible setting.
    pub low: Decimal,
    /// Highest feasible setting.
    pub high: Decimal,
    /// Distance of two settings.
    pub step: Decimal,
    /// Decimals shown.
    pub decimals: u32,
    /// Setting when nothing is decided.
    pub baseline: Decimal,
    /// As typed.
    pub value: Decimal,
    /// Outside the range: what is the matter.
    pub error: Option<AttrValue>,
    /// Cannot be moved any more: why.
    pub locked: Option<AttrValue>,
    /// Some of its gain is paid back.
    pub borrowed: bool,
    /// When it works; nothing for assumptions.
    pub reach: Option<[Moves; 4]>,
    /// Owner, first month, cost; or why an assumption is what it is.
    pub facts: Vec<AttrValue>,
    /// A tag beside the facts.
    pub tag: Option<AttrValue>,
    /// Name and value of the details.
    pub details: Vec<(AttrValue, AttrValue)>,
}

/// A lever or an assumption of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What the session decides.
    Lever(LeverId),
    /// What nobody here decides.
    Assumption(AssumptionId),
}

/// What moves on a card while the scenario changes; equal facts are not drawn again.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    /// Which.
    pub which: Which,
    /// As typed.
    pub value: Decimal,
    /// What it costs over the year, as published.
    pub cost: Option<Decimal>,
    /// A remark on it.
    pub flag: Option<Flag>,
    /// Why it cannot be moved.
    pub closed: Option<Refusal>,
}

impl Moving {
    /// A lever or an assumption as it is now.
    pub fn of(session: &Session, which: Which) -> Self {
        let (pack, scenario) = (session.pack(), session.scenario());
        match which {
            Which::Lever(id) => {
                let lever = &pack.levers[id.0];
                let cost = lever.cost.and_then(|variable| {
                    let spent = session.results.projection.standing(pack, variable, 0, 11)?;
                    published(spent, pack.variables[variable.0].decimals).filter(|spent| !spent.is_zero())
                });
                let is_open = pack.acts_from(id, session.as_of()).is_some();
                let check = || Action::SetLever { lever: lever.id.clone(), value: lever.baseline };
                Self {
                    which,
                    value: scenario.lever(pack, id),
                    cost,
                    flag: session.flag(&Item::Lever(lever.id.clone())).cloned(),
                    closed: if is_open { None } else { check().check(&session.document, pack).err() },
                }
            }
            Which::Assumption(id) => Self {
                which,
                value: scenario.assumption(pack, id),
                cost: None,
                flag: session.flag(&Item::Assumption(pack.assumptions[id.0].id.clone())).cloned(),
                closed: None,
            },
        }
    }

    /// The card's content.
    pub fn setting(&self, model: &Model, reach: &[Reach], locale: &Locale) -> Setting {
        match self.which {
            Which::Lever(id) => Setting::lever(self, id, model, reach.get(id.0), locale),
            Which::Assumption(id) => Setting::assumption(self, id, model, locale),
        }
    }
}

impl Setting {
    /// A lever.
    fn lever(moving: &Moving, id: LeverId, model: &Model, reach: Option<&Reach>, locale: &Locale) -> Self {
        let (pack, language) = (model.pack(), locale.language);
        let lever = &pack.levers[id.0];
        let item = Item::Lever(lever.id.clone());
        let opens = pack.acts_from(id, model.as_of()).map(|first| {
            let month = months(first, first, language);
            let key = if first >= 12 { "levers.from-next-year" } else { "levers.from" };
            AttrValue::from(locale.fill(key, &[("month", &month)]))
        });
        let cost = lever.cost.zip(moving.cost).map(|(variable, spent)| {
            let item = &pack.variables[variable.0];
            AttrValue::from(with_unit(&plain(spent, item.decimals), &item.unit, language))
        });
        let owner = AttrValue::from(locale.of(&pack.owners[lever.owner.0].name).to_owned());
        let mut setting = Self {
            name: AttrValue::from(locale.of(&lever.name).to_owned()),
            unit: AttrValue::from(unit_name(&lever.unit, language).to_owned()),
            moves: reach.map_or(0, |reach| reach.targets.len()),
            recording: lever.kind == LeverKind::Recording,
            month_of: is_month(pack, lever).then_some(pack.year),
            low: lever.min,
            high: lever.max,
            step: lever.step,
            decimals: lever.decimals,
            baseline: lever.baseline,
            value: moving.value,
            error: None,
            locked: None,
            borrowed: reach.is_some_and(|reach| reach.is_borrowed()),
            reach: reach.map(|reach| reach.periods),
            facts: std::iter::once(owner.clone()).chain(opens.clone()).chain(cost.clone()).collect(),
            tag: (lever.kind == LeverKind::Recording).then(|| locale.t("levers.recorded")),
            details: Vec::new(),
            item,
        };
        if setting.month_of.is_some() {
            setting.unit = AttrValue::from(setting.named(setting.value, locale));
        }
        setting.take_flag(moving, pack, locale);
        if setting.locked.is_none() {
            setting.locked = moving.closed.as_ref().map(|refusal| AttrValue::from(refusal.message(pack, language)));
        }
        let source = &pack.sources[lever.source.0];
        let moved = reach.map(|reach| {
            let names = reach.targets.iter().map(|(target, _)| locale.of(&pack.targets[target.0].name));
            names.collect::<Vec<_>>().join(if locale.is_zh() { "、" } else { ", " })
        });
        setting.details = details(
            locale,
            [
                ("levers.range", Some(setting.range(locale))),
                ("levers.owner", Some(owner.to_string())),
                ("levers.earliest", opens.map(|text| text.to_string())),
                ("levers.cost", cost.map(|text| text.to_string())),
                ("levers.moves", moved),
                ("levers.note", Some(locale.of(&lever.note).to_owned())),
                ("levers.source", Some(source_text(source.kind, locale.of(&source.text), locale))),
            ],
        );
        setting
    }

    /// An assumption.
    fn assumption(moving: &Moving, id: AssumptionId, model: &Model, locale: &Locale) -> Self {
        let (pack, language) = (model.pack(), locale.language);
        let item = &pack.assumptions[id.0];
        let source = &pack.sources[item.source.0];
        let base = format!("{} {}", locale.t("levers.base"), plain(item.mid, item.decimals));
        let mut setting = Self {
            item: Item::Assumption(item.id.clone()),
            name: AttrValue::from(locale.of(&item.name).to_owned()),
            unit: AttrValue::from(unit_name(&item.unit, language).to_owned()),
            moves: 0,
            recording: false,
            month_of: None,
            low: item.low,
            high: item.high,
            step: item.step,
            decimals: item.decimals,
            baseline: item.mid,
            value: moving.value,
            error: None,
            locked: None,
            borrowed: false,
            reach: None,
            facts: vec![AttrValue::from(base), locale.t("levers.not-decided")],
            tag: Some(source_tag(source.kind, locale)),
            details: Vec::new(),
        };
        setting.take_flag(moving, pack, locale);
        let shape = match item.distribution {
            Distribution::Triangular => "levers.triangular",
            Distribution::Normal => "levers.normal",
            Distribution::LogNormal => "levers.log-normal",
            Distribution::Uniform => "levers.uniform",
            Distribution::Discrete => "levers.discrete",
        };
        setting.details = details(
            locale,
            [
                ("levers.range", Some(setting.range(locale))),
                ("levers.shape", Some(locale.t(shape).to_string())),
                ("levers.reason", Some(locale.of(&item.reason).to_owned())),
                ("levers.source", Some(source_text(source.kind, locale.of(&source.text), locale))),
            ],
        );
        setting
    }

    fn take_flag(&mut self, moving: &Moving, pack: &Pack, locale: &Locale) {
        let Some(flag) = &moving.flag else { return };
        let message = AttrValue::from(flag.message(pack, locale.language));
        match flag.problem {
            FlagProblem::OutOfRange { .. } | FlagProblem::OneYear => self.error = Some(message),
            FlagProblem::Closed { .. } | FlagProblem::Unknown => self.locked = Some(message),
        }
    }

    /// A value with as many decimals as it needs.
    pub fn show(&self, value: Decimal) -> String {
        plain(value, self.decimals.max(value.normalize().scale()))
    }

    /// A value in words: a month by its name, else the number.
    pub fn named(&self, value: Decimal, locale: &Locale) -> String {
        let month = self.month_of.and_then(|year| Some((year, i32::try_from(value.round()).ok()? - 1)));
        let Some((year, offset)) = month else { return plain(value, self.decimals) };
        let name = months(offset, offset, locale.language);
        match offset.div_euclid(12) {
            0 => name,
            years => {
                let year = format!("{:02}", (year + years).rem_euclid(100));
                locale.fill("levers.month-of", &[("month", &name), ("year", &year)])
            }
        }
    }

    /// The change against the baseline; empty where there is none.
    pub fn change(&self) -> String {
        let change = self.value - self.baseline;
        if change.is_zero() { String::new() } else { signed(change, self.decimals.max(change.normalize().scale())) }
    }

    /// Whether it differs from the baseline.
    pub fn is_changed(&self) -> bool {
        self.value != self.baseline
    }

    /// The range with its unit.
    pub fn range(&self, locale: &Locale) -> String {
        let range = format!("{} — {}", self.named(self.low, locale), self.named(self.high, locale));
        if self.month_of.is_some() { range } else { number::with_unit(&range, &self.unit, locale.language) }
    }

    /// Some steps up or down, within the range.
    pub fn stepped(&self, steps: i32) -> Decimal {
        (self.value + self.step * Decimal::from(steps)).min(self.high).max(self.low)
    }

    /// Sets it.
    pub fn set(&self, value: Decimal) -> Action {
        match &self.item {
            Item::Lever(lever) => Action::SetLever { lever: lever.clone(), value },
            Item::Assumption(assumption) => Action::SetAssumption { assumption: assumption.clone(), value },
        }
    }

    /// Puts it back to its baseline.
    pub fn clear(&self) -> Action {
        match &self.item {
            Item::Lever(lever) => Action::ClearLever { lever: lever.clone() },
            Item::Assumption(assumption) => Action::ClearAssumption { assumption: assumption.clone() },
        }
    }

    /// What it is, for tests and measurements.
    pub fn kind(&self) -> &'static str {
        match self.item {
            Item::Assumption(_) => "assumption",
            Item::Lever(_) if self.recording => "recording",
            Item::Lever(_) if self.month_of.is_some() => "month",
            Item::Lever(_) => "amount",
        }
    }

    /// Whether it is an assumption.
    pub fn is_assumption(&self) -> bool {
        matches!(self.item, Item::Assumption(_))
    }
}

/// Whether a lever moves a month of a table.
fn is_month(pack: &Pack, lever: &Lever) -> bool {
    lever.cell.is_some_and(|(column, _)| pack.tables[column.table.0].columns[column.column].kind == ColumnKind::Month)
}

fn details<const N: usize>(locale: &Locale, rows: [(&str, Option<String>); N]) -> Vec<(AttrValue, AttrValue)> {
    let kept = rows.into_iter().filter_map(|(key, text)| Some((key, text.filter(|text| !text.is_empty())?)));
    kept.map(|(key, text)| (locale.t(key), AttrValue::from(text))).collect()
}

/// The word for what kind of statement a source is.
pub fn source_tag(kind: SourceKind, locale: &Locale) -> AttrValue {
    locale.t(match kind {
        SourceKind::Published => "source.published",
        SourceKind::Demo => "source.demo",
        SourceKind::Guess => "source.guess",
    })
}

/// A source in words.
pub fn source_text(kind: SourceKind, text: &str, locale: &Locale) -> String {
    let tag = source_tag(kind, locale);
    if text.starts_with(tag.as_str()) {
        return text.to_owned();
    }
    if locale.is_zh() { format!("{tag}：{text}") } else { format!("{tag}: {text}") }
}
