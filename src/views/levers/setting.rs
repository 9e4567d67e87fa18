//! A lever or an assumption as its card shows it.

use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, Distribution, LeverId, LeverKind, Pack, SourceKind};
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::figures::Figures;
use guoban_planning::number::{month_of, months, plain, published, unit_name};
use guoban_planning::quantity::{change, quantity};
use guoban_planning::reach::{Moves, Reach};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{Flag, FlagProblem, Item, earliest_month, open_range};
use guoban_planning::spending::added_by;
use guoban_planning::typed::{Asked, Unclear, typed};
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
    /// Its unit; empty where a value says it itself.
    pub unit: AttrValue,
    /// How many targets it moves, where that is known.
    pub moves: usize,
    /// It only changes what is recorded.
    pub recording: bool,
    /// What its field asks for.
    asks: Asks,
    language: Language,
    /// The change against the baseline in words; empty where there is none.
    pub change: AttrValue,
    /// The feasible range in words.
    pub range: AttrValue,
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
    /// The earliest month it can be set to, and what is said of an earlier one.
    past: Option<(Decimal, AttrValue)>,
    /// Why it moves no target.
    pub held: Option<AttrValue>,
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
    /// What all that shares its cost spends over the year, as published.
    pub cost: Option<Decimal>,
    /// What its setting adds to that.
    pub adds: Option<Decimal>,
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
                let can_close = pack.acts_from(id, session.as_of()).is_none() || lever.cell.is_some();
                let check = || Action::SetLever { lever: lever.id.clone(), value: lever.max };
                let run = &session.results.projection;
                let adds = if session.is_changed(id) { added_by(session.model(), run, id) } else { None };
                Self {
                    which,
                    value: scenario.lever(pack, id),
                    cost,
                    adds,
                    flag: session.flag(&Item::Lever(lever.id.clone())).cloned(),
                    closed: if can_close { check().check(&session.document, pack).err() } else { None },
                }
            }
            Which::Assumption(id) => Self {
                which,
                value: scenario.assumption(pack, id),
                cost: None,
                adds: None,
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

/// What the field asks for, as [`Asked`].
#[derive(Clone, Debug, PartialEq)]
enum Asks {
    Amount { unit: AttrValue, negative: bool },
    Month { year: i32 },
    Switch,
}

impl From<Asked<'_>> for Asks {
    fn from(asked: Asked<'_>) -> Self {
        match asked {
            Asked::Amount { unit, negative } => Self::Amount { unit: AttrValue::from(unit.to_owned()), negative },
            Asked::Month { year } => Self::Month { year },
            Asked::Switch => Self::Switch,
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
            let spent = quantity(spent, item.decimals, &item.unit, language);
            locale.fill("levers.shared-cost", &[("name", locale.of(&item.name)), ("amount", &spent)])
        });
        let adds = lever.cost.zip(moving.adds).map(|(variable, adds)| {
            let item = &pack.variables[variable.0];
            let amount = change(adds, item.decimals, &item.unit, language);
            AttrValue::from(locale.fill("levers.adds", &[("amount", &amount)]))
        });
        let (low, high) = open_range(pack, id, model.as_of());
        let owner = AttrValue::from(locale.of(&pack.owners[lever.owner.0].name).to_owned());
        let mut setting = Self {
            name: AttrValue::from(locale.of(&lever.name).to_owned()),
            unit: AttrValue::from(unit_name(&lever.unit, language).to_owned()),
            moves: reach.map_or(0, |reach| reach.targets.len()),
            recording: lever.kind == LeverKind::Recording,
            asks: Asks::Switch,
            language,
            change: AttrValue::default(),
            range: AttrValue::default(),
            low: low.min(high),
            high,
            step: lever.step,
            decimals: lever.decimals,
            baseline: lever.baseline,
            value: moving.value,
            error: None,
            locked: None,
            past: earliest_month(pack, id, model.as_of()).map(|from| {
                let refusal = Refusal::Past { lever: lever.id.clone(), from };
                (from, AttrValue::from(refusal.message(pack, language)))
            }),
            held: reach.and_then(|reach| Some(AttrValue::from(reach.held.as_ref()?.message(pack, language)))),
            borrowed: reach.is_some_and(|reach| reach.is_borrowed()),
            reach: reach.map(|reach| reach.periods),
            facts: std::iter::once(owner.clone()).chain(opens.clone()).chain(adds.clone()).collect(),
            tag: (lever.kind == LeverKind::Recording).then(|| locale.t("levers.recorded")),
            details: Vec::new(),
            item,
        };
        setting.take_words(pack);
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
                ("levers.range", Some(setting.range.to_string())),
                ("levers.owner", Some(owner.to_string())),
                ("levers.earliest", opens.map(|text| text.to_string())),
                ("levers.cost", adds.map(|text| text.to_string())),
                ("levers.cost-shared", cost),
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
            asks: Asks::Switch,
            language,
            change: AttrValue::default(),
            range: AttrValue::default(),
            low: item.low,
            high: item.high,
            step: item.step,
            decimals: item.decimals,
            baseline: item.mid,
            value: moving.value,
            error: None,
            locked: None,
            past: None,
            held: None,
            borrowed: false,
            reach: None,
            facts: vec![AttrValue::from(base), locale.t("levers.not-decided")],
            tag: Some(source_tag(source.kind, locale)),
            details: Vec::new(),
        };
        setting.take_words(pack);
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
                ("levers.range", Some(setting.range.to_string())),
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
            FlagProblem::OutOfRange { .. } | FlagProblem::Past { .. } | FlagProblem::OneYear => {
                self.error = Some(message)
            }
            FlagProblem::Closed { .. } | FlagProblem::Unknown => self.locked = Some(message),
        }
    }

    fn take_words(&mut self, pack: &Pack) {
        if let Some(asked) = self.item.asked(pack) {
            self.asks = Asks::from(asked);
        }
        if matches!(self.asks, Asks::Month { .. }) {
            self.unit = AttrValue::default();
        }
        if self.is_changed() {
            self.change = AttrValue::from(self.item.change(self.baseline, self.value, pack, self.language));
        }
        let range = match self.asks {
            Asks::Month { .. } => format!("{}—{}", self.show(self.low), self.show(self.high)),
            _ => self.item.show_range(pack, self.language).unwrap_or_default(),
        };
        self.range = AttrValue::from(range);
    }

    /// Reads what a person typed into its field.
    ///
    /// # Errors
    /// As [`typed`].
    pub fn read(&self, text: &str) -> Result<Decimal, Unclear> {
        let asked = match &self.asks {
            Asks::Amount { unit, negative } => Asked::Amount { unit, negative: *negative },
            Asks::Month { year } => Asked::Month { year: *year },
            Asks::Switch => Asked::Switch,
        };
        typed(text, asked)
    }

    /// Why a value cannot be set, in words.
    pub fn refusal(&self, value: Decimal) -> Option<AttrValue> {
        let (from, words) = self.past.as_ref()?;
        (value < *from && ![self.value, self.baseline].contains(&value)).then(|| words.clone())
    }

    /// A value as it stands in the field: a month by its name, else the number with as many decimals as it needs.
    pub fn show(&self, value: Decimal) -> String {
        match (&self.asks, i32::try_from(value)) {
            (Asks::Month { year }, Ok(month)) if value.fract().is_zero() => month_of(month - 1, *year, self.language),
            _ => plain(value, self.decimals.max(value.normalize().scale())),
        }
    }

    /// A value with its unit.
    pub fn told(&self, value: Decimal) -> String {
        if self.unit.is_empty() { self.show(value) } else { format!("{} {}", self.show(value), self.unit) }
    }

    /// Whether it differs from the baseline.
    pub fn is_changed(&self) -> bool {
        self.value != self.baseline
    }

    /// Where the slider stands: the value, or the nearest bound.
    pub fn position(&self) -> String {
        self.value.min(self.high).max(self.low).to_string()
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
            Item::Lever(_) if self.is_month() => "month",
            Item::Lever(_) => "amount",
        }
    }

    /// Whether it is set by month.
    pub fn is_month(&self) -> bool {
        matches!(self.asks, Asks::Month { .. })
    }

    /// Whether it is an assumption.
    pub fn is_assumption(&self) -> bool {
        matches!(self.item, Item::Assumption(_))
    }
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
