//! The words of the page, in both languages.
//!
//! Texts live in `www/lang/*.json` as flat maps from key to text; `{name}` marks a place to fill in. The build makes sorted
//! tables of them. Chinese is part of the main module, English is fetched (see [`crate::modules`]).

use guoban_model::text::{Language, Text};
use yew::AttrValue;

/// Texts sorted by their keys.
pub type Words = &'static [(&'static str, &'static str)];

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The language.
    pub language: Language,
    words: Words,
    /// Words that only the part of the program that draws has.
    more: Words,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Locale {
    /// A language with its words.
    pub fn new(language: Language, words: Words) -> Self {
        Self { language, words, more: &[] }
    }

    /// The same with the words of a part of the program, Chinese and English.
    pub fn with(&self, chinese: Words, english: Words) -> Self {
        Self { more: if self.is_zh() { chinese } else { english }, ..self.clone() }
    }

    /// Chinese, which is always there.
    pub fn chinese() -> Self {
        Self::new(Language::Zh, ZH)
    }

    /// The text of a key; the key itself where there is none, so that a hole is seen.
    pub fn t(&self, key: &str) -> AttrValue {
        let find = |words: Words| words.binary_search_by_key(&key, |(key, _)| key).ok().map(|index| words[index].1);
        match find(self.words).or_else(|| find(self.more)) {
            Some(text) => AttrValue::Static(text),
            None => AttrValue::from(key.to_owned()),
        }
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
        // English of a pack is fetched when it is asked for; until it is there Chinese says it.
        Some(text.get(self.language)).filter(|text| !text.is_empty()).unwrap_or(&text.zh)
    }

    /// Whether the page speaks Chinese.
    pub fn is_zh(&self) -> bool {
        self.language == Language::Zh
    }
}

/// The `lang` attribute of a page in a language.
pub fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_in_order() {
        assert!(ZH.iter().map(|(key, _)| key).eq(EN.iter().map(|(key, _)| key)));
        assert!(ZH.is_sorted_by_key(|(key, _)| key));
        for (chinese, english) in [
            (PLANS_ZH, PLANS_EN),
            (COMPARE_ZH, COMPARE_EN),
            (SCREENS_ZH, SCREENS_EN),
            (ANSWERS_ZH, ANSWERS_EN),
            (WALL_ZH, WALL_EN),
            (PAPER_ZH, PAPER_EN),
            (OWN_ZH, OWN_EN),
            (MEET_ZH, MEET_EN),
        ] {
            assert!(!chinese.is_empty() && chinese.iter().map(|(key, _)| key).eq(english.iter().map(|(key, _)| key)));
        }
    }

    #[test]
    fn fill_replaces_every_place() {
        let locale = Locale::new(Language::En, &[("a.b", "a {x} b {y} {x}")]);
        assert_eq!(locale.with(&[("c.d", "丙")], &[("c.d", "c")]).t("c.d"), "c");
        assert_eq!(locale.fill("a.b", &[("x", "1"), ("y", "2")]), "a 1 b 2 1");
    }

    #[test]
    fn a_missing_key_is_seen() {
        assert_eq!(Locale::chinese().t("no.such"), "no.such");
    }
}
