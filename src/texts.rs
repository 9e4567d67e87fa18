//! The words of the page, in both languages.
//!
//! Texts live in `www/lang/*.json` as flat maps from key to text; `{name}` marks a place to fill in. Both files are part
//! of the program, so a switch of language needs no loading.

use std::collections::BTreeMap;
use std::rc::Rc;

use guoban_model::text::{Language, Text};
use yew::AttrValue;

const ZH: &str = include_str!("../www/lang/zh.json");
const EN: &str = include_str!("../www/lang/en.json");

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The language.
    pub language: Language,
    texts: Rc<BTreeMap<String, AttrValue>>,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Locale {
    /// Reads the texts of a language.
    pub fn new(language: Language) -> Self {
        let json = match language {
            Language::Zh => ZH,
            Language::En => EN,
        };
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
        let texts = texts.into_iter().map(|(key, text)| (key, AttrValue::from(text))).collect();
        Self { language, texts: Rc::new(texts) }
    }

    /// The text of a key; the key itself where there is none, so that a hole is seen.
    pub fn t(&self, key: &str) -> AttrValue {
        self.texts.get(key).cloned().unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    /// The text of a key with its places filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.t(key).to_string();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// A text of the pack.
    pub fn of<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.language)
    }

    /// Whether the page speaks Chinese.
    pub fn is_zh(&self) -> bool {
        self.language == Language::Zh
    }

    /// The `lang` attribute of the page.
    pub fn tag(&self) -> &'static str {
        match self.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_flat_maps_with_the_same_keys() {
        let keys = |json: &str| {
            let map: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
            map.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(keys(ZH), keys(EN));
    }

    #[test]
    fn fill_replaces_every_place() {
        let locale = Locale::new(Language::En);
        assert_eq!(locale.fill("a {x} b {y} {x}", &[("x", "1"), ("y", "2")]), "a 1 b 2 1");
    }

    #[test]
    fn a_missing_key_is_seen() {
        assert_eq!(Locale::new(Language::Zh).t("no.such"), "no.such");
    }
}
