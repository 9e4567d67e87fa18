//! Steps that read the sources and the manifests.

use std::time::Duration;

use super::{Context, Outcome, count::Count};
use crate::{error::Error, process::Run, tidy};

/// How long fetching the advisories may take before they count as out of reach.
const FETCH_LIMIT: Duration = Duration::from_secs(120);

/// Turns a program's end into an outcome without a count.
pub fn outcome(result: Result<(), Error>) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed(Count::default()),
        Err(error) => {
            eprintln!("{error}");
            Outcome::Failed(Count::default())
        }
    }
}

/// `cargo fmt --check`.
pub fn formatting(context: &Context<'_>) -> Outcome {
    outcome(cargo(context).args(["fmt", "--all", "--check"]).status())
}

/// Clippy over everything, warnings denied.
pub fn clippy(context: &Context<'_>) -> Outcome {
    let all = cargo(context).args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);
    let built = cargo(context).args(["clippy", "--package", "guoban-app", "--features", "snapshot", "--locked"]);
    outcome(all.status().and_then(|()| built.args(["--", "-D", "warnings"]).status()))
}

/// The repository's own rules.
pub fn rules(context: &Context<'_>) -> Outcome {
    match tidy::check(context.workspace) {
        Ok(report) => {
            report.print();
            let count = Count { passed: report.kept(), failed: report.broken() };
            if count.failed == 0 { Outcome::Passed(count) } else { Outcome::Failed(count) }
        }
        Err(error) => outcome(Err(error)),
    }
}

/// Licences, banned crates and where crates come from.
pub fn licences(context: &Context<'_>) -> Outcome {
    outcome(deny(context).args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]).status())
}

/// Known weaknesses of the dependencies, when the list of them can be fetched.
pub fn advisories(context: &Context<'_>) -> Outcome {
    if let Err((error, said)) = deny(context).args(["fetch", "db"]).quietly_within(FETCH_LIMIT) {
        let said = if said.is_empty() { error.to_string() } else { said };
        return Outcome::NotChecked(format!("the advisory database could not be fetched ({said})"));
    }
    outcome(deny(context).args(["check", "--disable-fetch", "advisories"]).status())
}

fn cargo(context: &Context<'_>) -> Run {
    context.ready.program("cargo").dir(context.workspace.root())
}

fn deny(context: &Context<'_>) -> Run {
    context.ready.program("cargo-deny").args(["--log-level", "error", "--workspace"]).dir(context.workspace.root())
}
