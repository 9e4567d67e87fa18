//! The address of a link, to be copied.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hooks::use_locale;
use crate::icons::icon;
use crate::shell;

/// Props of [`LinkField`].
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// Id of the field.
    pub id: AttrValue,
    /// The link.
    pub link: AttrValue,
}

/// The address of a link, with a button that copies it and what came of that.
#[component]
pub fn LinkField(props: &LinkProps) -> Html {
    let LinkProps { id, link } = props;
    let locale = use_locale();
    let copied = use_state(|| None::<bool>);
    let address = shell::address_with(link);
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
            <label for={id.clone()}>{ locale.t("share.link") }</label>
            <div class="field__row">
                <input class="in" id={id.clone()} readonly=true value={address} onfocus={select} />
                <button class="btn btn--primary" type="button" onclick={copy}>{ icon("copy") }<span>{ locale.t("share.copy") }</span></button>
            </div>
            <span class="help" role="status">
                { match *copied {
                    Some(true) => locale.t("share.copied").to_string(),
                    Some(false) => locale.t("share.not-copied").to_string(),
                    None => locale.fill("share.length", &[("n", &link.len().to_string())]),
                } }
            </span>
        </div>
    }
}
