//! Scripts and styles without what only people need to read them.

use std::{fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

use crate::{
    error::Error,
    files::{self, write},
    setup::Ready,
};

/// The oldest browsers the page runs in; nothing newer may be written.
const TARGET: &str = "--target=chrome97,firefox89,safari16.4";
/// The start script has to be understood where the page does not run, to say so there.
const OLD: (&str, &str) = ("boot-", "--target=es5");

/// Shortens every script and style sheet of a site where it lies, and corrects the hashes that the page states of them.
pub fn scripts_and_styles(ready: &Ready, site: &Path) -> Result<(), Error> {
    let mut names = files::below(site)?;
    names.retain(|name| name.ends_with(".js") || name.ends_with(".css"));
    let before = names.iter().map(|name| integrity(&site.join(name))).collect::<Result<Vec<_>, _>>()?;
    let (old, new): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| name.starts_with(OLD.0) && name.ends_with(".js"));
    for (names, target) in [(old, OLD.1), (new, TARGET)] {
        if names.is_empty() {
            continue;
        }
        let run = ready.program("esbuild").dir(site).args(names).arg(target);
        run.args(["--minify", "--charset=utf8", "--outdir=.", "--outbase=.", "--allow-overwrite"])
            .arg("--log-level=error")
            .status()?;
    }
    let place = site.join("index.html");
    let mut page = fs::read_to_string(&place).map_err(Error::file("read", &place))?;
    for (name, before) in names.iter().zip(before) {
        page = page.replace(&before, &integrity(&site.join(name))?);
    }
    write(&place, &page)
}

/// What a page states of a file that must not be another one.
fn integrity(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(Error::file("read", path))?;
    Ok(format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes))))
}
