//! Above the table: in which order targets are listed, and which of them.

use guoban_model::model::Model;
use guoban_model::pack::{GroupId, OwnerId, Scope};
use guoban_planning::judge::State;
use guoban_planning::listing::{Choice, Order, Part, Wanted};
use guoban_planning::sentence::state_name;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::ViewAction;
use crate::views::hooks::{Look, Send};
use crate::views::menus::Menus;
use crate::views::part::{Facts, Place, part};

/// The choices; `shown` rows are listed.
pub fn tools(look: &Look, shown: usize) -> Html {
    let (session, view) = (&look.session, &look.view);
    let facts = Tools {
        model: session.model().clone(),
        choice: view.list,
        shown,
        of: session.board().rows.len(),
        menus: Menus::of(look.modules),
    };
    part(look, "tools", facts)
}

#[derive(PartialEq)]
struct Tools {
    model: Shared<Model>,
    choice: Choice,
    shown: usize,
    of: usize,
    menus: Menus,
}

/// One way to choose: its key, what it is called, and what follows from it.
type Way = (String, AttrValue, Choice);

impl Facts for Tools {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let pack = self.model.pack();
        let choice = self.choice;
        let orders: Vec<Way> = [("section", Order::Section), ("change", Order::Change), ("chance", Order::Chance)]
            .map(|(key, order)| (key.to_owned(), locale.t(&format!("board.order-{key}")), Choice { order, ..choice }))
            .into();
        let states = [State::Short, State::Near, State::OnTrack, State::NotDue].map(|state| {
            let word = AttrValue::from(state_name(state, locale.language));
            (format!("{state:?}"), word, Choice { wanted: Some(Wanted::State(state)), ..choice })
        });
        let verdicts = [
            ("all".to_owned(), locale.t("board.all"), Choice { wanted: None, ..choice }),
            ("moved".to_owned(), locale.t("board.moved"), Choice { wanted: Some(Wanted::Moved), ..choice }),
            ("turned".to_owned(), locale.t("board.turned"), Choice { wanted: Some(Wanted::Turned), ..choice }),
        ];
        let verdicts: Vec<Way> = verdicts.into_iter().chain(states).collect();
        let owners =
            (0..pack.owners.len()).map(OwnerId).filter(|id| pack.targets.iter().any(|target| target.owner == *id));
        let owners = owners.map(|id| {
            let name = AttrValue::from(locale.of(&pack.owners[id.0].name).to_owned());
            (id.0.to_string(), name, Choice { owner: Some(id), ..choice })
        });
        let all = ("all".to_owned(), locale.t("board.all"), Choice { owner: None, ..choice });
        let owners: Vec<Way> = [all].into_iter().chain(owners).collect();
        let sections =
            (0..pack.groups.len()).map(GroupId).filter(|id| pack.targets.iter().any(|target| target.group == *id));
        let sections = sections.map(|id| {
            let name = AttrValue::from(locale.of(&pack.groups[id.0].name).to_owned());
            (format!("s{}", id.0), name, Choice { part: Some(Part::Section(id)), ..choice })
        });
        let has =
            |scope: Scope| pack.targets.iter().any(|target| pack.variables[target.variable.0].scope == Some(scope));
        let scopes =
            [("territorial", Scope::Territorial), ("own", Scope::Own)].into_iter().filter(|(_, scope)| has(*scope));
        let scopes = scopes.map(|(key, scope)| {
            (
                key.to_owned(),
                locale.t(&format!("board.scope-{key}")),
                Choice { part: Some(Part::Scope(scope)), ..choice },
            )
        });
        let all = ("all".to_owned(), locale.t("board.all"), Choice { part: None, ..choice });
        let parts: Vec<Way> = [all].into_iter().chain(sections).chain(scopes).collect();
        let counts = [("n", &*self.shown.to_string()), ("of", &*self.of.to_string())];
        html! {
            <div class="tt-tools" role="group" aria-label={locale.t("board.tools")}>
                { select("order", &orders, choice, locale.t("board.order"), send) }
                { select("verdict", &verdicts, choice, locale.t("board.verdict"), send) }
                { select("owner", &owners, choice, locale.t("board.owner"), send) }
                { select("part", &parts, choice, locale.t("board.part"), send) }
                // They come with a part, and push nothing aside here.
                { for self.menus.table_takes(locale) }
                <span key="count" class="tt-tools__n" role="status">{ locale.fill("board.listed", &counts) }</span>
                // Always there, so that nothing beside it moves.
                <button
                    key="clear" class="btn btn--quiet btn--sm" type="button" disabled={choice == Choice::default()}
                    onclick={send.on_view(ViewAction::List(Choice::default()))}
                >{ locale.t("board.clear") }</button>
            </div>
        }
    }
}

fn select(key: &'static str, options: &[Way], choice: Choice, name: AttrValue, send: &Send) -> Html {
    let onchange = {
        let (send, options) = (send.clone(), options.to_vec());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let chosen = options.iter().find(|(value, ..)| *value == select.value());
            if let Some((.., choice)) = chosen {
                send.view(ViewAction::List(*choice));
            }
        })
    };
    html! {
        <label {key} class="tt-tools__s">
            <span>{ name }</span>
            <select class="sel sel--sm" data-choice={key} {onchange}>
                { for options.iter().map(|(value, word, of)| html! {
                    <option key={value.clone()} value={value.clone()} selected={*of == choice}>{ word.clone() }</option>
                }) }
            </select>
        </label>
    }
}
