//! What a form can say beside figures: measures that only record, firms that enter the statistics, cohorts, projects by year,
//! industries by share, growth beside amounts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod filled;

use filled::{Cell, at, form_with, model, row, to_date, words};
use guoban_intake::form::layout::{Column as C, SheetKind as S};
use guoban_intake::{Problem, Weight};
use guoban_model::model::Model;
use guoban_model::pack::LeverKind;
use guoban_model::text::Language;
use guoban_planning::checks;

const TAX: &str = "税收收入";

fn made(cells: &[Vec<Cell<'_>>]) -> (String, Model) {
    let form = form_with(cells).unwrap_or_else(|found| panic!("{}", words(&found)));
    let (text, model) = model(&form);
    let found = checks::run(&model, 50, 7).into_iter().chain(checks::on_dates(model.pack()));
    let found: Vec<String> = found.map(|finding| finding.message(Language::En).to_owned()).collect();
    assert!(found.is_empty(), "{found:?}");
    (text, model)
}

fn near(value: f64, wanted: f64) {
    assert!((value - wanted).abs() < 1e-9, "{value} is not {wanted}");
}

/// What a form is refused for, by cell.
fn refused(cells: &[Vec<Cell<'_>>], place: &str) -> Problem {
    let Err(found) = form_with(cells) else { panic!("{place} is not refused") };
    let one = found.iter().find(|one| one.weight == Weight::Error && one.place.shown() == place);
    one.unwrap_or_else(|| panic!("{place}: {}", words(&found))).problem.clone()
}

fn said(cells: &[Vec<Cell<'_>>], place: &str) -> Problem {
    let form = form_with(cells).unwrap_or_else(|found| panic!("{}", words(&found)));
    let one = form.remarks.iter().find(|one| one.place.shown() == place);
    one.unwrap_or_else(|| panic!("{place}: {}", words(&form.remarks))).problem.clone()
}

fn funnel() -> Vec<(C, &'static str)> {
    vec![
        (C::Name, "企业纳统"),
        (C::Owner, "统计局"),
        (C::Unit, "家"),
        (C::Arranged, "2"),
        (C::High, "20"),
        (C::LeastQualified, "4"),
        (C::Qualified, "8"),
        (C::MostQualified, "10"),
        (C::Enters, "2026-06"),
        (C::Indicator, TAX),
        (C::Each, "0.01"),
        (C::UnitCost, "5"),
    ]
}

#[test]
fn firms_that_are_filed_enter_up_to_those_that_qualify() {
    let (_, model) = made(&[row(S::Funnels, 1, &funnel())]);
    let pack = model.pack();
    let lever = pack.levers.iter().find(|lever| lever.id == "企业纳统").unwrap();
    assert_eq!(lever.kind, LeverKind::Recording);
    assert!(pack.levers.iter().all(|lever| lever.id != "税收收入_more"), "the form says how it can be moved");
    let assumption = pack.assumptions.iter().find(|one| one.id == "企业纳统_qualified").unwrap();
    assert_eq!([assumption.low, assumption.mid, assumption.high].map(|value| value.to_string()), ["4", "8", "10"]);
    let tax = |filed: f64, month| at(&model, &[("企业纳统", filed)], TAX, 0, month);
    // Nothing before June; from then on a month's output of each that entered, and no more than eight enter.
    near(tax(20.0, 4) - tax(0.0, 4), 0.0);
    near(tax(5.0, 5) - tax(0.0, 5), 0.05);
    near(tax(20.0, 11) - tax(0.0, 11), 0.08);
    // A year on they are in the base, and add nothing a second time.
    near(tax(20.0, 19) - tax(0.0, 19), 0.08);
    near(at(&model, &[("企业纳统", 6.0)], "企业纳统_cost", 0, 5), 30.0);
}

#[test]
fn firms_that_enter_count_once_in_a_count_and_as_points_in_a_growth() {
    let count = |month: &'static str| {
        row(
            S::Indicators,
            4,
            &[(C::Name, "新增规上企业"), (C::Unit, "家"), (C::Kind, "个数"), (C::LastYear(12), month)],
        )
    };
    let mut full = count("12");
    full.extend(row(S::Indicators, 4, &[(C::LastYear(3), "2"), (C::LastYear(6), "5"), (C::LastYear(9), "8")]));
    let mut cells = funnel();
    cells.retain(|(column, _)| !matches!(column, C::Indicator | C::Each));
    let of = |indicator: &'static str, each: &'static str| {
        let mut cells = cells.clone();
        cells.extend([(C::Indicator, indicator), (C::Each, each)]);
        row(S::Funnels, 1, &cells)
    };
    let (_, model) = made(&[full, of("新增规上企业", "1")]);
    let year = |filed: f64| to_date(&model, &[("企业纳统", filed)], "新增规上企业", 11);
    near(year(6.0) - year(0.0), 6.0);
    let growth = row(
        S::Growth,
        1,
        &[(C::Name, "工业增加值"), (C::Kind, "规上工业"), (C::ThisYear(2), "6"), (C::ThisYear(3), "6"), (C::Year, "7")],
    );
    let (_, model) = made(&[growth, of("工业增加值", "0.6")]);
    let grows = |filed: f64, month| at(&model, &[("企业纳统", filed)], "工业增加值", 0, month);
    // Six firms add 3.6 points to the growth of each of seven months of twelve.
    near(grows(6.0, 11) - grows(0.0, 11), 3.6 * 7.0 / 12.0);
    near(grows(6.0, 4) - grows(0.0, 4), 0.0);
}

#[test]
fn what_a_funnel_cannot_mean_is_said_at_its_cell() {
    let with = |column, text: &'static str| {
        let mut cells = funnel();
        cells.iter_mut().filter(|(own, _)| *own == column).for_each(|(_, own)| *own = text);
        [row(S::Funnels, 1, &cells)]
    };
    let ahead = Problem::NotAhead { from: "2026-05".to_owned(), until: "2026-12".to_owned() };
    assert_eq!(refused(&with(C::Enters, "2026-03"), "入库!J2"), ahead);
    assert_eq!(refused(&with(C::Enters, "2027-01"), "入库!J2"), ahead);
    assert!(matches!(refused(&with(C::LeastQualified, "9"), "入库!H2"), Problem::Reversed { .. }));
    assert!(matches!(refused(&with(C::High, "几家"), "入库!F2"), Problem::NotANumber { .. }));
    assert!(matches!(refused(&with(C::Indicator, "税收"), "入库!A2"), Problem::UnknownIndicator { .. }));
}

fn cohort() -> Vec<(C, &'static str)> {
    vec![
        (C::Name, "多种一季"),
        (C::Unit, "万亩"),
        (C::High, "10"),
        (C::UnitCost, "2"),
        (C::From, "2026-05"),
        (C::Delay, "4"),
        (C::Stays, "90"),
        (C::Indicator, TAX),
        (C::Effect, "0.1"),
    ]
}

#[test]
fn a_cohort_comes_out_months_later_less_what_is_lost() {
    let (_, model) = made(&[row(S::Cohorts, 1, &cohort())]);
    let tax = |placed: f64, month| at(&model, &[("多种一季", placed)], TAX, 0, month);
    near(tax(10.0, 7) - tax(0.0, 7), 0.0);
    for month in 8..12 {
        near(tax(10.0, month) - tax(0.0, month), 0.9);
    }
    near(to_date(&model, &[("多种一季", 10.0)], "多种一季_cost", 11), 8.0 * 20.0);
    let with = |column, text: &'static str| {
        let mut cells = cohort();
        cells.retain(|(own, _)| *own != column);
        cells.push((column, text));
        [row(S::Cohorts, 1, &cells)]
    };
    assert!(matches!(refused(&with(C::Delay, "2.5"), "批次!J2"), Problem::OutOfRange { .. }));
    assert!(matches!(refused(&with(C::Stays, "120"), "批次!K2"), Problem::OutOfRange { .. }));
    assert!(matches!(refused(&with(C::From, "2026-04"), "批次!I2"), Problem::NotAhead { .. }));
    // What comes out only next year moves nothing this year: so much more stays there to ask with.
    let (_, model) = made(&with(C::Delay, "9"));
    assert!(model.pack().levers.iter().any(|lever| lever.id == "税收收入_more"));
}

