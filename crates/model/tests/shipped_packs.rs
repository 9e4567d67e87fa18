//! Every shipped pack reads without a finding and compiles.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::Path;

use guoban_model::read::read_pack;

#[test]
fn shipped_packs_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs");
    let mut packs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        packs += 1;
        let name = path.display();
        let read = read_pack(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|found| panic!("{name}\n{}", lines(&found)));
        assert!(read.warnings.is_empty(), "{name}\n{}", lines(&read.warnings));
        let model = read.compile(read.pack.as_of).unwrap_or_else(|found| panic!("{name}\n{}", lines(&found)));
        let faults = model.run(&model.baseline()).faults();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
    assert!(packs >= 2);
}

fn lines(found: &[guoban_model::diagnostic::Diagnostic]) -> String {
    found.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}
