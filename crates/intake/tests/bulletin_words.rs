//! What bulletins write in many ways, each against a place whose December is the last that is known.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod filled;

use filled::{Cell as Filled, form_with, row};
use guoban_intake::bulletin::{self, Aliases, Cell, Change, Note, Options, Preview, Span, Why};
use guoban_intake::form::layout::{Column as C, SheetKind as S};
use guoban_intake::place;
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use rust_decimal::Decimal;

/// Retail sales published from February, trade month by month, loans at the end of the month, investment as growth.
fn fresh() -> (String, Pack) {
    let months = |first: u32| (first..=12).map(C::LastYear);
    let figures: Vec<String> = (1..=12).map(|month| (10 * month).to_string()).collect();
    let of = |at: u32, name: &'static str, unit: &'static str, kind: &'static str, first: u32| -> Vec<Filled<'_>> {
        let head = [(C::Name, name), (C::Unit, unit), (C::Kind, kind), (C::Day, "10"), (C::Year, "130")];
        let cells = months(first).map(|column| match column {
            C::LastYear(month) => (column, figures[month as usize - 1].as_str()),
            _ => (column, ""),
        });
        row(S::Indicators, at, &head.into_iter().chain(cells).collect::<Vec<_>>())
    };
    let growth = (2..=12).map(|month| (C::LastYear(month), "7"));
    let growth: Vec<_> =
        [(C::Name, "固定资产投资"), (C::Kind, "固定资产投资"), (C::Year, "8")].into_iter().chain(growth).collect();
    let cells = [
        of(4, "社会消费品零售总额", "亿元", "社会消费品零售", 2),
        of(5, "外贸进出口", "亿元", "外贸", 1),
        of(6, "贷款余额", "亿元", "期末数", 1),
        row(S::Growth, 1, &growth),
        vec![("指标", 0, 5, "2026-01-20")],
    ];
    let text = place::write(&form_with(&cells).unwrap()).unwrap().text;
    let pack = read_pack(&text).unwrap().pack;
    (text, pack)
}

fn cell<'p>(preview: &'p Preview, id: &str) -> &'p Cell {
    preview.cells.iter().find(|cell| cell.variable == id).unwrap_or_else(|| panic!("{id} is not in {preview:#?}"))
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of(paste: &str) -> Preview {
    bulletin::preview(&fresh().1, paste, &Options::default())
}

/// A figure's value, as pasted alone under a heading.
fn reads(heading: &str, name: &str, raw: &str) -> Option<Decimal> {
    of(&format!("指标\t{heading}\n{name}\t{raw}")).cells.first().map(|cell| cell.value)
}

#[test]
fn january_and_february_together() {
    let preview = of("指标\t1—2月\n社会消费品零售总额\t21.5\n外贸进出口\t33\n固定资产投资\t6.1\n贷款余额\t24");
    // Published together: one period. Month by month: parted as last year, 10 and 10 of 20.
    let retail = cell(&preview, "社会消费品零售总额");
    assert_eq!((retail.span, retail.figure, retail.january), (Span::ToDate(2), number("21.5"), None));
    let trade = cell(&preview, "外贸进出口");
    assert_eq!(
        (trade.figure, trade.january, trade.notes.contains(&Note::Joint)),
        (number("16.5"), Some(number("16.5")), true)
    );
    let (text, _) = fresh();
    let applied = bulletin::apply(&text, &preview, &Aliases::default()).unwrap();
    let read = read_pack(&applied.text).unwrap();
    let known = |id: &str, month| read.pack.variables.iter().find(|one| one.id == id).unwrap().known[0].at(month);
    assert_eq!((known("外贸进出口", 0), known("外贸进出口", 1)), (Some(16.5), Some(16.5)));
    assert_eq!((known("贷款余额", 0), known("贷款余额", 1)), (None, Some(24.0)), "of January alone nothing is made up");
    assert_eq!(known("固定资产投资", 1), Some(6.1));
    assert!(applied.text.lines().any(|line| line.contains("外贸进出口 to date 2026-02: 33 亿元: 1—2月合并公布")));
    // The month after goes on from there.
    let next =
        bulletin::preview(&read.pack, "指标\t1—3月\n外贸进出口\t50\n社会消费品零售总额\t32", &Options::default());
    assert_eq!(
        (cell(&next, "外贸进出口").figure, cell(&next, "社会消费品零售总额").figure),
        (number("17"), number("10.5"))
    );
    // A month of the joint period alone is refused.
    assert_eq!(of("指标\t2月\n社会消费品零售总额\t10").unread[0].why, Why::NoSuchPeriod);
    assert_eq!(of("指标\t2月\n外贸进出口\t10").unread[0].why, Why::Gap { month: 1 });
}

#[test]
fn units_of_money() {
    for (raw, value) in
        [("105000万元", "10.5"), ("10.5亿元", "10.5"), ("0.105百亿元", "10.5"), ("1,050,000千元", "10.5")]
    {
        assert_eq!(reads("1月", "外贸进出口", raw), Some(number(value)), "{raw}");
    }
    assert_eq!(reads("1月(万元)", "外贸进出口", "105000"), Some(number("10.5")));
    assert_eq!(reads("1月", "外贸进出口(万元)", "105000"), Some(number("10.5")));
    assert_eq!(of("指标\t1月\n外贸进出口\t1500万美元").unread[0].why, Why::NoRate);
    let (text, pack) = fresh();
    let options = Options { yuan_per_dollar: Some(number("7.12")), ..Options::default() };
    let preview = bulletin::preview(&pack, "指标\t1月\n外贸进出口\t15000万美元", &options);
    assert_eq!(cell(&preview, "外贸进出口").value, number("10.68"));
    let applied = bulletin::apply(&text, &preview, &Aliases::default()).unwrap();
    // The rate stays with the figure.
    let line = "# guoban revision 2026-02-10: 外贸进出口 to date 2026-01: 15000万美元, 1 美元 = 7.12 元";
    assert!(
        applied.text.lines().any(|own| own == line) || applied.text.contains("1 美元 = 7.12 元"),
        "{}",
        applied.text
    );
}