#[test]
fn a_measure_may_take_away_and_may_only_record() {
    let measure = row(
        S::Measures,
        1,
        &[
            (C::Name, "退税"),
            (C::Unit, "万元"),
            (C::High, "100"),
            (C::Indicator, TAX),
            (C::Effect, "-0.02"),
            (C::Recording, "是"),
        ],
    );
    let (_, model) = made(&[measure]);
    assert_eq!(model.pack().levers[0].kind, LeverKind::Recording);
    near(to_date(&model, &[("退税", 100.0)], TAX, 11) - to_date(&model, &[("退税", 0.0)], TAX, 11), -2.0);
}

#[test]
fn a_measure_that_comes_too_late_is_said() {
    let measure = |from: &'static str, borrowed: &'static str| {
        row(
            S::Measures,
            1,
            &[
                (C::Name, "某措施"),
                (C::Unit, "个"),
                (C::High, "3"),
                (C::Indicator, TAX),
                (C::Effect, "1"),
                (C::From, from),
                (C::Borrowed, borrowed),
            ],
        )
    };
    let until = |until: &str| Problem::NotAhead { from: "2026-05".to_owned(), until: until.to_owned() };
    assert_eq!(refused(&[measure("2027-02", "否")], "措施!K2"), until("2026-12"));
    assert_eq!(refused(&[measure("2026-07", "是")], "措施!K2"), until("2026-06"));
    // With December over nothing is left to decide: the measure is left out, and that is said.
    let mut late = measure("2026-05", "否");
    late.push(("指标", 0, 5, "2027-01-20"));
    assert_eq!(said(&[late.clone()], "措施!A2"), Problem::NoMonthLeft);
    let (_, model) = made(&[late]);
    assert!(model.pack().levers.is_empty());
}

