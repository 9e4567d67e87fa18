//! `cargo xtask lighthouse`: Lighthouse's scores of the optimised site as a host sends it, compressed.

use crate::{
    args::LighthouseOptions,
    build,
    error::Error,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Scores the site on a desktop and on a phone; figures go to standard output.
pub fn run(workspace: &Workspace, options: &LighthouseOptions) -> Result<(), Error> {
    let site: &[Need] = if options.no_build { &[Need::Npm] } else { &Need::SITE };
    let needs: Vec<Need> = site.iter().copied().chain([Need::Browser, Need::Lighthouse]).collect();
    let ready = setup::ensure(workspace, &needs)?;
    if !options.no_build {
        build::site(workspace, &ready)?;
    }
    ready
        .program("node")
        .arg("lighthouse.mjs")
        .dir(workspace.lighthouse())
        .env("GUOBAN_URL", Server::listen(0, &workspace.dist())?.start())
        .env("GUOBAN_CHROME", &ready.browser()?.chrome)
        .status()
}
