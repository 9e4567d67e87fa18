//! Which class of the back-test each error band of the packs follows.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic, reason = "every test file uses its own part")]

use std::path::{Path, PathBuf};

use guoban_backtest::{Class, PackUse};
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;

/// A band: its id, the class of the table it follows, and how many times that class's width it is in calm and in shaken years.
pub type Use = (&'static str, Class, f64, f64);

/// Bands of the invented places. A place that lacks one of them has no such target.
pub const PLACE: [Use; 13] = [
    ("gdp-error", Class::LocalGdp, 1.0, 1.0),
    ("sector-error", Class::LocalSector, 1.0, 1.0),
    ("investment-error", Class::LocalInvestment, 1.0, 1.0),
    ("part-investment-error", Class::LocalEstate, 1.0, 1.0),
    ("growth-error", Class::LocalIndustrial, 1.0, 1.0),
    ("revenue-error", Class::Fiscal, 1.0, 1.0),
    ("retail-error", Class::Retail, 2.0, 1.0),
    ("level-error", Class::Retail, 2.0, 1.0),
    ("pull-error", Class::LocalSector, 0.5, 0.5),
    ("volatile-error", Class::Trade, 1.5, 1.0),
    ("count-error", Class::Trade, 4.0, 4.0),
    ("ratio-error", Class::LocalRetail, 1.0, 0.25),
    ("rank-error", Class::LocalRetail, 3.0, 0.5),
];

/// The nation's one band.
pub const NATION: [Use; 1] = [("gdp-error", Class::Gdp, 1.0, 1.0)];

/// Packs in their current revision, and the bands they may have.
pub const PACKS: [(&str, &[Use]); 4] =
    [("border-city", &PLACE), ("urban-district", &PLACE), ("renewal-district", &PLACE), ("china-2023", &NATION)];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn pack(name: &str) -> Pack {
    let path = root().join(format!("www/packs/{name}.toml"));
    read_pack(&std::fs::read_to_string(path).unwrap()).unwrap().pack
}

/// The classes by whose bands the targets of each pack are judged.
pub fn classes() -> Vec<PackUse> {
    let of = |(name, uses): (&str, &[Use])| {
        let pack = pack(name);
        let bands = pack.targets.iter().filter_map(|target| target.error);
        let class = |band: &str| uses.iter().find(|(id, ..)| *id == band).map(|(_, class, ..)| *class);
        let targets = bands.filter_map(|band| class(&pack.errors[band.0].id)).collect();
        PackUse { id: name.to_owned(), targets }
    };
    PACKS.into_iter().map(of).collect()
}
