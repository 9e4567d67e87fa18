//! Fetching files beside the page.

use guoban_model::packed::Part;
use guoban_model::text::{Language, Text};
use guoban_planning::shelf::is_own;
use js_sys::{JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::Callback;

use super::storage;
use crate::modules::{self, Arrived, Name};
use crate::state::{Delivered, Extra, Msg, PackEntry, PackedFiles, Wanted};

/// The list of packs.
pub(super) async fn list() -> Result<Vec<PackEntry>, String> {
    let text = text("packs/index.json").await?;
    let mut packs = entries(&text)?;
    packs.extend(own());
    Ok(packs)
}

/// The packs of a person's own. A list that cannot be read is told about when it is looked at.
pub(super) fn own() -> Vec<PackEntry> {
    storage::own_packs().and_then(|text| entries(&text).ok()).unwrap_or_default()
}

fn entries(text: &str) -> Result<Vec<PackEntry>, String> {
    let list = JSON::parse(text).map_err(words)?;
    let packs: js_sys::Array = get(&list, "packs").dyn_into().map_err(|_| "no packs".to_owned())?;
    packs.iter().map(|entry| read_entry(&entry).ok_or_else(|| "a pack without id, file or name".to_owned())).collect()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn read_entry(entry: &JsValue) -> Option<PackEntry> {
    let (name, packed) = (get(entry, "name"), get(entry, "packed"));
    let word = |value: &JsValue, key: &str| get(value, key).as_string();
    let files = || {
        Some(PackedFiles {
            core: word(&packed, "core")?,
            details: word(&packed, "details")?,
            english: word(&packed, "english")?,
        })
    };
    let id = word(entry, "id")?;
    Some(PackEntry {
        id: get(entry, "revision").as_f64().map_or_else(|| id.clone(), |revision| format!("{id}@{}", revision as u32)),
        file: word(entry, "file")?,
        name: Text { zh: word(&name, "zh")?, en: word(&name, "en")? },
        packed: files(),
    })
}

/// A pack: packed where the host has that form and it arrives, with the words of the language, else its text. What reads a text is
/// fetched together with it.
pub(super) async fn pack(entry: &PackEntry, language: Language, answer: &Callback<Msg>) -> Result<Delivered, String> {
    if let Some(files) = &entry.packed
        && let Ok(parts) = parts(files, language).await
    {
        return Ok(Delivered::Packed(parts));
    }
    let text = if is_own(&entry.id) { None } else { Some(started(&entry.file)?) };
    if let Ok(part) = modules::fetch(Name::Reader).await {
        answer.emit(Msg::Arrived(part));
    }
    let text = match (text, modules::fetch(Name::Own)) {
        (Some(text), _) => whole_text(text).await?,
        (None, own) => match own.await {
            Ok(Arrived::Own(own)) => (own.text)(&entry.file).ok_or("damaged")?,
            _ => return Err(String::new()),
        },
    };
    Ok(Delivered::Text(text))
}

/// The text of a pack beside the page.
pub(super) async fn text_of(entry: &PackEntry) -> Option<String> {
    whole_text(started(&entry.file).ok()?).await.ok()
}

/// What the first verdict needs of a packed pack.
async fn parts(files: &PackedFiles, language: Language) -> Result<Vec<(Part, Vec<u8>)>, String> {
    // Both are on their way before one is waited for.
    let core = started(&files.core)?;
    let english = if language == Language::En { Some(started(&files.english)?) } else { None };
    let mut parts = vec![(Part::Core, whole(core).await?)];
    if let Some(english) = english {
        parts.push((Part::English, whole(english).await?));
    }
    Ok(parts)
}

/// More of a pack.
pub(super) async fn more(entry: &PackEntry, wanted: Wanted) -> Result<Extra, String> {
    let files = entry.packed.as_ref();
    let part = match wanted {
        Wanted::Text => return whole_text(started(&entry.file)?).await.map(Extra::Text),
        Wanted::Part(part) => part,
    };
    let file = files.map(|files| match part {
        Part::Core => &files.core,
        Part::Details => &files.details,
        Part::English => &files.english,
    });
    let file = file.ok_or("not packed")?;
    Ok(Extra::Part(part, whole(started(file)?).await?))
}

/// A file beside the page.
pub(super) async fn bytes(address: &str) -> Result<Vec<u8>, String> {
    let window = web_sys::window().ok_or("no window")?;
    whole(window.fetch_with_str(address)).await
}

async fn text(address: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    whole_text(window.fetch_with_str(address)).await
}

/// Begins to fetch a file of a pack.
fn started(file: &str) -> Result<Promise, String> {
    let window = web_sys::window().ok_or("no window")?;
    Ok(window.fetch_with_str(&format!("packs/{file}")))
}

async fn response(fetching: Promise) -> Result<Response, String> {
    let response: Response = JsFuture::from(fetching).await.map_err(words)?.dyn_into().map_err(words)?;
    if response.ok() { Ok(response) } else { Err(format!("HTTP {}", response.status())) }
}

async fn whole(fetching: Promise) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(response(fetching).await?.array_buffer().map_err(words)?).await.map_err(words)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn whole_text(fetching: Promise) -> Result<String, String> {
    let text = JsFuture::from(response(fetching).await?.text().map_err(words)?).await.map_err(words)?;
    text.as_string().ok_or_else(|| "no text".to_owned())
}

fn words(error: JsValue) -> String {
    js_sys::Error::from(error).message().into()
}
