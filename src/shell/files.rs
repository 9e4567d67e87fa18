//! Files out of the page and into it.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, DragEvent, Event, HtmlAnchorElement, HtmlInputElement, Url};
use yew::Callback;

use crate::state::{Msg, OwnMsg};

/// Files that are larger hold no plans; they are not even looked at.
const LARGEST: f64 = 20_000_000.0;

/// How files begin that hold plans alone.
const PLANS: [&[u8]; 4] = [b"guoban-plans ", b"guoban-file 1 ", b"\xef\xbb\xbfguoban-file 1 ", b"{\"version\""];

/// Saves a text as a file; tells whether the browser took it.
pub(super) fn save(name: &str, text: &str) -> bool {
    save_blob(name, Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))))
}

/// Saves bytes as a file; tells whether the browser took them.
pub(super) fn save_bytes(name: &str, bytes: &[u8]) -> bool {
    save_blob(name, Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))))
}

/// Saves what a blob holds as a file; tells whether the browser took it.
pub(super) fn save_blob(name: &str, blob: Result<Blob, JsValue>) -> bool {
    let saved = || {
        let address = Url::create_object_url_with_blob(&blob?)?;
        let page = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: HtmlAnchorElement = page.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    saved().is_ok()
}

/// Reads a file; one that is too large is not even looked at. Plans go to what reads plans, all else to own packs.
fn read(file: web_sys::File, done: Callback<Msg>) {
    let name = file.name();
    let given = move |bytes: Option<Vec<u8>>| {
        let text = bytes.as_deref().filter(|bytes| PLANS.iter().any(|start| bytes.starts_with(start)));
        match text.and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            Some(text) => done.emit(Msg::Import(text.to_owned())),
            None => done.emit(Msg::Own(Rc::new(OwnMsg::File { name, bytes }))),
        }
    };
    if file.size() > LARGEST {
        return given(None);
    }
    spawn_local(async move {
        let buffer = JsFuture::from(file.array_buffer()).await.ok();
        given(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()));
    });
}

/// Reads the file that was chosen in a field, and empties it, so that the same file can be chosen again.
pub fn chosen(event: &Event, done: Callback<Msg>) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        read(file, done);
    }
    input.set_value("");
}

/// The file that is being dragged over the page or dropped onto it.
pub(super) fn dropped(event: &Event) -> Option<DataTransfer> {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.filter(|data| data.types().includes(&"Files".into(), 0))
}

/// Reads the first of the files that were dropped.
pub(super) fn take(data: &DataTransfer, done: Callback<Msg>) {
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        read(file, done);
    }
}
