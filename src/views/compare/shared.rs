//! The link of the plans that are compared, and what it holds.

use yew::prelude::*;

use crate::icons::icon;
use crate::state::{Dialog, ViewAction};
use crate::texts::{COMPARE_EN, COMPARE_ZH};
use crate::views::DialogsProps;
use crate::views::link::LinkField;
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
            <LinkField key="link" id="compared-link" link={link.clone()} />
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