fn project() -> Vec<(C, &'static str)> {
    vec![
        (C::Name, "县道改造"),
        (C::Owner, "交通局"),
        (C::Cost, "30000"),
        (C::Before, "6000"),
        (C::YearPlan, "9000"),
        (C::DoneNow, "1800"),
        (C::NextYear, "12000"),
        (C::Start, "2025-09"),
        (C::Finish, "2027-06"),
        (C::Stage, "在建"),
    ]
}

#[test]
fn the_money_of_a_project_comes_by_year() {
    let (_, model) = made(&[row(S::Projects, 1, &project())]);
    let money = |month| at(&model, &[], "project_money", 0, month);
    near((0..12).map(money).sum(), 9000.0);
    near(money(2), 600.0);
    near(money(11), 800.0);
    // Half of next year's months until the finish.
    near(money(12), 2000.0);
    near(money(17), 2000.0);
    near(money(18), 0.0);
    near(at(&model, &[], "project_paid", 0, 11), 50.0);
    near(at(&model, &[], "project_paid", 0, 23), 90.0);
    let table = &model.pack().tables[0];
    assert!(
        table.columns.iter().any(|column| column.id == "owner")
            && table.columns.iter().any(|column| column.id == "stage")
    );
}

#[test]
fn money_and_stages_that_do_not_go_together_are_said() {
    let with = |column, text: &'static str| {
        let mut cells = project();
        cells.iter_mut().filter(|(own, _)| *own == column).for_each(|(_, own)| *own = text);
        [row(S::Projects, 1, &cells)]
    };
    assert_eq!(
        said(&with(C::NextYear, "20000"), "项目!C2"),
        Problem::MoneyOfYears { sum: "35000".to_owned(), cost: "30000".to_owned() }
    );
    assert!(matches!(said(&with(C::DoneNow, "9500"), "项目!F2"), Problem::Reversed { .. }));
    for stage in ["前期", "竣工", "投产"] {
        assert_eq!(said(&with(C::Stage, stage), "项目!J2"), Problem::StageAndMonths { stage: stage.to_owned() });
    }
    assert_eq!(said(&with(C::Stage, "停工"), "项目!J2"), Problem::StandsStill);
}

fn industry(at: u32, name: &'static str, share: &'static str) -> Vec<Cell<'static>> {
    row(S::Industries, at, &[(C::Name, name), (C::Share, share), (C::GrowthNow, "5")])
}

#[test]
fn industries_by_share_take_the_quarters_of_gdp_or_of_a_hundred() {
    let rows = [industry(1, "工业", "60"), industry(2, "服务业", "40")];
    let (text, model) = made(&rows);
    assert!(text.contains("上年全部为400"));
    // Of a hundred a quarter, split evenly over its months.
    near((0..12).map(|month| at(&model, &[], "industry_comparable", 0, month)).sum(), 240.0);
    near(at(&model, &[], "industry_growth", 0, 11), 5.0);
    let mut gdp = row(S::Indicators, 4, &[(C::Name, "地区生产总值"), (C::Unit, "万元"), (C::Kind, "生产总值")]);
    gdp.extend(row(
        S::Indicators,
        4,
        &[
            (C::LastYear(3), "100000"),
            (C::LastYear(6), "220000"),
            (C::LastYear(9), "330000"),
            (C::LastYear(12), "500000"),
        ],
    ));
    let (_, model) = made(&[rows.concat(), gdp]);
    near((0..12).map(|month| at(&model, &[], "industry_comparable", 1, month)).sum(), 20.0);
    near((3..6).map(|month| at(&model, &[], "industry_comparable", 1, month)).sum(), 4.8);
}

