//! The repository's own rules, checked like tests.

mod crates;
mod files;
mod language;

use crate::{error::Error, workspace::Workspace};

/// What the rules found.
#[derive(Debug, Default)]
pub struct Report {
    rules: Vec<Rule>,
}

/// One rule and where it is broken.
#[derive(Debug)]
pub struct Rule {
    name: String,
    broken_by: Vec<String>,
    remarks: Vec<String>,
}

impl Rule {
    /// A rule and everything that breaks it.
    pub fn new(name: impl Into<String>, broken_by: Vec<String>) -> Self {
        Self { name: name.into(), broken_by, remarks: Vec::new() }
    }

    /// Adds remarks: worth a look, no failure.
    pub fn with_remarks(mut self, remarks: Vec<String>) -> Self {
        self.remarks = remarks;
        self
    }
}

impl Report {
    /// Rules that are kept.
    pub fn kept(&self) -> usize {
        self.rules.iter().filter(|rule| rule.broken_by.is_empty()).count()
    }

    /// Rules that are broken.
    pub fn broken(&self) -> usize {
        self.rules.len() - self.kept()
    }

    /// Prints every rule and what breaks it.
    pub fn print(&self) {
        for rule in &self.rules {
            println!("{}  {}", if rule.broken_by.is_empty() { "ok    " } else { "BROKEN" }, rule.name);
            for place in &rule.broken_by {
                println!("          {place}");
            }
            for remark in &rule.remarks {
                println!("          (remark) {remark}");
            }
        }
    }
}

/// `cargo xtask tidy`.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let report = check(workspace)?;
    report.print();
    if report.broken() == 0 { Ok(()) } else { Err(Error::Untidy(report.broken())) }
}

/// Checks every rule.
pub fn check(workspace: &Workspace) -> Result<Report, Error> {
    let sources = files::Sources::read(workspace)?;
    let mut rules = crates::check(workspace)?;
    rules.extend(files::check(&sources));
    rules.extend(language::check(&sources));
    Ok(Report { rules })
}
