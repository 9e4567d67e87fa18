//! Steps that run code: native tests, tests inside a browser, and the whole page.

use std::{fs, path::Path};

use super::{Context, Outcome, count::Count, lint::outcome};
use crate::{
    build,
    error::Error,
    packs::{Entry, List},
    process::Run,
    server::{SUB_PATH, Server},
    single, size,
};

/// All tests that run on this machine, doc tests included.
///
/// Properties are tried on the same cases every time, so that a change is judged by what it changed. `cargo test` draws
/// other cases at every run.
pub fn native(context: &Context<'_>) -> Outcome {
    let run = context.ready.program("cargo").dir(context.workspace.root()).env("PROPTEST_RNG_SEED", "20260630");
    rust_tests(run.args(["test", "--workspace", "--locked", "--no-fail-fast"]))
}

/// The shipped packs' own checks, in ten thousand generated scenarios. Earlier revisions are never edited, so what is looked for
/// since then may be found in them.
pub fn packs(context: &Context<'_>) -> Outcome {
    let packs = match shipped(context.workspace.root()) {
        Ok(packs) => packs,
        Err(error) => return outcome(Err(error)),
    };
    for (pack, is_earlier) in packs {
        let run = context.ready.program("cargo").dir(context.workspace.root());
        let checked = run
            .args(["run", "--quiet", "--release", "--locked", "--package", "guoban", "--"])
            .args(["check", &pack, "--scenarios", "10000", "--lang", "en"])
            .args(if is_earlier { None } else { Some("--strict") })
            .status();
        if checked.is_err() {
            return outcome(checked);
        }
    }
    outcome(Ok(()))
}

/// The shipped packs' workbooks, recalculated by LibreOffice and compared with the engine.
pub fn workbooks(context: &Context<'_>) -> Outcome {
    let office = match context.ready.office() {
        Ok(office) => office,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    let run = context.ready.program("cargo").dir(context.workspace.root()).env("GUOBAN_SOFFICE", office);
    let run = run.args(["test", "--locked", "--package", "guoban-workbook", "--test", "recalculated"]);
    rust_tests(run.args(["--", "--ignored", "--nocapture"]))
}

/// The shipped packs in XMILE, simulated by PySD and compared with the engine.
pub fn simulations(context: &Context<'_>) -> Outcome {
    let python = match context.ready.pysd() {
        Ok(python) => python,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    let run = context.ready.program("cargo").dir(context.workspace.root()).env("GUOBAN_PYSD", python);
    let run = run.args(["test", "--locked", "--package", "guoban-workbook", "--test", "simulated"]);
    rust_tests(run.args(["--", "--ignored", "--nocapture"]))
}

/// The packs that the site lists, and whether each is an earlier revision.
fn shipped(root: &Path) -> Result<Vec<(String, bool)>, Error> {
    let named = |pack: Entry| (format!("www/packs/{}", pack.file), pack.revision.is_some());
    Ok(List::of(&root.join("www"))?.packs.into_iter().map(named).collect())
}

/// The app's `wasm_bindgen_test`s, in headless Chromium through wasm-pack.
pub fn web(context: &Context<'_>) -> Outcome {
    let browser = match context.ready.browser() {
        Ok(browser) => browser,
        Err(error) => return outcome(Err(error)),
    };
    let run = context.ready.web("wasm-pack").dir(context.workspace.root());
    let run = run.args(["test", "--mode", "no-install", "--headless", "--chrome", "--chromedriver"]);
    rust_tests(run.arg(&browser.driver).args([".", "--package", "guoban-app", "--locked"]))
}

/// The optimised site, the same as one file, and the size budget.
pub fn site(context: &Context<'_>) -> Outcome {
    let dist = context.workspace.dist();
    let built = if context.options.no_build { Ok(()) } else { build::site(context.workspace, context.ready) };
    let measured = built.and_then(|()| {
        single::write_from(context.workspace, context.ready, &dist)?;
        let sizes = size::Report::of(context.ready, &dist)?;
        sizes.print();
        sizes.check()
    });
    outcome(measured)
}

/// The tests of the whole page in headless Chromium, on `dist/` under its real policy.
pub fn end_to_end(context: &Context<'_>) -> Outcome {
    counted(node_tests(context))
}

/// What node's tests found out.
pub fn counted(result: Result<(Count, Result<(), Error>), Error>) -> Outcome {
    match result {
        Ok((count, Ok(()))) => verdict(count),
        Ok((count, Err(error))) => {
            eprintln!("{error}");
            Outcome::Failed(count)
        }
        Err(error) => outcome(Err(error)),
    }
}

fn node_tests(context: &Context<'_>) -> Result<(Count, Result<(), Error>), Error> {
    let directory = context.workspace.e2e();
    let wanted = context.options.filter.as_deref().unwrap_or_default();
    let mut files: Vec<String> = fs::read_dir(&directory)
        .map_err(Error::file("read", &directory))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".test.mjs") && name.contains(wanted))
        .collect();
    files.sort();
    if files.is_empty() {
        return Ok((Count::default(), Ok(())));
    }
    run_node(context, context.ready.program("node"), &files)
}

/// Runs node's tests in these files of the end-to-end tests, on `dist/` served here, and counts them.
pub fn run_node(context: &Context<'_>, node: Run, files: &[String]) -> Result<(Count, Result<(), Error>), Error> {
    let directory = context.workspace.e2e();
    let output = directory.join("output");
    fs::create_dir_all(&output).map_err(Error::file("create", &output))?;
    let report = output.join("report.tap");
    let address = Server::listen(0, &context.workspace.dist())?.start();
    let result = node
        .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(files)
        .dir(&directory)
        .env("GUOBAN_URL", &address)
        .env("GUOBAN_SUB_PATH", SUB_PATH)
        .env("GUOBAN_SINGLE", context.workspace.single())
        .env("GUOBAN_CHROME", &context.ready.browser()?.chrome)
        .status();
    let text = fs::read_to_string(&report).map_err(Error::file("read", &report))?;
    Ok((Count::in_tap(&text).unwrap_or_default(), result))
}

/// Runs Rust test programs, shows what they print and adds up their results.
pub fn rust_tests(run: Run) -> Outcome {
    let mut count = Count::default();
    let result = run.lines(|line| {
        println!("{line}");
        if let Some(more) = Count::in_rust_line(line) {
            count.add(more);
        }
    });
    match result {
        Ok(()) => verdict(count),
        Err(error) => {
            eprintln!("{error}");
            Outcome::Failed(count)
        }
    }
}

/// A suite in which no test ran proves nothing, whatever its exit code says.
fn verdict(count: Count) -> Outcome {
    if count.passed == 0 {
        eprintln!("no test ran");
    }
    if count.passed > 0 && count.failed == 0 { Outcome::Passed(count) } else { Outcome::Failed(count) }
}
