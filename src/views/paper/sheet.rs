//! A page as it comes out of the printer.

use guoban_planning::judge::State;
use guoban_planning::paper::{Block, Cell, Code, End, Figure, Mark, Paper, Place, Stroke, Table};
use yew::prelude::*;

use crate::icons::icon;
use crate::texts::Locale;
use crate::views::lengths::fixed;

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
        Block::Figure(one) => figure(one),
        Block::Colophon { said, by, on } => html! {
            <div class="gw__colo">
                <div><span>{ said.clone() }</span></div>
                <div><span>{ by.clone() }</span><span>{ on.clone() }</span></div>
            </div>
        },
    }
}

/// A chart, in lines that grey tells apart.
fn figure(figure: &Figure) -> Html {
    html! {
        <figure class="bf">
            <svg viewBox={format!("0 0 {} {}", figure.width, figure.height)} role="img" aria-label={figure.caption.clone()}>
                { for figure.marks.iter().map(mark) }
            </svg>
            <figcaption>{ figure.caption.clone() }</figcaption>
        </figure>
    }
}

fn mark(mark: &Mark) -> Html {
    let points = |points: &[Place]| {
        points.iter().map(|(x, y)| format!("{},{}", fixed(*x, 1), fixed(*y, 1))).collect::<Vec<_>>().join(" ")
    };
    match mark {
        Mark::Band { inner, corners } => {
            html! { <polygon class={if *inner { "bf__50" } else { "bf__80" }} points={points(corners)} /> }
        }
        Mark::Line { stroke, points: places } => {
            let class = match stroke {
                Stroke::Known => "bf__known",
                Stroke::Projected => "bf__now",
                Stroke::Baseline => "bf__base",
                Stroke::Day => "bf__day",
                Stroke::Grid => "bf__grid",
            };
            html! { <polyline {class} points={points(places)} /> }
        }
        Mark::Dot((x, y)) => html! { <circle class="bf__dot" cx={fixed(*x, 1)} cy={fixed(*y, 1)} r="9" /> },
        Mark::Due((x, y)) => {
            html! { <path class="bf__due" d={format!("M{} {}l16 16l-16 16l-16-16Z", fixed(*x, 1), fixed(*y - 16.0, 1))} /> }
        }
        Mark::Words { at, side, text, strong } => {
            let anchor = match side {
                End::Start => "start",
                End::Middle => "middle",
                End::End => "end",
            };
            let class = if *strong { "bf__t bf__t--b" } else { "bf__t" };
            html! { <text {class} x={fixed(at.0, 1)} y={fixed(at.1 + 11.0, 1)} text-anchor={anchor}>{ text.clone() }</text> }
        }
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
