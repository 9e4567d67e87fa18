//! Who answers for what.

#![allow(clippy::unwrap_used)]

mod support;

use guoban_model::pack::{Measure, Owner, OwnerId, Pack, Target, TargetId, TargetKind};
use guoban_model::text::Text;
use guoban_planning::problem::Problem;
use guoban_planning::reach::{Moves, Reach};
use guoban_planning::responsibility::{Part, charges, matrix};
use support::*;

/// The city, a district with two sub-districts, and an office nobody asks for anything.
fn city() -> Pack {
    let owner = |id: &str, under: Option<usize>| Owner {
        id: id.to_owned(),
        name: Text::new(id, id),
        under: under.map(OwnerId),
    };
    let task = |owner: usize, with: &[usize]| Target {
        owner: OwnerId(owner),
        with: with.iter().map(|owner| OwnerId(*owner)).collect(),
        ..target(0, TargetKind::Amount, None, Some("9"))
    };
    let mut levers = vec![lever("pace", "0", "1", "2")];
    levers[0].owner = OwnerId(3);
    Pack {
        owners: vec![owner("east", Some(1)), owner("district", None), owner("office", None), owner("west", Some(1))],
        variables: vec![variable("fai", "亿元", Measure::Flow, 1)],
        targets: vec![task(1, &[]), task(0, &[3])],
        levers,
        ..pack()
    }
}

fn moves(target: usize) -> Vec<Reach> {
    vec![Reach { periods: [Moves::Yes; 4], targets: vec![(TargetId(target), [Moves::Yes; 4])], held: None }]
}

#[test]
fn owners_stand_below_the_one_they_are_under() {
    let pack = city();
    let found = matrix(&pack, &moves(0));
    let names: Vec<&str> = found.owners.iter().map(|owner| &*pack.owners[owner.0].id).collect();
    assert_eq!(names, ["district", "east", "west"], "the office has no part in anything");
    assert_eq!(found.rows[0].parts, [Some(Part::Lead), None, Some(Part::Lever)]);
    assert_eq!(found.rows[1].parts, [None, Some(Part::Lead), Some(Part::Joint)]);
}

#[test]
fn a_page_holds_what_concerns_an_owner_and_those_under_it() {
    let pack = city();
    let problems = [
        Problem { owner: Some("west".to_owned()), ..Problem::new(1, "甲") },
        Problem { target: Some(pack.targets[1].id.clone()), ..Problem::new(2, "乙") },
        Problem::new(3, "丙"),
    ];
    let mut pack = pack;
    pack.targets[1].id = "second".to_owned();
    let problems = problems.map(|problem| Problem { target: problem.target.map(|_| "second".to_owned()), ..problem });
    let pages = charges(&pack, &problems);
    let of = |id: &str| pages.iter().find(|page| pack.owners[page.owner.0].id == id);
    let district = of("district").unwrap();
    assert_eq!((district.leads.len(), district.levers.len()), (2, 1), "its own and its sub-districts'");
    assert_eq!(district.joins, [], "what one of them leads is not joined by another");
    assert_eq!(district.problems, [1, 2], "the second holds up a task of one of them");
    assert_eq!(of("west").unwrap().joins, [TargetId(1)]);
    assert_eq!(of("east").unwrap().problems, [2]);
    assert_eq!(of("office"), None);
}
