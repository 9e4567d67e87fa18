//! The items formulas only name: sources, owners, groups, constants, levers, assumptions, profiles and curves.

use rust_decimal::Decimal;

use super::fields::Fields;
use super::{MOST_ITEMS, Reading};
use crate::diagnostic::Problem;
use crate::number::to_f64;
use crate::pack::{
    Assumption, Constant, Curve, Distribution, Event, Group, GroupId, Lever, LeverKind, PassLine, Profile, Source,
    SourceId, SourceKind,
};

/// The words for schedule lines.
pub const LINES: [(&str, PassLine); 2] = [("seasonal", PassLine::Seasonal), ("linear", PassLine::Linear)];

/// The words for kinds of levers.
pub const LEVER_KINDS: [(&str, LeverKind); 2] = [("measure", LeverKind::Measure), ("recording", LeverKind::Recording)];

impl<'a> Reading<'a> {
    pub(super) fn read_sources(&mut self, root: &Fields<'a>) -> Vec<Source> {
        const KINDS: [(&str, SourceKind); 3] =
            [("published", SourceKind::Published), ("demo", SourceKind::Demo), ("guess", SourceKind::Guess)];
        let mut sources = Vec::new();
        for fields in self.items(root, "source", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut self.sources, &id, sources.len());
            sources.push(Source {
                id,
                kind: fields.required_choice("kind", &KINDS),
                text: fields.required_text("text"),
            });
            fields.finish();
        }
        sources
    }

    pub(super) fn read_groups(&mut self, root: &Fields<'a>) -> Vec<Group> {
        let mut groups = Vec::new();
        for fields in self.items(root, "group", MOST_ITEMS) {
            let id = fields.plain_id();
            Self::enter(&fields, &mut self.groups, &id, groups.len());
            groups.push(Group { id, name: fields.required_text("name") });
            // Items of the group have inherited it.
            fields.reference_if("owner", "owner", &self.owners);
            fields.finish();
        }
        groups
    }

    pub(super) fn source(&self, fields: &Fields<'_>) -> SourceId {
        SourceId(fields.reference("source", "source", &self.sources))
    }

    pub(super) fn group(&self, fields: &Fields<'_>) -> GroupId {
        GroupId(fields.reference("group", "group", &self.groups))
    }

    pub(super) fn read_constants(&mut self, root: &Fields<'a>) -> Vec<Constant> {
        let mut constants = Vec::new();
        for fields in self.items(root, "constant", MOST_ITEMS) {
            let id = fields.id();
            self.enter_global(&fields, &id);
            let (unit, read) = self.unit(&fields, "unit");
            self.constant_units.push(read);
            constants.push(Constant {
                id,
                name: fields.required_text("name"),
                unit,
                value: to_f64(fields.required_decimal("value")),
                note: fields.text("note").unwrap_or_default(),
                source: self.source(&fields),
            });
            fields.finish();
        }
        constants
    }

    pub(super) fn read_levers(&mut self, root: &Fields<'a>) -> Vec<Lever> {
        let mut levers = Vec::new();
        for fields in self.items(root, "lever", MOST_ITEMS) {
            let id = fields.id();
            self.enter_global(&fields, &id);
            let (unit, read) = self.unit(&fields, "unit");
            self.lever_units.push(read);
            let [min, baseline, max] = Self::range(&fields, ["min", "baseline", "max"]);
            let step = fields.required_decimal("step");
            let lever = Lever {
                id,
                name: fields.required_text("name"),
                kind: fields.choice("kind", &LEVER_KINDS).unwrap_or(LeverKind::Measure),
                group: self.group(&fields),
                owner: self.owner(&fields),
                with: self.with(&fields),
                unit,
                min,
                max,
                step,
                decimals: fields.whole("decimals", step.scale().min(9), 0..=9),
                baseline,
                opens: fields.month("opens"),
                closes: fields.month("closes"),
                lead_months: fields.whole("lead_months", 0, 0..=24),
                cost: None,
                note: fields.text("note").unwrap_or_default(),
                source: self.source(&fields),
                covers: fields.strings("covers"),
                cell: None,
            };
            // The variable is not known yet; see `connect_costs`.
            fields.get("cost");
            self.check_range(&fields, &lever);
            if let (Some(opens), Some(closes)) = (lever.opens, lever.closes)
                && opens > closes
            {
                let (low, high) = (opens.to_string(), closes.to_string());
                fields.report(fields.at_of("opens"), Problem::EmptyRange { low, high });
            }
            levers.push(lever);
            fields.finish();
        }
        levers
    }

    /// Low, middle and high of a range: `range = [low, middle, high]`, or a field for each.
    fn range(fields: &Fields<'a>, names: [&'static str; 3]) -> [Decimal; 3] {
        if fields.has("range") {
            return fields.range("range").unwrap_or_default();
        }
        fields.get("range");
        names.map(|name| fields.required_decimal(name))
    }

    /// Range, step and baseline of a lever.
    pub(super) fn check_range(&self, fields: &Fields<'_>, lever: &Lever) {
        if !fields.is_sound() {
            return;
        }
        let (low, high) = (lever.min.to_string(), lever.max.to_string());
        if lever.min >= lever.max {
            fields.report(fields.at_of("min"), Problem::EmptyRange { low, high });
            return;
        }
        if lever.step <= Decimal::ZERO {
            fields.report(fields.at_of("step"), Problem::NotPositive { field: "step" });
            return;
        }
        let value = lever.baseline.to_string();
        let at = fields.at_of("baseline");
        if lever.baseline < lever.min || lever.baseline > lever.max {
            fields.report(at, Problem::OutsideRange { value, low, high });
        } else if !(lever.baseline - lever.min).checked_rem(lever.step).unwrap_or_default().is_zero() {
            fields.report(at, Problem::NotOnStep { value });
        }
    }

    pub(super) fn read_assumptions(&mut self, root: &Fields<'a>) -> Vec<Assumption> {
        const SHAPES: [(&str, Distribution); 5] = [
            ("triangular", Distribution::Triangular),
            ("normal", Distribution::Normal),
            ("log_normal", Distribution::LogNormal),
            ("uniform", Distribution::Uniform),
            ("discrete", Distribution::Discrete),
        ];
        let mut assumptions = Vec::new();
        for fields in self.items(root, "assumption", MOST_ITEMS) {
            let id = fields.id();
            self.enter_global(&fields, &id);
            let (unit, read) = self.unit(&fields, "unit");
            self.assumption_units.push(read);
            let [low, mid, high] = Self::range(&fields, ["low", "mid", "high"]);
            let step = fields.required_decimal("step");
            let assumption = Assumption {
                id,
                name: fields.required_text("name"),
                group: self.group(&fields),
                unit,
                low,
                mid,
                high,
                step,
                decimals: fields.whole("decimals", step.scale().min(9), 0..=9),
                distribution: fields.choice("distribution", &SHAPES).unwrap_or(Distribution::Triangular),
                correlated_with: fields.string("correlated_with").map(|label| label.text),
                reason: fields.required_text("reason"),
                source: self.source(&fields),
                covers: fields.strings("covers"),
            };
            self.check_assumption(&fields, &assumption);
            assumptions.push(assumption);
            fields.finish();
        }
        assumptions
    }

    /// Range, step and shape of an assumption.
    fn check_assumption(&self, fields: &Fields<'_>, assumption: &Assumption) {
        if !fields.is_sound() {
            return;
        }
        let (low, high) = (assumption.low.to_string(), assumption.high.to_string());
        let positive = assumption.distribution != Distribution::LogNormal || assumption.low > Decimal::ZERO;
        if assumption.low > assumption.high || !positive {
            fields.report(fields.at_of("low"), Problem::EmptyRange { low, high });
        } else if assumption.mid < assumption.low || assumption.mid > assumption.high {
            let value = assumption.mid.to_string();
            fields.report(fields.at_of("mid"), Problem::OutsideRange { value, low, high });
        }
        if assumption.distribution == Distribution::Discrete
            && (assumption.low != Decimal::ZERO || assumption.high != Decimal::ONE)
        {
            let (low, high) = (assumption.low.to_string(), assumption.high.to_string());
            fields.report(fields.at_of("low"), Problem::NotZeroToOne { low, high });
        }
        if assumption.step <= Decimal::ZERO {
            fields.report(fields.at_of("step"), Problem::NotPositive { field: "step" });
        }
    }

    pub(super) fn read_events(&mut self, root: &Fields<'a>) -> Vec<Event> {
        let mut events = Vec::new();
        for fields in self.items(root, "event", MOST_ITEMS) {
            let id = fields.id();
            Self::enter(&fields, &mut self.events, &id, events.len());
            let (first, last) = (fields.required_date("first"), fields.required_date("last"));
            if fields.is_sound() && first > last {
                let (low, high) = (first.to_string(), last.to_string());
                fields.report(fields.at_of("first"), Problem::EmptyRange { low, high });
            }
            events.push(Event {
                id,
                name: fields.required_text("name"),
                first,
                last,
                note: fields.text("note").unwrap_or_default(),
                source: self.source(&fields),
                covers: fields.strings("covers"),
            });
            fields.finish();
        }
        events
    }

    pub(super) fn read_profiles(&mut self, root: &Fields<'a>) -> Vec<Profile> {
        let mut profiles = Vec::new();
        for fields in self.items(root, "profile", MOST_ITEMS) {
            let id = fields.id();
            Self::enter(&fields, &mut self.profiles, &id, profiles.len());
            let mut weights = fields.required_numbers("weights");
            let at = fields.at_of("weights");
            let sum = weights.iter().fold(0.0, |sum, weight| sum + weight);
            if !fields.is_sound() {
                weights = vec![0.25; 4];
            } else if !matches!(weights.len(), 4 | 12) {
                fields.report(at, Problem::WeightCount(weights.len()));
                weights = vec![0.25; 4];
            } else if (sum - 1.0).abs() > 0.000_5 {
                fields.report(at, Problem::WeightSum(format!("{sum:.4}")));
            }
            if let Some(weight) = weights.iter().position(|&weight| weight < 0.0) {
                fields.report(at, Problem::NegativeWeight { at: weight + 1 });
            }
            profiles.push(Profile { id, name: fields.required_text("name"), weights, source: self.source(&fields) });
            fields.finish();
        }
        profiles
    }

    pub(super) fn read_curves(&mut self, root: &Fields<'a>) -> Vec<Curve> {
        let mut curves = Vec::new();
        for fields in self.items(root, "curve", MOST_ITEMS) {
            let id = fields.id();
            Self::enter(&fields, &mut self.curves, &id, curves.len());
            self.curve_units.push((self.unit(&fields, "x_unit").1, self.unit(&fields, "y_unit").1));
            let (x, y) = (fields.required_numbers("x"), fields.required_numbers("y"));
            if !fields.is_sound() {
                // What is missing was reported.
            } else if x.len() < 2 || x.len() != y.len() {
                fields.report(fields.at_of("x"), Problem::CurveLengths { x: x.len(), y: y.len() });
            } else if let Some(pair) = x.windows(2).find(|pair| pair[0] >= pair[1]) {
                fields.report(fields.at_of("x"), Problem::CurveNotRising { at: pair[1].to_string() });
            }
            curves.push(Curve { id, name: fields.required_text("name"), x, y, source: self.source(&fields) });
            fields.finish();
        }
        curves
    }
}
