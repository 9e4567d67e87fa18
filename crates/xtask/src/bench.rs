//! `cargo xtask bench`: the engine measured natively and in Chromium, as one JSON document.
//!
//! `docs/performance.md` says what is in it. It holds no date, so that two documents differ in what was measured alone.

use std::{env, fs, thread};

use serde_json::{Value, json};

use crate::{
    args::BenchOptions,
    error::Error,
    process::Run,
    server::Server,
    setup::{self, Need, Ready},
    workspace::Workspace,
};

/// Packs that are measured.
const PACKS: [&str; 2] = ["www/packs/border-city.toml", "www/packs/china-2023.toml"];

/// How many times slower the processor is made for what a person waits for.
const SLOWER: u32 = 4;

/// Runs the benchmarks; the document goes to standard output.
pub fn run(workspace: &Workspace, options: &BenchOptions) -> Result<(), Error> {
    let ready = setup::ensure(workspace, &[Need::Npm, Need::WasmStd, Need::WasmBindgen, Need::Browser])?;
    let parts = options.parts.join(",");
    eprintln!("bench   natively, about two minutes");
    let native = figures(
        Run::new("cargo")
            .args(["run", "--quiet", "--release", "--package", "guoban-bench", "--", "--parts"])
            .arg(&parts)
            .args(PACKS)
            .dir(workspace.root()),
    )?;
    eprintln!("bench   in Chromium, about three minutes");
    let site = page(workspace, &ready)?;
    let browser = ready.browser()?;
    let address = Server::listen(0, &site)?.start();
    let in_browser = |parts: &str, slower: u32| {
        let node = ready.program("node").arg("bench.mjs").arg(parts);
        let node = node.args(PACKS.map(|pack| workspace.root().join(pack))).dir(workspace.e2e());
        let node = node.env("GUOBAN_URL", &address).env("GUOBAN_SLOWER", slower.to_string());
        figures(node.env("GUOBAN_CHROME", &browser.chrome))
    };
    let chromium = in_browser(&parts, 1)?;
    // What a person waits for is measured on a slow processor too.
    let waits = parts.is_empty() || options.parts.iter().any(|part| part == "answers");
    let slowed = if waits { in_browser("answers", SLOWER)? } else { Value::Null };
    let said = |run: Run| run.capture().map(|text| text.trim().to_owned());
    let document = json!({
        "format": 1,
        "machine": {
            "processor": processor(),
            "threads": thread::available_parallelism().map_or(1, usize::from),
            "system": format!("{} {}", env::consts::OS, env::consts::ARCH),
            "compiler": said(Run::new("rustc").arg("--version"))?,
            "browser": said(Run::new(&browser.chrome).arg("--version"))?,
        },
        "native": native,
        "chromium": chromium,
        "chromium_slowed": { "times": SLOWER, "figures": slowed },
    });
    println!("{document:#}");
    Ok(())
}

/// The benchmarks compiled for a page; the directory to serve.
fn page(workspace: &Workspace, ready: &Ready) -> Result<std::path::PathBuf, Error> {
    let site = workspace.root().join("target/bench-web");
    fs::create_dir_all(&site).map_err(Error::file("create", &site))?;
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
    fs::write(&page, "<!doctype html><title>bench</title>").map_err(Error::file("write", &page))?;
    Ok(site)
}

/// The figures a program prints.
fn figures(program: Run) -> Result<Value, Error> {
    let mut text = String::new();
    program.lines(|line| text.push_str(line))?;
    serde_json::from_str(&text).map_err(|_| Error::Unexpected { program: "the benchmarks".to_owned(), answer: text })
}

/// What the processor calls itself, where the system tells.
fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned())
}
