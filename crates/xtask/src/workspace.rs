//! Where things are.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// The repository's directories, and the per-user directory of tools.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace this binary was built from.
    pub fn here() -> Self {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest.ancestors().nth(2).unwrap_or(&manifest).to_path_buf();
        Self { root }
    }

    /// The repository.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The optimised site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The optimised site as one file.
    pub fn single(&self) -> PathBuf {
        self.root.join("dist-single").join("guoban.html")
    }

    /// The end-to-end tests, which also hold the npm manifest.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests").join("e2e")
    }

    /// The measurements with Lighthouse, with an npm manifest of their own.
    pub fn lighthouse(&self) -> PathBuf {
        self.root.join("tests").join("lighthouse")
    }

    /// Build output for the web, apart from the native one: the two may use different compilers, and neither then
    /// waits for the other's lock.
    pub fn web_target(&self) -> PathBuf {
        self.root.join("target").join("web")
    }

    /// The site as `serve` builds it: fast to build, not optimised, never shipped.
    pub fn serve_dist(&self) -> PathBuf {
        self.web_target().join("site")
    }

    /// The tools installed for this user: `$GUOBAN_TOOLS`, else below the user's cache directory.
    pub fn tools(&self) -> PathBuf {
        if let Some(chosen) = env::var_os("GUOBAN_TOOLS") {
            return PathBuf::from(chosen);
        }
        let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
        let cache = cache.or_else(|| home.map(|home| home.join(".cache"))).unwrap_or_else(|| self.root.join("target"));
        cache.join("guoban").join("tools")
    }

    /// The version of a package in `Cargo.lock`, when it is there.
    pub fn locked_version(&self, package: &str) -> Result<Option<String>, Error> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Error::file("read", path))?;
        Ok(version_in(&lock, package))
    }
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        let lock =
            "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.1\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("2.0.1"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
