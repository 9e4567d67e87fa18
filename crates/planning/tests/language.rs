//! What targets and the pack language have to agree on: what is due, verdicts that are suspended, places among peers.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{Pack, TargetId, TargetKind};
use guoban_model::program::CellRef;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::judge::{Absent, Judge, Period, State};
use guoban_planning::sentence::sentence;

const TINY: &str = include_str!("../../model/tests/packs/tiny.toml");
const CITY: &str = include_str!("../../../www/packs/border-city.toml");

fn model(text: &str) -> Model {
    let read = read_pack(text).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    read.compile(read.pack.as_of).unwrap()
}

fn judge(pack: &Pack) -> Judge<'_> {
    Judge { pack, as_of: pack.as_of, line: None }
}

#[test]
fn formulas_read_what_the_judge_says_is_due() {
    for text in [CITY, TINY] {
        let model = model(text);
        let (pack, run) = (model.pack(), model.run(&model.baseline()));
        let mut compared = 0;
        for (number, target) in
            pack.targets.iter().enumerate().filter(|(_, target)| target.kind != TargetKind::Milestone)
        {
            let schedule = pack.schedule(target).unwrap();
            let start = run.at(target.variable, target.row.unwrap_or(0), -1);
            for month in 0..12 {
                let Ok(due) = judge(pack).due_by(TargetId(number), month, &run) else { continue };
                let kept = schedule.kept[month as usize];
                let read = schedule.due[month as usize] + if kept == 0.0 { 0.0 } else { kept * start.unwrap() };
                // A level is due from an unrounded start.
                let within = if kept == 0.0 { 1e-9 } else { 0.6 * to_f64(rust_decimal::Decimal::new(1, due.scale())) };
                assert!((read - to_f64(due)).abs() <= within, "{} in month {month}: {read}, {due}", target.id);
                compared += 1;
            }
        }
        assert!(compared >= 12, "{compared}");
    }
}

/// The growth of the hogs sold is nearer to 0 in June than in December.
const NEAR_ZERO: &str = r#"
[[target]]
id = "multiple"
name = { zh = "倍数", en = "Multiple" }
indicator = "multiple"
kind = "ratio"
half = 1.5
year = 1.5
group = "primary"
owner = "agri"
source = "demo"

[[variable]]
id = "multiple"
name = { zh = "倍数", en = "Multiple" }
unit = "1"
measure = "rate"
formula = 'if(abs(hog_growth) < 3.0[%], none("增速接近零", "growth is near zero"), 10[%] / hog_growth)'
source = "demo"

[[target]]
id = "growth"
indicator = "hog_growth"
kind = "growth"
year = 3
group = "primary"
owner = "agri"
source = "demo"
void_when = 'abs(hog_growth) < 3.0[%]'
void_reason = { zh = "基数过小", en = "the base is too small" }
"#;

#[test]
fn what_has_no_value_for_a_reason_is_not_judged_and_says_why() {
    let model = model(&format!("{TINY}{NEAR_ZERO}"));
    let (pack, run) = (model.pack(), model.run(&model.baseline()));
    let growth = pack.variable("hog_growth").unwrap();
    let at = |month| run.at(growth, 0, month).unwrap();
    assert!(at(5).abs() < 3.0 && at(11).abs() >= 3.0, "{} {}", at(5), at(11));
    assert!(run.faults().is_empty());
    for (id, zh, en) in [
        ("multiple", "倍数上半年不判定：增速接近零。", "Multiple, H1: not judged: growth is near zero."),
        ("growth", "出栏增速上半年不判定：基数过小。", "Growth of hogs sold, H1: not judged: the base is too small."),
    ] {
        let target = pack.target(id).unwrap();
        let half = judge(pack).verdict(target, Period::Half, &run, Some(0.9));
        assert_eq!(half.state, State::NotDue, "{id}");
        assert!(matches!(half.absent, Some(Absent::Reason(_))), "{id}");
        assert_eq!(sentence(pack, &half, Language::Zh), zh);
        assert_eq!(sentence(pack, &half, Language::En), en);
        assert_eq!(judge(pack).verdict(target, Period::Year, &run, None).absent, None, "{id}");
    }
}

#[test]
fn a_peer_without_a_figure_keeps_its_last_and_equal_figures_share_a_place() {
    let rank = r#"
[[variable]]
id = "place"
name = { zh = "位次", en = "Place" }
unit = "1"
measure = "rate"
better = "lower"
formula = 'rank(county, peer_growth, growth)'
group = "invest"
source = "demo"

[[variable]]
id = "tied"
name = { zh = "并列", en = "Tied" }
unit = "1"
measure = "rate"
formula = 'rank(county, peer_growth, 8.04[%]) * 100 + rank(county, peer_growth, 4.06[%]) * 10 + rank(county, peer_growth, 7.96[%])'
group = "invest"
source = "demo"
"#;
    let model = model(&format!("{TINY}{rank}"));
    let (pack, run) = (model.pack(), model.run(&model.baseline()));
    let (peers, tied) = (pack.variable("peer_growth").unwrap(), pack.variable("tied").unwrap());
    // North published 3 and 4 and nothing for March; south 9, 9 and 8.
    let value = |row, offset| run.raw(CellRef { variable: peers, row, offset }).unwrap();
    assert_eq!((value(0, 1), value(0, 2), value(0, 11), value(1, 11)), (4.0, 4.0, 4.0, 8.0));
    // To one decimal, 8.0 shares the first place with south and 4.1 comes after both but before north.
    assert_eq!(run.at(tied, 0, 5), Some(100.0 + 20.0 + 1.0));
    assert_eq!(run.at(pack.variable("place").unwrap(), 0, 5).map(|place| place >= 1.0), Some(true));
}

