//! Which targets are listed, in which order.

#![allow(clippy::unwrap_used)]

mod support;

use guoban_model::pack::{Group, GroupId, Measure, OwnerId, Pack, Scope, Target, TargetId, TargetKind};
use guoban_model::text::Text;
use guoban_planning::judge::{Board, State};
use guoban_planning::listing::{Block, Choice, Heading, Order, Part, Wanted, listed};
use guoban_planning::moved::Moved;
use support::*;

/// Four targets of two sections and two owners; the first two are of this level's own.
fn four() -> Pack {
    let mut pack = pack();
    pack.groups = ["a", "b"].map(|id| Group { id: id.to_owned(), name: Text::new(id, id) }).to_vec();
    for index in 0..4 {
        let mut variable = variable("x", "万吨", Measure::Stock, 1);
        variable.scope = (index < 2).then_some(Scope::Own);
        pack.variables.push(variable);
        let target = target(index, TargetKind::Stock, Some("100"), Some("100"));
        pack.targets.push(Target { group: GroupId(index % 2), owner: OwnerId(index / 2), ..target });
    }
    pack
}

fn board(pack: &Pack, values: [f64; 4], chances: [Option<f64>; 4]) -> Board {
    let rows = values.iter().enumerate();
    let table = rows.fold(Table::default(), |table, (index, value)| table.with(index, 0, &[*value; 12]));
    judge(pack).board(&table, |target, _| chances[target.0])
}

fn rows(blocks: &[Block]) -> Vec<(Heading, Vec<usize>)> {
    blocks.iter().map(|block| (block.heading, block.rows.clone())).collect()
}

#[test]
fn rows_are_ordered_by_section_change_or_chance_with_pins_on_top() {
    let pack = four();
    let before = board(&pack, [90.0, 90.0, 90.0, 90.0], [Some(0.9), Some(0.5), None, Some(0.1)]);
    let after = board(&pack, [90.0, 91.0, 93.0, 90.0], [Some(0.3), Some(0.5), None, Some(0.1)]);
    let moved = Moved::between(&pack, &before, &after);
    let list = |choice: &Choice, pins: &[TargetId]| rows(&listed(&pack, &after, Some(&moved), choice, pins));
    let by = |order| Choice { order, ..Choice::default() };
    assert_eq!(
        list(&by(Order::Section), &[]),
        [(Heading::Section(GroupId(0)), vec![0, 2]), (Heading::Section(GroupId(1)), vec![1, 3])]
    );
    assert_eq!(list(&by(Order::Change), &[]), [(Heading::All(Order::Change), vec![2, 1, 0, 3])]);
    assert_eq!(list(&by(Order::Chance), &[]), [(Heading::All(Order::Chance), vec![3, 0, 1, 2])]);
    assert_eq!(
        list(&by(Order::Change), &[TargetId(3), TargetId(2), TargetId(9)]),
        [(Heading::Pinned, vec![3, 2]), (Heading::All(Order::Change), vec![1, 0])]
    );
}

#[test]
fn rows_are_narrowed_by_verdict_owner_section_scope_and_change_but_pins_stay() {
    let pack = four();
    let before = board(&pack, [90.0; 4], [Some(0.9), Some(0.5), None, Some(0.1)]);
    let after = board(&pack, [90.0, 91.0, 90.0, 90.0], [Some(0.3), Some(0.5), None, Some(0.1)]);
    let moved = Moved::between(&pack, &before, &after);
    let list = |choice: Choice, pins: &[TargetId]| -> Vec<usize> {
        assert!(choice.is_narrowed());
        listed(&pack, &after, Some(&moved), &choice, pins).into_iter().flat_map(|block| block.rows).collect()
    };
    let all = Choice::default();
    assert_eq!(list(Choice { wanted: Some(Wanted::State(State::Near)), ..all }, &[]), [1]);
    assert_eq!(list(Choice { wanted: Some(Wanted::State(State::Short)), ..all }, &[]), [0, 2, 3]);
    assert_eq!(list(Choice { wanted: Some(Wanted::Moved), ..all }, &[]), [0, 1]);
    assert_eq!(list(Choice { wanted: Some(Wanted::Turned), ..all }, &[]), [0]);
    assert_eq!(list(Choice { owner: Some(OwnerId(1)), ..all }, &[]), [2, 3]);
    assert_eq!(list(Choice { part: Some(Part::Section(GroupId(1))), ..all }, &[]), [1, 3]);
    assert_eq!(list(Choice { part: Some(Part::Scope(Scope::Own)), ..all }, &[]), [0, 1]);
    assert_eq!(list(Choice { owner: Some(OwnerId(1)), ..all }, &[TargetId(0)]), [0, 2, 3]);
    assert!(!all.is_narrowed());
}
