//! What stands at the foot of every page: which data, which figures.

use guoban_model::model::Model;
use guoban_model::packed::fingerprint;
use guoban_model::text::Language;

use super::day;
use crate::judge::{Board, Judge, Period};
use crate::number::{month_of, plain_or_unknown};
use crate::scenario::Scenario;

/// What says at the foot of every page where its figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    /// Line by line.
    pub lines: [String; 3],
    /// Eight hexadecimal digits over everything the figures follow from and every verdict: two sheets of paper with the same ones
    /// say the same.
    pub fingerprint: String,
}

impl Foot {
    /// For the figures of a plan and their verdicts.
    pub fn of(model: &Model, scenario: &Scenario, board: &Board, language: Language) -> Self {
        let pack = &**model.pack();
        let judge = Judge::new(pack, scenario);
        let through = pack.targets.iter().filter_map(|target| judge.published_through(target.variable)).max();
        let month = through.map_or_else(String::new, |month| month_of(month, pack.year, language));
        let as_of = day(scenario.as_of(pack), language);
        let (id, revision, version) = (&pack.id, pack.revision, env!("CARGO_PKG_VERSION"));
        let (mark, seed) = (mark(model, scenario, board), scenario.seed);
        let demo = match language {
            Language::Zh => "演示数据：地名与数字均为虚构",
            Language::En => "Demonstration data: places and figures are invented",
        };
        let name = pack.name.get(language);
        let lines = match language {
            Language::Zh => [
                if pack.demo { demo.to_owned() } else { name.to_owned() },
                format!("数据到 {month} · 截至 {as_of} · 底册 {id}@{revision}"),
                format!("模型 {version} · 指纹 {mark} · 种子 {seed}"),
            ],
            Language::En => [
                if pack.demo { demo.to_owned() } else { name.to_owned() },
                format!("Data to {month} · as of {as_of} · pack {id}@{revision}"),
                format!("Model {version} · fingerprint {mark} · seed {seed}"),
            ],
        };
        Self { lines, fingerprint: mark }
    }
}

/// The fingerprint: `7c1e-09af`.
fn mark(model: &Model, scenario: &Scenario, board: &Board) -> String {
    let pack = model.pack();
    let mut text = format!("{}@{} {} {}", pack.id, pack.revision, scenario.as_of(pack), scenario.seed);
    for (id, value) in scenario.levers.iter().chain(&scenario.assumptions) {
        text += &format!("\n{id} {}", value.normalize());
    }
    for row in &board.rows {
        for verdict in Period::ALL.map(|period| row.get(period)) {
            let due = plain_or_unknown(verdict.due.map(|due| due.value), verdict.decimals);
            let projected = plain_or_unknown(verdict.projected, verdict.decimals);
            let chance = verdict.chance().unwrap_or_default();
            text += &format!("\n{} {projected} {due} {:?} {chance}", pack.targets[row.target.0].id, verdict.state);
        }
    }
    let whole = fingerprint(text.as_bytes());
    let short = (whole >> 32) as u32 ^ whole as u32;
    format!("{:04x}-{:04x}", short >> 16, short & 0xffff)
}

/// The place a pack is about: its name up to the year and what stands in brackets.
pub(super) fn place(name: &str) -> &str {
    let end = name.find(|one: char| one.is_ascii_digit() || matches!(one, '（' | '(')).unwrap_or(name.len());
    let place = name[..end].trim();
    if place.is_empty() { name } else { place }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_named_without_its_year() {
        for (name, expected) in [
            ("边州市 2026（演示）", "边州市"),
            ("Bianzhou 2026 (demonstration)", "Bianzhou"),
            ("2026 城区", "2026 城区"),
            ("城区", "城区"),
        ] {
            assert_eq!(place(name), expected);
        }
    }
}
