//! The screen 数据: every indicator with what is known and where it ends, and every table of the pack.

use guoban_model::pack::{Cell, ColumnKind, GroupId, Pack, Table};
use guoban_planning::number::{months, plain, plain_or_unknown, published, signed};
use guoban_planning::readings::Reading;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::board::unit_beside;
use super::hooks::Look;
use super::levers::{source_tag, source_text};

/// Indicators by section, then the pack's tables.
pub fn data(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let Some(readings) = &session.readings else { return html! { <p class="empty">{ locale.t("chart.none") }</p> } };
    let of = |group: usize| -> Vec<&Reading> {
        readings.iter().filter(|reading| pack.variables[reading.variable.0].group == Some(GroupId(group))).collect()
    };
    let groups = (0..pack.groups.len()).map(|group| (group, of(group))).filter(|(_, readings)| !readings.is_empty());
    html! {
        <>
            <div key="head" class="phead">
                <h2>{ locale.t("data.title") }</h2>
                <p>{ locale.t("data.intro") }</p>
            </div>
            { for groups.enumerate().map(|(place, (group, readings))| section(
                locale.of(&pack.groups[group].name), &locale.fill("data.count", &[("n", &readings.len().to_string())]), place == 0,
                indicators(look, &readings),
            )) }
            { for pack.tables.iter().map(|table| section(
                locale.of(&table.name), &locale.fill("data.rows", &[("n", &table.rows.len().to_string())]), false, rows(look, table),
            )) }
        </>
    }
}

fn section(name: &str, told: &str, open: bool, body: Html) -> Html {
    html! {
        <details key={name.to_owned()} class="panel dat" {open}>
            <summary class="panel__h"><h3 class="panel__t">{ name.to_owned() }</h3><span class="panel__s">{ told.to_owned() }</span></summary>
            <div class="xscroll" tabindex="0" role="region" aria-label={name.to_owned()}>{ body }</div>
        </details>
    }
}

fn indicators(look: &Look, readings: &[&Reading]) -> Html {
    let locale = &look.locale;
    let head = [
        "data.indicator",
        "data.known",
        "data.half",
        "data.half-change",
        "data.year",
        "data.year-change",
        "data.source",
    ];
    html! {
        <table class="dt">
            <thead><tr>{ for head.iter().enumerate().map(|(index, key)| html! {
                <th key={*key} scope="col" class={(1..6).contains(&index).then_some("n")}>{ locale.t(key) }</th>
            }) }</tr></thead>
            <tbody>{ for readings.iter().map(|reading| indicator(look, reading)) }</tbody>
        </table>
    }
}

fn indicator(look: &Look, reading: &Reading) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let variable = &pack.variables[reading.variable.0];
    let decimals = variable.decimals;
    let row = reading.row.zip(variable.over).map(|(row, table)| locale.of(&pack.tables[table.0].rows[row].name));
    let source = &pack.sources[variable.source.0];
    let change = |pair: [Option<Decimal>; 2]| match pair {
        [Some(now), Some(before)] if now != before => html! { <b>{ signed(now - before, decimals) }</b> },
        _ => html! { <span class="muted">{ "·" }</span> },
    };
    let note = locale.of(&variable.note).to_owned();
    html! {
        <tr key={format!("{}.{}", variable.id, reading.row.unwrap_or(0))}>
            <th scope="row" title={note}>
                { locale.of(&variable.name).to_owned() }
                if let Some(row) = row {
                    { format!(" · {row}") }
                }
                <span class="tt__u">{ format!(" {}", unit_beside(&variable.unit, locale.language)) }</span>
            </th>
            <td class="n">
                if let Some((month, value)) = reading.known {
                    { plain(value, decimals) }<span class="tt__sub">{ format!(" {}", months(month, month, locale.language)) }</span>
                } else {
                    <span class="muted">{ "—" }</span>
                }
            </td>
            <td class="n strong">{ plain_or_unknown(reading.half[0], decimals) }</td>
            <td class="n">{ change(reading.half) }</td>
            <td class="n strong">{ plain_or_unknown(reading.year[0], decimals) }</td>
            <td class="n">{ change(reading.year) }</td>
            <td><span class="tag tag--xs" title={source_text(source.kind, locale.of(&source.text), locale)}>{ source_tag(source.kind, locale) }</span></td>
        </tr>
    }
}

/// A table's own cells; what is computed for its rows stands among the indicators.
fn rows(look: &Look, table: &Table) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|column| !matches!(table.columns[*column].kind, ColumnKind::Formula(_)))
        .collect();
    html! {
        <table class="dt">
            <thead><tr>
                <th key="row" scope="col">{ locale.t("data.row") }</th>
                { for shown.iter().map(|column| {
                    let item = &table.columns[*column];
                    let unit = unit_beside(&item.unit, locale.language);
                    html! { <th key={item.id.clone()} scope="col" class={number_class(item.kind)}>{ locale.of(&item.name).to_owned() }<span class="tt__u">{ format!(" {unit}") }</span></th> }
                }) }
            </tr></thead>
            <tbody>{ for table.rows.iter().map(|row| html! {
                <tr key={row.id.clone()}>
                    <th key="row" scope="row">{ locale.of(&row.name).to_owned() }</th>
                    { for shown.iter().map(|column| {
                        let item = &table.columns[*column];
                        html! { <td key={item.id.clone()} class={number_class(item.kind)}>{ cell(look, pack, item.kind, &row.cells[*column]) }</td> }
                    }) }
                </tr>
            }) }</tbody>
        </table>
    }
}

fn number_class(kind: ColumnKind) -> Option<&'static str> {
    (kind != ColumnKind::Text).then_some("n")
}

fn cell(look: &Look, pack: &Pack, kind: ColumnKind, cell: &Cell) -> Html {
    let locale = &look.locale;
    let shown = |value: Decimal, decimals: u32| match (kind, i32::try_from(value.round()).ok()) {
        (ColumnKind::Month, Some(number)) if number > 12 => {
            locale.fill("data.next-year", &[("month", &months(number - 1, number - 1, locale.language))])
        }
        (ColumnKind::Month, Some(number)) => months(number - 1, number - 1, locale.language),
        _ => plain(value, decimals),
    };
    match cell {
        Cell::Number(number) => {
            let value = published(*number, 6).map(|value| value.normalize());
            html! { { value.map_or_else(|| "—".to_owned(), |value| shown(value, value.scale())) } }
        }
        Cell::Text(text) => html! { { text.clone() } },
        Cell::Adjustable(id) => {
            let lever = &pack.levers[id.0];
            match look.session.scenario().levers.get(&lever.id) {
                Some(setting) => html! { <b title={locale.t("data.changed")}>{ shown(*setting, lever.decimals) }</b> },
                None => html! { { shown(lever.baseline, lever.decimals) } },
            }
        }
        Cell::Uncertain(id) => {
            let assumption = &pack.assumptions[id.0];
            match look.session.scenario().assumptions.get(&assumption.id) {
                Some(setting) => {
                    html! { <b title={locale.t("data.changed")}>{ shown(*setting, assumption.decimals) }</b> }
                }
                None => html! { { shown(assumption.mid, assumption.decimals) } },
            }
        }
        Cell::Formula => html! { "·" },
    }
}
