//! Node, and the npm packages locked in `tests/e2e/package-lock.json`: wasm-opt (package `binaryen`), esbuild,
//! playwright-core, axe-core; and Lighthouse, which is large, in a place of its own. None of them downloads anything when it is installed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{debian, find, missing, say, slow};
use crate::{error::Error, process::Run};

const OLDEST_NODE: u32 = 20;

/// Makes sure the packages locked in a directory are there and gives the directory of their programs.
pub fn ensure(place: &Path, contents: &str) -> Result<PathBuf, Error> {
    let version = node()?;
    let modules = place.join("node_modules");
    let programs = modules.join(".bin");
    let lock_path = place.join("package-lock.json");
    let lock = fs::read_to_string(&lock_path).map_err(Error::file("read", lock_path))?;
    let stamp = modules.join(".guoban-installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        say("npm packages", &format!("there, as locked (node {version})"));
        return Ok(programs);
    }
    slow("npm packages", &format!("npm ci ({contents})"), "20 s", || {
        let npm = find("npm").unwrap_or_else(|| PathBuf::from("npm"));
        Run::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .dir(place)
            .status()
    })?;
    fs::write(&stamp, lock).map_err(Error::file("write", stamp))?;
    Ok(programs)
}

fn node() -> Result<String, Error> {
    if find("node").is_none() || find("npm").is_none() {
        let fix = || missing("Node with npm", "the installer at https://nodejs.org, or your system's package `nodejs`");
        debian::install("Node", &["nodejs", "npm"], "1 min").unwrap_or_else(|| Err(fix()))?;
    }
    let version = Run::new("node").arg("--version").capture()?;
    let version = version.trim().trim_start_matches('v').to_owned();
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        return Ok(version);
    }
    Err(missing(&format!("Node {OLDEST_NODE} or newer (this one is {version})"), "the installer at https://nodejs.org"))
}
