//! The templates of `www/packs/templates/library.toml`: each is used here, and gives what its comment says.

#![allow(clippy::panic, clippy::unwrap_used)]

use guoban_model::read::{PackRead, bundle, read_pack};

const TINY: &str = include_str!("packs/tiny.toml");
const LIBRARY: &str = include_str!("../../../www/packs/templates/library.toml");

/// A use of every template.
const USES: &str = include_str!("packs/short.toml");

fn read() -> PackRead {
    let text = format!("{TINY}\n{USES}\n{LIBRARY}");
    read_pack(&text)
        .unwrap_or_else(|found| panic!("{}", found.iter().map(|one| format!("{one}\n")).collect::<String>()))
}

#[test]
fn every_template_is_used_here() {
    let templates = LIBRARY.lines().filter_map(|line| line.strip_prefix("[template.")?.strip_suffix(']'));
    // Those that begin so are for forms, and are tried there: `crates/intake/tests/forms.rs` and `defaults.rs`.
    for template in templates.filter(|template| !template.contains('.') && !template.starts_with("default_")) {
        assert!(USES.contains(&format!("use = \"{template}\"")), "{template}");
    }
}

#[test]
fn templates_give_what_they_say() {
    let read = read();
    assert_eq!(read.warnings, []);
    let model = read.compile(read.pack.as_of).unwrap();
    let pack = model.pack();
    let run = model.run(&model.baseline());
    let at = |id: &str, row: usize, month: i32| {
        let value = run.at(pack.variable(id).unwrap_or_else(|| panic!("{id}")), row, month - 1).unwrap();
        (value * 1e6).round() / 1e6
    };
    assert_eq!(at("sheep", 0, 4), 2.2);
    assert_eq!(at("sheep_comparable", 0, 16), 2.2);
    assert_eq!(at("sheep_growth", 0, 12), 10.0);
    assert_eq!(at("hogs_growth", 0, 12), 10.0);
    // 10% on the year before, and 10% again on the trend, whatever the variable itself did.
    assert_eq!((at("hog_trend", 0, 4), at("hog_trend", 0, 16)), (11.0, 12.1));
    assert_eq!(at("hogs_ratio", 0, 7), 10.0);
    assert_eq!(at("goats_base", 0, 13), 1.1);
    // Six early, a tenth of them added from May on: once, whatever the second year's base holds.
    let mut settings = model.baseline();
    settings.levers[pack.lever("early").unwrap().0] = 12.0;
    let more = model.run(&settings);
    let ducks = |month: i32| (more.at(pack.variable("ducks").unwrap(), 0, month - 1).unwrap() * 1e6).round() / 1e6;
    assert_eq!((at("ducks", 0, 4), ducks(4), ducks(5), ducks(17)), (1.7, 1.7, 2.3, 2.53));
    assert_eq!((at("ducks_rank", 0, 1), at("ducks_rank", 0, 2)), (1.0, 1.0));
    assert_eq!(at("calves", 0, 5), 5.0);
    // The plant begins in March 2026, the road in May.
    assert_eq!((at("build_begun", 0, 2), at("build_begun", 0, 3)), (0.0, 1.0));
    assert_eq!((at("build", 0, 3), at("build", 0, 4)), (0.25, 0.5));
    assert_eq!((at("build_completed", 0, 5), at("build_completed", 0, 6)), (0.0, 1.0));
    assert_eq!((at("firms_entered", 0, 5), at("firms_entered", 0, 6)), (0.0, 4.0));
    assert_eq!((at("firms", 0, 5), at("firms", 0, 6), at("firms", 0, 12)), (0.0, 12.0, 12.0));
    assert_eq!(at("cargo", 0, 5), 0.268941);
    assert_eq!((at("early_moved", 0, 5), at("early_moved", 0, 8)), (3.0, -2.0));
    assert_eq!((1..=12).map(|month| at("early_moved", 0, month)).sum::<f64>(), 0.0);
    assert_eq!(at("bill", 0, 6), 60.0);
    let target = &pack.targets[pack.target("sheep_growth").unwrap().0];
    assert_eq!((target.half, target.year), ("4".parse().ok(), "5".parse().ok()));
    assert_eq!(target.name.en, "Sheep, growth");
}

#[test]
fn parameters_that_are_not_given_leave_their_fields_out() {
    let pack = read().pack;
    let growth = &pack.variables[pack.variable("sheep_growth").unwrap().0];
    assert!(growth.known.is_empty());
    let without = USES.replace(", half = 4, year = 5", "");
    let text = format!("{TINY}\n{without}\n{LIBRARY}");
    assert_eq!(read_pack(&text).unwrap().pack.target("sheep_growth"), None);
}

#[test]
fn shipped_packs_hold_what_they_use_of_the_library() {
    for name in ["border-city", "urban-district", "china-2023", "renewal-district"] {
        let path = format!("{}/../../www/packs/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let needs = bundle::needs(&text).unwrap();
        assert_eq!(needs.library.is_some(), !needs.templates.is_empty());
        assert!(
            bundle::bundle(&text, &needs, LIBRARY, &[]).unwrap() == text,
            "run `guoban pack www/packs/{name}.toml`"
        );
    }
}
