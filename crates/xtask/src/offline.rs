//! The service worker's list: which files the site has, and what each must contain.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    compress,
    error::Error,
    files::{self, put, write},
};

/// The page every other file belongs to.
const PAGE: &str = "index.html";
/// The script that keeps the copy. It is not part of it: the browser looks for a new one by itself.
pub const WORKER: &str = "sw.js";
/// What stands in the script for the build and for the files, as the source has it.
const BUILD: &str = "var BUILD = \"\";";
const FILES: &str = "var FILES = {};";

/// Gives the site a build, states it in the page, and writes the service worker `source` with it and with the hashes of
/// all files.
///
/// The build is a hash of every file, so two builds of the same sources are the same build.
pub fn prepare(source: &Path, site: &Path) -> Result<(), Error> {
    let mut names = files::below(site)?;
    names.retain(|name| name != WORKER && !compress::is_compressed(name));
    let build = hash(listed(site, &names)?.as_bytes());

    let place = site.join(PAGE);
    let page = fs::read_to_string(&place).map_err(Error::file("read", &place))?;
    write(&place, &put(&page, "</head>", &format!("{}</head>", statement(&build)), &place)?)?;

    let list = listed(site, &names)?;
    let worker = fs::read_to_string(source).map_err(Error::file("read", source))?;
    let worker = put(&worker, BUILD, &format!("var BUILD = \"{build}\";"), source)?;
    let worker = put(&worker, FILES, &format!("var FILES = {{{list}}};"), source)?;
    write(&site.join(WORKER), &worker)
}

/// How the page states its build.
fn statement(build: &str) -> String {
    format!("<meta name=\"guoban-build\" content=\"{build}\">")
}

/// The members of a JavaScript object from name to hash.
fn listed(site: &Path, names: &[String]) -> Result<String, Error> {
    let mut list = String::new();
    for name in names {
        let path = site.join(name);
        let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
        list.push_str(&format!("\n  {name:?}: \"{}\",", hash(&bytes)));
    }
    Ok(list + "\n")
}

/// The first eight bytes of the SHA-256, in hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{hash, prepare};

    #[test]
    fn the_worker_knows_every_file_as_it_is_sent() {
        let site = std::env::temp_dir().join(format!("guoban-offline-{}", std::process::id()));
        fs::create_dir_all(site.join("packs")).unwrap();
        fs::write(site.join("index.html"), "<head></head>").unwrap();
        fs::write(site.join("packs/a b.toml"), "x = 1\n").unwrap();
        fs::write(site.join("packs/a b.toml.br"), "compressed").unwrap();
        let source = site.join("source.js");
        fs::write(&source, include_str!("../../../www/sw.js")).unwrap();
        prepare(&source, &site).unwrap();
        let page = fs::read(site.join("index.html")).unwrap();
        let worker = fs::read_to_string(site.join("sw.js")).unwrap();
        let build = worker.split("var BUILD = \"").nth(1).unwrap().split('"').next().unwrap();
        assert!(String::from_utf8_lossy(&page).contains(&format!("content=\"{build}\"></head>")));
        assert!(worker.contains(&format!("\"index.html\": \"{}\"", hash(&page))), "{worker}");
        assert!(worker.contains(&format!("\"packs/a b.toml\": \"{}\"", hash(b"x = 1\n"))), "{worker}");
        assert!(!worker.contains(".br\""), "{worker}");

        fs::write(site.join("index.html"), "<head></head>").unwrap();
        prepare(&source, &site).unwrap();
        assert_eq!(fs::read(site.join("index.html")).unwrap(), page, "the same sources are the same build");
        fs::remove_dir_all(site).unwrap();
    }
}
