//! A script that drives the optimised site in headless Chromium: what pictures and measurements have in common.

use std::path::PathBuf;

use crate::{
    build,
    error::Error,
    process::Run,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Which script, and what it takes.
#[derive(Debug)]
pub struct Script<'a> {
    /// The directory it lies in, with the packages it imports.
    pub directory: PathBuf,
    /// Its file there.
    pub file: &'a str,
    /// Use the `dist/` that is there.
    pub no_build: bool,
    /// What it needs besides the site, Node.js packages and a browser.
    pub needs: &'a [Need],
}

/// Makes the site, unless it is to be used as it is, serves it, and gives the script ready to run: it finds the site's address
/// in `GUOBAN_URL` and the browser in `GUOBAN_CHROME`.
pub fn on_site(workspace: &Workspace, script: &Script<'_>) -> Result<Run, Error> {
    let site: &[Need] = if script.no_build { &[Need::Npm] } else { &Need::SITE };
    let needs: Vec<Need> = site.iter().chain(&[Need::Browser]).chain(script.needs).copied().collect();
    let ready = setup::ensure(workspace, &needs)?;
    if !script.no_build {
        build::site(workspace, &ready)?;
    }
    let run = ready.program("node").arg(script.file).dir(&script.directory);
    Ok(run
        .env("GUOBAN_URL", Server::listen(0, &workspace.dist())?.start())
        .env("GUOBAN_CHROME", &ready.browser()?.chrome))
}
