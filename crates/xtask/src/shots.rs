//! `cargo xtask shots`: pictures of the page for people to look at.

use crate::{
    args::ShotOptions,
    error::Error,
    script::{Script, on_site},
    workspace::Workspace,
};

/// Takes a screenshot in every language, theme and size.
pub fn run(workspace: &Workspace, options: &ShotOptions) -> Result<(), Error> {
    let script = Script { directory: workspace.e2e(), file: "shots.mjs", no_build: options.no_build, needs: &[] };
    let mut run = on_site(workspace, &script)?;
    for (name, value) in [("--pack", &options.pack), ("--screen", &options.screen)] {
        if let Some(value) = value {
            run = run.args([name, value]);
        }
    }
    run.status()
}
