//! Counties or sub-districts, and peers: each a table with what follows from it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::ids::Ids;
use super::toml_text::{plain, text};
use super::{Found, errors, growth};
use crate::form::{Form, find};

/// Points by which the growth of a unit can be set otherwise, at least.
const UNIT_POINTS: i64 = 5;

pub fn write(form: &Form, ids: &Ids, found: &Found) -> String {
    let units = Units { form, ids, found };
    units.units() + &units.peers()
}

struct Units<'f> {
    form: &'f Form,
    ids: &'f Ids,
    found: &'f Found,
}

impl Units<'_> {
    /// Counties or sub-districts: the growth they have holds, and what each draws from the whole.
    fn units(&self) -> String {
        let mut groups: BTreeMap<usize, Vec<&crate::form::Unit>> = BTreeMap::new();
        for unit in &self.form.units {
            if let Some(place) = find(&self.form.indicators, &unit.indicator) {
                groups.entry(place).or_default().push(unit);
            }
        }
        let mut out = String::new();
        for (number, (place, units)) in (1..).zip(groups) {
            let (one, id) = (&self.form.indicators[place], &self.ids.indicators[place]);
            let gaps = units.iter().filter_map(|unit| Some((unit.year? - unit.growth).abs()));
            let reach = gaps.fold(Decimal::from(UNIT_POINTS), |most, gap| most.max((gap * Decimal::TWO).ceil()));
            let _ = write!(
                out,
                "\n[[chapter]]\ntitle = {}\ngroup = \"units\"\nowner = \"form_owner\"\nsource = \"form\"\npublish = \"monthly 15\"\n\n\
                 [chapter.table.unit_{number}]\nname = {}\ncolumns = {{\n  \
                 weight = {{ name = \"权重 | Weight\", kind = \"number\", unit = \"%\" }},\n  \
                 pace = {{ name = \"增速（默认保持） | Growth (holds by default)\", kind = \"number\", unit = \"%\", source = \"default\", adjustable = {{ min = -{reach}, max = {reach}, step = 0.1, decimals = 1, closes = \"{}-11\" }} }},\n}}\n\n[chapter.table.unit_{number}.row]\n",
                text(&joined(&one.name, "：各单位", ": units")),
                text(&joined(&one.name, "：各单位", ": units")),
                self.form.year,
            );
            for (row, unit) in units.iter().enumerate() {
                let _ = writeln!(
                    out,
                    "unit_{number}_{} = {{ name = {}, weight = {}, pace = {} }}",
                    row + 1,
                    text(&unit.name),
                    plain(unit.weight),
                    plain(unit.growth)
                );
            }
            let _ = write!(
                out,
                "\n[chapter.variable]\n\
                 unit_{number}_growth = {{ name = {}, unit = \"%\", over = \"unit_{number}\", measure = \"rate\", decimals = 1, source = \"default\", formula = 'pace' }}\n\
                 unit_{number}_drag = {{ name = {}, unit = \"百分点\", over = \"unit_{number}\", measure = \"rate\", source = \"default\", note = \"权重×（单位增速−全部增速）。 | Weight × (growth of the unit − growth of the whole).\", formula = 'to(to(weight, \"1\") * (unit_{number}_growth - {}), \"百分点\")' }}\n",
                text(&joined(&one.name, "：各单位增速", ", growth by unit")),
                text(&joined(&one.name, "：各单位拉动", ", pull by unit")),
                growth(one, id),
            );
            let mut rows = String::new();
            for (row, unit) in units.iter().enumerate() {
                if let Some(year) = unit.year {
                    let key = format!("unit_{number}_{}", row + 1);
                    let owner = self.ids.owner(unit.owner.as_ref());
                    let owner = owner.map_or_else(String::new, |owner| format!(", owner = \"{owner}\""));
                    let beyond = self.found.beyond_field(&format!("unit_{number}_growth.{key}"));
                    let _ = writeln!(rows, "  {key} = {{ year = {}{owner}{beyond} }},", plain(year));
                }
            }
            if !rows.is_empty() {
                let _ = write!(
                    out,
                    "\n[chapter.target]\nunit_{number}_growth = {{ kind = \"growth\", error = \"{}\", rows = {{\n{rows}}} }}\n",
                    errors::id(one.kind, true)
                );
            }
        }
        out
    }

    /// What other places publish, and our place among them.
    fn peers(&self) -> String {
        let mut groups: BTreeMap<usize, Vec<&crate::form::Peer>> = BTreeMap::new();
        for peer in &self.form.peers {
            if let Some(place) = find(&self.form.indicators, &peer.indicator) {
                groups.entry(place).or_default().push(peer);
            }
        }
        let mut out = String::new();
        for (number, (place, peers)) in (1..).zip(groups) {
            let (one, id) = (&self.form.indicators[place], &self.ids.indicators[place]);
            let of = growth(one, id);
            let ends = one.often.ends();
            let at = |peer: &crate::form::Peer, end: u32| peer.this.get(end as usize - 1).copied().flatten();
            let known = ends.iter().take_while(|end| peers.iter().any(|peer| at(peer, **end).is_some())).count();
            // A rank needs what is ranked by name, and figures of the peers.
            if of.contains('(') || known == 0 {
                continue;
            }
            let mut rows = String::new();
            let mut names = String::new();
            for (row, peer) in peers.iter().enumerate() {
                let values: Vec<String> = ends[..known]
                    .iter()
                    .map(|end| at(peer, *end).map_or_else(|| "\"-\"".to_owned(), |value| plain(value).to_string()))
                    .collect();
                let _ = write!(rows, "peer_{number}_{} = [{}], ", row + 1, values.join(", "));
                let _ = writeln!(names, "peer_{number}_{} = {}", row + 1, text(&peer.name));
            }
            let name = text(&joined(&one.name, "位次", ", rank"));
            let _ = write!(
                out,
                "\n[[chapter]]\ntitle = {name}\ngroup = \"units\"\nowner = \"form_owner\"\nsource = \"form\"\n\n\
                 [chapter.table.peer_{number}]\nname = \"同级 | Peers\"\n\n[chapter.table.peer_{number}.row]\n{names}\n\
                 [chapter.variable]\nrank_{number} = {{ use = \"ranked\", given = {{ name = {name}, of = \"{of}\", table = \"peer_{number}\", peers = {{ first = \"{}-01\", rows = {{ {rows}}} }}, among = {} }} }}\n",
                self.form.year,
                peers.len() + 1,
            );
        }
        out
    }
}

fn joined(name: &Text, zh: &str, en: &str) -> Text {
    Text::new(format!("{}{zh}", name.zh), format!("{}{en}", name.en))
}
