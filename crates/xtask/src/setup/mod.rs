//! Everything a command needs on the machine, installed when it is not there.
//!
//! Each part prints one line that says what it is, and, when it has to be fetched or built, how long that usually
//! takes and which way was taken.

mod browser;
mod debian;
mod engines;
mod npm;
mod programs;
mod python;
mod wasm_std;

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

pub use browser::Browser;
pub use engines::{Firefox, WebKit};
use wasm_std::WasmStd;

use crate::{
    error::Error,
    process::{Run, spoken},
    workspace::Workspace,
};

/// Something a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compiling for wasm32.
    WasmStd,
    /// Trunk, which assembles the site.
    Trunk,
    /// wasm-bindgen, in the version of `Cargo.lock`, with its test runner.
    WasmBindgen,
    /// wasm-split, which cuts the app's module into parts.
    WasmSplit,
    /// wasm-pack, which runs tests inside a browser.
    WasmPack,
    /// cargo-deny, which checks licences and advisories.
    Deny,
    /// Node and the locked npm packages: wasm-opt, the browser driver library.
    Npm,
    /// Chromium and its driver.
    Browser,
    /// Firefox and its driver, where they can be had.
    Firefox,
    /// WebKit's driver, where it can be had.
    WebKit,
    /// LibreOffice Calc, which recalculates workbooks, where it can be had.
    Office,
    /// PySD, which simulates models in XMILE, where it can be had.
    PySd,
    /// Lighthouse, which only the command of that name uses.
    Lighthouse,
}

impl Need {
    /// All of them, in the order in which they are looked for: what fails quickly comes first.
    pub const ALL: [Self; 13] = [
        Self::Npm,
        Self::Browser,
        Self::WebKit,
        Self::Office,
        Self::PySd,
        Self::Lighthouse,
        Self::WasmStd,
        Self::WasmBindgen,
        Self::WasmSplit,
        Self::Trunk,
        Self::WasmPack,
        Self::Deny,
        Self::Firefox,
    ];
    /// What building the page takes.
    pub const PAGE: [Self; 3] = [Self::WasmStd, Self::WasmBindgen, Self::Trunk];
    /// What building the optimised site takes.
    pub const SITE: [Self; 5] = [Self::Npm, Self::WasmStd, Self::WasmBindgen, Self::WasmSplit, Self::Trunk];
}

/// A machine on which the needs are met.
#[derive(Debug)]
pub struct Ready {
    path: OsString,
    target: PathBuf,
    toolchain: Option<&'static str>,
    browser: Option<Browser>,
    firefox: Result<Firefox, Error>,
    webkit: Result<WebKit, Error>,
    office: Result<PathBuf, Error>,
    pysd: Result<PathBuf, Error>,
}

impl Ready {
    /// A program that finds the prepared tools first and compiles for the web.
    pub fn web(&self, program: &str) -> Run {
        let run = Run::new(program).env("PATH", &self.path).env("CARGO_TARGET_DIR", &self.target);
        match self.toolchain {
            Some(toolchain) => run.env("RUSTUP_TOOLCHAIN", toolchain),
            None => run,
        }
    }

    /// A program that finds the prepared tools first.
    pub fn program(&self, program: &str) -> Run {
        Run::new(program).env("PATH", &self.path)
    }

    /// Where code for the web is compiled to.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The browser to test with.
    pub fn browser(&self) -> Result<&Browser, Error> {
        self.browser.as_ref().ok_or_else(|| browser::missing("Chromium"))
    }

    /// Firefox, or why it is not here.
    pub fn firefox(&self) -> Result<&Firefox, &Error> {
        self.firefox.as_ref()
    }

    /// WebKit, or why it is not here.
    pub fn webkit(&self) -> Result<&WebKit, &Error> {
        self.webkit.as_ref()
    }

    /// LibreOffice's program, or why it is not here.
    pub fn office(&self) -> Result<&Path, &Error> {
        self.office.as_deref()
    }

    /// A Python that has PySD, or why there is none.
    pub fn pysd(&self) -> Result<&Path, &Error> {
        self.pysd.as_deref()
    }
}

