//! Which targets a room looks at first.

#![allow(clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_planning::judge::Judge;
use guoban_planning::moved::Moved;
use guoban_planning::scenario::Scenario;
use guoban_planning::spotlight::{PAGE, pages, spotlight};

#[test]
fn pinned_targets_come_first_then_the_headline_then_what_moved_and_none_is_left_out() {
    let read = read_pack(include_str!("../../../www/packs/border-city.toml")).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let pack = model.pack();
    let board =
        |scenario: &Scenario| Judge::new(pack, scenario).board(&model.run(&scenario.settings(pack)), |_, _| None);
    let plain = Scenario::baseline(pack);
    let mut changed = plain.clone();
    changed.set_lever(pack, "hog_early_sale", "3".parse().unwrap());
    let (before, after) = (board(&plain), board(&changed));
    let moved = Moved::between(pack, &before, &after);
    let id = |row: usize| pack.targets[after.rows[row].target.0].id.clone();
    let last = after.rows.len() - 1;
    // An id that is no target's is passed over.
    let pins = vec![id(last), "no-such-target".to_owned(), id(3)];
    let rows = spotlight(pack, &after, &pins, Some(5), Some(&moved));
    let (headline, first) = (after.headline.unwrap(), moved.moves[0].row);
    assert_eq!(rows[..4], [last, 3, headline, 5]);
    assert!(rows.iter().position(|row| *row == first).unwrap() < 4 + moved.flips.len() + moved.moves.len());
    let mut sorted = rows.clone();
    sorted.sort_unstable();
    assert!(sorted.into_iter().eq(0..after.rows.len()));
    assert_eq!(spotlight(pack, &after, &[], None, None)[0], headline);
    assert_eq!([0, 1, PAGE, PAGE + 1].map(pages), [1, 1, 1, 2]);
}
