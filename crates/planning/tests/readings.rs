//! Readings of the shipped border city agree with its verdicts and leave no listed indicator out.

#![allow(clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_planning::judge::Judge;
use guoban_planning::readings::readings;
use guoban_planning::scenario::Scenario;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");

#[test]
fn every_listed_indicator_has_its_figures_and_they_are_those_of_the_board() {
    let read = read_pack(CITY).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let pack = model.pack();
    let baseline = Scenario::baseline(pack);
    let mut scenario = baseline.clone();
    scenario.set_lever(pack, "hog_early_sale", "3".parse().unwrap());
    let (run, plain) = (model.run(&scenario.settings(pack)), model.run(&baseline.settings(pack)));
    let judge = Judge::new(pack, &scenario);
    let found = readings(&judge, &run, &plain);
    let listed = pack.variables.iter().filter(|variable| variable.group.is_some()).count();
    let mut seen: Vec<usize> = found.iter().map(|reading| reading.variable.0).collect();
    seen.dedup();
    assert_eq!(seen.len(), listed);
    assert!(listed > 100, "{listed}");
    let board = judge.board(&run, |_, _| None);
    for row in &board.rows {
        let target = &pack.targets[row.target.0];
        let reading = found.iter().find(|reading| reading.variable == target.variable && reading.row == target.row);
        let Some(reading) = reading else { continue };
        assert_eq!((reading.half[0], reading.year[0]), (row.half.projected, row.year.projected), "{}", target.id);
        assert_eq!(reading.known.map(|(_, value)| value), row.half.known.value, "{}", target.id);
        assert_eq!((reading.months[5], reading.months[11]), (reading.half[0], reading.year[0]), "{}", target.id);
        if let Some((month, value)) = reading.known {
            assert_eq!(reading.months[month as usize], Some(value), "{}", target.id);
        }
    }
    let hogs = pack.targets[pack.target("hogs").unwrap().0].variable;
    let hogs = found.iter().find(|reading| reading.variable == hogs).unwrap();
    assert!(hogs.half[0] > hogs.half[1] && hogs.year[0] <= hogs.year[1], "{hogs:?}");
}
