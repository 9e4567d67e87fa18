//! Pasted bulletins against the example county, whose first quarter is known.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

use std::path::Path;
use std::sync::OnceLock;

use guoban_intake::bulletin::{
    self, Aliases, ApplyError, Cell, Change, Match, Note, Options, Preview, Span, What, Why,
};
use guoban_intake::{form, place};
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)).unwrap()
}

fn pasted(name: &str) -> String {
    String::from_utf8(read(&format!("bulletins/{name}.txt"))).unwrap()
}

fn county() -> (String, Pack) {
    static MADE: OnceLock<(String, Pack)> = OnceLock::new();
    MADE.get_or_init(make).clone()
}

fn make() -> (String, Pack) {
    let text = place::write(&form::read(&read("forms/county.xlsx")).unwrap()).unwrap().text;
    let pack = read_pack(&text).unwrap().pack;
    (text, pack)
}

fn cell<'p>(preview: &'p Preview, id: &str) -> &'p Cell {
    preview.cells.iter().find(|cell| cell.variable == id).unwrap_or_else(|| panic!("{id} is not in {preview:#?}"))
}

fn why<'p>(preview: &'p Preview, raw: &str) -> &'p Why {
    let unread = preview.unread.iter().find(|unread| unread.raw.starts_with(raw));
    &unread.unwrap_or_else(|| panic!("{raw} is not in {:#?}", preview.unread)).why
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_table_is_read_cell_by_cell() {
    let (_, pack) = county();
    let preview = bulletin::preview(&pack, &pasted("table"), &Options::default());
    let retail = cell(&preview, "社会消费品零售总额");
    assert_eq!(
        (retail.span, retail.what, retail.value, &retail.change),
        (Span::ToDate(4), What::Level, number("41.9"), &Change::New)
    );
    // Jan–Mar were 31.2: what the pack keeps is April's.
    assert_eq!((retail.old, retail.figure), (None, number("10.7")));
    let growth = cell(&preview, "社会消费品零售总额_growth");
    assert_eq!((growth.value, growth.what, growth.applies), (number("5.1"), What::Growth, true));
    // Two years of amounts make 6.3%: another comparable base, both are kept.
    assert!(
        growth.notes.iter().any(|note| matches!(note, Note::Contradicts { by_levels } if *by_levels == number("6.3")))
    );
    // Ten thousands, full-width digits, thousands, a footnote mark, numbering.
    let revenue = cell(&preview, "一般公共预算收入");
    assert_eq!(
        (revenue.value, revenue.figure, revenue.matched.clone()),
        (number("9.78"), number("2.48"), Match::Exact)
    );
    assert_eq!(cell(&preview, "金融机构贷款余额").value, number("220.8"));
    assert_eq!(cell(&preview, "固定资产投资").value, number("6.9"));
    // Like one indicator and not its name: asked about.
    let industry = cell(&preview, "规上工业增加值");
    assert_eq!((industry.matched.clone(), industry.applies), (Match::Near, false));
    assert_eq!(*why(&preview, "进出口总额 26200"), Why::NoRate);
    assert_eq!(*why(&preview, "金融机构贷款余额 由负转正"), Why::SignOnly);
    assert_eq!(preview.as_of.unwrap().to_string(), "2026-05-15");
}

#[test]
fn dollars_come_in_at_a_stated_rate_and_names_are_remembered() {
    let (text, pack) = county();
    let mut aliases = Aliases::default();
    aliases.add("进出口总额", "外贸进出口");
    aliases.add("规模以上工业增加值", "规上工业增加值");
    let options = Options { yuan_per_dollar: Some(number("7.1")), aliases: aliases.clone(), ..Options::default() };
    let preview = bulletin::preview(&pack, &pasted("table"), &options);
    let trade = cell(&preview, "外贸进出口");
    assert_eq!((trade.value, trade.matched.clone(), trade.applies), (number("18.602"), Match::Alias, true));
    assert!(trade.notes.contains(&Note::Converted { rate: number("7.1") }));
    let fall = cell(&preview, "外贸进出口_growth");
    assert_eq!((fall.value, fall.notes.contains(&Note::Falling)), (number("-2.1"), true));
    let applied = bulletin::apply(&text, &preview, &aliases).unwrap();
    assert!(applied.left.is_empty(), "{:?}", applied.left);
    // The next time nothing has to be said.
    let remembered = Aliases::of(&applied.text);
    let again = bulletin::preview(
        &read_pack(&applied.text).unwrap().pack,
        "指标\t1—5月\n进出口总额(亿元)\t23",
        &Options { aliases: remembered, ..Options::default() },
    );
    assert_eq!(
        (cell(&again, "外贸进出口").matched.clone(), cell(&again, "外贸进出口").figure),
        (Match::Alias, number("4.398"))
    );
}

