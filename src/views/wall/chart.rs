//! The chart: one row a project, under the headings of what they are grouped by.

use guoban_planning::wall::{By, Group, Project};
use yew::prelude::*;

use super::row::Row;
use super::{Drawn, detail, table_name, word};
use crate::views::levers::{Moving, Which};
use crate::views::part::part;
use crate::views::takes::drawn_table_takes;

/// The chart with its heading; on a phone one card a project.
pub(super) fn chart(drawn: &Drawn<'_>) -> Html {
    let Drawn { look, shape, projects, axis, .. } = drawn;
    let (locale, pack, choice) = (&look.locale, look.session.pack(), &look.view.wall);
    let all = || Group { word: String::new(), name: None, projects: (0..projects.len()).collect() };
    let ways = shape.ways(projects);
    let by = ways.get(choice.group).or(ways.first());
    let groups = by.map_or_else(|| vec![all()], |by| shape.grouped(pack, *by, projects));
    let is_shown = |project: &Project| !choice.held || project.is_late() || project.is_held();
    let shown: Vec<(Group, Vec<&Project>)> = groups
        .into_iter()
        .map(|group| {
            let members =
                group.projects.iter().filter_map(|place| projects.get(*place)).filter(|one| is_shown(one)).collect();
            (group, members)
        })
        .filter(|(_, members): &(Group, Vec<&Project>)| !members.is_empty())
        .collect();
    let heading = |group: &Group, members: &[&Project]| {
        let name = match &group.name {
            Some(name) => locale.of(name).to_owned(),
            None if by == Some(&By::Owner) => locale.t("wall.no-owner").to_string(),
            None => word(locale, &group.word).to_string(),
        };
        let late = members.iter().filter(|project| project.is_late()).count();
        let told = [("n", &*members.len().to_string()), ("late", &*late.to_string())];
        html! { <>{ name }<span class="muted">{ " " }{ locale.fill("wall.counts", &told) }</span></> }
    };
    let name = table_name(pack, shape.table, locale);
    let title = html! {
        <div key="head" class="panel__h">
            <h3 class="panel__t">{ locale.t("wall.chart") }</h3>
            <span class="panel__s">{ locale.fill("wall.chart-told", &[("name", &name), ("n", &projects.len().to_string())]) }</span>
            if !drawn.narrow {
                <span key="out" class="panel__tools">{ drawn_table_takes(locale, &look.send) }</span>
            }
        </div>
    };
    if drawn.narrow {
        return html! {
            <section key="chart" class="panel wl">
                { title }
                { for shown.iter().map(|(group, members)| html! {
                    <div key={group.word.clone()}>
                        <h4 class="wl__gh">{ heading(group, members) }</h4>
                        { for members.iter().map(|project| html! { <>{ row(drawn, project) }{ opened(drawn, project) }</> }) }
                    </div>
                }) }
            </section>
        };
    }
    html! {
        <section key="chart" class="panel wl">
            { title }
            <div key="table" class="xscroll" tabindex="0" role="region" aria-label={locale.t("wall.chart")}>
                <table class="tt wl__tt">
                    <caption class="sr">{ locale.t("wall.chart") }</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="wl__cn">{ locale.t("wall.project") }</th>
                            <th scope="col" class="wl__cp">{ locale.t("wall.progress") }</th>
                            <th scope="col" class="wl__cw">{ locale.t("wall.waits") }</th>
                            <th scope="col" class="wl__ct"><span class="sr">{ locale.t("wall.months-across") }</span>{ axis.head(locale) }</th>
                            <th scope="col" class="n wl__cf">{ locale.t("wall.finish") }</th>
                            <th scope="col" class="n wl__cj">{ locale.t("wall.by-june") }</th>
                        </tr>
                    </thead>
                    { for shown.iter().map(|(group, members)| html! {
                        <tbody key={group.word.clone()}>
                            if by.is_some() {
                                <tr key="heading" class="tt__grp"><th scope="rowgroup" colspan="6">{ heading(group, members) }</th></tr>
                            }
                            { for members.iter().flat_map(|project| [
                                row(drawn, project),
                                match opened(drawn, project) {
                                    Some(detail) => html! { <tr key={format!("open-{}", project.row)} class="wl__o" data-beside=""><td colspan="6">{ detail }</td></tr> },
                                    None => html! {},
                                },
                            ]) }
                        </tbody>
                    }) }
                </table>
            </div>
            <p key="foot" class="panel__f">{ locale.t(if projects.iter().any(|project| project.set.is_some()) { "wall.foot" } else { "wall.foot-fixed" }) }</p>
        </section>
    }
}

fn row(drawn: &Drawn<'_>, project: &Project) -> Html {
    let session = &drawn.look.session;
    // Handles appear with what moves levers.
    let moving = project.set.filter(|_| session.parts.levers.is_some());
    let chance = drawn.wall.finishes.as_ref().and_then(|finishes| finishes.by_june(project));
    let facts = Row {
        project: project.clone(),
        axis: drawn.axis,
        moving: moving.map(|(lever, _)| Moving::of(session, Which::Lever(lever))),
        model: session.model().clone(),
        reach: session.reach.clone(),
        chance: chance.map(|share| session.judge().worded(share)),
        is_old: drawn.is_old,
        choice: drawn.look.view.wall.clone(),
        narrow: drawn.narrow,
    };
    part(drawn.look, project.row.to_string(), facts)
}

fn opened(drawn: &Drawn<'_>, project: &Project) -> Option<Html> {
    (drawn.look.view.wall.opened == Some(project.row)).then(|| detail::detail(drawn, project))
}
