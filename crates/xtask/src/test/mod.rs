//! `cargo xtask test`: everything that must hold, step by step, with a summary.

mod count;
mod engines;
mod lint;
mod suites;

use std::time::{Duration, Instant};

use count::Count;

use crate::{
    args::{Part, TestOptions},
    error::Error,
    process::spoken,
    setup::{self, Need, Ready},
    workspace::Workspace,
};

/// What a step found out.
#[derive(Debug)]
pub enum Outcome {
    /// It holds; so many tests ran.
    Passed(Count),
    /// It does not hold; the count may name single tests.
    Failed(Count),
    /// Something that could not be checked, and why. Never used for a test that failed.
    NotChecked(String),
}

struct Step {
    name: &'static str,
    part: Part,
    run: fn(&Context<'_>) -> Outcome,
}

/// What every step may use.
pub struct Context<'a> {
    /// Where things are.
    pub workspace: &'a Workspace,
    /// The tools.
    pub ready: &'a Ready,
    /// The command's options.
    pub options: &'a TestOptions,
}

/// In the order in which a mistake is found soonest.
const STEPS: [Step; 16] = [
    Step { name: "formatting", part: Part::Lint, run: lint::formatting },
    Step { name: "repository rules", part: Part::Lint, run: lint::rules },
    Step { name: "clippy", part: Part::Lint, run: lint::clippy },
    Step { name: "licences, bans, sources", part: Part::Lint, run: lint::licences },
    Step { name: "security advisories", part: Part::Lint, run: lint::advisories },
    Step { name: "native tests", part: Part::Native, run: suites::native },
    Step { name: "packs in 10,000 scenarios", part: Part::Native, run: suites::packs },
    Step { name: "workbooks in LibreOffice", part: Part::Native, run: suites::workbooks },
    Step { name: "XMILE in PySD", part: Part::Native, run: suites::simulations },
    Step { name: "tests inside a browser", part: Part::Web, run: suites::web },
    Step { name: "digits in Firefox", part: Part::Web, run: engines::digits_in_firefox },
    Step { name: "digits in WebKit", part: Part::Web, run: engines::digits_in_webkit },
    Step { name: "optimised build and size", part: Part::EndToEnd, run: suites::site },
    Step { name: "end-to-end tests", part: Part::EndToEnd, run: suites::end_to_end },
    Step { name: "the page in Firefox", part: Part::EndToEnd, run: engines::page_in_firefox },
    Step { name: "the page in WebKit", part: Part::EndToEnd, run: engines::page_in_webkit },
];

fn needs(part: Part) -> &'static [Need] {
    match part {
        Part::Lint => &[Need::Deny],
        Part::Native => &[Need::Office, Need::PySd],
        Part::Web => &[Need::Browser, Need::WasmStd, Need::WasmBindgen, Need::WasmPack, Need::Firefox, Need::WebKit],
        Part::EndToEnd => &[
            Need::Npm,
            Need::Browser,
            Need::WasmStd,
            Need::WasmBindgen,
            Need::WasmSplit,
            Need::Trunk,
            Need::Firefox,
            Need::WebKit,
        ],
    }
}

/// Runs the steps, all of them even after a failure, and fails when one failed.
pub fn run(workspace: &Workspace, options: &TestOptions) -> Result<(), Error> {
    let started = Instant::now();
    let wanted = options.only.map_or_else(|| vec![Part::Lint, Part::Native, Part::Web, Part::EndToEnd], |p| vec![p]);
    let needs: Vec<Need> = wanted.iter().flat_map(|part| needs(*part)).copied().collect();
    let ready = setup::ensure(workspace, &needs)?;
    let context = Context { workspace, ready: &ready, options };
    let mut results = Vec::new();
    for step in STEPS.iter().filter(|step| wanted.contains(&step.part)) {
        println!("\n== {}", step.name);
        let begun = Instant::now();
        let outcome = (step.run)(&context);
        let took = begun.elapsed();
        println!("== {}: {} in {}", step.name, describe(&outcome), spoken(took));
        results.push((step.name, outcome, took));
    }
    summary(&results, started.elapsed())
}

fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passed(count) if count.passed > 0 => format!("passed ({} tests)", count.passed),
        Outcome::Passed(_) => "passed".to_owned(),
        Outcome::Failed(count) if count.failed > 0 => {
            format!("FAILED ({} of {} tests)", count.failed, count.passed + count.failed)
        }
        Outcome::Failed(_) => "FAILED".to_owned(),
        Outcome::NotChecked(why) => format!("not checked: {why}"),
    }
}

/// Prints the table and the last line. A step without tests of its own counts as one.
fn summary(results: &[(&str, Outcome, Duration)], took: Duration) -> Result<(), Error> {
    println!("\n== summary");
    let mut total = Count::default();
    let mut unchecked = 0;
    for (name, outcome, took) in results {
        println!("{name:<26} {:>14}  {}", spoken(*took), describe(outcome));
        match outcome {
            Outcome::Passed(count) => total.add(Count { passed: count.passed.max(1), failed: 0 }),
            Outcome::Failed(count) => total.add(Count { passed: count.passed, failed: count.failed.max(1) }),
            Outcome::NotChecked(_) => unchecked += 1,
        }
    }
    println!("{:<26} {:>14}", "all", spoken(took));
    let rest = if unchecked == 0 { String::new() } else { format!(", {unchecked} not checked") };
    println!("{} passed, {} failed{rest}", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err(Error::TestsFailed(total.failed)) }
}