/// Makes sure the needs are met.
pub fn ensure(workspace: &Workspace, needs: &[Need]) -> Result<Ready, Error> {
    let started = Instant::now();
    compiler()?;
    let tools = workspace.tools();
    let links = workspace.web_target().join("bin");
    fs::create_dir_all(&links).map_err(Error::file("create", &links))?;
    let mut directories = vec![links.clone()];
    let mut toolchain = None;
    let mut browser = None;
    let mut firefox = Err(missing("Firefox", "cargo xtask setup"));
    let mut webkit = Err(missing("WebKit", "cargo xtask setup"));
    let mut office = Err(missing("LibreOffice Calc", "cargo xtask setup"));
    let mut pysd = Err(missing("PySD", "cargo xtask setup"));
    for need in Need::ALL.into_iter().filter(|need| needs.contains(need)) {
        match need {
            Need::WasmStd => {
                if wasm_std::ensure(workspace, &tools)? == WasmStd::Linked {
                    toolchain = Some(wasm_std::LINKED_TOOLCHAIN);
                }
            }
            Need::Npm => {
                directories.push(npm::ensure(&workspace.e2e(), "wasm-opt, esbuild, playwright-core, axe-core")?);
            }
            Need::Lighthouse => directories.push(npm::ensure(&workspace.lighthouse(), "lighthouse")?),
            Need::Browser => browser = Some(browser::ensure()?),
            Need::Firefox => {
                firefox = engines::firefox(workspace, &tools).inspect_err(|why| say("Firefox", &why.to_string()))
            }
            Need::Office => office = engines::office().inspect_err(|why| say("LibreOffice Calc", &why.to_string())),
            Need::PySd => pysd = python::pysd(&tools).inspect_err(|why| say("PySD", &why.to_string())),
            Need::WebKit => webkit = engines::webkit().inspect_err(|why| say("WebKit", &why.to_string())),
            Need::Trunk | Need::WasmBindgen | Need::WasmSplit | Need::WasmPack | Need::Deny => {
                for binary in programs::ensure(workspace, &tools, need)? {
                    link(&binary, &links)?;
                }
            }
        }
    }
    let inherited = env::var_os("PATH").unwrap_or_default();
    directories.extend(env::split_paths(&inherited));
    let path = env::join_paths(directories)
        .map_err(|error| Error::Unexpected { program: "PATH".to_owned(), answer: error.to_string() })?;
    say("ready", &format!("after {}", spoken(started.elapsed())));
    Ok(Ready { path, target: workspace.web_target(), toolchain, browser, firefox, webkit, office, pysd })
}

/// One line of the set-up.
fn say(part: &str, what: &str) {
    println!("set-up  {part:<22} {what}");
}

/// Runs a slow step between two lines: what it does and usually takes, and what it took.
fn slow<T>(part: &str, what: &str, usually: &str, step: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    say(part, &format!("{what}; usually {usually}"));
    let started = Instant::now();
    let result = step();
    let outcome = if result.is_ok() { "done" } else { "did not work" };
    say(part, &format!("{outcome} after {}", spoken(started.elapsed())));
    result
}

/// A C compiler links every Rust program, the tools' build scripts among them.
fn compiler() -> Result<(), Error> {
    if cfg!(windows) || ["cc", "gcc", "clang"].iter().any(|name| find(name).is_some()) {
        return Ok(());
    }
    debian::install("a C compiler", &["gcc", "libc6-dev"], "half a minute")
        .unwrap_or_else(|| Err(missing("a C compiler", "the C tools of your system (macOS: xcode-select --install)")))
}

/// The full path of a program on `PATH`.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let names = [program.to_owned(), format!("{program}.exe"), format!("{program}.cmd")];
    let names = if cfg!(windows) { &names[1..] } else { &names[..1] };
    env::split_paths(&path)
        .flat_map(|directory| names.iter().map(move |name| directory.join(name)))
        .find(|candidate| candidate.is_file())
}

fn missing(what: &str, fix: &str) -> Error {
    Error::Missing { what: what.to_owned(), fix: fix.to_owned() }
}

/// Puts a tool into the directory that comes first on the children's `PATH`, so that exactly this version is found
/// whatever else is installed.
fn link(binary: &Path, directory: &Path) -> Result<(), Error> {
    let Some(name) = binary.file_name() else { return Ok(()) };
    let place = directory.join(name);
    if fs::read_link(&place).is_ok_and(|target| target == binary) {
        return Ok(());
    }
    if place.symlink_metadata().is_ok() {
        fs::remove_file(&place).map_err(Error::file("replace", &place))?;
    }
    #[cfg(unix)]
    let made = std::os::unix::fs::symlink(binary, &place);
    #[cfg(not(unix))]
    let made = fs::copy(binary, &place).map(drop);
    made.map_err(Error::file("create", place))
}
