//! Finding levers and assumptions by any words people know them by.

use guoban_model::pack::{AssumptionId, LeverId, Pack};
use guoban_model::text::Text;

use crate::reach::Reach;

/// The words of every lever and assumption of a pack, in both languages.
#[derive(Clone, Debug, Default)]
pub struct Index {
    levers: Vec<String>,
    assumptions: Vec<String>,
}

impl Index {
    /// Collects names, owners, groups, notes, and the names of the targets each lever moves. `reach` is that of all
    /// levers, in the pack's order.
    pub fn new(pack: &Pack, reach: &[Reach]) -> Self {
        let group = |index: usize| pack.groups.get(index).map(|group| &group.name);
        let lever = |index: usize| {
            let item = &pack.levers[index];
            let owner = pack.owners.get(item.owner.0).map(|owner| &owner.name);
            let moved = reach.get(index).into_iter().flat_map(|reach| &reach.targets);
            let moved = moved.map(|(target, _)| &pack.targets[target.0].name);
            let own = [Some(&item.name), Some(&item.note), owner, group(item.group.0)];
            joined(own.into_iter().flatten().chain(moved))
        };
        let assumption = |index: usize| {
            let item = &pack.assumptions[index];
            joined([Some(&item.name), Some(&item.reason), group(item.group.0)].into_iter().flatten())
        };
        Self {
            levers: (0..pack.levers.len()).map(lever).collect(),
            assumptions: (0..pack.assumptions.len()).map(assumption).collect(),
        }
    }

    /// Whether a lever has all the words.
    pub fn has_lever(&self, id: LeverId, words: &Words) -> bool {
        self.levers.get(id.0).is_some_and(|text| words.are_in(text))
    }

    /// Whether an assumption has all the words.
    pub fn has_assumption(&self, id: AssumptionId, words: &Words) -> bool {
        self.assumptions.get(id.0).is_some_and(|text| words.are_in(text))
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a Text>) -> String {
    let mut all = String::new();
    for text in texts {
        for part in [&text.zh, &text.en] {
            all.extend(part.chars().map(folded));
            // Between two texts stands something no word holds.
            all.push('\n');
        }
    }
    all
}

/// Words that are looked for, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Vec<char>>);

impl Words {
    /// Takes apart what was typed: at spaces and punctuation, and where letters meet Chinese characters.
    pub fn typed(text: &str) -> Self {
        let mut words: Vec<Vec<char>> = Vec::new();
        let mut before = ' ';
        for character in text.chars().map(folded) {
            if character.is_alphanumeric() {
                let joins = before.is_alphanumeric() && is_han(before) == is_han(character);
                match words.last_mut().filter(|_| joins) {
                    Some(word) => word.push(character),
                    None => words.push(vec![character]),
                }
            }
            before = character;
        }
        Self(words)
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether texts hold every word between them, in either language.
    pub fn are_among<'a>(&self, texts: impl Iterator<Item = &'a Text>) -> bool {
        self.is_empty() || self.are_in(&joined(texts))
    }

    /// Whether a text, folded as [`Words::typed`] folds, holds every word.
    fn are_in(&self, text: &str) -> bool {
        self.0.iter().all(|word| if is_han(word[0]) { covered(word, text) } else { text.contains(&spelt(word)) })
    }
}

/// Whether Chinese characters, written without spaces, are made of pieces the text holds: 早稻面积 of 早稻 and 面积.
fn covered(word: &[char], text: &str) -> bool {
    if word.len() < 4 {
        return text.contains(&spelt(word));
    }
    let mut reached = vec![false; word.len() + 1];
    reached[0] = true;
    for start in 0..word.len() {
        if reached[start] {
            for end in start + 2..=word.len() {
                reached[end] = reached[end] || text.contains(&spelt(&word[start..end]));
            }
        }
    }
    reached[word.len()]
}

fn spelt(word: &[char]) -> String {
    word.iter().collect()
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// Small letters; full-width letters and digits as plain ones.
fn folded(character: char) -> char {
    let plain = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    };
    plain.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, wanted: &str) -> bool {
        Words::typed(wanted).are_in(&joined([Text::new(text, "Early-rice area")].iter()))
    }

    #[test]
    fn words_are_found_in_any_order_and_without_spaces() {
        for wanted in
            ["", "早稻", "早稻面积", "面积早稻", "面积 早稻", "RICE area", "area, early", "ｒｉｃｅ", "早稻area"]
        {
            assert!(found("早稻种植面积", wanted), "{wanted}");
        }
        for wanted in ["晚稻", "早稻单产", "早积", "rice yield", "积面"] {
            assert!(!found("早稻种植面积", wanted), "{wanted}");
        }
    }

    #[test]
    fn pieces_are_not_taken_across_two_texts() {
        let text = joined([Text::new("补栏", "a"), Text::new("资金", "b")].iter());
        assert!(Words::typed("补栏资金").are_in(&text));
        assert!(!Words::typed("栏资").are_in(&text));
    }
}