#[test]
fn signs_in_words() {
    for (raw, value) in [
        ("增长5.3%", "5.3"),
        ("同比增长5.3％", "5.3"),
        ("下降5.3%", "-5.3"),
        ("下降了5.3%", "-5.3"),
        ("减少5.3", "-5.3"),
        ("-5.3%", "-5.3"),
        ("持平", "0"),
        ("与上年持平", "0"),
        ("由负转正，增长0.3%", "0.3"),
        ("由正转负，下降0.3%", "-0.3"),
    ] {
        assert_eq!(reads("1—2月同比", "固定资产投资", raw), Some(number(value)), "{raw}");
        let sentence = format!("1—2月，固定资产投资{}。", raw.replace("与上年", ""));
        if raw != "-5.3%" && raw != "减少5.3" {
            let preview = of(&sentence);
            assert_eq!(cell(&preview, "固定资产投资").value, number(value), "{sentence}");
        }
    }
    assert_eq!(of("1—2月，固定资产投资由负转正。").unread[0].why, Why::SignOnly);
}

#[test]
fn signs_digits_and_marks_of_typesetters() {
    for (raw, value) in [
        ("１，０５０．５", "1050.5"),
        ("1,050.5", "1050.5"),
        ("1 050.5①", "1050.5"),
        ("1050.5[1]", "1050.5"),
        ("1050.5（注2）", "1050.5"),
        ("1050.5*", "1050.5"),
        ("\u{2212}1050.5", "-1050.5"),
        ("－1050.5", "-1050.5"),
        ("\u{a0}1050.5\u{3000}", "1050.5"),
    ] {
        assert_eq!(reads("1月", "外贸进出口", raw), Some(number(value)), "{raw:?}");
    }
    assert_eq!(of("1—2月，固定资产投资增长\u{2212}２．１％。").cells[0].value, number("-2.1"));
}

#[test]
fn to_date_and_the_month_alone() {
    let preview = of("指标\t1月\t1—2月\n外贸进出口\t11\t23");
    let figures: Vec<(Span, Decimal)> = preview.cells.iter().map(|cell| (cell.span, cell.figure)).collect();
    assert_eq!(figures, [(Span::ToDate(1), number("11")), (Span::ToDate(2), number("12"))]);
    let preview = of("2026年1—2月\n指标\t本月\t累计\n外贸进出口\t12\t23");
    // January is what is left of the amount to date: the month alone needs it first.
    assert_eq!(cell(&preview, "外贸进出口").span, Span::ToDate(2));
}

#[test]
fn revisions_keep_their_date_and_what_was_there() {
    let (text, pack) = fresh();
    let month = |text: &str, pack: &Pack, paste: &str| {
        let preview = bulletin::preview(pack, paste, &Options::default());
        let applied = bulletin::apply(text, &preview, &Aliases::default()).unwrap();
        let pack = read_pack(&applied.text).unwrap().pack;
        (applied.text, pack, preview)
    };
    let (text, pack, _) = month(&text, &pack, "指标\t1月\n外贸进出口\t11\n贷款余额\t23");
    assert_eq!((pack.as_of.to_string().as_str(), pack.revision), ("2026-02-10", 2));
    let (text, pack, preview) = month(&text, &pack, "指标\t1月\t1—2月\n外贸进出口\t11.4\t23\n贷款余额\t23.5\t24");
    let revised = &preview.cells[0];
    assert_eq!(
        (revised.change, revised.old, revised.difference),
        (Change::Revised, Some(number("11")), Some(number("0.4")))
    );
    assert_eq!((pack.as_of.to_string().as_str(), pack.revision), ("2026-03-10", 3));
    for line in [
        "# guoban revision 2026-03-10: 外贸进出口 to date 2026-01: 11 -> 11.4 亿元",
        "# guoban revision 2026-03-10: 贷款余额 month 2026-01: 23 -> 23.5 亿元",
    ] {
        assert!(text.lines().any(|own| own == line), "{line} is not in\n{text}");
    }
    // A second revision leaves the first where it is.
    let (text, _, _) = month(&text, &pack, "指标\t1月\n外贸进出口\t11.5");
    assert!(text.contains("11 -> 11.4 亿元") && text.contains("11.4 -> 11.5 亿元"));
}

#[test]
fn every_note_and_reason_has_words_in_both_languages() {
    let notes = [
        Note::MonthAssumed,
        Note::UnitAssumed,
        Note::Converted { rate: number("7.1") },
        Note::Contradicts { by_levels: number("1") },
        Note::MonthDiffers { by_date: number("1") },
        Note::Falling,
        Note::Joint,
    ];
    for note in notes {
        assert_ne!(note.message(Language::Zh), note.message(Language::En), "{note:?}");
    }
}
