//! A page as it comes out of the printer.

use guoban_planning::judge::State;
use guoban_planning::paper::{Block, Cell, Code, Paper, Table};
use yew::prelude::*;

use crate::icons::icon;
use crate::texts::Locale;

/// A page with its foot. Pages with odd numbers have theirs on the right.
pub fn page(paper: &Paper, index: usize, code: Option<&Code>, locale: &Locale) -> Html {
    let number = (index + 1).to_string();
    let foot = if index.is_multiple_of(2) { "gw__foot gw__foot--odd" } else { "gw__foot gw__foot--even" };
    let blocks = paper.pages.get(index).map(Vec::as_slice).unwrap_or_default();
    html! {
        <section key={index} class="gw" aria-label={locale.fill("paper.page", &[("n", &number)])}>
            <div key="body" class="gw__b">{ for blocks.iter().map(|one| block(one, locale)) }</div>
            <div key="foot" class={foot}>
                if let Some(code) = code {
                    { drawing(code, locale) }
                }
                <div key="meta" class="gw__meta">{ for paper.foot.lines.iter().map(|line| html! { <div>{ line.clone() }</div> }) }</div>
                <div key="number" class="gw__pn">{ format!("— {number} —") }</div>
            </div>
        </section>
    }
}

fn drawing(code: &Code, locale: &Locale) -> Html {
    let side = code.size.to_string();
    html! {
        <div key="code" class="gw__qr">
            <svg viewBox={format!("0 0 {side} {side}")} role="img" aria-label={locale.t("paper.qr")} shape-rendering="crispEdges">
                <rect width={side.clone()} height={side} fill="#fff" /><path fill="#000" d={code.path.clone()} />
            </svg>
        </div>
    }
}

fn block(block: &Block, locale: &Locale) -> Html {
    match block {
        Block::Head { issuer, number, title } => html! {
            <>
                <div class="gw__org">{ issuer.clone() }</div>
                <div class="gw__no">{ number.clone() }</div>
                <hr class="gw__rule" />
                <h2 class="gw__title">{ for title.iter().map(|line| html! { <span>{ line.clone() }</span> }) }</h2>
            </>
        },
        Block::Title { title, about } => html! {
            <>
                <h2 class="gw__title gw__title--top"><span>{ title.clone() }</span></h2>
                if !about.is_empty() {
                    <p class="gw__about">{ about.clone() }</p>
                }
            </>
        },
        Block::Heading(text) => html! { <h3 class="gw__h1">{ text.clone() }</h3> },
        Block::Point { lead, text } => html! { <p><span class="gw__k">{ lead.clone() }</span>{ text.clone() }</p> },
        Block::Text(text) => html! { <p>{ text.clone() }</p> },
        Block::Note(text) => html! { <p class="bn">{ text.clone() }</p> },
        Block::Table(one) => table(one, locale),
        Block::Colophon { said, by, on } => html! {
            <div class="gw__colo">
                <div><span>{ said.clone() }</span></div>
                <div><span>{ by.clone() }</span><span>{ on.clone() }</span></div>
            </div>
        },
    }
}

fn table(table: &Table, locale: &Locale) -> Html {
    let caption = if table.continued {
        format!("{}{}", table.caption, locale.t("paper.continued"))
    } else {
        table.caption.clone()
    };
    let class = |figures: bool| figures.then_some("n");
    html! {
        <table class="bt3">
            <caption>{ caption }</caption>
            <colgroup>{ for table.columns.iter().map(|column| {
                let (whole, tenth) = (column.share / 10, column.share % 10);
                html! { <col width={format!("{whole}.{tenth}%")} /> }
            }) }</colgroup>
            <thead>
                if !table.groups.is_empty() {
                    <tr>{ for table.groups.iter().map(|(name, span)| html! { <th colspan={span.to_string()} scope="colgroup">{ name.clone() }</th> }) }</tr>
                }
                <tr>{ for table.columns.iter().map(|column| html! { <th scope="col" class={class(column.figures)}>{ column.head.clone() }</th> }) }</tr>
            </thead>
            <tbody>{ for table.rows.iter().map(|row| html! {
                <tr>{ for row.iter().zip(&table.columns).map(|(one, column)| html! { <td class={class(column.figures)}>{ cell(one) }</td> }) }</tr>
            }) }</tbody>
        </table>
    }
}

/// A verdict is told by its mark, its word and its frame: none of it is lost in grey.
fn cell(cell: &Cell) -> Html {
    match cell {
        Cell::Text(text) => html! { { text.clone() } },
        Cell::State(state, word) => {
            let (class, symbol) = match state {
                State::OnTrack => ("bv", "ok"),
                State::Near => ("bv bv--near", "near"),
                State::Short => ("bv bv--gap", "gap"),
                State::NotDue => ("bv bv--na", "na"),
            };
            html! { <span {class}>{ icon(symbol) }{ word.clone() }</span> }
        }
    }
}
