//! Tools written in Rust, each in one pinned version: from `PATH`, from the per-user directory, or built into it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{Need, find, say, slow};
use crate::{error::Error, process::Run, workspace::Workspace};

struct Program {
    package: &'static str,
    binaries: &'static [&'static str],
    version: String,
    usually: &'static str,
    /// Features without which the package has no program.
    features: Option<&'static str>,
}

fn program(workspace: &Workspace, need: Need) -> Result<Option<Program>, Error> {
    let program = |package, binaries, version: &str, usually| Program {
        package,
        binaries,
        version: version.to_owned(),
        usually,
        features: None,
    };
    Ok(match need {
        // 0.22 needs a newer compiler than the one this project asks for.
        Need::Trunk => Some(program("trunk", &["trunk"], "0.21.14", "3 min")),
        // Must equal the library's version, or the module it writes does not load.
        Need::WasmBindgen => {
            let version = workspace.locked_version("wasm-bindgen")?.unwrap_or_else(|| "0.2.130".to_owned());
            Some(program("wasm-bindgen-cli", &["wasm-bindgen", "wasm-bindgen-test-runner"], &version, "2 min"))
        }
        // Cuts what `wasm_split_helpers` marks; the two are versioned apart.
        Need::WasmSplit => Some(Program {
            features: Some("build-binary"),
            ..program("wasm_split_cli_support", &["wasm-split-cli"], "0.2.4", "2 min")
        }),
        Need::WasmPack => Some(program("wasm-pack", &["wasm-pack"], "0.15.1", "2 min")),
        Need::Deny => Some(program("cargo-deny", &["cargo-deny"], "0.20.2", "3 min")),
        Need::Firefox => Some(program("geckodriver", &["geckodriver"], "0.36.0", "2 min")),
        Need::WebKit | Need::Office | Need::PySd | Need::WasmStd | Need::Npm | Need::Browser | Need::Lighthouse => None,
    })
}

/// Makes sure a tool is there in its version and gives the paths of its binaries.
pub fn ensure(workspace: &Workspace, tools: &Path, need: Need) -> Result<Vec<PathBuf>, Error> {
    let Some(program) = program(workspace, need)? else { return Ok(Vec::new()) };
    let part = format!("{} {}", program.package, program.version);
    let on_path: Option<Vec<_>> = program.binaries.iter().map(|name| find(name)).collect();
    if let Some(found) = on_path.filter(|found| is_version(found, &program.version)) {
        say(&part, "there, on PATH");
        return Ok(found);
    }
    let suffix = env::consts::EXE_SUFFIX;
    let kept: Vec<_> = program.binaries.iter().map(|name| tools.join("bin").join(format!("{name}{suffix}"))).collect();
    if is_version(&kept, &program.version) || is_installed(tools, &program) {
        say(&part, "there, among this user's tools");
        return Ok(kept);
    }
    slow(&part, "cargo install", program.usually, || {
        let install = |locked: bool| {
            // Tools run for seconds; the minutes are in compiling them. This takes a third of the usual time.
            let run = Run::new("cargo")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .args(["install", program.package, "--version", &format!("={}", program.version), "--force", "--root"])
                .arg(tools);
            let run = match program.features {
                Some(features) => run.args(["--features", features]),
                None => run,
            };
            if locked { run.arg("--locked").status() } else { run.status() }
        };
        // A lock file may name a version that a registry mirror does not have; the versions it does have serve as well.
        install(true).or_else(|_| install(false))
    })?;
    Ok(kept)
}

/// Whether cargo says that it installed this version: not every program tells its own.
fn is_installed(tools: &Path, program: &Program) -> bool {
    let list = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    list.contains(&format!("\"{} {} ", program.package, program.version))
}

fn is_version(binaries: &[PathBuf], version: &str) -> bool {
    binaries.iter().all(|binary| {
        let answer = Run::new(binary).arg("--version").capture();
        answer.is_ok_and(|answer| answer.split_whitespace().nth(1) == Some(version))
    })
}
