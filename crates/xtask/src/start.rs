//! `cargo xtask start`: how long a newcomer waits for the first verdict of the optimised site, in headless Chromium.

use crate::{
    args::StartOptions,
    error::Error,
    script::{Script, on_site},
    workspace::Workspace,
};

/// Opens the site cold at several speeds of network and processor, and prints when what arrived and was shown.
pub fn run(workspace: &Workspace, options: &StartOptions) -> Result<(), Error> {
    let script = Script { directory: workspace.e2e(), file: "start.mjs", no_build: options.no_build, needs: &[] };
    let run = on_site(workspace, &script)?;
    let run = if options.json { run.arg("--json") } else { run };
    run.status()
}
