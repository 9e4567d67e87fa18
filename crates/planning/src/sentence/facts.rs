//! What a sentence is made of, formatted once for both languages.

use std::cmp::Ordering;

use guoban_model::pack::{Pack, Target};
use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::judge::Verdict;
use crate::number::{plain, size, unit_name};
use crate::quantity::{change, quantity};

pub(super) struct Facts<'a> {
    pub(super) target: &'a Target,
    pub(super) verdict: &'a Verdict,
    pub(super) name: &'a str,
    pub(super) note: &'a str,
    pub(super) period: &'static str,
    /// Why the pack does not judge it.
    pub(super) reason: &'a str,
    unit: &'a str,
    language: Language,
}

impl<'a> Facts<'a> {
    pub(super) fn of(pack: &'a Pack, verdict: &'a Verdict, language: Language) -> Self {
        let target = &pack.targets[verdict.target.0];
        Self {
            target,
            verdict,
            name: target.name.get(language),
            note: target.note.get(language),
            period: verdict.period.name(language),
            reason: verdict.absent.and_then(|absent| absent.reason(pack)).map_or("", |reason| reason.get(language)),
            unit: &pack.variables[target.variable.0].unit,
            language,
        }
    }

    /// A figure of the indicator with its unit.
    pub(super) fn figure(&self, value: Decimal) -> String {
        quantity(value, self.verdict.decimals, self.unit, self.language)
    }

    pub(super) fn projected(&self) -> String {
        self.verdict.projected.map_or_else(String::new, |value| self.figure(value))
    }

    pub(super) fn due(&self) -> String {
        self.verdict.due.map_or_else(String::new, |due| self.figure(due.value))
    }

    /// A change of the indicator with its sign and unit.
    pub(super) fn change(&self, value: Decimal) -> String {
        change(value, self.verdict.decimals, self.unit, self.language)
    }

    /// Whether the projection is above what is due.
    pub(super) fn side(&self) -> Ordering {
        self.verdict.gap.map_or(Ordering::Equal, |gap| gap.cmp(&Decimal::ZERO))
    }

    /// The gap without its sign: in points of a percentage, else in the indicator's unit.
    pub(super) fn gap(&self) -> String {
        let gap = self.verdict.gap.unwrap_or_default();
        if self.is_percentage() { self.points_of(&size(gap, self.verdict.decimals)) } else { self.figure(gap.abs()) }
    }

    /// The gap in points of the annual target; in units where the points would read 0.0.
    pub(super) fn gap_in_points(&self) -> String {
        match self.verdict.gap_points {
            Some(points) if !points.is_zero() => self.points_of(&size(points, 1)),
            _ => self.gap(),
        }
    }

    pub(super) fn share_done(&self) -> Option<String> {
        self.verdict.share_done.map(|share| format!("{}%", plain(share, 1)))
    }

    /// The tolerance, where the target is passed only by it.
    pub(super) fn tolerance(&self) -> Option<String> {
        let due = self.verdict.due?;
        let projected = self.verdict.projected?;
        let strictly = self.verdict.direction.passes(projected, due.value);
        if self.verdict.passes != Some(true) || strictly {
            return None;
        }
        let tolerance = self.target.tolerance.normalize();
        let decimals = tolerance.scale().max(self.verdict.decimals);
        Some(if self.is_percentage() {
            self.points_of(&plain(tolerance, decimals))
        } else {
            quantity(tolerance, decimals, self.unit, self.language)
        })
    }

    fn is_percentage(&self) -> bool {
        unit_name(self.unit, Language::Zh) == "%"
    }

    fn points_of(&self, figure: &str) -> String {
        match self.language {
            Language::Zh => format!("{figure} 个百分点"),
            Language::En => format!("{figure} pp"),
        }
    }

    /// A place among peers.
    pub(super) fn place(&self, value: Option<Decimal>) -> String {
        value.map_or_else(String::new, |value| plain(value, 0))
    }
}
