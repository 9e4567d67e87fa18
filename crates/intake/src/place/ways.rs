//! Ways to move an indicator: measures, firms that enter the statistics, cohorts; and where the form has none, so much more.

use std::fmt::Write as _;

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::indicators::Chapter;
use super::nice_step;
use super::toml_text::{plain, quantity, quoted, text};
use crate::form::{Cohort, Form, Funnel, Indicator, Measure, find};
use crate::kind::Kind;

/// Months from the first in which a lever can act: to June, and to December.
pub fn months_left(form: &Form) -> (u32, u32) {
    let known = (form.as_of.month.offset_from(form.year) + 1).clamp(0, 12) as u32;
    (6u32.saturating_sub(known), 12 - known)
}

/// How much more a month, or points of a month's growth, it takes to turn a gap when few months are left, with room to spare.
pub fn for_gap(
    one: &Indicator,
    (gap, of_growth): (Decimal, bool),
    half: bool,
    (to_june, to_december): (u32, u32),
) -> Decimal {
    let last: Decimal = one.last.iter().sum();
    let gap = if of_growth { gap * last / Decimal::ONE_HUNDRED } else { gap }.abs();
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

/// A lever of the form.
struct Lever<'l> {
    id: &'l str,
    name: &'l Text,
    owner: Option<&'l Text>,
    unit: &'l str,
    range: [Decimal; 3],
    step: Decimal,
    opens: Option<String>,
    closes: String,
    recording: bool,
    has_cost: bool,
}

impl<'l> Lever<'l> {
    /// What every row of the form that gives one says of it; steps are of one, and nothing bounds its months.
    fn of(
        id: &'l str,
        (name, unit): (&'l Text, &'l str),
        owner: Option<&'l Text>,
        range: [Decimal; 3],
        cost: Option<Decimal>,
    ) -> Self {
        Self {
            id,
            name,
            owner,
            unit,
            range,
            step: Decimal::ONE,
            opens: None,
            closes: String::new(),
            recording: false,
            has_cost: cost.is_some(),
        }
    }
}

