//! What the form may hold beside indicators: industries, projects, units, peers. Each is a table with what follows from it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::Found;
use super::errors;
use super::ids::Ids;
use super::toml_text::{numbers, text};
use crate::form::{Form, Indicator, find};
use crate::kind::Kind;

/// Points by which the growth of a unit can be set otherwise, at least.
const UNIT_POINTS: i64 = 5;

pub fn write(form: &Form, ids: &Ids, found: &Found) -> String {
    let extras = Extras { form, ids, found };
    let mut out = String::new();
    out += &extras.industries();
    out += &extras.projects();
    out += &extras.units();
    out += &extras.peers();
    out
}

struct Extras<'f> {
    form: &'f Form,
    ids: &'f Ids,
    found: &'f Found,
}

/// The growth of an indicator in per cent, as a formula.
fn growth(one: &Indicator, id: &str) -> String {
    if one.growth || one.kind == Kind::Ratio {
        id.to_owned()
    } else if one.is_flow() && (one.kind != Kind::Count || one.task_is_growth) {
        format!("{id}_growth")
    } else {
        format!("to({id} / last_year({id}) - 1, \"%\")")
    }
}

/// A number of a column.
fn plain(value: Decimal) -> Decimal {
    value.normalize()
}

impl Extras<'_> {
    /// GDP by industry: each grows as its driver, or as it has so far.
    fn industries(&self) -> String {
        let all = &self.form.industries;
        if all.is_empty() {
            return String::new();
        }
        let mut out = "\n[[chapter]]\ntitle = \"生产总值分行业 | GDP by industry\"\ngroup = \"overall\"\nsource = \"form\"\npublish = \"quarterly 20\"\n\n\
            [chapter.table.industry]\nname = \"行业 | Industries\"\ncolumns = {\n  \
            so_far = { name = \"今年累计增速 | Growth this year\", kind = \"number\", unit = \"%\", default = 0 },\n  \
            pass = { name = \"传导系数 | Pass-through\", kind = \"number\", unit = \"1\", default = 1 },\n}\n\n[chapter.table.industry.row]\n"
            .to_owned();
        for (place, one) in all.iter().enumerate() {
            let so_far = plain(one.growth.unwrap_or_default());
            let _ = writeln!(
                out,
                "industry_{} = {{ name = {}, so_far = {so_far}, pass = {} }}",
                place + 1,
                text(&one.name),
                plain(one.pass)
            );
        }
        let rows = |row: &dyn Fn(usize) -> String| {
            (0..all.len()).map(|place| format!("    industry_{} = {},\n", place + 1, row(place))).collect::<String>()
        };
        let figures = rows(&|place| numbers(&all[place].quarters));
        let formulas = rows(&|place| {
            let driver = all[place].driver.as_deref().and_then(|name| find(&self.form.indicators, name));
            let grows = match driver {
                Some(driver) => growth(&self.form.indicators[driver], &self.ids.indicators[driver]),
                None => "so_far".to_owned(),
            };
            format!("'last_year(industry_va) * (1 + pass * to({grows}, \"1\"))'")
        });
        let _ = write!(
            out,
            "\n[chapter.variable]\nindustry_va = {{ name = \"分行业增加值（可比价） | Value added by industry, comparable prices\", unit = \"亿元\", over = \"industry\",\n  \
             known = {{ first = \"{}-01\", rows = {{\n{figures}  }} }}, formulas = {{\n{formulas}  }},\n  \
             note = \"上年数×（1+传导系数×相关指标增速）；没有相关指标的按今年累计增速。 | Last year × (1 + pass-through × growth of the driver); without a driver the growth of this year so far.\" }}\n\
             industry_comparable = {{ name = \"分行业增加值上年数 | Value added by industry, last year\", listed = false, unit = \"亿元\", over = \"industry\", formula = 'last_year(industry_va)' }}\n\
             industry_growth = {{ name = \"分行业合计增速 | Growth by industries\", use = \"growth_over\", source = \"default\", given = {{ of = \"sum(industry, industry_va)\", over = \"sum(industry, industry_comparable)\" }} }}\n\
             industry_pull = {{ name = \"分行业拉动点 | Pull by industry\", unit = \"百分点\", over = \"industry\", measure = \"rate\", source = \"default\",\n  \
             formula = 'to(ytd(industry_va - industry_comparable) / ytd(sum(industry, industry_comparable)), \"百分点\")' }}\n",
            self.form.year - 1,
        );
        out
    }

    /// Projects in stages; the money of the year that is not spent yet comes evenly until they end.
    fn projects(&self) -> String {
        let all = &self.form.projects;
        if all.is_empty() {
            return String::new();
        }
        let through = (self.form.as_of.month.offset_from(self.form.year)).clamp(1, 12);
        // A lever that no month is left for would move nothing.
        let acts = super::indicators::months_left(self.form).1 > 0;
        let lever = if acts {
            format!(
                "[chapter.lever]\nproject_pace = {{ name = \"项目施工再快 | Works faster by\", unit = \"%\", range = [-50, 0, 100], step = 5, closes = \"{}-11\", source = \"just_more\", note = \"没有给出措施：截至日以后各月完成投资都多这么多。 | No measure was given: so much more of the works of each month after the as-of date.\" }}\n\n",
                self.form.year,
            )
        } else {
            String::new()
        };
        let faster = if acts { " * (1 + to(project_pace, \"1\"))" } else { "" };
        let mut out = format!(
            "\n[[chapter]]\ntitle = \"项目 | Projects\"\ngroup = \"projects\"\nowner = \"form_owner\"\nsource = \"form\"\npublish = \"monthly 15\"\n\n\
             [chapter.constant]\nproject_through = {{ name = \"项目完成数截至月份 | Month to which works done are stated\", unit = \"1\", value = {through} }}\n\n\
             [chapter.curve]\nproject_works = {{ name = \"形象进度：两头慢中间快 | Works: slow at both ends\", source = \"default\", x_unit = \"1\", y_unit = \"1\", x = [0, 0.25, 0.5, 0.75, 1], y = [0, 0.15, 0.5, 0.85, 1] }}\n\n\
             {lever}[chapter.table.project]\nname = \"项目 | Projects\"\ncolumns = {{\n  \
             cost = {{ name = \"总投资 | Total cost\", kind = \"number\", unit = \"万元\" }},\n  \
             plan = {{ name = \"本年计划 | Plan of the year\", kind = \"number\", unit = \"万元\" }},\n  \
             done = {{ name = \"本年已完成 | Done this year\", kind = \"number\", unit = \"万元\", default = 0 }},\n  \
             start = {{ name = \"开工 | Start\", kind = \"month\" }},\n  \
             finish = {{ name = \"竣工 | Finish\", kind = \"month\" }},\n}}\n\n[chapter.table.project.row]\n",
        );
        for (place, one) in all.iter().enumerate() {
            let note = [one.owner.as_ref().map(|owner| owner.zh.as_str()), one.stage.as_deref()];
            let note: Vec<&str> = note.into_iter().flatten().collect();
            let name = if note.is_empty() {
                one.name.clone()
            } else {
                let note = note.join("，");
                Text::new(format!("{}（{note}）", one.name.zh), format!("{} ({note})", one.name.en))
            };
            let _ = writeln!(
                out,
                "project_{} = {{ name = {}, cost = {}, plan = {}, done = {}, start = \"{}\", finish = \"{}\" }}",
                place + 1,
                text(&name),
                plain(one.cost),
                plain(one.plan),
                plain(one.done),
                one.start,
                one.finish,
            );
        }
        let plan: Decimal = all.iter().map(|one| one.plan).sum();
        let _ = write!(
            out,
            "\n[chapter.variable]\n\
             project_stage = {{ use = \"stages\", given = {{ name = \"项目 | Projects\", over = \"project\", start = \"start\", months = \"finish - start + 1\", curve = \"project_works\" }}, listed = false, source = \"default\" }}\n\
             project_money = {{ name = \"分项目完成投资 | Works by project\", unit = \"万元\", over = \"project\", decimals = 0, before = 0, source = \"default\", note = \"已完成数按月均摊；余下的计划均摊到竣工或年底。 | What is done is spread over its months; the rest of the plan until the finish or the year's end.\", formula = '''\n\
             if(month > 12, 0,\n  if(month <= project_through, done / project_through,\n    if(and(month > start - 1, month <= max(min(12, finish), max(project_through, start - 1) + 1)),\n      \
             max(0, plan - done) / max(1, min(12, finish) - max(project_through, start - 1)){faster}, 0)))''' }}\n\
             project_invested = {{ name = \"项目完成投资 | Works of all projects\", unit = \"万元\", decimals = 0, source = \"default\", formula = 'sum(project, project_money)' }}\n\n\
             [chapter.target]\nproject_invested = {{ kind = \"amount\", year = {}, error = \"{}\"{} }}\n",
            plain(plan),
            errors::id(Kind::Investment, false),
            self.beyond("project_invested"),
        );
        out
    }

    fn beyond(&self, key: &str) -> String {
        let is = |half: bool| self.found.beyond.contains(&(key.to_owned(), half));
        let both = [(true, "\"half\""), (false, "\"year\"")];
        let beyond: Vec<&str> = both.into_iter().filter(|(half, _)| is(*half)).map(|(_, word)| word).collect();
        if beyond.is_empty() { String::new() } else { format!(", beyond_levers = [{}]", beyond.join(", ")) }
    }

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
                    let beyond = self.beyond(&format!("unit_{number}_growth.{key}"));
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

/// The accounting that shows the shares of industries; it stands outside chapters, at the end.
pub fn accounting(form: &Form) -> &'static str {
    if form.industries.is_empty() {
        ""
    } else {
        "\n[accounting]\ntable = \"industry\"\nvalue = \"industry_va\"\nbase = \"industry_comparable\"\ngrowth = \"industry_growth\"\n"
    }
}

fn joined(name: &Text, zh: &str, en: &str) -> Text {
    Text::new(format!("{}{zh}", name.zh), format!("{}{en}", name.en))
}
