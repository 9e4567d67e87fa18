//! `docs/links.md` says how long links are.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-planning --test link_lengths` writes it anew.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::pack::{Pack, PassLine};
use guoban_model::read::read_pack;
use guoban_model::time::{Date, Month};
use guoban_planning::compare::Assumed;
use guoban_planning::link::{self, LONGEST, SHORT, WITH_NOTES};
use guoban_planning::scenario::Scenario;
use guoban_planning::shelf::{MOST_BYTES, identity};

const PACKS: [(&str, &str); 4] = [
    ("border-city", include_str!("../../../www/packs/border-city.toml")),
    ("urban-district", include_str!("../../../www/packs/urban-district.toml")),
    ("renewal-district", include_str!("../../../www/packs/renewal-district.toml")),
    ("china-2023", include_str!("../../../www/packs/china-2023.toml")),
];

/// A plan with so many levers at the end of their ranges that lies further away, a name, another date, line and seed.
fn plan(pack: &Pack, levers: usize, seed: u32) -> Scenario {
    let mut scenario = Scenario::baseline(pack);
    scenario.name = "方案甲 · 稳产促销组合".to_owned();
    scenario.as_of = Some(Date { month: Month { year: pack.year, month: 5 }, day: 18 });
    scenario.line = Some(PassLine::Linear);
    scenario.seed = seed;
    for lever in pack.levers.iter().take(levers) {
        let up = lever.max - lever.baseline >= lever.baseline - lever.min;
        scenario.set_lever(pack, &lever.id, if up { lever.max } else { lever.min });
    }
    scenario
}

fn noted(scenario: Scenario, length: usize) -> Scenario {
    Scenario {
        note: "借期措施换来上半年零点三个百分点。".chars().cycle().take(length).collect(), ..scenario
    }
}

/// Lengths for a pack: one plan with ten levers, the same with a note of 300 characters, with every lever; four plans with ten
/// levers each, the same with notes of 40 characters each.
fn lengths(pack: &Pack) -> [usize; 5] {
    let ten = |seed| plan(pack, 10, seed);
    let one = |scenario: Scenario| {
        let link = link::write(&scenario, pack).unwrap();
        let whole = !link.without_name && !link.without_note;
        assert!(whole || scenario.levers.len() > 10, "what is in the table is in the link");
        link.text.len()
    };
    let four = |plans: Vec<Scenario>| {
        let plans: Vec<&Scenario> = plans.iter().collect();
        let (text, without_notes) = link::write_several(&plans, Assumed::Own, pack).unwrap();
        assert!(!without_notes);
        text.len()
    };
    [
        one(ten(4_000_000_000)),
        one(noted(ten(4_000_000_000), 300)),
        one(plan(pack, pack.levers.len(), 4_000_000_000)),
        four((0..4).map(|index| ten(4_000_000_000 + index)).collect()),
        four((0..4).map(|index| noted(ten(4_000_000_000 + index), 40)).collect()),
    ]
}

/// The pack as somebody's own: with another title it is another text.
fn own(text: &str) -> Pack {
    let mut pack = read_pack(text).unwrap().pack;
    pack.id = identity(&pack.id, &format!("{text}\n"));
    pack
}

fn page() -> String {
    let mut rows = String::new();
    for (name, text) in PACKS {
        let shipped = read_pack(text).unwrap().pack;
        for (named, pack) in [(format!("`{name}`"), shipped), (format!("`{name}`, own copy 自己的副本"), own(text))]
        {
            let found = lengths(&pack);
            assert!(found[0] <= SHORT, "{named}: {found:?}");
            assert!(found[1] <= WITH_NOTES && found[3] <= WITH_NOTES && found[4] <= WITH_NOTES, "{named}: {found:?}");
            assert!(found[2] <= LONGEST, "{named}: {found:?}");
            let cells = found.map(|length| format!(" {length} |")).concat();
            rows += &format!("| {named} | {}{cells}\n", pack.levers.len().to_string() + " |");
        }
    }
    format!(
        "# 链接有多长 · How long links are\n\n\
         本页由 `crates/planning/tests/link_lengths.rs` 写出，改动后由测试核对。长度是链接里 `#s=` 之后的字符数；每个方案都带名称、截至日、口径和随机种子，\
         措施都调到离基线较远的一端。\n\n\
         Written and checked by `crates/planning/tests/link_lengths.rs`. Characters after `#s=`; every plan has a name, a date, a line and a seed of its \
         own, and its levers stand at the end of their ranges that lies further from the baseline.\n\n\
         | 底册 Pack | 措施 Levers | 十项措施 Ten levers | 加 300 字说明 With a note of 300 | 全部措施 Every lever | 四个方案各十项 Four plans of ten | 各加 40 字说明 With notes of 40 |\n\
         |---|---:|---:|---:|---:|---:|---:|\n\
         {rows}\n\
         上限：一个方案不带说明 {SHORT}，带说明 {WITH_NOTES}，四个方案 {WITH_NOTES}；说明放不下就不放，对话框写明没有放进去。改动极多的方案最长 {LONGEST}，再长就拒绝并说明，改存文件。\n\n\
         Limits: {SHORT} for a plan without a note, {WITH_NOTES} with one and for four plans; a note that does not fit stays out, and the dialog says so. A plan \
         with very many settings may take up to {LONGEST}; a longer one is refused in words, and goes as a file.\n\n\
         自己的底册：链接带的是方案和这份底册的校验码，不带底册本身——底册最小也有几千字节（上限 {MOST_BYTES} 字节），放不进聊天软件不会截断的长度。\
         对方有同一份底册就打得开，没有就用“存为文件”，底册和方案在一个文件里；分享对话框直接给出这个按钮。\n\n\
         An own pack: the link carries the plan and the checksum of the pack, not the pack, which takes some thousand bytes at least (at most {MOST_BYTES}) and \
         would not survive a chat. Where the very same pack is, the link opens; else pack and plans go as one file, and the share dialog has the \
         button for it.\n"
    )
}

#[test]
fn the_table_of_lengths_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/links.md");
    let page = page();
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(page == kept, "docs/links.md is out of date: see the head of this file");
}