#[test]
fn a_page_and_sentences_say_the_same() {
    let (_, pack) = county();
    let page = bulletin::preview(&pack, &pasted("page"), &Options::default());
    let prose = bulletin::preview(&pack, &pasted("prose"), &Options::default());
    for preview in [&page, &prose] {
        for (id, value) in [
            ("社会消费品零售总额", "41.9"),
            ("社会消费品零售总额_growth", "5.1"),
            ("外贸进出口", "17.9"),
            ("固定资产投资", "6.9"),
        ] {
            let cell = cell(preview, id);
            assert_eq!((cell.value, cell.span.end()), (number(value), 4), "{id}");
        }
    }
    assert_eq!(cell(&page, "外贸进出口_growth").value, number("-0.3"));
    assert_eq!(cell(&prose, "外贸进出口_growth").value, number("0.3"));
    assert_eq!(cell(&prose, "一般公共预算收入_growth").value, number("-1.2"));
    assert!(matches!(why(&prose, "接待游客"), Why::NoName { .. }));
    // Scripts of a page are no figures.
    assert!(page.cells.iter().all(|cell| cell.raw != "99"));
}

#[test]
fn nothing_changes_before_it_is_applied_and_revisions_keep_their_date() {
    let (text, pack) = county();
    let paste = "指标\t单位\t1—3月\n一般公共预算收入\t亿元\t7.45\n新增规上企业\t家\t3";
    let preview = bulletin::preview(&pack, paste, &Options::default());
    let revenue = cell(&preview, "一般公共预算收入");
    assert_eq!(
        (revenue.change, revenue.old, revenue.difference),
        (Change::Revised, Some(number("7.3")), Some(number("0.15")))
    );
    assert_eq!((cell(&preview, "新增规上企业").change, cell(&preview, "新增规上企业").applies), (Change::Same, false));
    let applied = bulletin::apply(&text, &preview, &Aliases::default()).unwrap();
    assert_eq!(applied.figures, 1);
    let line = "# guoban revision 2026-04-20: 一般公共预算收入 to date 2026-03: 7.3 -> 7.45 亿元";
    assert!(applied.text.lines().any(|own| own == line), "{}", applied.text);
    let next = read_pack(&applied.text).unwrap().pack;
    assert_eq!((next.revision, next.as_of), (pack.revision + 1, pack.as_of));
    let known = &next.variables.iter().find(|variable| variable.id == "一般公共预算收入").unwrap().known[0];
    assert_eq!((known.at(2), known.at(3)), (Some(2.15), None));
    // What the revision does not touch stays as it was.
    let changed = text.lines().filter(|line| !applied.text.contains(*line)).count();
    assert_eq!(changed, 2, "the revision's number and the line of figures");
}

#[test]
fn the_next_month_moves_the_date_and_the_default_goes_on_from_it() {
    let (text, pack) = county();
    let preview = bulletin::preview(&pack, &pasted("prose"), &Options::default());
    let applied = bulletin::apply(&text, &preview, &Aliases::default()).unwrap();
    let read = read_pack(&applied.text).unwrap();
    let next = &read.pack;
    assert_eq!(next.as_of.to_string(), "2026-05-15");
    let model = read.compile(next.as_of).unwrap();
    let projection = model.run(&model.baseline());
    let at = |id: &str, month: i32| {
        let place = next.variables.iter().position(|variable| variable.id == id).unwrap();
        projection.at(guoban_model::pack::VariableId(place), 0, month).unwrap()
    };
    assert_eq!((at("社会消费品零售总额_published", 3), at("固定资产投资_published", 3)), (4.0, 4.0));
    // Published growth stands, and what follows goes on over its comparable base instead of jumping back.
    assert_eq!(at("社会消费品零售总额_growth", 3), 5.1);
    assert!((at("社会消费品零售总额_growth", 4) - 5.1).abs() < 0.8, "{}", at("社会消费品零售总额_growth", 4));
    // Both are kept, and the text says that they differ.
    assert!(applied.text.contains("社会消费品零售总额_growth 2026-04: 5.1% | 6.3%"));
}

