//! Building the site with Trunk.

use std::{path::Path, time::Instant};

use crate::{
    args::BuildOptions,
    error::Error,
    finish,
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
    let sizes = size::measure(&ready, &workspace.dist())?;
    size::print(&sizes);
    size::check(&sizes)
}

/// Writes the optimised site to `dist/`.
pub fn site(workspace: &Workspace, ready: &Ready) -> Result<(), Error> {
    println!("build   optimised site, usually 2 to 4 min the first time");
    let started = Instant::now();
    trunk(workspace, ready, "build", &workspace.dist()).arg("--release").status()?;
    finish::site(workspace, ready, &workspace.dist())?;
    println!("build   dist/ written after {}", spoken(started.elapsed()));
    Ok(())
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
