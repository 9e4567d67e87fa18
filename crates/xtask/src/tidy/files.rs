//! Files: how long they may be and what they may not say.

use std::fs;

use super::Rule;
use crate::{error::Error, process::Run, workspace::Workspace};

const LONGEST: usize = 800;
const LONG: usize = 400;
const SOURCE_ENDINGS: [&str; 5] = [".rs", ".js", ".mjs", ".css", ".html"];

/// Every text file that is, or is about to be, under version control.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Reads them.
    pub fn read(workspace: &Workspace) -> Result<Self, Error> {
        let list = Run::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .dir(workspace.root())
            .capture()?;
        let mut names: Vec<&str> = list.split('\0').filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        // What is not text, or was deleted just now, has no lines to check.
        let read =
            |name: &str| fs::read_to_string(workspace.root().join(name)).ok().map(|text| (name.to_owned(), text));
        Ok(Self { files: names.into_iter().filter_map(read).collect() })
    }

    /// Path and text of the files below a directory with an ending.
    pub fn below<'a>(&'a self, directory: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        all.filter(move |(path, _)| path.starts_with(directory) && path.ends_with(ending))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|(name, _)| name == path).map(|(_, text)| text.as_str())
    }
}

/// The rules about single files.
pub fn check(sources: &Sources) -> Vec<Rule> {
    vec![lengths(sources), machine_paths(sources), registries(sources), sheets(sources)]
}

fn lengths(sources: &Sources) -> Rule {
    let mut too_long = Vec::new();
    let mut long = Vec::new();
    for (path, text) in sources.below("", "") {
        if !SOURCE_ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        match text.lines().count() {
            lines if lines > LONGEST => too_long.push(format!("{path}: {lines} lines")),
            lines if lines > LONG => long.push(format!("{path}: {lines} lines, think of splitting it")),
            _ => {}
        }
    }
    Rule::new(format!("no source file has more than {LONGEST} lines"), too_long).with_remarks(long)
}

/// Directories that exist on one machine only. Written in two pieces, so that this file does not break its own rule.
const MACHINE_PATHS: [&str; 6] = [
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "tmp/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
    concat!("C:", "\\Users"),
];

fn machine_paths(sources: &Sources) -> Rule {
    let places = places(sources, |line| {
        MACHINE_PATHS.iter().any(|path| {
            line.match_indices(path).any(|(at, _)| {
                // Inside a longer path or an address it is somebody's directory name, not the machine's.
                !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~})>*$".contains(before))
            })
        })
    });
    Rule::new("no file names a directory of one machine", places)
}

const REGISTRIES: [&str; 4] = [
    concat!("registry.", "npmjs.org"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
    concat!("deb.", "debian.org"),
];

fn registries(sources: &Sources) -> Rule {
    let places = places(sources, |line| REGISTRIES.iter().any(|host| line.contains(host)));
    Rule::new("no file names a package registry's address", places)
}

/// A sheet that the page does not name is silently without effect.
fn sheets(sources: &Sources) -> Rule {
    let page = sources.text("index.html").unwrap_or_default();
    let unnamed = sources.below("www/", ".css").filter(|(path, _)| !page.contains(&format!("href=\"{path}\"")));
    Rule::new("every style sheet is part of the page", unnamed.map(|(path, _)| path.to_owned()).collect())
}

fn places(sources: &Sources, broken: impl Fn(&str) -> bool) -> Vec<String> {
    let mut places = Vec::new();
    for (path, text) in sources.below("", "") {
        let lines = text.lines().enumerate().filter(|(_, line)| broken(line));
        places.extend(lines.map(|(index, line)| format!("{path}:{}: {}", index + 1, excerpt(line))));
    }
    places
}

fn excerpt(line: &str) -> String {
    line.trim().chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sources, check};

    fn broken(path: &str, text: &str) -> Vec<String> {
        let sources = Sources { files: vec![(path.to_owned(), text.to_owned())] };
        check(&sources).into_iter().flat_map(|rule| rule.broken_by).collect()
    }

    #[test]
    fn a_file_over_the_limit_is_named_with_its_length() {
        assert_eq!(broken("src/a.rs", &"x\n".repeat(801)), ["src/a.rs: 801 lines"]);
        assert!(broken("src/a.rs", &"x\n".repeat(800)).is_empty());
        assert!(broken("packs/a.toml", &"x\n".repeat(801)).is_empty());
    }

    #[test]
    fn a_machine_s_directory_is_named_with_its_line() {
        let line = concat!("let a = \"/", "tmp/a\";");
        assert_eq!(broken("src/a.rs", &format!("\n{line}\n")), [format!("src/a.rs:2: {line}")]);
        assert!(broken("a.md", concat!("https://example.org/", "work/a")).is_empty());
    }
}