#[test]
fn one_block_makes_a_target_for_each_row_it_names() {
    let rows = r#"
[[target]]
id = "works-done"
indicator = "work_done"
kind = "amount"
year = 2
rows = { alumina = { year = 9, owner = "agri" }, road = {} }
group = "invest"
owner = "dev"
with = ["agri"]
source = "demo"
"#;
    let covered = r#"
[[variable]]
id = "covered"
name = { zh = "覆盖", en = "Covered" }
unit = "%"
over = "county"
measure = "rate"
formula = 'to(peer_growth / task(ahead), "%")'
source = "demo"

[[target]]
id = "ahead"
indicator = "peer_growth"
kind = "growth"
rows = { south = { year = 4 } }
group = "invest"
owner = "dev"
source = "demo"
"#;
    let model = model(&format!("{TINY}{rows}{covered}"));
    let (pack, run) = (model.pack(), model.run(&model.baseline()));
    // South stands at 8 of 4; for north no task was set.
    let variable = pack.variable("covered").unwrap();
    assert_eq!(run.at(variable, 1, 11), Some(200.0));
    let reason = run.reason(CellRef { variable, row: 0, offset: 11 }).unwrap();
    assert_eq!(pack.reasons[reason.0].en, "no task was set for this row");
    let of = |id: &str| {
        let target = &pack.targets[pack.target(id).unwrap().0];
        let owners: Vec<&str> = target.owners().map(|owner| &*pack.owners[owner.0].id).collect();
        (target.name.zh.clone(), target.year.unwrap().to_string(), owners.join(" "))
    };
    assert_eq!(of("works-done.alumina"), ("氧化铝厂 完成投资".to_owned(), "9".to_owned(), "agri agri".to_owned()));
    assert_eq!(of("works-done.road"), ("边贸公路 完成投资".to_owned(), "2".to_owned(), "dev agri".to_owned()));
}

#[test]
fn draws_differ_from_row_to_row() {
    let model = model(TINY);
    let slips: Vec<&str> = model.pack().assumptions.iter().map(|assumption| &*assumption.id).collect();
    assert_eq!(slips[2..], ["works.alumina.slip", "works.road.slip"]);
    let road = &model.pack().assumptions[3];
    assert_eq!(
        (road.low.to_string(), road.mid.to_string(), road.high.to_string()),
        ("1".into(), "1".into(), "4".into())
    );
}

#[test]
fn the_year_after_is_judged_where_it_was_promised() {
    let judged = |promised: &str| {
        let text = TINY.replacen("year = 118\n", &format!("year = 118\nnext_year = {promised}\n"), 1);
        let model = model(&text);
        let (pack, run) = (model.pack(), model.run(&model.baseline()));
        let board = judge(pack).board(&run, |_, _| None);
        assert!(board.rows[1].next.is_none());
        let next = board.rows[0].next.unwrap();
        let sum: f64 = (12..24).map(|month| run.at(pack.variable("hog_sales").unwrap(), 0, month).unwrap()).sum();
        assert!((to_f64(next.projected.unwrap()) - sum).abs() <= 0.05, "{next:?}, {sum}");
        let sentence = guoban_planning::sentence::next_year(pack, &board.rows[0], Language::En).unwrap();
        (next.passes.unwrap(), sentence.contains("meets"))
    };
    assert_eq!((judged("100"), judged("200")), ((true, true), (false, false)));
}

#[test]
fn a_check_says_where_one_is_above_the_other() {
    let check = |fund: &str| {
        let text = TINY.replacen("formula = '3000[万元]'", &format!("formula = '{fund}[万元]'"), 1);
        let text = format!(
            "{text}\n[[check]]\nid = \"fund\"\nname = {{ zh = \"不超\", en = \"Within the fund\" }}\nrule = \"at_most\"\nleft = \"subsidy\"\nright = \"budget\"\n"
        );
        let findings = guoban_planning::checks::run(&model(&text), 50, 1);
        findings.iter().any(|finding| finding.message(Language::En).contains("Within the fund"))
    };
    // At most 14 × 20 a month are spent.
    assert_eq!((check("280"), check("279")), (false, true));
}

const DISTRICT: &str = include_str!("packs/district.toml");

#[test]
fn a_small_district_follows_its_as_of_date_through_the_year() {
    let read = read_pack(DISTRICT).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    for date in ["2026-01-20", "2026-03-29", "2026-06-30", "2026-11-15"] {
        let model = read.compile(date.parse().unwrap()).unwrap();
        let pack = model.pack();
        let variable = |id: &str| pack.variable(id).unwrap();
        let base = model.run(&model.baseline());
        assert_eq!(base.faults(), Vec::new(), "{date}");
        // Streets add up to projects, whichever street a project points to.
        for month in 0..24 {
            let sum = |id: &str| -> f64 { (0..2).map(|row| base.at(variable(id), row, month).unwrap()).sum() };
            assert!((sum("work") - sum("street_work")).abs() < 1e-12, "{date}, month {month}");
        }
        // What is decided more is spent in the months left, all of it, and nothing before.
        for lever in ["joint", "audits"] {
            let mut settings = model.baseline();
            settings.levers[pack.lever(lever).unwrap().0] += 0.3;
            let more = model.run(&settings);
            let added = |month| {
                let revenue = |run: &guoban_model::model::Projection| run.at(variable("revenue"), 0, month).unwrap();
                revenue(&more) - revenue(&base)
            };
            let now = model.as_of().month.offset_from(pack.year);
            let (before, after): (f64, f64) = ((0..=now).map(added).sum(), (now + 1..12).map(added).sum());
            assert!(before.abs() < 1e-12 && (after - 0.3).abs() < 1e-9, "{lever} as of {date}: {before}, {after}");
        }
    }
}
