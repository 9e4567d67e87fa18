//! Pure crates cannot see the browser, a clock or a source of randomness: not directly, not through what they use.

use super::Rule;
use crate::{error::Error, process::Run, workspace::Workspace};

/// The crates whose results depend on their arguments alone.
const PURE: [&str; 3] = ["guoban-model", "guoban-planning", "guoban-answers"];

/// Crates that bring the browser, a clock or randomness; a name ending in `*` stands for all that begin with it.
const FORBIDDEN: [&str; 17] = [
    "yew*",
    "gloo*",
    "web-sys",
    "js-sys",
    "wasm-bindgen*",
    "getrandom",
    "rand",
    "rand_*",
    "fastrand",
    "chrono",
    "time",
    "jiff",
    "instant",
    "web-time",
    "tokio",
    "mio",
    "guoban-app",
];

/// One rule per pure crate.
pub fn check(workspace: &Workspace) -> Result<Vec<Rule>, Error> {
    PURE.iter().map(|package| rule(workspace, package)).collect()
}

fn rule(workspace: &Workspace, package: &str) -> Result<Rule, Error> {
    let tree = Run::new("cargo")
        .args([
            "tree",
            "--locked",
            "--package",
            package,
            "--edges",
            "normal,build",
            "--target",
            "all",
            "--all-features",
        ])
        .args(["--prefix", "depth", "--format", " {p}"])
        .dir(workspace.root())
        .capture()?;
    let name = format!("{package} sees no browser, no clock and no randomness");
    Ok(Rule::new(name, forbidden_in(&tree)))
}

/// Every way in a tree (lines of `depth name version`) from its root to a forbidden crate.
fn forbidden_in(tree: &str) -> Vec<String> {
    let mut way: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(depth), Some(package)) = (words.next().and_then(|depth| depth.parse().ok()), words.next()) else {
            continue;
        };
        way.truncate(depth);
        way.push(package);
        if FORBIDDEN.iter().any(|pattern| matches(pattern, package)) {
            found.push(way.join(" → "));
        }
    }
    found
}

fn matches(pattern: &str, package: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == package, |start| package.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::forbidden_in;

    #[test]
    fn a_forbidden_crate_is_found_with_the_way_to_it() {
        let tree = "0 guoban-model v0.1.0\n1 serde v1.0.0\n2 serde_core v1.0.0\n1 uuid v1.0.0\n2 getrandom v0.3.0\n";
        assert_eq!(forbidden_in(tree), ["guoban-model → uuid → getrandom"]);
        assert!(forbidden_in("0 guoban-model v0.1.0\n1 timely v1.0.0\n").is_empty());
    }
}
