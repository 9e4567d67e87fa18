//! Sentences for varied verdicts, in both languages, against a golden file.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-planning` writes the file anew; the change is then read before it is kept.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{Better, LimitWhen, Measure, Pack, PassLine, Target, TargetId, TargetKind, Variable};
use guoban_model::read::read_pack;
use guoban_model::text::{Language, Text};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::sentence::{announcement, opening, peers, sentence};
use proptest::prelude::*;
use support::*;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/sentences.txt");

#[test]
fn a_place_says_whether_its_peers_stand_still() {
    for (pack, target, stand_still) in
        [("urban-district", "fai_rank", true), ("urban-district", "gdp", false), ("border-city", "primary_rank", false)]
    {
        let file = format!("{}/../../www/packs/{pack}.toml", env!("CARGO_MANIFEST_DIR"));
        let pack = read_pack(&std::fs::read_to_string(file).unwrap()).unwrap().pack;
        let told = peers(&pack, pack.target(target).unwrap(), Language::En);
        assert_eq!(told.is_some(), stand_still, "{target}: {told:?}");
    }
}

struct Cases(String);

impl Cases {
    fn add(&mut self, title: &str, pack: &Pack, figures: &Table, period: Period, probability: Option<f64>) {
        self.add_on(None, title, pack, figures, period, probability);
    }

    fn add_on(
        &mut self,
        line: Option<PassLine>,
        title: &str,
        pack: &Pack,
        figures: &Table,
        period: Period,
        probability: Option<f64>,
    ) {
        let verdict = Judge { line, ..judge(pack) }.verdict(TargetId(0), period, figures, probability);
        let (zh, en) = (sentence(pack, &verdict, Language::Zh), sentence(pack, &verdict, Language::En));
        self.0 += &format!("{title}\n  {zh}\n  {en}\n");
    }
}

fn named(target: Target, zh: &str, en: &str) -> Target {
    Target { name: Text::new(zh, en), ..target }
}

/// Flow of a year: known months first, then even ones up to the sums.
fn flow(known: &[f64], half: f64, year: f64) -> Vec<f64> {
    let mut months = known.to_vec();
    let done: f64 = known.iter().sum();
    let rest = (6 - known.len()) as f64;
    months.resize(6, (half - done) / rest);
    months.resize(12, (year - half) / 6.0);
    months
}

fn hogs(half: Option<&str>, year: Option<&str>) -> Pack {
    let hogs = variable("hogs", "万头", Measure::Flow, 1);
    with_target(hogs, seasonal(target(0, TargetKind::Amount, half, year)))
}

fn of(variable: Variable, target: Target) -> Pack {
    with_target(variable, target)
}

