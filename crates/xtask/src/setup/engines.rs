//! Browsers with engines other than Chromium's, and LibreOffice, where this machine can have them.
//!
//! Nothing depends on them but their own tests: what cannot be had is a reason, not an error.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{Need, debian, find, missing, programs, say};
use crate::{error::Error, process::Run, workspace::Workspace};

/// WebKit's own small browser has no headless mode and needs a display.
const DISPLAY: &str = "xvfb-run";

/// Firefox and its driver.
#[derive(Debug, Clone)]
pub struct Firefox {
    /// The browser.
    pub browser: PathBuf,
    /// geckodriver.
    pub driver: PathBuf,
}

/// WebKit's driver, which starts WebKit's own small browser.
#[derive(Debug, Clone)]
pub struct WebKit {
    /// WebKitWebDriver.
    pub driver: PathBuf,
}

impl WebKit {
    /// The program and its arguments that give another program, named after them, a display: none where there is one.
    pub fn display() -> &'static [&'static str] {
        if env::var_os("DISPLAY").is_some() { &[] } else { &[DISPLAY, "--auto-servernum"] }
    }
}

/// Firefox and geckodriver, or why they are not here.
pub fn firefox(workspace: &Workspace, tools: &Path) -> Result<Firefox, Error> {
    let known = || ["firefox-esr", "firefox"].iter().find_map(|name| find(name));
    let chosen = env::var_os("GUOBAN_FIREFOX").map(PathBuf::from);
    let browser = chosen.map_or_else(|| from_debian("Firefox", &["firefox-esr"], known), Ok)?;
    let drivers = programs::ensure(workspace, tools, Need::Firefox)?;
    let driver = drivers.into_iter().next().ok_or_else(|| missing("geckodriver", "cargo install geckodriver"))?;
    say("Firefox", &format!("there, {}", version(&browser)));
    Ok(Firefox { browser, driver })
}

/// WebKit's driver with a display, or why it is not here.
pub fn webkit() -> Result<WebKit, Error> {
    let known = || find("WebKitWebDriver").filter(|_| WebKit::display().is_empty() || find(DISPLAY).is_some());
    let driver = from_debian("WebKit", &["webkit2gtk-driver", "xvfb", "xauth"], known)?;
    say("WebKit", "there, with its driver");
    Ok(WebKit { driver })
}

/// LibreOffice's program, or why it is not here.
pub fn office() -> Result<PathBuf, Error> {
    let office = from_debian("LibreOffice Calc", &["libreoffice-calc-nogui"], || find("soffice"))?;
    say("LibreOffice Calc", &format!("there, {}", version(&office)));
    Ok(office)
}

/// What `known` finds, after installing packages when it finds nothing and Debian has them.
fn from_debian(what: &str, packages: &[&str], known: impl Fn() -> Option<PathBuf>) -> Result<PathBuf, Error> {
    if let Some(found) = known() {
        return Ok(found);
    }
    let absent = || missing(what, &format!("your system's packages (Debian: apt-get install {})", packages.join(" ")));
    debian::install(what, packages, "1 min").unwrap_or_else(|| Err(absent()))?;
    known().ok_or_else(absent)
}

fn version(program: &Path) -> String {
    Run::new(program).arg("--version").capture().map(|answer| answer.trim().to_owned()).unwrap_or_default()
}
