//! The screen 数据: every indicator with what is known and where it ends, and every table of the pack.

use guoban_model::explain::IngredientKind;
use guoban_model::pack::{Cell, ColumnId, ColumnKind, GroupId, Pack, Table, TableId};
use guoban_model::text::Text;
use guoban_planning::find::Words;
use guoban_planning::number::{UNKNOWN, month_of, months, plain, plain_or_unknown, published, signed};
use guoban_planning::readings::Reading;
use guoban_planning::trace::Step;
use rust_decimal::Decimal;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::board::unit_beside;
use super::hooks::{Look, use_locale, use_send};
use super::levers::{source_tag, source_text};
use super::part::Place;
use super::takes::{table_takes, with_takes};
use super::tracing::figure;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{Session, ViewAction};
use crate::texts::{SCREENS_EN, SCREENS_ZH};

/// What a section lists.
#[derive(Clone, Debug, PartialEq)]
enum Listed {
    /// Some of the readings.
    Readings(Vec<usize>),
    /// A table of the pack.
    Table(usize),
}

/// Indicators by section, then the pack's tables; only what the reader looks for.
pub fn data(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(SCREENS_ZH, SCREENS_EN), ..look.clone() };
    let Look { locale, session, view, send, .. } = look;
    let pack = session.pack();
    let Some(readings) = &session.readings else { return html! { <p class="empty">{ locale.t("chart.none") }</p> } };
    let words = Words::typed(&view.data_search);
    let searching = !words.is_empty();
    let of = |group: usize| -> Vec<usize> {
        let belongs = |reading: &Reading| pack.variables[reading.variable.0].group == Some(GroupId(group));
        let all = readings.iter().enumerate();
        all.filter(|(_, reading)| belongs(reading) && words.are_among(texts(pack, reading)))
            .map(|(index, _)| index)
            .collect()
    };
    let groups = (0..pack.groups.len()).map(|group| (group, of(group))).filter(|(_, rows)| !rows.is_empty());
    let groups = groups.enumerate().map(|(place, (group, rows))| {
        let told = locale.fill("data.count", &[("n", &rows.len().to_string())]);
        (&pack.groups[group].name, told, place == 0, Listed::Readings(rows))
    });
    let tables = pack.tables.iter().enumerate().filter(|(_, table)| {
        let rows = table.rows.iter().map(|row| &row.name);
        words.are_among([&table.name].into_iter().chain(rows))
    });
    let tables = tables.map(|(index, table)| {
        let told = locale.fill("data.rows", &[("n", &table.rows.len().to_string())]);
        (&table.name, told, false, Listed::Table(index))
    });
    let sections: Vec<(&Text, String, bool, Listed)> = groups.chain(tables).collect();
    let oninput = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            send.view(ViewAction::DataSearch(input.value()));
        })
    };
    html! {
        <>
            <div key="head" class="phead">
                <h2>{ locale.t("data.title") }</h2>
                <p>{ locale.t("data.intro") }</p>
            </div>
            <div key="tools" class="dat-tools">
                <label class="find">
                    { icon("search") }
                    <span class="sr">{ locale.t("data.find") }</span>
                    <input
                        class="find__i" id="data-search" type="search" autocomplete="off" spellcheck="false"
                        placeholder={locale.t("data.find")} value={view.data_search.clone()} {oninput}
                    />
                </label>
                <button
                    class="btn btn--sm" type="button" aria-pressed={view.data_months.to_string()}
                    onclick={send.on_view(ViewAction::DataMonths(!view.data_months))}
                >{ icon("table") }<span>{ locale.t("data.months") }</span></button>
            </div>
            if sections.is_empty() {
                <p key="none" class="empty">{ locale.t("data.none") }</p>
            }
            { for sections.into_iter().map(|(name, told, first, listed)| html! {
                <Section
                    key={format!("{}-{searching}", name.zh)} name={locale.of(name).to_owned()} {told} open={first || searching} {listed}
                    months={view.data_months} session={session.clone()}
                />
            }) }
        </>
    }
}

