//! The link of the plans that are compared, and what it holds.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::icons::icon;
use crate::shell;
use crate::state::{Dialog, ViewAction};
use crate::texts::{COMPARE_EN, COMPARE_ZH};
use crate::views::DialogsProps;
use crate::views::hooks::use_locale;
use crate::views::modal::ModalProps;
use crate::views::part::Place;
use crate::views::plans::plan_name;

/// The window that shows the link.
pub fn shared(props: &DialogsProps, place: &Place) -> Option<ModalProps> {
    let (Some(session), Some(Dialog::Compared { link, without_notes })) = (&props.session, &props.view.dialog) else {
        return None;
    };
    let (locale, send) = (place.locale.with(COMPARE_ZH, COMPARE_EN), &place.send);
    let foot = html! {
        <button class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
    };
    let children = html! {
        <>
            <LinkField key="link" link={link.clone()} />
            <ul key="holds" class="ticks">
                { for props.view.compare.plans(session).into_iter().map(|plan| {
                    let changed = plan.scenario.changed().to_string();
                    let note = plan.scenario.note.chars().count();
                    let told = [("name", &*plan_name(&session.document, plan, &locale)), ("n", &*changed)];
                    html! {
                        <li key={plan.number}>
                            { icon("tick") }<span>{ locale.fill("compare.share-plan", &told) }</span>
                            if note > 0 && !without_notes {
                                <span class="muted">{ locale.fill("compare.share-note", &[("n", &note.to_string())]) }</span>
                            }
                        </li>
                    }
                }) }
                <li key="not">{ icon("cross") }<span>{ locale.t("compare.share-not") }</span></li>
                if *without_notes {
                    <li key="notes" class="v-gap">{ icon("cross") }<span>{ locale.t("compare.share-without") }</span></li>
                }
            </ul>
        </>
    };
    Some(ModalProps {
        id: "compared".into(),
        symbol: "share".into(),
        title: locale.t("compare.share"),
        onclose: send.on_view(ViewAction::CloseDialog),
        foot,
        alert: false,
        children,
    })
}

#[derive(Properties, PartialEq)]
struct LinkProps {
    link: String,
}

/// The address of the link, to be copied.
#[component]
fn LinkField(props: &LinkProps) -> Html {
    let locale = use_locale();
    let copied = use_state(|| None::<bool>);
    let address = shell::address_with(&props.link);
    let copy = {
        let (address, copied) = (address.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let copied = copied.clone();
            shell::copy(address.clone(), Callback::from(move |done| copied.set(Some(done))));
        })
    };
    let select = Callback::from(|event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select());
    html! {
        <div class="field">
            <label for="compared-link">{ locale.t("share.link") }</label>
            <div class="field__row">
                <input class="in" id="compared-link" readonly=true value={address} onfocus={select} />
                <button class="btn btn--primary" type="button" onclick={copy}>{ icon("copy") }<span>{ locale.t("share.copy") }</span></button>
            </div>
            <span class="help" role="status">
                { match *copied {
                    Some(true) => locale.t("share.copied").to_string(),
                    Some(false) => locale.t("share.not-copied").to_string(),
                    None => locale.fill("share.length", &[("n", &props.link.len().to_string())]),
                } }
            </span>
        </div>
    }
}
