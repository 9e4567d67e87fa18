//! The packed form holds what the text holds, and refuses what is not one.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use guoban_model::pack::Pack;
use guoban_model::packed::{self, PackedError};
use guoban_model::read::read_pack;

fn shipped() -> Vec<Pack> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs");
    let mut paths: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/tiny.toml");
    paths.into_iter().chain([tiny]).map(|path| read_pack(&fs::read_to_string(path).unwrap()).unwrap().pack).collect()
}

fn slices(parts: &[Vec<u8>]) -> Vec<&[u8]> {
    parts.iter().map(Vec::as_slice).collect()
}

#[test]
fn a_pack_comes_back_as_it_was() {
    for pack in shipped() {
        let parts = packed::write(&pack);
        assert_eq!(packed::read(&slices(&parts)).unwrap(), pack);
    }
}

#[test]
fn the_core_alone_lacks_words_and_nothing_else() {
    for pack in shipped() {
        let [core, details, english] = packed::write(&pack);
        let alone = packed::read(&[&core]).unwrap();
        assert_eq!(alone.levers[0].name.zh, pack.levers[0].name.zh);
        assert_eq!(alone.levers[0].name.en, "");
        assert_eq!(alone.note.zh, "");
        assert_eq!(packed::read(&[&core, &english]).unwrap().levers[0].name, pack.levers[0].name);
        assert_eq!(packed::read(&[&details, &core]).unwrap().note.zh, pack.note.zh);
        // Packing what was read without words is packing the pack: every number and every formula is there.
        assert_eq!(packed::write(&alone)[0], core);
    }
}

#[test]
fn bytes_that_are_no_pack_are_refused() {
    // The smallest will do.
    let packs = shipped();
    let Some(pack) = packs.last() else { return };
    let [core, details, english] = packed::write(pack);
    assert_eq!(packed::read(&[b"<!doctype html>"]), Err(PackedError::NotPacked));
    assert!(matches!(packed::read(&[&details, &english]), Err(PackedError::Missing(_))));
    for length in (0..core.len()).step_by(core.len() / 97) {
        assert!(packed::read(&[&core[..length]]).is_err(), "{length} bytes");
    }
    for at in (0..core.len()).step_by(211) {
        let mut bytes = core.clone();
        bytes[at] ^= 0x55;
        // Whatever comes of it, it is a value or an error.
        drop(packed::read(&[&bytes]));
    }
}