/// What a reading is found by.
fn texts<'a>(pack: &'a Pack, reading: &Reading) -> impl Iterator<Item = &'a Text> {
    let variable = &pack.variables[reading.variable.0];
    let row = reading.row.zip(variable.over).map(|(row, table)| &pack.tables[table.0].rows[row].name);
    let owner = variable.owner.map(|owner| &pack.owners[owner.0].name);
    [Some(&variable.name), Some(&variable.note), row, owner].into_iter().flatten()
}

#[derive(Properties, PartialEq)]
struct SectionProps {
    name: String,
    told: String,
    open: bool,
    listed: Listed,
    months: bool,
    session: Shared<Session>,
}

/// A section; what it lists is there only while it is open.
#[component]
fn Section(props: &SectionProps) -> Html {
    let (locale, send) = (use_locale().with(SCREENS_ZH, SCREENS_EN), use_send());
    let open = use_state(|| props.open);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: HtmlDetailsElement = event.target_unchecked_into();
            open.set(details.open());
        })
    };
    let place = Place { locale, send };
    html! {
        <details class="panel dat" open={*open} {ontoggle}>
            <summary class="panel__h"><h3 class="panel__t">{ props.name.clone() }</h3><span class="panel__s">{ props.told.clone() }</span></summary>
            if *open {
                { with_takes(table_takes(&place.locale), html! {
                    <div class="xscroll" tabindex="0" role="region" aria-label={props.name.clone()}>
                        { match &props.listed {
                            Listed::Readings(rows) => indicators(&props.session, rows, props.months, &place),
                            Listed::Table(index) => rows(&props.session, TableId(*index), &place),
                        } }
                    </div>
                }) }
            }
        </details>
    }
}

fn indicators(session: &Session, rows: &[usize], by_month: bool, place: &Place) -> Html {
    let locale = &place.locale;
    let Some(readings) = &session.readings else { return Html::default() };
    let head: &[&str] = if by_month {
        &["data.indicator", "data.known", "data.source"]
    } else {
        &[
            "data.indicator",
            "data.known",
            "data.half",
            "data.half-change",
            "data.year",
            "data.year-change",
            "data.source",
        ]
    };
    let is_number = |key: &str| !matches!(key, "data.indicator" | "data.source");
    html! {
        <table class="dt">
            <thead><tr>
                { for head.iter().map(|key| html! {
                    <th key={*key} scope="col" class={is_number(key).then_some("n")}>{ locale.t(key) }</th>
                }) }
                if by_month {
                    { for (0..12).map(|month| html! { <th key={month} scope="col" class="n">{ months(month, month, locale.language) }</th> }) }
                }
            </tr></thead>
            <tbody>{ for rows.iter().filter_map(|row| readings.get(*row)).map(|reading| indicator(session, reading, by_month, place)) }</tbody>
        </table>
    }
}

fn indicator(session: &Session, reading: &Reading, by_month: bool, place: &Place) -> Html {
    let locale = &place.locale;
    let pack = session.pack();
    let variable = &pack.variables[reading.variable.0];
    let decimals = variable.decimals;
    let row = reading.row.zip(variable.over).map(|(row, table)| locale.of(&pack.tables[table.0].rows[row].name));
    let source = &pack.sources[variable.source.0];
    let month_name = |month: i32| months(month, month, locale.language);
    let traced = |value: Option<Decimal>, month: i32| match value {
        Some(value) => {
            let step = Step::Figure(reading.variable, reading.row.unwrap_or(0), month);
            figure(plain(value, decimals), &month_name(month), step, place)
        }
        None => html! { <span class="muted">{ UNKNOWN }</span> },
    };
    let change = |pair: [Option<Decimal>; 2]| match pair {
        [Some(now), Some(before)] if now != before => html! { <b>{ signed(now - before, decimals) }</b> },
        _ => html! { <span class="muted">{ "·" }</span> },
    };
    let note = locale.of(&variable.note).to_owned();
    let known = reading.known.map_or(-1, |(month, _)| month);
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
                { traced(reading.known.map(|(_, value)| value), known) }
                if known >= 0 {
                    <span class="tt__sub">{ format!(" {}", month_name(known)) }</span>
                }
            </td>
            if !by_month {
                <td key="half" class="n strong">{ traced(reading.half[0], 5) }</td>
                <td key="half-change" class="n">{ change(reading.half) }</td>
                <td key="year" class="n strong">{ traced(reading.year[0], 11) }</td>
                <td key="year-change" class="n">{ change(reading.year) }</td>
            }
            <td key="source"><span class="tag tag--xs" title={source_text(source.kind, locale.of(&source.text), locale)}>{ source_tag(source.kind, locale) }</span></td>
            if by_month {
                { for (0..12).map(|month: i32| html! {
                    <td key={month} class={classes!("n", (month <= known).then_some("is-known"))}>{ traced(reading.months[month as usize], month) }</td>
                }) }
            }
        </tr>
    }
}

