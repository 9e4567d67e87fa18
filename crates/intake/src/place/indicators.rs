//! Indicators: figures, default projection, lever, schedule, task.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::ids::Ids;
use super::toml_text::{numbers, quoted, text};
use super::{Found, errors, nice_step};
use crate::form::layout::Often;
use crate::form::{Form, Indicator, Measure, find};
use crate::kind::{Kind, Method};

/// Months from the first in which a lever can act: to June, and to December.
pub fn months_left(form: &Form) -> (u32, u32) {
    let known = (form.as_of.month.offset_from(form.year) + 1).clamp(0, 12) as u32;
    (6u32.saturating_sub(known), 12 - known)
}

/// How much more a month, or points of a month's growth, it takes to turn a gap when few months are left, with room to spare.
pub fn for_gap(one: &Indicator, gap: Decimal, half: bool, (to_june, to_december): (u32, u32)) -> Decimal {
    let last: Decimal = one.last.iter().sum();
    let gap = if one.task_is_growth { gap * last / Decimal::ONE_HUNDRED } else { gap }.abs();
    let months = if half { to_june.min(1) } else { to_december.min(3) };
    if months == 0 {
        return Decimal::ZERO;
    }
    let months = Decimal::from(months);
    let need = match one.kind {
        // A month counts for a sixth of growth to June.
        _ if one.growth => gap * Decimal::from(if half { 6 } else { 12 }) / months,
        Kind::Ratio => gap,
        _ => gap / months,
    };
    need * Decimal::new(15, 1)
}

pub fn write(form: &Form, ids: &Ids, found: &Found) -> String {
    let mut groups: BTreeMap<&str, (&str, Vec<usize>)> = BTreeMap::new();
    for (place, one) in form.indicators.iter().enumerate() {
        let (id, name) = one.kind.group();
        groups.entry(id).or_insert((name, Vec::new())).1.push(place);
    }
    let mut out = String::new();
    for (group, (name, places)) in groups {
        let _ = write!(out, "\n[[chapter]]\ntitle = \"{name}\"\ngroup = \"{group}\"\nsource = \"form\"\n");
        let chapter = Chapter { form, ids, found };
        out += &chapter.profiles(&places);
        out += &chapter.levers(&places);
        out += &chapter.variables(&places);
        out += &chapter.targets(&places);
    }
    out
}

struct Chapter<'f> {
    form: &'f Form,
    ids: &'f Ids,
    found: &'f Found,
}

