//! Debian packages, where this process may install them.

use std::path::Path;

use super::{missing, slow};
use crate::{error::Error, process::Run};

/// Installs packages on Debian and its relatives as root; names the command on Debian without root. `None` elsewhere.
pub fn install(what: &str, packages: &[&str], usually: &str) -> Option<Result<(), Error>> {
    if !Path::new("/etc/debian_version").exists() {
        return None;
    }
    let list = packages.join(" ");
    if !is_root() {
        return Some(Err(missing(what, &format!("sudo apt-get install {list}"))));
    }
    let get = || {
        let apt = || Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", "-y"]);
        let install = || apt().args(["install", "--no-install-recommends"]).args(packages).status();
        // A fresh image has no package lists yet, an old one outdated lists: fetch them only when the first try fails.
        install().or_else(|_| apt().arg("update").status().and_then(|()| install()))
    };
    Some(slow(what, &format!("apt-get install {list}"), usually, get))
}

/// The packages among these that are not installed.
pub fn absent<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let installed = |package: &str| {
        let query = Run::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]).capture();
        query.is_ok_and(|status| status == "installed")
    };
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

/// Whether this process is root.
pub fn is_root() -> bool {
    Run::new("id").arg("-u").capture().is_ok_and(|id| id.trim() == "0")
}
