//! `cargo xtask lighthouse`: Lighthouse's scores of the optimised site as a host sends it, compressed.

use crate::{
    args::LighthouseOptions,
    error::Error,
    script::{Script, on_site},
    setup::Need,
    workspace::Workspace,
};

/// Scores the site on a desktop and on a phone; figures go to standard output.
pub fn run(workspace: &Workspace, options: &LighthouseOptions) -> Result<(), Error> {
    let script = Script {
        directory: workspace.lighthouse(),
        file: "lighthouse.mjs",
        no_build: options.no_build,
        needs: &[Need::Lighthouse],
    };
    on_site(workspace, &script)?.status()
}
