//! Prices are differences of answers.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::prices::{Pricing, prices};
use guoban_answers::solve::{Ask, solve};
use guoban_planning::judge::Period;

use support::generated::Small;
use support::shipped;

#[test]
fn giving_up_a_target_saves_what_the_others_cost_less() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let wanted: Vec<_> = ["retail", "trade", "gdp"].map(|id| (pack.target(id).unwrap(), Period::Half)).to_vec();
    let found = prices(&model, &scenario, Ask::each(wanted.clone())).unwrap();
    let cost = |wanted: Vec<_>| solve(&model, &scenario, Ask::each(wanted)).unwrap().proposals[0].spending.unwrap();
    let all = cost(wanted.clone());
    assert_eq!(found.answer.proposals[0].spending, Some(all));
    assert_eq!((found.tasks.len(), found.pools.len()), (3, pack.limits.len()));
    for task in &found.tasks {
        let others = wanted.iter().copied().filter(|(target, _)| *target != task.target).collect();
        let (saves, difference) = (task.saves.unwrap(), all - cost(others));
        // The other readings may find the cheapest mix too; it is never dearer than what is priced.
        assert!(saves <= difference, "{saves} {difference}");
        assert!(saves >= 0.into());
    }
    assert!(found.tasks.is_sorted_by(|left, right| left.saves >= right.saves));
}

#[test]
fn a_limit_that_binds_has_a_price_and_one_that_does_not_has_none() {
    let (mut priced, mut free) = (0, 0);
    for seed in 0..80 {
        let small = Small::new(seed);
        let found = prices(&small.model, &small.scenario, Ask::each(small.wanted())).unwrap();
        let pool = &found.pools[0];
        if !found.answer.reachable && (pool.frees || !pool.gains.is_empty()) {
            priced += 1;
        } else if found.answer.reachable && pool.saves == Some(0.into()) {
            free += 1;
        }
    }
    assert!(priced > 3 && free > 3, "{priced} {free}");
}

#[test]
fn pieces_of_any_size_find_the_same() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let ask = Ask::each(["retail", "hogs"].map(|id| (pack.target(id).unwrap(), Period::Year)).to_vec());
    let mut pricing = Pricing::new(&model, &scenario, ask.clone()).unwrap();
    while !pricing.go_on(200) {
        let (done, all) = pricing.progress();
        assert!(done < all);
    }
    assert_eq!(pricing.told(), prices(&model, &scenario, ask).unwrap());
}