/// A table's own cells; what is computed for its rows stands among the indicators.
fn rows(session: &Session, id: TableId, place: &Place) -> Html {
    let locale = &place.locale;
    let table: &Table = &session.pack().tables[id.0];
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
            <tbody>{ for table.rows.iter().enumerate().map(|(index, row)| html! {
                <tr key={row.id.clone()}>
                    <th key="row" scope="row">{ locale.of(&row.name).to_owned() }</th>
                    { for shown.iter().map(|column| {
                        let item = &table.columns[*column];
                        let place_of = (ColumnId { table: id, column: *column }, index);
                        html! { <td key={item.id.clone()} class={number_class(item.kind)}>{ cell(session, place_of, &row.cells[*column], place) }</td> }
                    }) }
                </tr>
            }) }</tbody>
        </table>
    }
}

fn number_class(kind: ColumnKind) -> Option<&'static str> {
    (kind != ColumnKind::Text).then_some("n")
}

fn cell(session: &Session, (column, row): (ColumnId, usize), cell: &Cell, place: &Place) -> Html {
    let locale = &place.locale;
    let pack = session.pack();
    let item = &pack.tables[column.table.0].columns[column.column];
    let shown = |value: Decimal, decimals: u32| match (item.kind, i32::try_from(value.round()).ok()) {
        (ColumnKind::Month, Some(number)) => month_of(number - 1, pack.year, locale.language),
        _ => plain(value, decimals),
    };
    let traced = |text: String, kind: IngredientKind| figure(text, locale.of(&item.name), Step::Read(kind, 0), place);
    match cell {
        Cell::Number(number) => {
            let value = published(*number, 6).map(|value| value.normalize());
            let text = value.map_or_else(|| plain_or_unknown(None, 0), |value| shown(value, value.scale()));
            traced(text, IngredientKind::Table(column, row))
        }
        Cell::Text(text) => {
            let rows = item.points_to.map_or(&[][..], |to| &pack.tables[to.0].rows);
            let named = rows.iter().find(|row| row.id == *text).map(|row| locale.of(&row.name));
            html! { { named.unwrap_or(text).to_owned() } }
        }
        Cell::Adjustable(id) => {
            let lever = &pack.levers[id.0];
            match session.scenario().levers.get(&lever.id) {
                Some(setting) => {
                    html! { <b title={locale.t("data.changed")}>{ traced(shown(*setting, lever.decimals), IngredientKind::Lever(*id)) }</b> }
                }
                None => traced(shown(lever.baseline, lever.decimals), IngredientKind::Lever(*id)),
            }
        }
        Cell::Uncertain(id) => {
            let assumption = &pack.assumptions[id.0];
            match session.scenario().assumptions.get(&assumption.id) {
                Some(setting) => {
                    html! { <b title={locale.t("data.changed")}>{ traced(shown(*setting, assumption.decimals), IngredientKind::Assumption(*id)) }</b> }
                }
                None => traced(shown(assumption.mid, assumption.decimals), IngredientKind::Assumption(*id)),
            }
        }
        Cell::Formula => html! { "·" },
    }
}
