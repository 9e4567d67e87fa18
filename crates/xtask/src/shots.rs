//! `cargo xtask shots`: pictures of the page for people to look at.

use crate::{
    args::ShotOptions,
    build,
    error::Error,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Takes a screenshot in every language, theme and size.
pub fn run(workspace: &Workspace, options: &ShotOptions) -> Result<(), Error> {
    let needs: Vec<Need> = if options.no_build {
        vec![Need::Npm, Need::Browser]
    } else {
        Need::SITE.into_iter().chain([Need::Browser]).collect()
    };
    let ready = setup::ensure(workspace, &needs)?;
    if !options.no_build {
        build::site(workspace, &ready)?;
    }
    let address = Server::listen(0, &workspace.dist())?.start();
    ready
        .program("node")
        .arg("shots.mjs")
        .dir(workspace.e2e())
        .env("GUOBAN_URL", address)
        .env("GUOBAN_CHROME", &ready.browser()?.chrome)
        .status()
}