#[test]
fn what_cannot_be_taken_says_why() {
    let (text, pack) = county();
    let preview = |paste: &str| bulletin::preview(&pack, paste, &Options::default());
    let gap = preview("指标\t1—6月\n一般公共预算收入\t15.0");
    assert_eq!(*why(&gap, "一般公共预算收入"), Why::Gap { month: 4 });
    assert!(matches!(
        why(&preview("指标\t1—4月\n一般公共预算收入(万吨)\t9"), "一般公共预算收入"),
        Why::OtherUnit { .. }
    ));
    assert_eq!(*why(&preview("指标\t1—4月\n生猪出栏\t9"), "生猪出栏"), Why::NoSuchPeriod);
    assert_eq!(*why(&preview("指标\t2025年1—4月\n一般公共预算收入\t9"), "一般公共预算收入"), Why::OtherYear);
    assert_eq!(*why(&preview("指标\t1—4月\n固定资产投资\t见附表"), "固定资产投资"), Why::NoNumber);
    assert_eq!(
        *why(&preview("指标\t1—4月\n一般公共预算收入\t9\n一般公共预算收入\t10"), "一般公共预算收入"),
        Why::Twice
    );
    assert_eq!(*why(&preview("指标\t4月同比\n固定资产投资\t9"), "固定资产投资"), Why::SingleGrowth);
    let nothing = preview("今天天气不错。");
    assert!(nothing.cells.is_empty() && nothing.as_of.is_none());
    assert_eq!(bulletin::apply(&text, &nothing, &Aliases::default()), Err(ApplyError::Nothing));
    for language in [Language::Zh, Language::En] {
        for unread in preview(&pasted("table")).unread {
            let (why, hint) = unread.why.message(language);
            assert!(!why.is_empty() && !hint.is_empty());
        }
    }
}

#[test]
fn a_single_month_goes_with_the_amounts_to_date_or_is_said_not_to() {
    let (_, pack) = county();
    let of = |paste: &str| bulletin::preview(&pack, paste, &Options::default());
    let single = of("指标\t4月\n外贸进出口(亿元)\t5.6");
    assert_eq!(
        (cell(&single, "外贸进出口").figure, cell(&single, "外贸进出口").span),
        (number("5.6"), Span::Single(4))
    );
    let both = of("指标\t4月\t1—4月\n外贸进出口(亿元)\t5.6\t18.9");
    let trade = cell(&both, "外贸进出口");
    assert_eq!(trade.figure, number("6.1"));
    assert!(trade.notes.contains(&Note::MonthDiffers { by_date: number("6.1") }), "{:?}", trade.notes);
}

#[test]
fn figures_of_a_shipped_pack_are_put_where_they_stand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs/border-city.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let pack = read_pack(&text).unwrap().pack;
    // Every indicator with figures of its own, a month or quarter on, by its name.
    let mut paste = String::from("指标\t1—6月\n");
    for variable in pack.variables.iter().filter(|variable| variable.group.is_some() && !variable.known.is_empty()) {
        paste += &format!("{}\t1\n", variable.name.zh);
    }
    let preview = bulletin::preview(&pack, &paste, &Options::default());
    assert!(!preview.cells.is_empty());
    let applied = bulletin::apply(&text, &preview, &Aliases::default()).unwrap();
    let next = read_pack(&applied.text).unwrap().pack;
    let put = preview.cells.iter().filter(|cell| cell.applies && !applied.left.contains(&cell.variable));
    for cell in put {
        let known = &next.variables.iter().find(|variable| variable.id == cell.variable).unwrap().known[0];
        assert!(known.at(cell.span.end() as i32 - 1).is_some(), "{}", cell.variable);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_preview_and_what_applies_is_a_pack(
        parts in proptest::collection::vec(prop_oneof![
            Just("社会消费品零售总额".to_owned()), Just("外贸进出口".to_owned()), Just("固定资产投资".to_owned()), Just("\t".to_owned()),
            Just("\n".to_owned()), Just("1—4月".to_owned()), Just("同比增长".to_owned()), Just("下降".to_owned()), Just("亿元".to_owned()),
            Just("%".to_owned()), Just("<tr><td>".to_owned()), Just("</td>".to_owned()), Just("，".to_owned()), Just("。".to_owned()),
            Just("-".to_owned()), "[0-9]{1,14}", "[0-9]{1,3}\\.[0-9]{1,3}", "\\PC{0,6}",
        ], 0..40)
    ) {
        let (text, pack) = county();
        let preview = bulletin::preview(&pack, &parts.concat(), &Options::default());
        match bulletin::apply(&text, &preview, &Aliases::default()) {
            Ok(applied) => { read_pack(&applied.text).unwrap(); }
            Err(error) => prop_assert!(!error.message(Language::En).is_empty()),
        }
    }
}
