//! The handle of a finish that can be moved: a native range laid over the months, moved as every lever is.

use std::cell::Cell;
use std::rc::Rc;

use guoban_model::model::Model;
use guoban_planning::reach::Reach;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::shared::Shared;
use crate::views::hooks::{use_locale, use_send};
use crate::views::levers::{Held, Hold, Moving, range};

/// Props of a handle.
#[derive(Properties, PartialEq)]
pub struct HandleProps {
    /// The model, for the pack's words.
    pub model: Shared<Model>,
    /// When each lever works.
    pub reach: Shared<Vec<Reach>>,
    /// The lever as it is set.
    pub moving: Moving,
    /// Months of the chart.
    pub months: i32,
}

/// The handle. A finish that lies beyond the chart has none: there is no place to take it from.
#[component]
pub fn Handle(props: &HandleProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let (held, let_go) =
        (use_memo((), |()| Rc::new(Cell::new(Held::No))), use_memo((), |()| Rc::new(Cell::new(f64::MIN))));
    let mut setting = props.moving.setting(&props.model, &props.reach, &locale);
    let hold = Hold::new(Rc::clone(&held), Rc::clone(&let_go), setting.item.clone(), send.clone());
    {
        // A row that goes away while it is held must not leave the step open.
        let hold = hold.clone();
        use_effect_with((), move |()| move || hold.release(f64::MIN));
    }
    // Settings are months from 1; a finish stands at the end of its month.
    setting.low = setting.low.max(Decimal::ONE);
    setting.high = setting.high.min(Decimal::from(props.months));
    if setting.value > setting.high || setting.value < setting.low {
        return html! {};
    }
    let class = classes!("wl__s", format!("wl-f{}", setting.low.trunc()), format!("wl-e{}", setting.high.trunc()));
    html! {
        <div class={classes!("wl__g", setting.is_changed().then_some("is-changed"))} data-item={setting.item.id().to_owned()}>
            <div {class}>{ range(&setting, &hold, "slider__in", &locale, &send) }</div>
        </div>
    }
}
