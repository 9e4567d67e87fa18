//! Projects: a table of stages and of money by year, and what they come to.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::toml_text::{plain, quoted, text};
use super::{Found, errors};
use crate::form::{Form, Project};
use crate::kind::Kind;

/// Projects in stages; the money of the year that is not spent yet comes evenly until they end, and that of the next year after it.
pub fn write(form: &Form, found: &Found) -> String {
    let all = &form.projects;
    if all.is_empty() {
        return String::new();
    }
    let through = (form.as_of.month.offset_from(form.year)).clamp(1, 12);
    // A lever that no month is left for would move nothing.
    let last = all.iter().filter(|one| one.done < one.plan).map(|one| last_month(one, form.year, through)).max();
    let last = last.filter(|last| *last > form.as_of.month.offset_from(form.year) + 1);
    let lever = last.map_or_else(String::new, |last| {
        format!(
            "[chapter.lever]\nproject_pace = {{ name = \"项目施工再快 | Works faster by\", unit = \"%\", range = [-50, 0, 100], step = 5, closes = \"{}-{:02}\", source = \"just_more\", note = \"没有给出措施：截至日以后各月完成投资都多这么多。 | No measure was given: so much more of the works of each month after the as-of date.\" }}\n\n",
            form.year,
            last - 1,
        )
    });
    let faster = if last.is_some() { " * (1 + to(project_pace, \"1\"))" } else { "" };
    let mut out = format!(
        "\n[[chapter]]\ntitle = \"项目 | Projects\"\ngroup = \"projects\"\nowner = \"form_owner\"\nsource = \"form\"\npublish = \"monthly 15\"\n\n\
             [chapter.constant]\nproject_through = {{ name = \"项目完成数截至月份 | Month to which works done are stated\", unit = \"1\", value = {through} }}\n\n\
             [chapter.curve]\nproject_works = {{ name = \"形象进度：两头慢中间快 | Works: slow at both ends\", source = \"default\", x_unit = \"1\", y_unit = \"1\", x = [0, 0.25, 0.5, 0.75, 1], y = [0, 0.15, 0.5, 0.85, 1] }}\n\n\
             {lever}[chapter.table.project]\nname = \"项目 | Projects\"\ncolumns = {{\n  \
             owner = {{ name = \"责任单位 | Owner\", kind = \"text\", default = \"\" }},\n  \
             stage = {{ name = \"阶段 | Stage\", kind = \"text\", default = \"\" }},\n  \
             cost = {{ name = \"总投资 | Total cost\", kind = \"number\", unit = \"万元\" }},\n  \
             before_year = {{ name = \"以前年度完成 | Done before\", kind = \"number\", unit = \"万元\", default = 0 }},\n  \
             plan = {{ name = \"本年计划 | Plan of the year\", kind = \"number\", unit = \"万元\" }},\n  \
             done = {{ name = \"本年已完成 | Done this year\", kind = \"number\", unit = \"万元\", default = 0 }},\n  \
             next_plan = {{ name = \"次年计划 | Plan of next year\", kind = \"number\", unit = \"万元\", default = 0 }},\n  \
             start = {{ name = \"开工 | Start\", kind = \"month\" }},\n  \
             finish = {{ name = \"竣工 | Finish\", kind = \"month\" }},\n}}\n\n[chapter.table.project.row]\n",
    );
    for (place, one) in all.iter().enumerate() {
        let owner = one.owner.as_ref().map_or("", |owner| &owner.zh);
        let stage = one.stage.as_deref().unwrap_or("");
        let _ = writeln!(
            out,
            "project_{} = {{ name = {}, owner = {}, stage = {}, cost = {}, before_year = {}, plan = {}, done = {}, next_plan = {}, start = \"{}\", finish = \"{}\" }}",
            place + 1,
            text(&one.name),
            quoted(owner),
            quoted(stage),
            plain(one.cost),
            plain(one.before),
            plain(one.plan),
            plain(one.done),
            plain(one.next),
            one.start,
            one.finish,
        );
    }
    let plan: Decimal = all.iter().map(|one| one.plan).sum();
    let _ = write!(
        out,
        "\n[chapter.variable]\n\
             project_stage = {{ use = \"stages\", given = {{ name = \"项目 | Projects\", over = \"project\", start = \"start\", months = \"finish - start + 1\", curve = \"project_works\" }}, listed = false, source = \"default\" }}\n\
             project_money = {{ name = \"分项目完成投资 | Works by project\", unit = \"万元\", over = \"project\", decimals = 0, before = 0, source = \"default\", note = \"已完成数按月均摊；余下的计划均摊到竣工或年底；次年计划均摊到次年竣工或次年底。 | What is done is spread over its months; the rest of the plan until the finish or the year's end; the next year's plan over that year until the finish.\", formula = '''\n\
             if(month > 12,\n  if(and(month >= max(13, start), month <= if(finish > 12, min(24, finish), 24)),\n    next_plan / (if(finish > 12, min(24, finish), 24) - max(13, start) + 1), 0),\n  if(month <= project_through, done / project_through,\n    if(and(month > start - 1, month <= max(min(12, finish), max(project_through, start - 1) + 1)),\n      \
             max(0, plan - done) / max(1, min(12, finish) - max(project_through, start - 1)){faster}, 0)))''' }}\n\
             project_paid = {{ name = \"完成投资占总投资 | Works done of the total cost\", unit = \"%\", over = \"project\", measure = \"stock\", decimals = 1, source = \"default\", formula = '''\n\
             if(or(month < 1, cost <= 0), none(\"没有计划年的数或总投资\", \"no figures of the plan year, or no total cost\"), to((before_year + accumulate(project_money)) / cost, \"%\"))''' }}\n\
             project_invested = {{ name = \"项目完成投资 | Works of all projects\", unit = \"万元\", decimals = 0, source = \"default\", formula = 'sum(project, project_money)' }}\n\n\
             [chapter.target]\nproject_invested = {{ kind = \"amount\", year = {}, error = \"{}\"{} }}\n",
        plain(plan),
        errors::id(Kind::Investment, false),
        found.beyond_field("project_invested"),
    );
    out
}

/// The last month of the plan year in which what is left of a project's money is spent, from 1.
fn last_month(one: &Project, year: i32, through: i32) -> i32 {
    let [start, finish] = [one.start, one.finish].map(|month| month.offset_from(year) + 1);
    finish.min(12).max(through.max(start - 1) + 1).min(12)
}
