//! What stands at the head of a pack: its name and date, units, sources, owners, groups, the curves of default methods.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::ids::Ids;
use super::toml_text::{quoted, text};
use crate::form::Form;
use crate::form::layout::Data;
use crate::kind::{Kind, Method, Record};

const TEXT: &str = "由表单生成：数字为填报数；未填的都是默认，来源一栏写明。系数和默认推演请换成本地的。推演用于比较方案，不是预报。 | Made from a form: figures are those filled in; all else is a default and says so in its source. Replace coefficients and defaults by local ones. The projection compares plans; it is not a forecast.";

pub fn write(form: &Form, ids: &Ids) -> String {
    let mut out = String::new();
    let place = &form.place;
    let name =
        guoban_model::text::Text::new(format!("{} {}", place.zh, form.year), format!("{} {}", place.en, form.year));
    let demo = form.data == Data::Demo;
    let _ = write!(
        out,
        "# {} {}: made from a form by `guoban new`. What the form did not say is a default; its source says so.\n\n\
         [pack]\nformat = 1\nid = \"{}\"\nrevision = 1\nlibrary = \"templates/library.toml\"\nyear = {}\nas_of = \"{}\"\nname = {}\nnote = \"{TEXT}\"\n\
         demo = {demo}\nhistory_months = 12\njudging = {{ line = \"seasonal\", on_track = 0.8, near = 0.4 }}\n\n",
        plain_line(&place.zh),
        form.year,
        id(form),
        form.year,
        form.as_of,
        text(&name),
    );
    out += &units(form);
    out += &sources(form, ids);
    out += "\n[owner]\nform_owner = \"未填责任单位 | Owner not given\"\n";
    for (owner, id) in &ids.owners {
        let _ = writeln!(out, "{id} = {}", text(owner));
    }
    out += "\n[group]\n";
    let mut groups: BTreeMap<&str, &str> = form.indicators.iter().map(|one| one.kind.group()).collect();
    if !form.projects.is_empty() {
        groups.insert("projects", "项目 | Projects");
    }
    if !form.units.is_empty() || !form.peers.is_empty() {
        groups.insert("units", "各单位与位次 | Units and ranks");
    }
    if !form.industries.is_empty() {
        groups.insert("overall", Kind::Gdp.group().1);
    }
    groups.insert("assumed", "假设 | Assumptions");
    for (id, name) in groups {
        let _ = writeln!(out, "{id} = {{ name = \"{name}\", owner = \"form_owner\" }}");
    }
    out + &methods(form)
}

/// What is put into a comment.
fn plain_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// An id of its own for each place and year: the page keeps packs by it.
fn id(form: &Form) -> String {
    let mut hash: u32 = 0x811C_9DC5;
    for byte in form.place.zh.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("own-{hash:08x}-{}", form.year)
}

fn units(form: &Form) -> String {
    let mut units: BTreeMap<String, String> = BTreeMap::new();
    let mut declare = |unit: &str| {
        for part in unit.split('/').filter(|part| *part != "1" && *part != "%") {
            let (scale, base) = match part.strip_prefix('万') {
                Some(base) => ("10000", base),
                None => part.strip_prefix('亿').map_or(("", part), |base| ("100000000", base)),
            };
            if scale.is_empty() || base.is_empty() {
                units.insert(part.to_owned(), "base".to_owned());
            } else {
                units.insert(part.to_owned(), format!("{scale} {base}"));
                units.insert(base.to_owned(), "base".to_owned());
            }
        }
    };
    form.indicators.iter().for_each(|one| declare(&one.unit));
    form.measures.iter().for_each(|one| declare(&one.unit));
    form.funnels.iter().for_each(|one| declare(&one.unit));
    form.cohorts.iter().for_each(|one| declare(&one.unit));
    declare("万元");
    declare("亿元");
    let mut out = "[units]\n\"%\" = \"0.01\"\n\"百分点\" = \"0.01\"\n".to_owned();
    for (unit, meaning) in units {
        if unit != "百分点" {
            let _ = writeln!(out, "{} = {}", quoted(&unit), quoted(&meaning));
        }
    }
    out
}

