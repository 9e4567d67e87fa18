//! A Python with PySD, which simulates models in XMILE, where this machine can have one.
//!
//! Nothing depends on it but its own test: what cannot be had is a reason, not an error.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{find, missing, say, slow};
use crate::{error::Error, process::Run};

/// The version whose figures the test is known to hold with.
const PYSD: &str = "3.14.3";

/// A Python that has PySD, or why there is none. `GUOBAN_PYSD` names one that is there.
pub fn pysd(tools: &Path) -> Result<PathBuf, Error> {
    if let Some(chosen) = env::var_os("GUOBAN_PYSD").map(PathBuf::from) {
        let version =
            version(&chosen).ok_or_else(|| missing("PySD in the Python of GUOBAN_PYSD", "pip install pysd"))?;
        say("PySD", &format!("there, {version}"));
        return Ok(chosen);
    }
    let place = tools.join(format!("pysd-{PYSD}"));
    let python = place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if version(&python).as_deref() == Some(PYSD) {
        say("PySD", &format!("there, {PYSD}, among this user's tools"));
        return Ok(python);
    }
    let system = find("python3").or_else(|| find("python"));
    let system = system
        .ok_or_else(|| missing("Python 3 with pip", "your system's packages (Debian: apt-get install python3-venv)"))?;
    let installed = slow("PySD", "pip install, in a place of its own", "1 min", || {
        Run::new(system).args(["-m", "venv", "--clear"]).arg(&place).status()?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--prefer-binary"];
        Run::new(&python).args(install).arg(format!("pysd=={PYSD}")).status()
    });
    if let Err(error) = installed {
        // What could not be finished is begun anew the next time; what is left of it says no version.
        fs::remove_dir_all(&place).unwrap_or_default();
        return Err(error);
    }
    Ok(python)
}

fn version(python: &Path) -> Option<String> {
    let answer = Run::new(python).args(["-c", "import pysd; print(pysd.__version__)"]).capture();
    answer.ok().map(|answer| answer.trim().to_owned())
}
