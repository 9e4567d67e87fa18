//! Indicators: figures, default projection, lever, schedule, task.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::ids::Ids;
use super::toml_text::{numbers, plain, quantity, quoted, text};
use super::{Found, errors};
use crate::form::layout::Often;
use crate::form::{Form, Indicator};
use crate::kind::{Kind, Method};

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
        out += &chapter.assumptions(&places);
        out += &chapter.constants(&places);
        out += &chapter.variables(&places);
        out += &chapter.targets(&places);
    }
    out
}

/// The indicators of a group.
pub struct Chapter<'f> {
    pub form: &'f Form,
    pub ids: &'f Ids,
    pub found: &'f Found,
}

impl Chapter<'_> {
    pub fn id(&self, place: usize) -> &str {
        &self.ids.indicators[place]
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
                given.push(format!("early = '{}'", quantity(one.last.last().copied().unwrap_or_default(), &one.unit)))
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
        if one.has_growth() {
            let name = Text::new(format!("{}增速", one.name.zh), format!("{}, growth", one.name.en));
            let owner =
                self.ids.owner(one.owner.as_ref()).map_or_else(String::new, |owner| format!(", owner = \"{owner}\""));
            let (known, note) = self.published(one);
            let _ = writeln!(
                out,
                "{} = {{ use = \"default_growth_of\"{owner}{known}, given = {{ name = {}, of = \"{id}\", publish = \"{publish}\" }}, note = {} }}",
                quoted(&format!("{id}_growth")),
                text(&name),
                text(&note),
            );
        }
        out += &self.way_variables(place);
        out
    }

    /// Growth that was published beside the amounts, as a field, and what is to be known of it.
    fn published(&self, one: &Indicator) -> (String, Text) {
        let Some(published) = one.published.as_ref().filter(|published| !published.this.is_empty()) else {
            let zh = "由两年总量算出；公布的增速口径可比，可能不同。";
            return (
                String::new(),
                Text::new(
                    zh,
                    "Computed from the amounts of two years; published growth is on a comparable basis and may differ.",
                ),
            );
        };
        let figure =
            |growth: &Option<Decimal>| growth.map_or_else(|| "\"-\"".to_owned(), |growth| plain(growth).to_string());
        let figures: Vec<String> = published.this.iter().map(figure).collect();
        let source = self.ids.source(one.source.as_deref()).unwrap_or("form");
        let known = format!(
            ", known = {{ first = \"{}-01\", values = [{}], source = \"{source}\" }}",
            self.form.year,
            figures.join(", ")
        );
        let mut zh = "公布的增速保留；其后按同一可比口径推算。".to_owned();
        let mut en = "Published growth is kept; what follows goes on over the same comparable base.".to_owned();
        if let Some((month, by_levels)) = published.differs {
            let by_levels = plain(by_levels);
            let _ = write!(zh, "到{month}月两年总量之比为 {by_levels}%：可比口径不同，两个都保留。");
            let _ = write!(
                en,
                " To month {month} the amounts of two years make {by_levels}%: another comparable base, both are kept."
            );
        }
        (known, Text::new(zh, en))
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
            for task in self.form.indicators[place].tasks() {
                out += &self.target(place, task);
            }
        }
        if out.is_empty() { out } else { format!("\n[chapter.target]\n{out}") }
    }

    /// A task: of the indicator, or of its growth beside the amount.
    fn target(&self, place: usize, (half, year, of_growth): (Option<Decimal>, Option<Decimal>, bool)) -> String {
        let (one, id) = (&self.form.indicators[place], self.id(place));
        let beside = of_growth && !one.growth;
        let key = if beside { format!("{id}_growth") } else { id.to_owned() };
        let kind = match one.kind {
            _ if of_growth => "growth",
            Kind::Stock => "stock",
            Kind::Ratio => "ratio",
            Kind::Count => "count",
            _ => "amount",
        };
        let error = errors::id(one.kind, of_growth);
        let mut out = format!("{} = {{ kind = \"{kind}\", error = \"{error}\", source = \"form\"", quoted(&key));
        // Where the amount has no task of its own, the list calls the task by its name.
        if beside && one.task_is_growth {
            let _ = write!(out, ", name = {}", text(&one.name));
        }
        for (field, value) in [("half", half), ("year", year)] {
            if let Some(value) = value {
                let _ = write!(out, ", {field} = {}", value.normalize());
            }
        }
        if !of_growth && season(one, self.form.year).is_some() {
            let _ = write!(out, ", seasonal = {}", quoted(&format!("{id}_season")));
        }
        let beyond = self.found.beyond_field(&key);
        if !beyond.is_empty() {
            let why = "截至日之后的措施改变不了这一期的判定。 | No measure after the as-of date turns the verdict of that period.";
            let _ = write!(out, "{beyond}, note = \"{why}\"");
        }
        out + " }\n"
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
