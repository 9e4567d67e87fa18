//! The last steps of a build, on whatever files the steps before left in the site: shorter scripts and styles, what makes
//! it work without a network, and the compressed files beside the plain ones.

use std::{fs, path::Path};

use crate::{
    compress,
    error::Error,
    files::{put, write},
    minify, offline,
    packs::{self, List},
    setup::Ready,
    workspace::Workspace,
};

/// Finishes the optimised site. No file of it may change afterwards.
pub fn site(workspace: &Workspace, ready: &Ready, site: &Path) -> Result<(), Error> {
    fetch_pack_early(site)?;
    draw_first_board(workspace, ready, site)?;
    minify::scripts_and_styles(ready, site)?;
    offline::prepare(&workspace.root().join("www/sw.js"), site)?;
    compress::beside(ready, site)
}

/// Has the list of packs and the pack a newcomer sees travel together with the program, which asks for them once it runs.
fn fetch_pack_early(site: &Path) -> Result<(), Error> {
    let read = |path: &Path| fs::read_to_string(path).map_err(Error::file("read", path));
    let files = [Some(packs::LIST.to_owned()), List::of(site)?.first_core()];
    let early = files.into_iter().flatten().map(|file| early(&file)).collect::<String>();
    let place = site.join("index.html");
    write(&place, &put(&read(&place)?, "</head>", &format!("{early}</head>"), &place)?)
}

/// Puts the board a newcomer sees into the page, for the time in which the program travels (docs/decisions/first-board.md).
fn draw_first_board(workspace: &Workspace, ready: &Ready, site: &Path) -> Result<(), Error> {
    let read = |path: &Path| fs::read_to_string(path).map_err(Error::file("read", path));
    let Some(pack) = List::of(site)?.packs.into_iter().next() else { return Ok(()) };
    let run = ready.program("cargo").dir(workspace.root());
    let run = run.args(["run", "--quiet", "--locked", "--package", "guoban-app", "--features", "snapshot"]);
    let mut boards = String::new();
    run.args(["--bin", "first-board", "--"]).arg(site.join("packs").join(pack.file)).lines(|line| {
        boards.push_str(line);
        boards.push('\n');
    })?;
    let place = site.join("index.html");
    write(&place, &put(&read(&place)?, "</body>", &format!("{boards}</body>"), &place)?)
}

/// A file that a script will fetch by its plain name.
fn early(file: &str) -> String {
    format!("<link rel=\"preload\" href=\"./{file}\" as=\"fetch\" crossorigin>")
}