#[test]
fn sentences_say_what_the_numbers_say() {
    use Period::{Half, Year};
    let mut cases = Cases(String::new());

    let figures = Table::default().with(0, -24, &[10.0; 24]).with(0, 0, &flow(&[10.0, 10.0, 11.0], 64.9, 126.9));
    let pack = hogs(None, Some("136"));
    cases.add("amount above the schedule", &pack, &figures, Half, Some(0.89));
    cases.add_on(Some(PassLine::Linear), "amount below the linear line", &pack, &figures, Half, Some(0.2));
    cases.add("amount short of the year", &pack, &figures, Year, Some(0.36));
    cases.add("amount without probability", &pack, &figures, Half, None);
    cases.add("amount above a half-year task", &hogs(Some("63.0"), Some("128")), &figures, Half, Some(0.89));
    cases.add("amount below a half-year task", &hogs(Some("66.0"), Some("128")), &figures, Half, Some(0.004));
    cases.add("amount level with a half-year task", &hogs(Some("64.9"), None), &figures, Half, Some(0.51));
    cases.add("amount without annual target", &hogs(Some("60"), None), &figures, Year, Some(0.51));
    cases.add("amount level with the line", &hogs(None, Some("193.7")), &figures, Half, Some(0.5));
    cases.add("amount above by less than a tenth of a point", &hogs(None, Some("193.5")), &figures, Half, Some(0.995));

    let trade = named(target(0, TargetKind::Amount, Some("989.0"), Some("2150.0")), "外贸进出口总额", "Foreign trade");
    let pack = of(variable("trade", "亿元", Measure::Flow, 1), trade);
    let figures = Table::default().with(0, -24, &[160.0; 24]).with(0, 0, &flow(&[150.0, 140.0, 170.0], 1021.0, 2128.0));
    cases.add("large amounts have commas", &pack, &figures, Half, Some(0.8));
    cases.add("pace within the best month", &pack, &figures, Year, Some(0.42));

    let mut rice = named(target(0, TargetKind::Amount, None, Some("47.6")), "粮食产量", "Grain output");
    rice.due_at_half = false;
    let bare = of(variable("rice", "万吨", Measure::Flow, 1), rice.clone());
    rice.note = Text::new("早稻7月收割，随三季度公布。", "early rice is cut in July and published with Q3.");
    let pack = of(variable("rice", "万吨", Measure::Flow, 1), rice);
    let figures = Table::default().with(0, 0, &[3.99; 12]);
    cases.add("not due, with a note", &pack, &figures, Half, None);
    cases.add("not due, without a note", &bare, &figures, Half, None);
    cases.add("due by the year", &bare, &figures, Year, Some(0.65));
    cases.add("no figure", &bare, &Table::default(), Year, None);

    let gdp = |half, year| named(target(0, TargetKind::Growth, half, Some(year)), "地区生产总值增速", "GDP growth");
    let growth = || {
        let mut growth = variable("gdp", "%", Measure::Rate, 1);
        growth.known[0].values.truncate(24 + 3);
        growth
    };
    let rates = |known: f64, rest: f64| {
        Table::default().with(0, -24, &[6.4; 24]).with(0, 0, &[known; 3]).with(0, 3, &[rest; 9])
    };
    cases.add(
        "growth below its half-year task",
        &of(growth(), gdp(Some("6.2"), "6.5")),
        &rates(5.3, 6.1),
        Half,
        Some(0.41),
    );
    cases.add("growth below the year", &of(growth(), gdp(Some("6.2"), "6.5")), &rates(5.3, 6.2), Year, Some(0.3));
    cases.add("growth at the target", &of(growth(), gdp(None, "6.0")), &rates(5.8, 6.0), Half, Some(0.55));
    cases.add("growth above the target", &of(growth(), gdp(None, "6.0")), &rates(5.8, 6.4), Half, Some(0.98));
    cases.add("negative growth", &of(growth(), gdp(None, "0.5")), &rates(-3.0, -2.2), Half, Some(0.0));
    let mut about = gdp(None, "5.0");
    about.tolerance = decimal("0.2");
    cases.add("growth within its tolerance", &of(growth(), about), &rates(4.9, 4.8), Year, Some(0.6));
    let mut pack = of(growth(), gdp(None, "6.0"));
    pack.variables[0].known[0].values.resize(24 + 6, 0.0);
    pack.as_of = date("2026-07-20");
    cases.add("published half-year", &pack, &rates(5.9, 6.1), Half, Some(1.0));

    let firms = named(target(0, TargetKind::Count, Some("20"), Some("60")), "“四上”企业净增", "Registered firms, net");
    let pack = of(variable("firms", "家", Measure::Flow, 0), firms);
    let figures = Table::default().with(0, -24, &[2.0; 24]).with(0, 0, &flow(&[-1.0, -1.0, -1.0], 7.0, 43.0));
    cases.add("count short", &pack, &figures, Half, Some(0.001));
    cases.add(
        "count of one month left",
        &Pack { as_of: date("2026-06-20"), ..pack.clone() },
        &figures,
        Half,
        Some(0.001),
    );

    let loans = named(target(0, TargetKind::Stock, None, Some("900")), "贷款余额", "Loans outstanding");
    let pack = of(variable("loans", "亿元", Measure::Stock, 1), loans);
    let figures =
        Table::default().with(0, -1, &[800.0, 805.0, 811.0, 818.0, 826.0, 835.0, 843.0]).with(0, 6, &[880.0; 6]);
    cases.add("level below the line", &pack, &figures, Half, Some(0.38));
    cases.add("level below the target", &pack, &figures, Year, None);

    let quality = named(target(0, TargetKind::Ratio, None, Some("68.0")), "税收占比", "Tax share of revenue");
    let pack = of(variable("quality", "%", Measure::Rate, 1), quality);
    cases.add("ratio above", &pack, &Table::default().with(0, 0, &[68.2; 12]), Half, Some(0.7));
    cases.add("ratio below", &pack, &Table::default().with(0, 0, &[66.0; 12]), Half, None);

    let place = named(target(0, TargetKind::Rank, None, Some("3")), "GDP增速全区位次", "Rank of GDP growth");
    let pack = of(variable("place", "位", Measure::Rate, 0), place);
    for place in [2.0, 3.0, 4.0, 6.0] {
        cases.add(&format!("rank {place}"), &pack, &Table::default().with(0, 0, &[place; 12]), Half, Some(0.5));
    }

    let air = named(target(0, TargetKind::Ceiling, Some("30.0"), Some("28.0")), "PM2.5 平均浓度", "PM2.5");
    let pack = of(variable("air", "μg/m³", Measure::Rate, 1), air);
    for value in [28.9, 30.0, 31.2] {
        cases.add(&format!("ceiling at {value}"), &pack, &Table::default().with(0, 0, &[value; 12]), Half, Some(0.84));
    }
    let energy = named(target(0, TargetKind::Ceiling, None, Some("240")), "能耗总量", "Energy use");
    let mut used = variable("energy", "万吨", Measure::Flow, 1);
    used.better = Better::Lower;
    let figures = Table::default().with(0, -24, &[19.0; 24]).with(0, 0, &flow(&[21.0, 21.0, 22.0], 127.0, 250.0));
    cases.add("ceiling on a sum", &of(used, energy), &figures, Half, Some(0.1));

    let bridge = |half| named(target(0, TargetKind::Milestone, half, Some("100")), "北渡大桥建成", "Beidu bridge");
    let done = |month: i32| Table::default().with(0, 0, &[0.0; 24]).with(0, month, &vec![100.0; (24 - month) as usize]);
    let share = || variable("bridge", "%", Measure::Rate, 0);
    cases.add("milestone in time", &of(share(), bridge(Some("100"))), &done(4), Half, Some(0.9));
    cases.add("milestone late", &of(share(), bridge(Some("100"))), &done(7), Half, Some(0.2));
    cases.add("milestone next year", &of(share(), bridge(None)), &done(13), Year, Some(0.2));
    cases.add("milestone never", &of(share(), bridge(None)), &Table::default().with(0, 0, &[50.0; 24]), Year, None);
    cases.add("milestone without half-year task", &of(share(), bridge(None)), &done(7), Half, None);

    compare(&cases.0);
}

