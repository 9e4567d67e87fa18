//! The header of a pack, and its units.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::fields::{Fields, LONGEST_ID};
use super::items::LINES;
use super::{FORMAT, MOST_HISTORY, MOST_UNITS, Reading, YEARS};
use crate::diagnostic::{IdForm, Problem};
use crate::formula::check::unit_problem;
use crate::pack::{Calendar, Judging, Pack, PassLine, Require};
use crate::time::{Date, Month};
use crate::unit::UnitError;

impl<'a> Reading<'a> {
    /// The `[pack]` table; everything else of the pack still empty.
    pub(super) fn header(&mut self, root: &Fields<'a>) -> Pack {
        let value = root.get("pack");
        if value.is_none() {
            root.missing("pack");
        }
        let fields = value.and_then(|value| Fields::of(self.source, "pack".to_owned(), value));
        let mut pack = Pack {
            id: String::new(),
            revision: 1,
            name: Default::default(),
            note: Default::default(),
            demo: true,
            year: 2000,
            as_of: Date { month: Month { year: 2000, month: 1 }, day: 1 },
            history_months: 24,
            judging: Judging::default(),
            calendar: Calendar::default(),
            events: Vec::new(),
            require: Require::default(),
            sources: Vec::new(),
            owners: Vec::new(),
            groups: Vec::new(),
            levers: Vec::new(),
            assumptions: Vec::new(),
            constants: Vec::new(),
            profiles: Vec::new(),
            curves: Vec::new(),
            tables: Vec::new(),
            variables: Vec::new(),
            errors: Vec::new(),
            reasons: Vec::new(),
            targets: Vec::new(),
            limits: Vec::new(),
            accounting: None,
            examples: Vec::new(),
            stresses: Vec::new(),
            checks: Vec::new(),
        };
        let Some(fields) = fields else { return pack };
        let format = fields.whole("format", 0, 0..=u32::MAX);
        if fields.has("format") && i64::from(format) != FORMAT {
            let problem = Problem::UnsupportedFormat { found: i64::from(format), supported: FORMAT };
            fields.report(fields.at_of("format"), problem);
        }
        let id = fields.required_string("id");
        let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if fields.has("id") && (id.text.is_empty() || id.text.len() > 40 || !id.text.chars().all(sound)) {
            fields.report(id.at, Problem::BadId { found: id.text.clone(), form: IdForm::Pack });
        }
        pack.id = id.text;
        pack.revision = fields.whole("revision", 1, 1..=9_999);
        pack.name = fields.required_text("name");
        pack.note = fields.required_text("note");
        // What stands in the library was brought in by `guoban pack`.
        fields.get("library");
        pack.demo = fields.flag("demo", true);
        pack.year = fields.whole("year", 2000, YEARS) as i32;
        pack.as_of = fields.required_date("as_of");
        pack.history_months = fields.whole("history_months", 24, 12..=MOST_HISTORY) as usize;
        if !pack.history_months.is_multiple_of(12) {
            let problem = Problem::OutsideRange {
                value: pack.history_months.to_string(),
                low: "12, 24, 36".to_owned(),
                high: MOST_HISTORY.to_string(),
            };
            fields.report(fields.at_of("history_months"), problem);
        }
        for name in ["format", "revision", "year"] {
            if !fields.has(name) {
                fields.missing(name);
            }
        }
        self.dated = fields.is_sound();
        let first = pack.year - (pack.history_months / 12) as i32;
        if self.dated && !(first..=pack.year + 1).contains(&pack.as_of.month.year) {
            let (low, high) = (format!("{first:04}-01-01"), format!("{:04}-12-31", pack.year + 1));
            fields.report(fields.at_of("as_of"), Problem::OutsideRange { value: pack.as_of.to_string(), low, high });
        }
        if let Some(value) = fields.get("judging")
            && let Some(judging) = Fields::of(self.source, "pack, judging".to_owned(), value)
        {
            pack.judging.line = judging.choice("line", &LINES).unwrap_or(PassLine::Seasonal);
            pack.judging.on_track = judging.decimal("on_track").unwrap_or(pack.judging.on_track);
            pack.judging.near = judging.decimal("near").unwrap_or(pack.judging.near);
            let ordered = Decimal::ZERO < pack.judging.near
                && pack.judging.near <= pack.judging.on_track
                && pack.judging.on_track <= Decimal::ONE;
            if !ordered {
                let (low, high) = (pack.judging.near.to_string(), pack.judging.on_track.to_string());
                judging.report(judging.at, Problem::EmptyRange { low, high });
            }
            pack.judging.list_points = judging.decimal("list_points").unwrap_or(pack.judging.list_points);
            pack.judging.list_places = judging.whole("list_places", pack.judging.list_places, 1..=100);
            judging.finish();
        }
        pack.calendar = Calendar { days_off: fields.dates("days_off"), days_on: fields.dates("days_on") };
        pack.require = Self::require(&fields);
        fields.finish();
        pack
    }