impl Chapter<'_> {
    fn id(&self, place: usize) -> &str {
        &self.ids.indicators[place]
    }

    fn measures(&self, place: usize) -> impl Iterator<Item = (&Measure, &str)> {
        let of = move |measure: &Measure| find(&self.form.indicators, &measure.indicator) == Some(place);
        let all = self.form.measures.iter().zip(&self.ids.measures);
        all.filter(move |(measure, _)| of(measure)).map(|(measure, id)| (measure, &**id))
    }

    /// The shares of last year's months, by which the schedule runs.
    fn profiles(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for &place in places {
            let one = &self.form.indicators[place];
            if let Some(weights) = season(one, self.form.year) {
                let name = Text::new(
                    format!("{}：上年各月份额", one.name.zh),
                    format!("{}: last year's shares by month", one.name.en),
                );
                let id = quoted(&format!("{}_season", self.id(place)));
                let _ = writeln!(
                    out,
                    "{id} = {{ name = {}, source = \"default\", weights = {} }}",
                    text(&name),
                    numbers(&weights)
                );
            }
        }
        if out.is_empty() { out } else { format!("\n[chapter.profile]\n{out}") }
    }

    fn levers(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for &place in places {
            let one = &self.form.indicators[place];
            for (measure, id) in self.measures(place) {
                let [low, arranged, high] = measure.range;
                let (low, arranged) = (low.normalize(), arranged.normalize());
                let _ = write!(
                    out,
                    "{} = {{ name = {}, unit = {}, range = [{low}, {arranged}, {}], step = {}, source = \"form\", closes = \"{}\"",
                    quoted(id),
                    text(&measure.name),
                    quoted(&measure.unit),
                    high.normalize(),
                    measure.step.normalize(),
                    self.closes(measure.borrowed),
                );
                if let Some(owner) = self.ids.owner(measure.owner.as_ref()) {
                    let _ = write!(out, ", owner = \"{owner}\"");
                }
                if let Some(from) = measure.from {
                    let _ = write!(out, ", opens = \"{from}\"");
                }
                if measure.cost.is_some() {
                    let _ = write!(out, ", cost = {}", quoted(&format!("{id}_cost")));
                }
                out += " }\n";
            }
            if self.measures(place).next().is_none() && months_left(self.form).1 > 0 {
                out += &self.just_more(place, one);
            }
        }
        if out.is_empty() { out } else { format!("\n[chapter.lever]\n{out}") }
    }

    /// The last month in which something can still be decided for it to reach the period it acts in.
    fn closes(&self, borrowed: bool) -> String {
        format!("{}-{}", self.form.year, if borrowed { "05" } else { "11" })
    }

    /// The lever that is no measure: so much more, or less.
    fn just_more(&self, place: usize, one: &Indicator) -> String {
        let least = self.usual_width(one);
        let width = self.found.widths.get(self.id(place)).copied().unwrap_or(least).max(least);
        let step = nice_step(width * Decimal::TWO);
        let step = if one.kind == Kind::Count { step.max(Decimal::ONE) } else { step };
        let most = (width / step).ceil() * step;
        let unit = if one.growth { "百分点" } else { &one.unit };
        let name = match one.kind {
            _ if one.growth => Text::new(
                format!("{}：每月增速再高", one.name.zh),
                format!("{}: growth of each month higher by", one.name.en),
            ),
            Kind::Ratio => Text::new(format!("{}：再高", one.name.zh), format!("{}: higher by", one.name.en)),
            _ => Text::new(format!("{}：每月再加", one.name.zh), format!("{}: more each month", one.name.en)),
        };
        let owner = self.ids.owner(one.owner.as_ref()).unwrap_or("form_owner");
        format!(
            "{} = {{ name = {}, owner = \"{owner}\", unit = {}, range = [{}, 0, {}], step = {}, closes = \"{}\", source = \"just_more\", note = \"没有给出措施：截至日以后各月都多这么多，到12月为止。 | No measure was given: so much more in each month after the as-of date, until December.\" }}\n",
            quoted(&format!("{}_more", self.id(place))),
            text(&name),
            quoted(unit),
            (-most).normalize(),
            most.normalize(),
            step.normalize(),
            self.closes(false),
        )
    }

    /// How far a lever reaches where no verdict asks for more.
    fn usual_width(&self, one: &Indicator) -> Decimal {
        if one.growth {
            return Decimal::TWO;
        }
        let level: Decimal = if one.is_flow() {
            one.last.iter().sum()
        } else {
            one.last.last().copied().unwrap_or(Decimal::ONE_HUNDRED)
        };
        let part = if one.kind == Kind::Ratio { 10 } else { 60 };
        (level.abs() / Decimal::from(part)).max(if one.kind == Kind::Count { Decimal::TWO } else { Decimal::new(1, 2) })
    }

    /// What measures, or so much more, add in a month.
    fn extra(&self, place: usize) -> String {
        let one = &self.form.indicators[place];
        let december = format!("@{}-12", self.form.year);
        let june = format!("{}-06", self.form.year);
        let shape = |added: String| match one.kind {
            // Points of the year's growth, of the growth to date: by how much of the year is over.
            _ if one.growth => format!("12 * ytd({added}) / min(month, 12)"),
            Kind::Stock | Kind::Ratio => format!("accumulate({added})"),
            _ => added,
        };
        let unit = if one.growth { "百分点" } else { &one.unit };
        let mut terms = Vec::new();
        for (measure, id) in self.measures(place) {
            let added = if measure.borrowed {
                format!(
                    "(spread({id}, @{june}) - if(and(month > 6, month <= 12), at(ytd(spread({id}, @{june})), \"{june}\") / 6, 0))"
                )
            } else {
                format!("spread({id}, {december})")
            };
            terms.push(format!("{} / 1[{}] * {}[{unit}]", shape(added), measure.unit, signed(measure.effect)));
        }
        if terms.is_empty() {
            if months_left(self.form).1 == 0 {
                return format!("0[{unit}]");
            }
            let more = format!("if(month <= 12, {}_more, 0)", self.id(place));
            terms.push(match one.kind {
                _ if one.growth => format!("ytd({more}) / min(month, 12)"),
                Kind::Stock => format!("accumulate({more})"),
                _ => more,
            });
        }
        terms.join(" + ")
    }

    fn variables(&self, places: &[usize]) -> String {
        let mut out = "\n[chapter.variable]\n".to_owned();
        for &place in places {
            out += &self.variable(place);
        }
        out
    }

    fn variable(&self, place: usize) -> String {
        let one = &self.form.indicators[place];
        let id = self.id(place);
        let (word, first) = match one.often {
            Often::Monthly => ("monthly", 1),
            Often::JanFeb => ("monthly_jan_feb", 2),
            Often::Quarterly => ("quarterly", 3),
        };
        let publish = format!("{word} {}", one.day);
        let year = self.form.year;
        let decimals = one.last.iter().chain(&one.this).map(|value| value.normalize().scale()).max().unwrap_or(2);
        let (least, most) = if one.kind == Kind::Count { (0, 2) } else { (1, 4) };
        let decimals = decimals.clamp(least, most);
        let template = match one.kind {
            _ if one.growth => "default_growth",
            Kind::Stock => "default_level",
            Kind::Ratio => "default_ratio",
            _ => "default_amount",
        };
        let figures: Vec<Decimal> = one.last.iter().chain(&one.this).copied().collect();
        let from = if one.last.is_empty() { year } else { year - 1 };
        let mut given = vec![format!("name = {}", text(&one.name))];
        if !one.growth {
            given.push(format!("unit = {}", quoted(&one.unit)));
        }
        given.push(format!("publish = \"{publish}\""));
        given.push(format!("known = {{ first = \"{from}-01\", values = {} }}", numbers(&figures)));
        let months: Vec<Decimal> = one.often.ends()[..one.this.len()].iter().map(|end| Decimal::from(*end)).collect();
        // Without a figure there is no list either: an empty one says nothing is known.
        given.push(format!("months = {{ first = \"{year}-01\", values = {} }}", numbers(&months)));
        if one.growth || one.is_flow() {
            let class = one.kind.record(!one.growth).map_or("", |record| record.class);
            let (half, rest) = self.early(one);
            given.push(format!("method = \"method_{class}\", first = {first}"));
            given.push(format!("early_half = {half}, early_rest = {rest}"));
        }
        if one.is_flow() {
            given.push(format!("june = \"{}-06\"", year - 1));
        }
        match one.kind {
            _ if one.growth => {}
            Kind::Stock => given.push(format!("early = {}", fraction(one.last_growth))),
            Kind::Ratio => {
                given.push(format!("early = '{}[{}]'", signed(one.last.last().copied().unwrap_or_default()), one.unit))
            }
            _ => {}
        }
        given.push(format!("extra = '{}'", self.extra(place)));
        let mut out = format!("{} = {{ use = \"{template}\", decimals = {decimals}", quoted(id));
        if let Some(owner) = self.ids.owner(one.owner.as_ref()) {
            let _ = write!(out, ", owner = \"{owner}\"");
        }
        if let Some(source) = self.ids.source(one.source.as_deref()) {
            let _ = write!(out, ", source = \"{source}\"");
        }
        let _ = writeln!(out, ",\n  given = {{ {} }} }}", given.join(",\n    "));
        // Growth of a count says little, and none where last year began at zero.
        if one.is_flow() && (one.kind != Kind::Count || one.task_is_growth) {
            let name = Text::new(format!("{}增速", one.name.zh), format!("{}, growth", one.name.en));
            let owner =
                self.ids.owner(one.owner.as_ref()).map_or_else(String::new, |owner| format!(", owner = \"{owner}\""));
            let _ = writeln!(
                out,
                "{} = {{ use = \"default_growth_of\"{owner}, given = {{ name = {}, of = \"{id}\", publish = \"{publish}\" }}, note = \"由两年总量算出；公布的增速口径可比，可能不同。 | Computed from the amounts of two years; published growth is on a comparable basis and may differ.\" }}",
                quoted(&format!("{id}_growth")),
                text(&name),
            );
        }
        for (measure, lever) in self.measures(place) {
            if let Some(cost) = measure.cost {
                let name = Text::new(format!("{}：支出", measure.name.zh), format!("{}: cost", measure.name.en));
                let _ = writeln!(
                    out,
                    "{} = {{ name = {}, unit = \"万元\", better = \"lower\", decimals = 0, before = 0, formula = 'spread({lever}, @{year}-12) / 1[{}] * {}[万元]' }}",
                    quoted(&format!("{lever}_cost")),
                    text(&name),
                    measure.unit,
                    signed(cost),
                );
            }
        }
        out
    }

    /// Growth while nothing of the year is published: to June, and of the months after it, so that the year comes to its own default.
    fn early(&self, one: &Indicator) -> (Decimal, Decimal) {
        if !one.growth {
            let growth = fraction(one.last_growth);
            return (growth, growth);
        }
        let Some(record) = one.kind.record(false) else { return (Decimal::ZERO, Decimal::ZERO) };
        let Some(to_date) = one.last.last().copied() else { return (Decimal::ZERO, Decimal::ZERO) };
        let ends = one.often.ends();
        // Growth of the last three months of last year, months counting alike.
        let recent = ends.iter().position(|end| *end == 9).and_then(|place| one.last.get(place));
        let recent =
            recent.map_or(to_date, |nine| (to_date * Decimal::from(12) - nine * Decimal::from(9)) / Decimal::from(3));
        let by = |method: Method| match method {
            Method::Persists | Method::Stays => to_date,
            Method::Momentum => recent,
            Method::Blend => (to_date + recent) / Decimal::TWO,
        };
        let (half, year) = (by(record.half_method[0]), by(record.year_method[0]));
        (half.round_dp(6), (year * Decimal::TWO - half).round_dp(6))
    }

    fn targets(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for &place in places {
            let one = &self.form.indicators[place];
            if one.half.is_none() && one.year.is_none() {
                continue;
            }
            let of_growth = one.growth || one.task_is_growth;
            let id = self.id(place);
            let key = if one.task_is_growth { format!("{id}_growth") } else { id.to_owned() };
            let kind = match one.kind {
                _ if of_growth => "growth",
                Kind::Stock => "stock",
                Kind::Ratio => "ratio",
                Kind::Count => "count",
                _ => "amount",
            };
            let _ = write!(
                out,
                "{} = {{ kind = \"{kind}\", error = \"{}\", source = \"form\"",
                quoted(&key),
                errors::id(one.kind, of_growth)
            );
            if one.task_is_growth {
                let _ = write!(out, ", name = {}", text(&one.name));
            }
            for (field, value) in [("half", one.half), ("year", one.year)] {
                if let Some(value) = value {
                    let _ = write!(out, ", {field} = {}", value.normalize());
                }
            }
            if !of_growth && season(one, self.form.year).is_some() {
                let _ = write!(out, ", seasonal = {}", quoted(&format!("{id}_season")));
            }
            out += &self.beyond(&key);
            out += " }\n";
        }
        if out.is_empty() { out } else { format!("\n[chapter.target]\n{out}") }
    }

    /// Verdicts that no lever turns.
    fn beyond(&self, key: &str) -> String {
        let is = |half: bool| self.found.beyond.contains(&(key.to_owned(), half));
        let both = [(true, "\"half\""), (false, "\"year\"")];
        let beyond: Vec<&str> = both.into_iter().filter(|(half, _)| is(*half)).map(|(_, word)| word).collect();
        if beyond.is_empty() {
            return String::new();
        }
        let why = "截至日之后的措施改变不了这一期的判定。 | No measure after the as-of date turns the verdict of that period.";
        format!(", beyond_levers = [{}], note = \"{why}\"", beyond.join(", "))
    }
}

