//! Five gaps of every pack in `docs/gaps.md`: what stands there of a gap and of the cheapest mix is what is found today. Beside it a
//! person judges whether a planner would believe it.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-answers --test gaps` writes gaps and mixes anew and leaves the judgements, which then
//! want to be read again.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::solve::{Ask, Proposal, Reached, solve};
use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::{plain_or_unknown, unit_name};
use guoban_planning::scenario::{Item, Scenario};
use guoban_planning::spending;
use support::shipped;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gaps.md");

/// Packs with measures that can be mixed.
const PACKS: [&str; 3] = ["border-city", "urban-district", "renewal-district"];

const GAPS: usize = 5;

fn reached(pack: &Pack, proposal: &Proposal) -> (Reached, u32) {
    let reached = proposal.reached[0];
    (reached, pack.variables[pack.targets[reached.target.0].variable.0].decimals)
}

/// What is short, and what is proposed, as cells of the table.
fn cells(model: &Model, scenario: &Scenario, asked: &str) -> [String; 2] {
    let pack = model.pack();
    let (target, period) = asked.split_once(':').unwrap();
    let period = if period == "half" { Period::Half } else { Period::Year };
    let aim = (pack.target(target).unwrap(), period);
    let found = solve(model, scenario, Ask::each(vec![aim])).unwrap();
    let (reached, decimals) = reached(pack, &found.proposals[0]);
    let figure = |value| plain_or_unknown(value, decimals);
    let unit = unit_name(&pack.variables[pack.targets[reached.target.0].variable.0].unit, Language::Zh);
    let gap = format!("`{asked}`<br>{} → {} {unit}", figure(reached.before), figure(reached.due));
    let told = [Language::Zh, Language::En].map(|language| {
        let zh = language == Language::Zh;
        let steps = found.proposals[0].steps.iter().map(|step| {
            let item = Item::Lever(pack.levers[step.lever.0].id.clone());
            let end = if step.at_end { "!" } else { "" };
            let moved = item.show_step(step.from, step.to, pack, language);
            format!("{} {moved}{end}", item.name(pack, language))
        });
        let steps = steps.collect::<Vec<_>>().join(if zh { "、" } else { ", " });
        let price = found.proposals[0].spending.map_or_else(|| "—".to_owned(), |price| spending::told(price, language));
        let best = figure(reached.after);
        match (found.reachable, zh) {
            (true, true) => format!("{steps}；新增支出 {price}"),
            (true, false) => format!("{steps}; new spending {price}"),
            (false, true) => format!("补不上，最多到 {best}：{steps}；新增支出 {price}"),
            (false, false) => format!("out of reach, at most {best}: {steps}; new spending {price}"),
        }
    });
    [gap, told.join("<br>").replace('|', "/")]
}

#[test]
fn five_gaps_of_every_pack_are_closed_as_the_document_says() {
    let document = std::fs::read_to_string(FILE).unwrap();
    let mut written = String::new();
    let (mut open, mut rows) = (None, [0; PACKS.len()]);
    for line in document.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            open = PACKS.iter().position(|pack| *pack == name).map(|place| (place, shipped(name)));
        }
        let row = open.as_ref().filter(|_| line.starts_with("| `"));
        let line = match row {
            Some((place, (model, scenario))) => {
                rows[*place] += 1;
                let mut parts = line.trim_matches('|').splitn(3, " | ");
                let asked = parts.next().unwrap().split('`').nth(1).unwrap();
                let judged = parts.nth(1).unwrap().trim();
                let [gap, proposed] = cells(model, scenario, asked);
                assert!(judged.chars().count() > 20, "{asked} is not judged");
                format!("| {gap} | {proposed} | {judged} |")
            }
            None => line.to_owned(),
        };
        written += &line;
        written.push('\n');
    }
    assert_eq!(rows, [GAPS; PACKS.len()], "five gaps of each of {PACKS:?}");
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(FILE, &written).unwrap();
    }
    for (line, found) in document.lines().zip(written.lines()) {
        assert_eq!(line, found, "GUOBAN_UPDATE_GOLDEN=1 writes it anew; then read the judgements again");
    }
}
