//! The list of packs, `packs/index.json`, as the developer commands read it.

use std::{fs, path::Path};

use serde::Deserialize;

use crate::error::Error;

/// Where a site has its list.
pub const LIST: &str = "packs/index.json";

/// The packs in the order in which the page offers them.
#[derive(Debug, Deserialize)]
pub struct List {
    /// The first is what a newcomer sees.
    pub packs: Vec<Entry>,
}

/// A pack of the list.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Its text, beside the list.
    pub file: String,
    /// Which revision it is, where a later one stands in the list too.
    pub revision: Option<u64>,
    /// Its packed form, in a site that was released.
    pub packed: Option<Packed>,
}

/// The files of a packed pack.
#[derive(Debug, Deserialize)]
pub struct Packed {
    /// What the first verdict needs.
    pub core: String,
}

impl List {
    /// Reads the list of a site, or of the folder the site is made of.
    ///
    /// # Errors
    /// The file cannot be read, or it is no list of packs.
    pub fn of(site: &Path) -> Result<Self, Error> {
        let place = site.join(LIST);
        let text = fs::read_to_string(&place).map_err(Error::file("read", &place))?;
        Self::parse(&text).map_err(|error| Error::NoList { path: place, reason: error.to_string() })
    }

    fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The packed core of the pack a newcomer sees, inside the site.
    pub fn first_core(&self) -> Option<String> {
        Some(format!("packs/{}", self.packs.first()?.packed.as_ref()?.core))
    }

    /// Texts of earlier revisions that open from their packed form, inside the site.
    pub fn earlier_texts(&self) -> impl Iterator<Item = String> {
        let is_earlier = |pack: &&Entry| pack.revision.is_some() && pack.packed.is_some();
        self.packs.iter().filter(is_earlier).map(|pack| format!("packs/{}", pack.file))
    }
}

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn a_released_list_says_what_is_first_and_what_is_earlier() {
        let list = List::parse(
            r#"{"packs":[
                {"file":"a.toml","id":"a","packed":{"core":"a.core.bin","details":"a.bin"}},
                {"file":"a-2.toml","id":"a","revision":2,"packed":{"core":"a-2.core.bin"}},
                {"file":"a-1.toml","id":"a","revision":1}]}"#,
        )
        .unwrap();
        assert_eq!(list.first_core().as_deref(), Some("packs/a.core.bin"));
        assert_eq!(list.earlier_texts().collect::<Vec<_>>(), ["packs/a-2.toml"]);
    }

    #[test]
    fn a_list_without_files_is_refused() {
        assert!(List::parse(r#"{"packs":[{"id":"a"}]}"#).unwrap_err().to_string().contains("file"));
    }
}
