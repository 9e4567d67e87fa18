//! `cargo xtask feel`: how a slider of the optimised site feels, and how long its answers and filled forms take, measured in headless Chromium.

use crate::{
    args::FeelOptions,
    error::Error,
    script::{Script, on_site},
    workspace::Workspace,
};

/// Drags levers of each class and prints what a step took and where the time went; or asks every question of 求解; or opens filled forms.
pub fn run(workspace: &Workspace, options: &FeelOptions) -> Result<(), Error> {
    let file = match options {
        FeelOptions { answers: true, .. } => "answers.mjs",
        FeelOptions { forms: true, .. } => "forms.mjs",
        _ => "feel.mjs",
    };
    let script = Script { directory: workspace.e2e(), file, no_build: options.no_build, needs: &[] };
    let mut run = on_site(workspace, &script)?;
    if let Some(pack) = &options.pack {
        run = run.args(["--pack", pack]);
    }
    for (name, wanted) in [("--every", options.every), ("--json", options.json)] {
        if wanted {
            run = run.arg(name);
        }
    }
    run.status()
}
