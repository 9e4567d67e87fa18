//! How long it takes to say more in the border city: what its page adds is counted, read with the pack, and moves.

#![allow(clippy::unwrap_used)]

mod city;

use std::path::Path;

use city::DECEMBER;
use guoban_model::model::Projection;
use guoban_model::read::{bundle, read_pack};

#[test]
fn one_more_indicator_is_as_short_as_the_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let open = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let page = open("docs/packs/border-city.md");
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (more, _) = rest.split_once("```").unwrap();
    let items = more.lines().filter(|line| !line.starts_with('[') && !line.starts_with("group"));
    assert_eq!(items.count(), 3, "lines of the two items");
    // As a person does it: above what was brought in, then `guoban pack`.
    let text = format!("{}\n{more}", bundle::own(&open("www/packs/border-city.toml")));
    let library = open("www/packs/templates/library.toml");
    let whole = bundle::bundle(&text, &bundle::needs(&text).unwrap(), &library, &[]).unwrap();
    let read = read_pack(&whole).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let pack = model.pack();
    let growth = pack.variable("night_spending_growth").unwrap();
    let at = |run: &Projection| run.at(growth, 0, DECEMBER).unwrap();
    let mut settings = model.baseline();
    settings.levers[pack.lever("night_market").unwrap().0] = 400.0;
    assert!(at(&model.run(&settings)) > at(&model.run(&model.baseline())) + 1.0);
    assert_eq!(pack.targets[pack.target("night_spending_growth").unwrap().0].variable, growth);
}
