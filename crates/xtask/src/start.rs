//! `cargo xtask start`: how long a newcomer waits for the first verdict of the optimised site, in headless Chromium.

use crate::{
    args::StartOptions,
    build,
    error::Error,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Opens the site cold at several speeds of network and processor, and prints when what arrived and was shown.
pub fn run(workspace: &Workspace, options: &StartOptions) -> Result<(), Error> {
    let needs: Vec<Need> = if options.no_build {
        vec![Need::Npm, Need::Browser]
    } else {
        Need::SITE.into_iter().chain([Need::Browser]).collect()
    };
    let ready = setup::ensure(workspace, &needs)?;
    if !options.no_build {
        build::site(workspace, &ready)?;
    }
    let run = ready.program("node").arg("start.mjs");
    let run = if options.json { run.arg("--json") } else { run };
    run.dir(workspace.e2e())
        .env("GUOBAN_URL", Server::listen(0, &workspace.dist())?.start())
        .env("GUOBAN_CHROME", &ready.browser()?.chrome)
        .status()
}
