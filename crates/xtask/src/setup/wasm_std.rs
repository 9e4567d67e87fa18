//! The standard library for wasm32.
//!
//! The ordinary way is `rustup target add`. Where rustup cannot download, Debian's packages give a compiler with the
//! sources of its library: the library is built from them once, and the pair is linked into rustup as the toolchain
//! [`LINKED_TOOLCHAIN`].

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{debian, find, missing, say, slow};
use crate::{error::Error, process::Run, workspace::Workspace};

/// rustup's name for Debian's compiler with the library built here.
pub const LINKED_TOOLCHAIN: &str = "web";

const TARGET: &str = "wasm32-unknown-unknown";
const PART: &str = "wasm32 std";
const STAMP: &str = "guoban-built-for.txt";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PREFIX: &str = "/usr";
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

/// Which compiler has the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmStd {
    /// The active toolchain.
    Active,
    /// [`LINKED_TOOLCHAIN`].
    Linked,
}

/// Makes sure one of the compilers has the library.
pub fn ensure(workspace: &Workspace, tools: &Path) -> Result<WasmStd, Error> {
    let only_debian = env::var("GUOBAN_WASM_STD").is_ok_and(|way| way == "debian");
    if !only_debian && library().is_some_and(|directory| has_std(&directory)) {
        say(PART, "there, in the active toolchain");
        return Ok(WasmStd::Active);
    }
    if linked_is_current() {
        say(PART, &format!("there, in the linked toolchain `{LINKED_TOOLCHAIN}` (built from Debian's sources)"));
        return Ok(WasmStd::Linked);
    }
    if find("rustup").is_none() {
        return Err(missing(
            "rustup, which manages Rust toolchains,",
            "the one-line command at https://rustup.rs, or your system's `rustup` package",
        ));
    }
    if !only_debian {
        say(PART, "rustup target add wasm32-unknown-unknown; usually 10 s");
        match Run::new("rustup").args(["target", "add", TARGET]).quietly_within(RUSTUP_LIMIT) {
            Ok(()) => {
                say(PART, "done, the ordinary way: rustup's download");
                return Ok(WasmStd::Active);
            }
            Err((error, said)) => say(PART, &format!("rustup could not download it ({error}: {said})")),
        }
    }
    say(PART, "taking the other way: build it from Debian's sources");
    from_debian(workspace, tools)?;
    Ok(WasmStd::Linked)
}

fn from_debian(workspace: &Workspace, tools: &Path) -> Result<(), Error> {
    let absent = debian::absent(&DEBIAN_PACKAGES);
    if !absent.is_empty() {
        let fix = || missing("the wasm32 standard library", "rustup target add wasm32-unknown-unknown");
        debian::install(PART, &absent, "1 min").unwrap_or_else(|| Err(fix()))?;
    }
    let built = slow(PART, "building the library once", "1 to 2 min", || build(tools))?;
    install(&built)?;
    // Output compiled against another library cannot be linked with this one.
    let stale = workspace.web_target().join(TARGET);
    if stale.exists() {
        fs::remove_dir_all(&stale).map_err(Error::file("remove", stale))?;
    }
    let link = ["toolchain", "link", LINKED_TOOLCHAIN, DEBIAN_PREFIX];
    Run::new("rustup").args(link).status()?;
    say(PART, &format!("done, as the linked toolchain `{LINKED_TOOLCHAIN}`"));
    Ok(())
}

/// Builds the library as the dependencies of an empty crate, and gives the directory with the results.
fn build(tools: &Path) -> Result<PathBuf, Error> {
    let place = tools.join("wasm32-std");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(Error::file("remove", &place))?;
    }
    let source = place.join("src");
    fs::create_dir_all(&source).map_err(Error::file("create", &source))?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";
    for (path, text) in [(place.join("Cargo.toml"), manifest), (source.join("lib.rs"), "#![no_std]\n")] {
        fs::write(&path, text).map_err(Error::file("write", path))?;
    }
    let target = place.join("target");
    Run::new(DEBIAN_CARGO)
        .args(["build", "--quiet", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro")
        .dir(&place)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a build with link-time optimisation fails later.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", rust_lld()?)
        .status()?;
    Ok(target.join(TARGET).join("release").join("deps"))
}

/// Copies the built library to where Debian's compiler looks for it, and gives that compiler rustup's linker.
fn install(built: &Path) -> Result<(), Error> {
    let rustlib = Path::new(DEBIAN_PREFIX).join("lib").join("rustlib");
    let place = rustlib.join(TARGET).join("lib");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(Error::file("replace", &place))?;
    }
    fs::create_dir_all(&place).map_err(Error::file("create", &place))?;
    for entry in fs::read_dir(built).map_err(Error::file("read", built))? {
        let path = entry.map_err(Error::file("read", built))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&path, place.join(name)).map_err(Error::file("copy", &path))?;
        }
    }
    let version = Run::new(DEBIAN_RUSTC).arg("-vV").capture()?;
    let linker = rust_lld()?;
    let binaries = rustlib.join(host(&version)?).join("bin");
    fs::create_dir_all(&binaries).map_err(Error::file("create", &binaries))?;
    super::link(&linker, &binaries)?;
    let stamp = place.join(STAMP);
    fs::write(&stamp, version).map_err(Error::file("write", stamp))
}

/// Whether the linked toolchain is there and its library was built for this very compiler.
fn linked_is_current() -> bool {
    let stamp = Path::new(DEBIAN_PREFIX).join("lib").join("rustlib").join(TARGET).join("lib").join(STAMP);
    let Ok(built_for) = fs::read_to_string(stamp) else { return false };
    let version = Run::new("rustc").env("RUSTUP_TOOLCHAIN", LINKED_TOOLCHAIN).arg("-vV").capture();
    version.is_ok_and(|version| version == built_for)
}

/// Where the active toolchain keeps, or would keep, the library.
fn library() -> Option<PathBuf> {
    let run = Run::new("rustc").args(["--print", "target-libdir", "--target", TARGET]);
    run.capture().ok().map(|line| PathBuf::from(line.trim()))
}

fn has_std(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

/// The linker for wasm, which rustup ships with every toolchain and Debian does not.
fn rust_lld() -> Result<PathBuf, Error> {
    let host_name = host(&Run::new("rustc").arg("-vV").capture()?)?;
    let sysroot = Run::new("rustc").args(["--print", "sysroot"]).capture()?;
    let linker = Path::new(sysroot.trim()).join("lib").join("rustlib").join(host_name).join("bin").join("rust-lld");
    if linker.exists() {
        return Ok(linker);
    }
    Err(missing("rust-lld, the linker for wasm,", "rustup toolchain install stable"))
}

fn host(version: &str) -> Result<String, Error> {
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| Error::Unexpected { program: "rustc -vV".to_owned(), answer: version.to_owned() })
}