fn compare(found: &str) {
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, found).unwrap();
    }
    let expected = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn board_opens_with_what_matters_most() {
    let mut pack = pack();
    pack.variables = vec![
        variable("gdp", "%", Measure::Rate, 1),
        variable("hogs", "万头", Measure::Flow, 1),
        variable("spent", "万元", Measure::Flow, 0),
        variable("budget", "万元", Measure::Stock, 0),
    ];
    pack.targets = vec![
        named(target(0, TargetKind::Growth, Some("6.2"), Some("6.5")), "地区生产总值增速", "GDP growth"),
        target(1, TargetKind::Amount, None, Some("128")),
    ];
    pack.limits = vec![limit(2, 3, LimitWhen::Year)];
    let figures = Table::default()
        .with(0, 0, &[[6.1; 6], [6.2; 6]].concat())
        .with(1, 0, &[[10.8; 6], [10.0; 6]].concat())
        .with(2, 0, &[500.0; 12])
        .with(3, 0, &[5_000.0; 12]);
    let chance = |id: TargetId, period| match (id.0, period) {
        (0, Period::Half) => Some(0.41),
        (0, Period::Year) => Some(0.3),
        (_, Period::Half) => Some(0.9),
        (_, Period::Year) => Some(0.2),
    };
    let board = judge(&pack).board(&figures, chance);
    assert!(!board.is_feasible());
    let check = |language, expected: &[&str]| assert_eq!(opening(&pack, &board, language), expected);
    check(
        Language::Zh,
        &[
            "专项资金：全年需要 6,000 万元，可用 5,000 万元，差 1,000 万元，方案不可行。",
            "地区生产总值增速上半年预计 6.1%，距任务差 0.1 个百分点，达标把握 41%；全年预计 6.2%，距任务差 0.3 个百分点，达标把握 30%。",
            "生猪出栏上半年达标而全年有缺口。",
            "上半年 2 项可考核：达标 1、临界 1、有缺口 0。",
            "全年 2 项可考核：达标 0、临界 0、有缺口 2。",
        ],
    );
    check(
        Language::En,
        &[
            "Special fund: the year needs 60 million yuan of 50 million yuan; short by 10 million yuan, so the scenario is not feasible.",
            "GDP growth: H1 6.1% projected, 0.1 pp short, 41% likely to pass; full year 6.2% projected, 0.3 pp short, 30% likely to pass.",
            "Hogs sold is on track in June and short in December.",
            "H1: 2 targets counted, 1 on track, 1 near, 0 short.",
            "Full year: 2 targets counted, 0 on track, 0 near, 2 short.",
        ],
    );
    let verdict = &board.rows[1].half;
    assert_eq!(announcement(&pack, verdict, Language::Zh), "生猪出栏上半年 64.8，达标，90%");
}

