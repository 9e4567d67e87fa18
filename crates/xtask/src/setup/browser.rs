//! Chromium and the driver of the same version.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{debian, find, missing as missing_with, say};
use crate::{error::Error, process::Run};

const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
#[cfg(target_os = "macos")]
const MAC_APPLICATION: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The programs that tests in a browser use.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chrome: PathBuf,
    /// chromedriver.
    pub driver: PathBuf,
}

/// Makes sure both are there and fit.
pub fn ensure() -> Result<Browser, Error> {
    let mut found = (chrome(), driver());
    let chosen = env::var_os("GUOBAN_CHROME").is_some();
    if !chosen && Path::new("/etc/debian_version").exists() {
        let absent = debian::absent(&DEBIAN_PACKAGES);
        // Without root, a browser that is already there will do; Chinese text then shows in whatever font there is.
        if !absent.is_empty() && (debian::is_root() || found.0.is_none() || found.1.is_none()) {
            debian::install("Chromium", &absent, "1 min").unwrap_or(Ok(()))?;
            found = (chrome(), driver());
        }
    }
    let chrome = found.0.ok_or_else(|| missing("Chromium"))?;
    let driver = found.1.ok_or_else(|| missing("chromedriver, of the browser's version,"))?;
    let (browser_version, driver_version) = (version(&chrome)?, version(&driver)?);
    if major(&browser_version) != major(&driver_version) {
        let what = format!("a chromedriver for Chromium {browser_version} (this one is {driver_version})");
        return Err(missing(&what));
    }
    say("Chromium", &format!("there, {browser_version} with its driver"));
    Ok(Browser { chrome, driver })
}

/// The error that names what to install.
pub fn missing(what: &str) -> Error {
    let fix = if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver"
    } else if cfg!(windows) {
        "winget install Google.Chrome and the chromedriver of its version"
    } else {
        "your system's packages `chromium` and `chromium-driver` (Debian: apt-get install chromium chromium-driver)"
    };
    missing_with(what, fix)
}

fn chrome() -> Option<PathBuf> {
    let chosen = env::var_os("GUOBAN_CHROME").map(PathBuf::from);
    let found = chosen.or_else(|| BROWSERS.iter().find_map(|name| find(name)));
    #[cfg(target_os = "macos")]
    let found = found.or_else(|| Some(PathBuf::from(MAC_APPLICATION)).filter(|path| path.exists()));
    found
}

fn driver() -> Option<PathBuf> {
    env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find("chromedriver"))
}

/// The version in an answer such as `Chromium 140.0.1 built on …`.
fn version(program: &Path) -> Result<String, Error> {
    let answer = Run::new(program).arg("--version").capture()?;
    let version = answer.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let program = program.display().to_string();
    version.map(str::to_owned).ok_or(Error::Unexpected { program, answer })
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}
