//! Judging only what changed gives the same board as judging everything, on every shipped pack, whatever is moved.

#![allow(clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_model::time::Date;
use guoban_planning::judge::{Board, Evidence, Judge, Period};
use guoban_planning::scenario::Scenario;

const PACKS: [&str; 4] = [
    include_str!("../../../www/packs/border-city.toml"),
    include_str!("../../../www/packs/urban-district.toml"),
    include_str!("../../../www/packs/renewal-district.toml"),
    include_str!("../../../www/packs/china-2023.toml"),
];

/// The board judged step by step equals the one judged anew, after each of these moves.
fn walk(text: &str, month: u32) {
    let read = read_pack(text).unwrap();
    let as_of = format!("{}-{month:02}-20", read.pack.year).parse::<Date>().unwrap();
    let model = read.compile(as_of).unwrap();
    let pack = model.pack();
    let mut scenario = Scenario { as_of: Some(as_of), ..Scenario::baseline(pack) };
    let mut last: (Board, Evidence) = {
        let judge = Judge::new(pack, &scenario);
        (judge.board(&model.run(&scenario.settings(pack)), |_, _| None), Evidence::default())
    };
    for (step, lever) in pack.levers.iter().enumerate() {
        let [low, high] = [lever.min, lever.max];
        scenario.set_lever(pack, &lever.id, if step % 2 == 0 { high } else { low });
        if step % 7 == 3 {
            scenario.line = pack.targets.iter().find_map(|target| target.line).filter(|_| scenario.line.is_none());
        }
        let judge = Judge::new(pack, &scenario);
        let run = model.run(&scenario.settings(pack));
        let chance = |target: guoban_model::pack::TargetId, period: Period| {
            (!target.0.is_multiple_of(3)).then_some((step as f64 / 9.0 + period.last() as f64 / 13.0).fract())
        };
        let whole = judge.board(&run, chance);
        let again = judge.board_again(&run, chance, &last.0, &last.1);
        assert_eq!(again.0, whole, "{} at {}", pack.id, lever.id);
        let other = |_, _| Some(0.5);
        assert_eq!(judge.board_with(&whole, other), judge.board(&run, other), "{} at {}", pack.id, lever.id);
        last = again;
    }
    assert!(scenario.changed() > 0);
}

#[test]
fn the_board_is_the_same_as_if_all_of_it_were_judged() {
    for pack in PACKS {
        for month in [2, 5, 11] {
            walk(pack, month);
        }
    }
}