/// The shares of last year's periods, adding up to one; none where they are no shares.
fn season(one: &Indicator, year: i32) -> Option<Vec<Decimal>> {
    if !one.is_flow() || one.task_is_growth || one.last.iter().any(|value| *value < Decimal::ZERO) {
        return None;
    }
    let sum: Decimal = one.last.iter().sum();
    if sum <= Decimal::ZERO || (one.half.is_none() && one.year.is_none()) {
        return None;
    }
    let february = guoban_model::time::Month { year, month: 2 }.days();
    let mut values = one.last.clone();
    if one.often == Often::JanFeb
        && let Some(joint) = values.first().copied()
    {
        let days = Decimal::from(31 + february);
        values[0] = joint * Decimal::from(february) / days;
        values.insert(0, joint * Decimal::from(31) / days);
    }
    let mut shares: Vec<Decimal> = values.iter().map(|value| (value / sum).round_dp(6)).collect();
    // What rounding leaves goes to the largest share.
    let rest = Decimal::ONE - shares.iter().sum::<Decimal>();
    let largest = (0..shares.len()).max_by_key(|place| shares[*place])?;
    shares[largest] += rest;
    Some(shares)
}

fn fraction(percent: Option<Decimal>) -> Decimal {
    (percent.unwrap_or_default() / Decimal::ONE_HUNDRED).round_dp(8).normalize()
}

/// A number in a formula: in brackets where it has a sign.
fn signed(value: Decimal) -> String {
    let value = value.normalize();
    if value < Decimal::ZERO { format!("(0 - {})", -value) } else { value.to_string() }
}
