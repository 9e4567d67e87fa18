//! Building the site with Trunk.

use std::{path::Path, time::Instant};

use crate::{
    args::BuildOptions,
    error::Error,
    finish, inside, parts,
    process::{Run, spoken},
    setup::{self, Need, Ready},
    single, size,
    workspace::Workspace,
};

/// `cargo xtask build`.
pub fn run(workspace: &Workspace, options: &BuildOptions) -> Result<(), Error> {
    let ready = setup::ensure(workspace, &Need::SITE)?;
    site(workspace, &ready)?;
    if options.single {
        let file = single::write_from(workspace, &ready, &workspace.dist())?;
        println!("build   {} written", file.display());
    }
    let sizes = size::Report::of(&ready, &workspace.dist())?;
    sizes.print();
    inside::print(&inside::modules(&parts::optimised(workspace))?);
    sizes.check()
}

/// Writes the optimised site to `dist/`.
pub fn site(workspace: &Workspace, ready: &Ready) -> Result<(), Error> {
    println!("build   optimised site, usually 2 to 4 min the first time");
    let started = Instant::now();
    let site = workspace.dist();
    trunk(workspace, ready, "build", &site).args(["--release", "--features", parts::FEATURE]).status()?;
    parts::cut(workspace, ready, &site)?;
    release_packs(workspace, ready, &site.join("packs"))?;
    finish::site(workspace, ready, &site)?;
    println!("build   dist/ written after {}", spoken(started.elapsed()));
    Ok(())
}

/// Writes the packs' packed form beside their texts.
fn release_packs(workspace: &Workspace, ready: &Ready, packs: &Path) -> Result<(), Error> {
    let run = ready.program("cargo").dir(workspace.root());
    let run = run.args(["run", "--quiet", "--locked", "--package", "guoban", "--", "release"]);
    run.arg(packs).capture().map(drop)
}

/// Trunk with what all its commands share.
pub fn trunk(workspace: &Workspace, ready: &Ready, command: &str, dist: &Path) -> Run {
    ready
        .web("trunk")
        .args(["--skip-version-check", "--log", "warn", command, "--locked", "--dist"])
        .arg(dist)
        .dir(workspace.root())
        .env("RUST_BACKTRACE", "0")
        // Trunk reads NO_COLOR as true or false, where the convention is any value.
        .env("NO_COLOR", if std::env::var_os("NO_COLOR").is_some() { "true" } else { "false" })
}
