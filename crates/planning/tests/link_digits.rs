//! Every link that was issued opens on the revision of its pack that the site keeps, with the verdicts it gave.
//!
//! `tests/links/*.txt` that end with a line `verdicts …` pin them; `links.rs` tries what such a link says. Files are added, never
//! changed; [`print_fixtures`] makes new ones.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use guoban_model::pack::PassLine;
use guoban_model::read::{PackRead, read_pack};
use guoban_planning::chance::{Chances, Forecast};
use guoban_planning::compare::Assumed;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::link;
use guoban_planning::scenario::{PackRef, Scenario};
use serde_json::Value;
use support::told;

const DRAWS: u32 = 512;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The packs the site lists: id, revision where it is an earlier one, file.
fn listed() -> Vec<(String, Option<u64>, String)> {
    let list: Value = serde_json::from_str(&fs::read_to_string(root().join("www/packs/index.json")).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let packs = list["packs"].as_array().unwrap().iter();
    packs.map(|pack| (text(&pack["id"]), pack["revision"].as_u64(), text(&pack["file"]))).collect()
}

/// The file the site keeps for a pack and revision, as the page finds it.
fn kept(pack: &PackRef) -> PackRead {
    let listed = listed();
    let of = |revision| listed.iter().find(|(id, kept, _)| *id == pack.id && *kept == revision);
    let (.., file) = of(Some(u64::from(pack.revision))).or_else(|| of(None)).unwrap();
    let read = read_pack(&fs::read_to_string(root().join("www/packs").join(file)).unwrap()).unwrap();
    assert_eq!(PackRef::of(&read.pack), *pack, "{file}");
    read
}

/// FNV-1a over the table of verdicts: target, period, projection, what is due, word, chance.
fn verdicts(read: &PackRead, scenario: &Scenario) -> String {
    let pack = &read.pack;
    let model = read.compile(scenario.as_of(pack)).unwrap();
    let run = model.run(&scenario.settings(pack));
    let (judge, forecast) = (Judge::new(pack, scenario), Forecast::new(&model, scenario));
    let (mut chances, mut sample) = (Chances::default(), forecast.sample(&model));
    forecast.count(&judge, &run, &mut sample, 0..DRAWS, &mut chances);
    let board = judge.board(&run, |target, period| chances.of(target, period));
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for row in &board.rows {
        for period in [Period::Half, Period::Year] {
            let verdict = row.get(period);
            let line = format!(
                "{} {period:?} {:?} {:?} {:?} {:?}\n",
                pack.targets[verdict.target.0].id,
                verdict.projected,
                verdict.due.map(|due| due.value),
                verdict.state,
                verdict.chance()
            );
            for byte in line.bytes() {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    format!("{digest:016x}")
}

#[test]
fn every_link_of_a_shipped_revision_gives_the_verdicts_it_gave() {
    let mut tried = BTreeSet::new();
    for entry in fs::read_dir(root().join("tests/links")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Some((_, pinned)) = text.trim_end().rsplit_once("\nverdicts ") else { continue };
        let links = link::read_all(text.lines().next().unwrap()).unwrap();
        let held = links.pack().unwrap();
        let read = kept(held);
        let digests = links.plans.iter().map(|plan| verdicts(&read, &plan.scenario(&read.pack).unwrap()));
        assert_eq!(digests.collect::<Vec<_>>().join(" "), pinned, "{}", path.display());
        tried.insert((held.id.clone(), held.revision));
    }
    for (id, revision, file) in listed() {
        let read = read_pack(&fs::read_to_string(root().join("www/packs").join(&file)).unwrap()).unwrap();
        assert_eq!(read.pack.id, id);
        assert!(revision.is_none_or(|revision| revision == u64::from(read.pack.revision)), "{file}");
        assert!(tried.contains(&(id, read.pack.revision)), "no link of {file} is pinned in tests/links");
    }
}

/// Prints the links of some scenarios of every listed pack in the form of the fixtures.
#[test]
#[ignore = "makes new fixtures: run with --ignored --nocapture"]
fn print_fixtures() {
    for (.., file) in listed() {
        let read = read_pack(&fs::read_to_string(root().join("www/packs").join(&file)).unwrap()).unwrap();
        let pack = &read.pack;
        let plain = Scenario::baseline(pack);
        let mut example = plain.clone();
        for (lever, value) in &pack.examples.last().unwrap().levers {
            example.set_lever(pack, &pack.levers[lever.0].id, *value);
        }
        let mut later = plain.clone();
        later.as_of = format!("{}-07-20", pack.year).parse().ok();
        later.line = Some(PassLine::Linear);
        later.seed = 7;
        let (lever, assumption) = (pack.levers.last().unwrap(), &pack.assumptions[0]);
        later.set_lever(pack, &lever.id, lever.max);
        later.set_assumption(pack, &assumption.id, assumption.high);
        let (text, _) = link::write_several(&[&plain, &example, &later], Assumed::Own, pack).unwrap();
        let digests: Vec<_> = [&plain, &example, &later].map(|scenario| verdicts(&read, scenario)).into();
        println!("== format-2-{}-{}\n{text}\nverdicts {}", pack.id, pack.revision, digests.join(" "));
        for (name, scenario) in [("baseline", plain), ("example", example), ("later", later)] {
            let link = link::write(&scenario, pack).unwrap().text;
            println!(
                "== {}-{}-{name}\n{link}\n{}verdicts {}",
                pack.id,
                pack.revision,
                told(pack, &scenario),
                verdicts(&read, &scenario)
            );
        }
    }
}
