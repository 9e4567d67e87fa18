//! The digits, and the core of the page, in Firefox and in WebKit.

use std::fs;

use super::{Context, Outcome, lint::outcome, suites};
use crate::{error::Error, process::Run, setup::WebKit};

/// The pinned digits of the shipped packs, in Firefox.
pub fn digits_in_firefox(context: &Context<'_>) -> Outcome {
    let firefox = match context.ready.firefox() {
        Ok(firefox) => firefox,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    // The runner looks for what the browser must be in the directory it is started from.
    let wanted = serde_json::json!({ "moz:firefoxOptions": { "binary": &firefox.browser } });
    digits(context, &[], &[("GECKODRIVER", firefox.driver.as_os_str())], &wanted.to_string())
}

/// The same in WebKit, which the runner takes for Safari.
pub fn digits_in_webkit(context: &Context<'_>) -> Outcome {
    let webkit = match context.ready.webkit() {
        Ok(webkit) => webkit,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    digits(context, WebKit::display(), &[("SAFARIDRIVER", webkit.driver.as_os_str())], "{}")
}

/// The core of the page in Firefox, figure by figure against Chromium.
pub fn page_in_firefox(context: &Context<'_>) -> Outcome {
    let firefox = match context.ready.firefox() {
        Ok(firefox) => firefox,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    let node = context.ready.program("node").env("GUOBAN_ENGINE", "firefox");
    let node = node.env("GECKODRIVER", &firefox.driver).env("GUOBAN_FIREFOX", &firefox.browser);
    page(context, node)
}

/// The core of the page in WebKit, figure by figure against Chromium.
pub fn page_in_webkit(context: &Context<'_>) -> Outcome {
    let webkit = match context.ready.webkit() {
        Ok(webkit) => webkit,
        Err(why) => return Outcome::NotChecked(why.to_string()),
    };
    let node = with_display(context, WebKit::display(), "node").env("GUOBAN_ENGINE", "webkit");
    page(context, node.env("WEBKITDRIVER", &webkit.driver))
}

fn page(context: &Context<'_>, node: Run) -> Outcome {
    let file = "engines.mjs".to_owned();
    if !file.contains(context.options.filter.as_deref().unwrap_or_default()) {
        return Outcome::NotChecked("left out by --filter".to_owned());
    }
    suites::counted(suites::run_node(context, node, &[file]))
}

/// A program behind the one that gives it a display.
fn with_display(context: &Context<'_>, display: &[&str], program: &str) -> Run {
    match display {
        [] => context.ready.program(program),
        [first, rest @ ..] => context.ready.program(first).args(rest).arg(program),
    }
}

fn digits(context: &Context<'_>, display: &[&str], driver: &[(&str, &std::ffi::OsStr)], capabilities: &str) -> Outcome {
    let module = match module(context) {
        Ok(module) => module,
        Err(error) => return outcome(Err(error)),
    };
    let place = context.ready.target().join("engines");
    let written = fs::create_dir_all(&place).and_then(|()| fs::write(place.join("webdriver.json"), capabilities));
    if let Err(source) = written {
        return outcome(Err(Error::file("write", place)(source)));
    }
    let run = with_display(context, display, "wasm-bindgen-test-runner").arg(module).dir(&place);
    // A busy machine takes a multiple of the seconds that the runner grants.
    let run = run.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    suites::rust_tests(driver.iter().fold(run, |run, (name, value)| run.env(name, value)))
}

/// Compiles the test of the digits, as the tests in Chromium do, and gives the module's path.
fn module(context: &Context<'_>) -> Result<String, Error> {
    let answer = context
        .ready
        .web("cargo")
        .dir(context.workspace.root())
        .args(["test", "--package", "guoban-app", "--locked", "--target", "wasm32-unknown-unknown"])
        .args(["--test", "digits", "--no-run", "--message-format=json"])
        .capture()?;
    let is_test = |message: &serde_json::Value| message["target"]["name"] == "digits";
    let messages = answer.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let path = messages.filter(is_test).find_map(|message| message["executable"].as_str().map(str::to_owned));
    path.ok_or_else(|| Error::Unexpected { program: "cargo test --no-run".to_owned(), answer: String::new() })
}