/// Golden number 4 of the domain notes: 1 分/美元 at 6.7 is 0.1493% of value, and costs 1,492.5 万元 on 100 亿元.
#[test]
fn subsidy_of_one_fen_reads_as_in_the_notes() {
    use guoban_planning::number::{plain, published, with_unit};
    let share = 0.01 / 6.7;
    let percent = plain(published(share * 100.0, 4).unwrap(), 4);
    assert_eq!(with_unit(&percent, "%", Language::Zh), "0.1493%");
    let cost = plain(published(share * 100.0 * 10_000.0, 1).unwrap(), 1);
    assert_eq!(with_unit(&cost, "万元", Language::Zh), "1,492.5 万元");
}

fn any_case() -> impl Strategy<Value = (Pack, Table, Period, Option<f64>)> {
    use TargetKind::{Amount, Ceiling, Count, Growth, Milestone, Rank, Ratio, Stock};
    let kind = prop::sample::select(vec![Amount, Growth, Count, Stock, Ratio, Rank, Ceiling, Milestone]);
    let unit = prop::sample::select(vec!["万头", "%", "亿元", "家", "百分点", "1", "μg/m³"]);
    let measure = prop::sample::select(vec![Measure::Flow, Measure::Stock, Measure::Rate]);
    let value = || prop_oneof![-2_000.0..2_000.0_f64, -0.1..0.1_f64, Just(0.0)];
    let task = || prop::option::of((-20_000_i64..20_000).prop_map(|tenths| rust_decimal::Decimal::new(tenths, 1)));
    let scale = (0_u32..3, any::<bool>(), any::<bool>(), 0_i64..30, any::<bool>());
    let chance = prop::option::of(0.0..=1.0_f64);
    (kind, unit, measure, prop::collection::vec(value(), 60), (task(), task()), scale, chance).prop_map(
        |(kind, unit, measure, values, (half, year), (decimals, lower, due, tolerance, by_year), chance)| {
            let mut item = variable("x", unit, measure, decimals);
            item.known[0].values.truncate(24 + 3);
            item.better = if lower { Better::Lower } else { Better::Higher };
            let mut promised = seasonal(target(0, kind, None, None));
            (promised.half, promised.year, promised.due_at_half) = (half, year, due);
            promised.tolerance = rust_decimal::Decimal::new(tolerance, 1);
            let period = if by_year { Period::Year } else { Period::Half };
            (with_target(item, promised), Table::default().with(0, -24, &values), period, chance)
        },
    )
}

proptest! {
    #[test]
    fn sentences_are_well_formed_whatever_the_numbers((pack, figures, period, chance) in any_case()) {
        let verdict = judge(&pack).verdict(TargetId(0), period, &figures, chance);
        let zh = sentence(&pack, &verdict, Language::Zh);
        let en = sentence(&pack, &verdict, Language::En);
        prop_assert!(zh.ends_with('。') && !zh.contains("。。"), "{}", zh);
        prop_assert!(en.ends_with('.') && !en.ends_with(".."), "{}", en);
        for text in [&zh, &en] {
            prop_assert!(!text.contains("  ") && !text.contains("NaN") && !text.contains("+0.0 "), "{}", text);
            prop_assert!(!text.contains("−0 ") && !text.contains("−0.0 ") && !text.contains("−0.00 "), "{}", text);
            let letters: Vec<char> = text.chars().collect();
            let hyphen = letters.windows(2).any(|pair| pair[0] == '-' && pair[1].is_ascii_digit());
            prop_assert!(!hyphen, "{}", text);
        }
        if let (Some(passes), None) = (verdict.passes, chance) {
            prop_assert_eq!(passes, verdict.state == guoban_planning::judge::State::OnTrack);
        }
    }
}
