//! `cargo xtask bench`: the engine measured natively and in Chromium, as JSON.

use std::fs;

use crate::{
    error::Error,
    process::Run,
    server::Server,
    setup::{self, Need},
    workspace::Workspace,
};

/// Packs that are measured.
const PACKS: [&str; 2] = ["www/packs/border-city.toml", "www/packs/china-2023.toml"];

/// Runs the benchmarks; figures go to standard output.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let ready = setup::ensure(workspace, &[Need::Npm, Need::WasmStd, Need::WasmBindgen, Need::Browser])?;
    eprintln!("bench   natively, about a minute");
    Run::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "guoban-bench", "--"])
        .args(PACKS)
        .dir(workspace.root())
        .status()?;
    eprintln!("bench   in Chromium, about two minutes");
    let site = workspace.root().join("target/bench-web");
    fs::create_dir_all(&site).map_err(|source| Error::File { action: "create", path: site.clone(), source })?;
    ready
        .web("cargo")
        .args(["build", "--quiet", "--release", "--package", "guoban-bench", "--lib"])
        .args(["--target", "wasm32-unknown-unknown"])
        .dir(workspace.root())
        .env("RUSTFLAGS", "-C target-feature=+simd128")
        .status()?;
    ready
        .web("wasm-bindgen")
        .args(["--target", "web", "--out-dir"])
        .arg(&site)
        .arg(ready.target().join("wasm32-unknown-unknown/release/guoban_bench.wasm"))
        .status()?;
    let page = site.join("index.html");
    fs::write(&page, "<!doctype html><title>bench</title>").map_err(|source| Error::File {
        action: "write",
        path: page.clone(),
        source,
    })?;
    ready
        .program("node")
        .arg("bench.mjs")
        .args(PACKS.map(|pack| workspace.root().join(pack)))
        .dir(workspace.e2e())
        .env("GUOBAN_URL", Server::listen(0, &site)?.start())
        .env("GUOBAN_CHROME", &ready.browser()?.chrome)
        .status()
}
