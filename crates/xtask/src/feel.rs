//! `cargo xtask feel`: how a slider of the optimised site feels, measured in headless Chromium.

use crate::{
    args::FeelOptions,
    build,
    error::Error,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Drags levers of each class and prints what a step took and where the time went.
pub fn run(workspace: &Workspace, options: &FeelOptions) -> Result<(), Error> {
    let needs: Vec<Need> = if options.no_build {
        vec![Need::Npm, Need::Browser]
    } else {
        Need::SITE.into_iter().chain([Need::Browser]).collect()
    };
    let ready = setup::ensure(workspace, &needs)?;
    if !options.no_build {
        build::site(workspace, &ready)?;
    }
    let mut run = ready.program("node").arg("feel.mjs");
    if let Some(pack) = &options.pack {
        run = run.args(["--pack", pack]);
    }
    for (name, wanted) in [("--every", options.every), ("--json", options.json)] {
        if wanted {
            run = run.arg(name);
        }
    }
    run.dir(workspace.e2e())
        .env("GUOBAN_URL", Server::listen(0, &workspace.dist())?.start())
        .env("GUOBAN_CHROME", &ready.browser()?.chrome)
        .status()
}