    /// The `[units]` table. Units may be declared by others that come later.
    pub(super) fn read_units(&mut self, root: &Fields<'a>) {
        let Some(value) = root.get("units") else { return };
        let Some(fields) = Fields::of(self.source, "units".to_owned(), value) else { return };
        let mut waiting = Vec::new();
        let count = fields.entries().count();
        if count > MOST_UNITS {
            fields.report(fields.at, Problem::TooMany { what: "units", found: count, limit: MOST_UNITS });
        }
        for (name, at, value) in fields.entries().take(MOST_UNITS) {
            let odd = |c: char| c.is_control() || matches!(c, '"' | '\'' | '[' | ']' | '(' | ')');
            let trimmed = !name.is_empty() && name.trim() == name && name.len() <= LONGEST_ID;
            if !trimmed || name.contains(odd) || name.starts_with(|first: char| first.is_ascii_digit()) {
                fields.report(at, Problem::BadUnitName(name.to_owned()));
            }
            match fields.string_value(name, value) {
                Some(definition) if definition.text == "base" => self.units.declare_base(name),
                Some(definition) => waiting.push((name, at, definition)),
                None => self.units.declare_unreadable(name),
            }
        }
        // Each round declares at least one more, or what is left cannot be read.
        loop {
            let before = waiting.len();
            waiting.retain(|(name, _, definition)| {
                // `"kg/亩" = "kg/亩"` declares a compound spelling by itself.
                let parsed = self.units.parse(&definition.text);
                parsed.map(|unit| self.units.declare(name, unit)).is_err()
            });
            if waiting.len() == before {
                break;
            }
        }
        for (name, at, _) in fields.entries().take(MOST_UNITS) {
            if let Some(parts) = self.units.contradiction(name) {
                fields.report(at, Problem::UnitContradicts { name: name.to_owned(), parts });
            }
        }
        // What waits for a unit that cannot be read either is not at fault, unless it waits for itself.
        let errors = waiting.iter().filter_map(|(name, _, definition)| {
            let error = self.units.parse(&definition.text).err()?;
            Some((*name, definition.at, error))
        });
        let errors: Vec<(&str, usize, UnitError)> = errors.collect();
        let waits: BTreeMap<&str, &str> = errors
            .iter()
            .filter_map(|(name, _, error)| match error {
                UnitError::Unknown(unit) => Some((*name, unit.as_str())),
                _ => None,
            })
            .collect();
        let waits_for = |name: &str| waits.get(name).copied();
        for (name, at, error) in &errors {
            let mut chain = std::iter::successors(waits_for(name), |unit| waits_for(unit)).take(errors.len());
            if chain.any(|unit| unit == *name) {
                fields.report(*at, Problem::UnitCircle((*name).to_owned()));
                continue;
            }
            let is_root = waits_for(name).is_none_or(|unit| !errors.iter().any(|(name, ..)| *name == unit));
            if is_root && let Some(problem) = unit_problem(error.clone(), self.units.names()) {
                fields.report(*at, problem);
            }
        }
        errors.iter().for_each(|(name, ..)| self.units.declare_unreadable(name));
    }
}