impl Chapter<'_> {
    fn moves(&self, indicator: &str, place: usize) -> bool {
        find(&self.form.indicators, indicator) == Some(place)
    }

    fn measures(&self, place: usize) -> impl Iterator<Item = (&Measure, &str)> {
        let all = self.form.measures.iter().zip(&self.ids.measures);
        all.filter(move |(one, _)| self.moves(&one.indicator, place)).map(|(one, id)| (one, &**id))
    }

    fn funnels(&self, place: usize) -> impl Iterator<Item = (&Funnel, &str)> {
        let all = self.form.funnels.iter().zip(&self.ids.funnels);
        all.filter(move |(one, _)| self.moves(&one.indicator, place)).map(|(one, id)| (one, &**id))
    }

    fn cohorts(&self, place: usize) -> impl Iterator<Item = (&Cohort, &str)> {
        let all = self.form.cohorts.iter().zip(&self.ids.cohorts);
        all.filter(move |(one, _)| self.moves(&one.indicator, place)).map(|(one, id)| (one, &**id))
    }

    /// Whether the form says how an indicator can be moved in the plan year.
    fn has_ways(&self, place: usize) -> bool {
        let comes_out = |one: &Cohort| one.from.offset_from(self.form.year) + (one.delay as i32) < 12;
        self.measures(place).next().is_some()
            || self.funnels(place).next().is_some()
            || self.cohorts(place).any(|(one, _)| comes_out(one))
    }

    pub fn levers(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for &place in places {
            for (one, id) in self.measures(place) {
                out += &self.lever(&Lever {
                    step: one.step,
                    opens: one.from.map(|from| from.to_string()),
                    closes: self.closes(if one.borrowed { 5 } else { 11 }),
                    recording: one.recording,
                    ..Lever::of(id, (&one.name, &one.unit), one.owner.as_ref(), one.range, one.cost)
                });
            }
            for (one, id) in self.funnels(place) {
                out += &self.lever(&Lever {
                    // In the month itself it is too late: what is decided acts from the next.
                    closes: self.closes(one.enters.offset_from(self.form.year) as u32),
                    recording: true,
                    ..Lever::of(id, (&one.name, &one.unit), one.owner.as_ref(), one.range, one.cost)
                });
            }
            for (one, id) in self.cohorts(place) {
                out += &self.lever(&Lever {
                    step: one.step,
                    opens: Some(one.from.to_string()),
                    closes: self.closes(11),
                    ..Lever::of(id, (&one.name, &one.unit), one.owner.as_ref(), one.range, one.cost)
                });
            }
            if !self.has_ways(place) && months_left(self.form).1 > 0 {
                out += &self.just_more(place, &self.form.indicators[place]);
            }
        }
        if out.is_empty() { out } else { format!("\n[chapter.lever]\n{out}") }
    }

    fn lever(&self, lever: &Lever<'_>) -> String {
        let [low, arranged, high] = lever.range.map(plain);
        let mut out = format!(
            "{} = {{ name = {}, unit = {}, range = [{low}, {arranged}, {high}], step = {}, source = \"form\", closes = \"{}\"",
            quoted(lever.id),
            text(lever.name),
            quoted(lever.unit),
            plain(lever.step),
            lever.closes,
        );
        if lever.recording {
            out += ", kind = \"recording\"";
        }
        if let Some(owner) = self.ids.owner(lever.owner) {
            let _ = write!(out, ", owner = \"{owner}\"");
        }
        if let Some(opens) = &lever.opens {
            let _ = write!(out, ", opens = \"{opens}\"");
        }
        if lever.has_cost {
            let _ = write!(out, ", cost = {}", quoted(&format!("{}_cost", lever.id)));
        }
        out + " }\n"
    }

    /// A month of the plan year: the last in which something can still be decided for it to reach the period it acts in.
    fn closes(&self, month: u32) -> String {
        format!("{}-{month:02}", self.form.year)
    }

    /// How many of those that are filed really qualify: nobody here decides it.
    pub fn assumptions(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for (one, id) in places.iter().flat_map(|place| self.funnels(*place)) {
            let name = Text::new(format!("{}：真正达标", one.name.zh), format!("{}: really qualify", one.name.en));
            let [least, likely, most] = one.qualified.map(plain);
            let _ = writeln!(
                out,
                "{} = {{ name = {}, unit = {}, range = [{least}, {likely}, {most}], step = 1, source = \"form\", reason = \"表单所填：申报多少，入库不超过真正达标的。 | As the form says: however many are filed, no more enter than really qualify.\" }}",
                quoted(&format!("{id}_qualified")),
                text(&name),
                quoted(&one.unit),
            );
        }
        if out.is_empty() { out } else { format!("\n[chapter.assumption]\n{out}") }
    }

    /// The share of a cohort that stays.
    pub fn constants(&self, places: &[usize]) -> String {
        let mut out = String::new();
        for (one, id) in places.iter().flat_map(|place| self.cohorts(*place)) {
            let name = Text::new(format!("{}：留存率", one.name.zh), format!("{}: survival", one.name.en));
            let (id, stays) = (quoted(&format!("{id}_stays")), plain(one.stays));
            let _ = writeln!(out, "{id} = {{ name = {}, unit = \"%\", value = {stays} }}", text(&name));
        }
        if out.is_empty() { out } else { format!("\n[chapter.constant]\n{out}") }
    }

    /// The lever that is no measure: so much more, or less.
    fn just_more(&self, place: usize, one: &Indicator) -> String {
        let (step, most) = self.reach(place);
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
            self.closes(11),
        )
    }

    /// Step and reach of that lever.
    pub fn reach(&self, place: usize) -> (Decimal, Decimal) {
        let one = &self.form.indicators[place];
        let least = self.usual_width(one);
        let width = self.found.widths.get(self.id(place)).copied().unwrap_or(least).max(least);
        let step = nice_step(width * Decimal::TWO);
        let step = if one.kind == Kind::Count { step.max(Decimal::ONE) } else { step };
        (step, (width / step).ceil() * step)
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

    /// What all ways, or so much more, add in a month.
    pub fn extra(&self, place: usize) -> String {
        let one = &self.form.indicators[place];
        let (year, unit) = (self.form.year, if one.growth { "百分点" } else { &*one.unit });
        let june = format!("{year}-06");
        let mut terms = Vec::new();
        for (measure, id) in self.measures(place) {
            let added = if measure.borrowed {
                format!(
                    "(spread({id}, @{june}) - if(and(month > 6, month <= 12), at(ytd(spread({id}, @{june})), \"{june}\") / 6, 0))"
                )
            } else {
                format!("spread({id}, @{year}-12)")
            };
            terms.push(format!("{} / 1[{}] * {}", by_end(one, added), measure.unit, quantity(measure.effect, unit)));
        }
        for (funnel, id) in self.funnels(place) {
            terms.push(match one.kind {
                // Points of a month's growth, of the growth to date; in the year after they are in its base.
                _ if one.growth => format!("ytd({id}_firms - last_year({id}_firms)) / min(month, 12)"),
                Kind::Count => format!("{id}_firms_entered / 1[{}] * {}", funnel.unit, quantity(funnel.each, unit)),
                _ => format!("{id}_firms"),
            });
        }
        for (cohort, id) in self.cohorts(place) {
            let grown =
                if one.growth { format!("({id}_grown - last_year({id}_grown))") } else { format!("{id}_grown") };
            terms.push(format!("{} / 1[{}] * {}", by_end(one, grown), cohort.unit, quantity(cohort.effect, unit)));
        }
        if !self.has_ways(place) && months_left(self.form).1 > 0 {
            let more = format!("if(month <= 12, {}_more, 0)", self.id(place));
            terms.push(match one.kind {
                _ if one.growth => format!("ytd({more}) / min(month, 12)"),
                Kind::Stock => format!("accumulate({more})"),
                _ => more,
            });
        }
        if terms.is_empty() { format!("0[{unit}]") } else { terms.join(" + ") }
    }

    /// What measures cost, what firms that enter add, what comes out of cohorts.
    pub fn way_variables(&self, place: usize) -> String {
        let one = &self.form.indicators[place];
        let (year, added_unit) = (self.form.year, if one.growth { "百分点" } else { &*one.unit });
        let mut out = String::new();
        let mut cost = |id: &str, name: &Text, of: String, unit: &str, cost: Option<Decimal>| {
            let Some(cost) = cost else { return };
            let name = Text::new(format!("{}：支出", name.zh), format!("{}: cost", name.en));
            let _ = writeln!(
                out,
                "{} = {{ name = {}, unit = \"万元\", better = \"lower\", decimals = 0, before = 0, formula = '{of} / 1[{unit}] * {}' }}",
                quoted(&format!("{id}_cost")),
                text(&name),
                quantity(cost, "万元"),
            );
        };
        for (measure, id) in self.measures(place) {
            cost(id, &measure.name, format!("spread({id}, @{year}-12)"), &measure.unit, measure.cost);
        }
        for (funnel, id) in self.funnels(place) {
            cost(id, &funnel.name, format!("{id} * pulse(@{}, 1)", funnel.enters), &funnel.unit, funnel.cost);
        }
        for (cohort, id) in self.cohorts(place) {
            cost(id, &cohort.name, format!("{id}_placed"), &cohort.unit, cohort.cost);
        }
        for (funnel, id) in self.funnels(place) {
            let _ = writeln!(
                out,
                "{} = {{ use = \"funnel\", before = 0, source = \"form\", given = {{ name = {}, filed = {}, qualified = {}, from = \"{}\", of = {}, each = '{} / 1[{}]', unit = {} }},\n  note = \"入库的按月计产出。可比增速两年都计新入库企业，只计其本身的增长；这里按多出的量计。 | Those that enter count month by month. Growth on a comparable base has new firms in both years; here they count as what is added.\" }}",
                quoted(&format!("{id}_firms")),
                text(&funnel.name),
                quoted(id),
                quoted(&format!("{id}_qualified")),
                funnel.enters,
                quoted(&funnel.unit),
                quantity(funnel.each, added_unit),
                funnel.unit,
                quoted(added_unit),
            );
        }
        for (cohort, id) in self.cohorts(place) {
            let placed =
                Text::new(format!("{}：每月投放", cohort.name.zh), format!("{}: placed a month", cohort.name.en));
            let grown = Text::new(format!("{}：产出", cohort.name.zh), format!("{}: what comes out", cohort.name.en));
            let unit = quoted(&cohort.unit);
            let _ = writeln!(
                out,
                "{} = {{ name = {}, unit = {unit}, before = 0, formula = 'if(and(month >= @{}, month <= 12), {id}, 0)' }}\n\
                 {} = {{ use = \"cohort\", name = {}, unit = {unit}, before = 0, given = {{ placed = \"{id}_placed\", months = {}, stays = 'to({id}_stays, \"1\")' }} }}",
                quoted(&format!("{id}_placed")),
                text(&placed),
                cohort.from,
                quoted(&format!("{id}_grown")),
                text(&grown),
                cohort.delay,
            );
        }
        out
    }
}

/// What is added by the year's end, in a month's figure: points of the year's growth, of the growth to date; a level keeps it.
fn by_end(one: &Indicator, added: String) -> String {
    match one.kind {
        _ if one.growth => format!("12 * ytd({added}) / min(month, 12)"),
        Kind::Stock | Kind::Ratio => format!("accumulate({added})"),
        _ => added,
    }
}