fn sources(form: &Form, ids: &Ids) -> String {
    let (kind, said) = match form.data {
        Data::Demo => ("demo", "演示数据：虚构，由表单填入。 | Demonstration data: invented, filled into a form."),
        Data::Real => (
            "published",
            "填报数：由填表人填入表单，出处未逐项注明。 | As filled into the form; where it comes from is not said row by row.",
        ),
    };
    let mut out = format!("\n[source]\nform = {{ kind = \"{kind}\", text = \"{said}\" }}\n");
    for (source, id) in &ids.sources {
        let _ = writeln!(out, "{id} = {{ kind = \"{kind}\", text = {} }}", quoted(&source.replace('|', "｜")));
    }
    out += "default = { kind = \"guess\", text = \"默认：表单没有给出。推演按同类指标回测（docs/backtest.md）中平稳年份差得最少的方法，只用上年和今年的数；不是预测，请换成本地的判断。 | Default: the form does not say. Projected by the method that missed least for like series in calm years of the back-test (docs/backtest.md), from last year's and this year's figures only; no forecast, replace it by local judgement.\" }\n";
    out += "just_more = { kind = \"guess\", text = \"默认：没有给出措施。这一项只回答“再加这么多会怎样”，不说怎样做到、花多少钱。 | Default: no measure was given. This only answers “what if there were so much more”; not how, nor at what cost.\" }\n";
    out += "nbs_backtest = { kind = \"published\", text = \"公布数的回测（docs/backtest.md），默认方法限于两年数据够用的四种；80%区间半宽，平稳年份与受冲击年份（2020—2023年）分开。核算、产业、投资、工业取省级。冲击只有一次，四年不是四次观察。 | Back-test of published figures (docs/backtest.md) with the four methods that two years of figures suffice for; half width of the 80% band, calm years apart from shaken ones (2020–2023). GDP, sectors, investment and industry are a province's. There was one shock: four years are not four observations.\" }\n";
    out += "backtest_ratio = { kind = \"guess\", text = \"默认：这类指标没有可回测的公布序列，取回测（docs/backtest.md）中相近一类区间的倍数，或把增速的区间当作总量的区间。有本地回测后应替换。 | Default: no published series of this kind to back-test, so a multiple of the band of a like class in docs/backtest.md, or points of growth taken as per cent of an amount. Replace it by a local back-test.\" }\n";
    out
}

/// The curves of default methods, one pair for each class in use.
fn methods(form: &Form) -> String {
    let mut out = "\n[curve]\n".to_owned();
    let mut seen = BTreeSet::new();
    for one in form.indicators.iter().filter(|one| one.growth || one.is_flow()) {
        let Some(record) = one.kind.record(!one.growth) else { continue };
        if !seen.insert(record.class) {
            continue;
        }
        let name = class_name(one.kind, record);
        for (period, zh, en, methods) in [
            ("half", "上半年", "to June", &record.half_method[..]),
            ("year", "全年", "to December", &record.year_method[..]),
        ] {
            // A curve has two points at least, and holds beyond its last.
            let months: Vec<String> = (0..methods.len()).map(|month| month.to_string()).collect();
            let codes: Vec<String> = methods.iter().copied().map(Method::code).map(|code| code.to_string()).collect();
            let _ = writeln!(
                out,
                "method_{}_{period} = {{ name = \"默认方法（{}，{zh}）：按已公布月数，0上期 1累计 2近三月 3各半 | Default method ({}, {en}) by months published: 0 last period, 1 to date, 2 three months, 3 half way\", source = \"nbs_backtest\", x_unit = \"1\", y_unit = \"1\", x = [{}], y = [{}] }}",
                record.class,
                name.0,
                name.1,
                months.join(", "),
                codes.join(", "),
            );
        }
    }
    if seen.is_empty() { String::new() } else { out }
}

fn class_name(kind: Kind, record: &Record) -> (&'static str, &'static str) {
    use guoban_model::text::Language::{En, Zh};
    let like = Kind::ALL.into_iter().find(|other| other.basis(record.percent).class == record.class).unwrap_or(kind);
    (like.word(Zh), like.word(En))
}
