//! One lever or assumption.

use std::cell::Cell;
use std::rc::Rc;

use guoban_model::model::Model;
use guoban_planning::reach::Reach;
use yew::prelude::*;

use super::field::{Draft, field, unclear_note};
use super::hold::{Held, Hold};
use super::reach::reach_strip;
use super::setting::Moving;
use super::slider::slider;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{Turned, ViewAction};
use crate::views::hooks::{use_locale, use_send};

/// Props of a card.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The model, for the pack's words.
    pub model: Shared<Model>,
    /// When each lever works.
    pub reach: Shared<Vec<Reach>>,
    /// What it shows that may change.
    pub moving: Moving,
    /// Its details are shown.
    pub open: bool,
    /// Where the verdict on the target that is looked at turns, where its details are shown.
    pub turned: Option<Rc<Turned>>,
}

/// One lever or assumption: name, change, value, slider, facts.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let draft = use_state_eq(|| None::<Draft>);
    let (held, let_go) =
        (use_memo((), |()| Rc::new(Cell::new(Held::No))), use_memo((), |()| Rc::new(Cell::new(f64::MIN))));
    let setting = &props.moving.setting(&props.model, &props.reach, &locale);
    let hold = Hold::new(Rc::clone(&held), Rc::clone(&let_go), setting.item.clone(), send.clone());
    {
        // A card that goes away while it is held must not leave the step open.
        let hold = hold.clone();
        use_effect_with((), move |()| move || hold.release(f64::MIN));
    }
    {
        // What was written is out of date once the setting moves in another way.
        let draft = draft.clone();
        use_effect_with(setting.value, move |_| draft.set(None));
    }
    let id = setting.item.id();
    let name_id = format!("lever-{id}");
    let more_id = format!("more-{id}");
    let class = classes!(
        "lever",
        setting.is_assumption().then_some("lever--assume"),
        setting.is_changed().then_some("is-changed"),
        (setting.borrowed && setting.is_changed()).then_some("is-borrow"),
        (setting.error.is_some() || draft.as_ref().is_some_and(Draft::is_wrong)).then_some("is-err"),
        setting.locked.is_some().then_some("is-lock"),
        props.open.then_some("is-focus"),
    );
    let facts = setting.facts.iter().map(|fact| fact.to_string()).collect::<Vec<_>>().join(" · ");
    html! {
        <div {class} role="group" aria-labelledby={name_id.clone()} data-item={id.to_owned()} data-kind={setting.kind()} data-moves={setting.moves.to_string()}>
            <div key="head" class="lever__h">
                <h3 class="lever__n" id={name_id}>
                    <button
                        type="button" aria-expanded={props.open.to_string()} aria-controls={more_id.clone()}
                        title={setting.name.clone()} onclick={send.on_view(ViewAction::Details(id.to_owned()))}
                    >{ setting.name.clone() }</button>
                </h3>
                if setting.locked.is_some() {
                    { icon("lock") }
                }
                <span key="change" class="lever__d">
                    if setting.is_changed() {
                        <span class="sr">{ locale.t("levers.against-base") }</span>
                    }
                    { setting.change.clone() }
                </span>
                <span key="value" class="lever__ctl">
                    { field(setting, &draft, &hold, &locale, &send) }
                    <span class="lever__u">{ setting.unit.clone() }</span>
                </span>
            </div>
            { unclear_note(setting, &draft, &locale, &send) }
            { slider(setting, props.turned.as_deref(), &hold, &locale, &send) }
            <div key="facts" class="lever__m">
                if let Some(tag) = &setting.tag {
                    <span key="tag" class={if setting.is_assumption() { "tag tag--guess" } else { "tag" }}>{ tag.clone() }</span>
                }
                <span key="text" class="lever__facts" title={facts.clone()}>{ facts }</span>
                { reach_strip(setting.reach, &locale) }
            </div>
            if let Some(error) = &setting.error {
                <p key="error" class="lever__note lever__note--err" role="alert">{ icon("warn") }<span>{ error.clone() }</span></p>
            }
            if let Some(locked) = &setting.locked {
                <p key="locked" class="lever__note">{ icon("lock") }<span>{ locked.clone() }</span></p>
            }
            if let (Some(held), None) = (&setting.held, &setting.locked) {
                <p key="held" class="lever__note">{ icon("info") }<span>{ held.clone() }</span></p>
            }
            <div key="more" id={more_id} class="lever__more" hidden={!props.open}>
                if let Some(turned) = &props.turned {
                    <p key="turns" class="lever__turns">
                        <b>{ locale.of(&props.model.pack().targets[turned.target.0].name).to_owned() }</b>
                        { for turned.told.iter().map(|told| html! { <span key={told.clone()}>{ told.clone() }</span> }) }
                    </p>
                }
                if props.open {
                    <dl key="details">
                        { for setting.details.iter().map(|(name, text)| html! {
                            <div key={name.to_string()} class="lever__row"><dt>{ name.clone() }</dt><dd>{ text.clone() }</dd></div>
                        }) }
                    </dl>
                }
            </div>
        </div>
    }
}
