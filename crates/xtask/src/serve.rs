//! `cargo xtask serve`.

use std::time::Instant;

use crate::{
    args::ServeOptions,
    build,
    error::Error,
    process::spoken,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// The cargo profile of the page while it is being worked on.
const PROFILE: &str = "serve";

/// Builds the page and serves it until it is stopped.
pub fn run(workspace: &Workspace, options: &ServeOptions) -> Result<(), Error> {
    let started = Instant::now();
    // Listening comes first: a taken port should not be found out after a long build.
    let site = if options.release { workspace.dist() } else { workspace.serve_dist() };
    let server = Server::listen(options.port, &site)?;
    let needs: &[Need] = if options.release { &Need::SITE } else { &Need::PAGE };
    let ready = setup::ensure(workspace, needs)?;
    let trunk = |command| {
        let trunk = build::trunk(workspace, &ready, command, &site);
        if options.release { trunk.arg("--release") } else { trunk.args(["--cargo-profile", PROFILE]) }
    };
    if options.release {
        build::site(workspace, &ready)?;
    } else {
        println!("build   page, usually 1 to 2 min the first time, then seconds");
        trunk("build").status()?;
    }
    let _watcher = if options.watch { Some(trunk("watch").spawn()?) } else { None };
    println!("\n  {}  (ready after {}; stop with Ctrl-C)\n", server.address(), spoken(started.elapsed()));
    server.run()
}
