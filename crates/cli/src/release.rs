//! `guoban release`: packs beside the page in the form the page reads soonest.

use std::fs;
use std::path::Path;

use guoban_model::packed::{self, Part, fingerprint};
use guoban_model::text::Language;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::load;

/// The list of packs in a directory.
const LIST: &str = "index.json";

/// Writes the packed form of every pack that `DIR/index.json` lists, and names it there. The texts stay: people read
/// them, and the page does where a figure is traced to its line. Files are named after what is in them, so a browser may
/// keep them for ever.
///
/// # Errors
/// A file that cannot be read or written, a list that is none, a pack with errors.
pub fn release(directory: &str, language: Language) -> Result<String, Error> {
    let directory = Path::new(directory);
    let list = directory.join(LIST);
    let mut index: Value =
        serde_json::from_str(&load::text(&list.to_string_lossy())?).map_err(|error| bad(&list, &error))?;
    let mut said = String::new();
    let entries = index.get_mut("packs").and_then(Value::as_array_mut).ok_or_else(|| bad(&list, &"no `packs`"))?;
    for entry in entries {
        let file = entry.get("file").and_then(Value::as_str).ok_or_else(|| bad(&list, &"a pack without `file`"))?;
        let path = directory.join(file);
        let pack = load::pack(&path.to_string_lossy(), language)?.pack;
        let parts = packed::write(&pack);
        let mut names = Map::new();
        for (part, bytes) in Part::ALL.into_iter().zip(&parts) {
            let name = format!("{}-{}.{}.{:016x}.bin", pack.id, pack.revision, part.name(), fingerprint(bytes));
            let to = directory.join(&name);
            fs::write(&to, bytes).map_err(|error| Error::Unwritable { path: shown(&to), reason: error.to_string() })?;
            said += &format!("{:>9}  {name}\n", bytes.len());
            names.insert(part.name().to_owned(), Value::String(name));
        }
        entry["packed"] = json!(names);
    }
    let text = serde_json::to_string(&index).map_err(|error| Error::Json(error.to_string()))?;
    fs::write(&list, text).map_err(|error| Error::Unwritable { path: shown(&list), reason: error.to_string() })?;
    Ok(said)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn bad(path: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::Unreadable { path: shown(path), reason: reason.to_string() }
}