#[test]
fn shares_that_do_not_make_the_whole_or_stand_beside_amounts_are_said() {
    let rows = [industry(1, "工业", "60"), industry(2, "服务业", "30")];
    assert_eq!(said(&rows, "行业!A2"), Problem::Whole { sum: "90".to_owned() });
    let quarters = [C::Quarter(1), C::Quarter(2), C::Quarter(3), C::Quarter(4)].map(|column| (column, "5"));
    let amounts = row(S::Industries, 2, &[&[(C::Name, "服务业"), (C::GrowthNow, "5")][..], &quarters].concat());
    assert_eq!(refused(&[industry(1, "工业", "60"), amounts], "行业!A3"), Problem::SharesAndAmounts);
    let both = row(S::Industries, 1, &quarters);
    assert_eq!(refused(&[industry(1, "工业", "60"), both], "行业!B2"), Problem::SharesAndAmounts);
    assert!(matches!(refused(&[row(S::Industries, 1, &[(C::Name, "工业")])], "行业!C2"), Problem::Missing { .. }));
}

/// Tax revenue of this year's first quarter, 11 after 10, and its growth as published.
fn published(cells: &[(C, &'static str)]) -> Vec<Vec<Cell<'static>>> {
    let this = row(S::Indicators, 3, &[(C::ThisYear(3), "11"), (C::Year, "50")]);
    vec![this, row(S::Growth, 1, &[&[(C::Name, TAX), (C::ThisYear(3), "8.2")][..], cells].concat())]
}

#[test]
fn growth_that_contradicts_amounts_is_said_and_both_are_kept() {
    let cells = published(&[(C::Half, "9"), (C::Year, "9.5")]);
    let differs = Problem::Contradicts { month: 3, published: "8.2".to_owned(), by_levels: "10".to_owned() };
    assert_eq!(said(&cells, "增速!T2"), differs);
    let (text, model) = made(&cells);
    // The amount stands, and so does the growth; what follows goes on over the base that growth implies.
    near((0..3).map(|month| at(&model, &[], TAX, 0, month)).sum(), 11.0);
    near(at(&model, &[], "税收收入_growth", 0, 2), 8.2);
    let later = at(&model, &[], "税收收入_growth", 0, 3);
    assert!((later - 8.2).abs() < 0.8, "{later}");
    assert!(text.contains("到3月两年总量之比为 10%：可比口径不同，两个都保留"));
    // Both tasks are judged.
    let tasks: Vec<&str> = model.pack().targets.iter().map(|target| target.id.as_str()).collect();
    assert_eq!(tasks, [TAX, "税收收入_growth"]);
}

#[test]
fn growth_beside_amounts_that_agrees_is_kept_without_a_word_and_faults_have_their_cells() {
    let mut cells = published(&[]);
    cells.push(row(S::Growth, 1, &[(C::ThisYear(3), "10.1")]));
    let form = form_with(&cells).unwrap();
    assert!(
        form.remarks.iter().all(|one| !matches!(one.problem, Problem::Contradicts { .. })),
        "{}",
        words(&form.remarks)
    );
    cells.push(row(S::Growth, 1, &[(C::ThisYear(2), "9"), (C::ThisYear(6), "9")]));
    assert_eq!(said(&cells, "增速!S2"), Problem::NotAPeriod { month: 2 });
    assert_eq!(said(&cells, "增速!W2"), Problem::NotYet { month: 6 });
    let mut twice = published(&[(C::Year, "9")]);
    twice.push(row(S::Indicators, 3, &[(C::TaskIn, "增速")]));
    assert_eq!(refused(&twice, "增速!AE2"), Problem::TaskTwice);
    // Without a task of its own the amount is judged by its growth, and nothing says that it has none.
    let alone = vec![row(S::Growth, 1, &[(C::Name, TAX), (C::Year, "9")])];
    let form = form_with(&alone).unwrap();
    assert!(form.remarks.iter().all(|one| one.problem != Problem::NoTask), "{}", words(&form.remarks));
    // A second row of the same name is one too many.
    let mut again = published(&[]);
    again.push(row(S::Growth, 2, &[(C::Name, TAX), (C::ThisYear(3), "9")]));
    assert!(matches!(refused(&again, "增速!A3"), Problem::NameTwice { .. }));
}
