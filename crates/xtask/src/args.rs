//! The command line.

use std::path::PathBuf;

use crate::error::Error;

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
Developer commands of Guoban. Each installs what it needs first and says how.

cargo xtask serve [--port N] [--release] [--watch]
    build the page and serve it on 127.0.0.1 (port 8080 unless told)
    --release  serve the optimised site instead of the quickly built one
    --watch    rebuild when a file changes (reload the page yourself)
cargo xtask build [--single]
    write the optimised site to dist/, print every file's size, check the size budget
    --single   also write it as one file that opens from a disk, dist-single/guoban.html
cargo xtask lighthouse [--no-build]
    Lighthouse's scores of the optimised site, compressed, on a desktop and on a phone, as JSON
cargo xtask test [--only lint|native|web|e2e] [--filter TEXT] [--no-build]
    formatting, clippy, repository rules, licences and advisories (lint); native tests (native);
    tests inside a browser (web); optimised build, size budget, end-to-end tests (e2e)
    --filter   run only the end-to-end test files whose name contains TEXT
    --no-build run the end-to-end tests on the dist/ that is there
cargo xtask shots [--no-build] [--pack ID] [--screen NAME]
    pictures of every screen in every language, theme and size, to tests/e2e/output/; axe looks at each
    --pack     all screens of one pack; without it all of the first pack, the boards of the others
    --screen   one screen
cargo xtask start [--no-build] [--json]
    how long a newcomer waits for the first verdict, cold, at four speeds of network and processor
cargo xtask feel [--no-build] [--pack ID] [--every] [--answers] [--forms] [--json]
    how a slider feels: input to next frame at full speed and at a quarter, for each class of lever of each
    pack, and where the time went
    --pack     one pack
    --every    every single lever and assumption as well, shortly
    --answers  instead of sliders, every question of 求解: how long it takes, and how long the page is blocked
    --forms    instead of sliders, filled forms: how long they take to open, and how long the page is blocked
    --json     the same as JSON
cargo xtask bench [--only model,draws,why,answers,plans]
    the engine's speed, natively and in Chromium, as one JSON document
cargo xtask backtest [--data DIR] [--json]
    how far off projections of published series would have been, as tables or as JSON
    --data     the directory of the series (../shared/data beside the repository unless told)
cargo xtask tidy
    only the repository's own rules
cargo xtask setup
    only install the tools

GUOBAN_TOOLS=DIR            where tools are kept (else in the user's cache directory)
GUOBAN_WASM_STD=debian      do not ask rustup for the wasm32 standard library, build it from Debian's packages
GUOBAN_CHROME, CHROMEDRIVER the browser and driver to test with
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Install every tool.
    Setup,
    /// Build quickly and serve.
    Serve(ServeOptions),
    /// Build the optimised site.
    Build(BuildOptions),
    /// Score the optimised site with Lighthouse.
    Lighthouse(LighthouseOptions),
    /// Run the tests.
    Test(TestOptions),
    /// Take screenshots.
    Shots(ShotOptions),
    /// Measure the engine.
    Bench(BenchOptions),
    /// Measure how a slider feels.
    Feel(FeelOptions),
    /// Measure how long the first verdict takes.
    Start(StartOptions),
    /// Project published series from every origin and score the errors.
    Backtest(BacktestOptions),
    /// Check the repository's own rules.
    Tidy,
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port to listen on; 0 lets the system choose.
    pub port: u16,
    /// Serve the optimised site.
    pub release: bool,
    /// Rebuild on change.
    pub watch: bool,
}

/// Options of `build`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Also write the site as one file.
    pub single: bool,
}

/// Options of `lighthouse`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LighthouseOptions {
    /// Use the `dist/` that is there.
    pub no_build: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// The one part to run, or all of them.
    pub only: Option<Part>,
    /// Text the name of an end-to-end test file must contain.
    pub filter: Option<String>,
    /// Use the `dist/` that is there.
    pub no_build: bool,
}

/// Options of `shots`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ShotOptions {
    /// Use the `dist/` that is there.
    pub no_build: bool,
    /// One pack.
    pub pack: Option<String>,
    /// One screen.
    pub screen: Option<String>,
}

/// Options of `start`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// Use the `dist/` that is there.
    pub no_build: bool,
    /// Print JSON.
    pub json: bool,
}

/// Options of `feel`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FeelOptions {
    /// Use the `dist/` that is there.
    pub no_build: bool,
    /// The one pack to measure on, or all.
    pub pack: Option<String>,
    /// Every lever, not only one of each class.
    pub every: bool,
    /// Questions instead of levers.
    pub answers: bool,
    /// Filled forms instead of levers.
    pub forms: bool,
    /// Print JSON.
    pub json: bool,
}

/// Options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// Names of the parts to run; all of them when there are none.
    pub parts: Vec<String>,
}

/// Options of `backtest`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BacktestOptions {
    /// The directory of the series.
    pub data: Option<PathBuf>,
    /// Print JSON.
    pub json: bool,
}

/// A part of the tests that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Formatting, clippy, repository rules, licences, advisories.
    Lint,
    /// Tests on this machine.
    Native,
    /// Tests inside a browser, of parts of the page.
    Web,
    /// The optimised build and the tests of the whole page.
    EndToEnd,
}

/// Reads the command line, program name left off.
pub fn parse(words: impl Iterator<Item = String>) -> Result<Command, Error> {
    let mut words = words.peekable();
    let Some(command) = words.next() else { return Ok(Command::Help) };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "setup" => no_options("setup", words).map(|()| Command::Setup),
        "bench" => bench(words).map(Command::Bench),
        "build" => flag("build", "--single", words).map(|single| BuildOptions { single }).map(Command::Build),
        "lighthouse" => flag("lighthouse", "--no-build", words)
            .map(|no_build| LighthouseOptions { no_build })
            .map(Command::Lighthouse),
        "feel" => feel(words).map(Command::Feel),
        "start" => start(words).map(Command::Start),
        "tidy" => no_options("tidy", words).map(|()| Command::Tidy),
        "serve" => serve(words).map(Command::Serve),
        "test" => test(words).map(Command::Test),
        "backtest" => backtest(words).map(Command::Backtest),
        "shots" => shots(words).map(Command::Shots),
        _ => Err(Error::UnknownCommand(command)),
    }
}

fn no_options(command: &'static str, mut words: impl Iterator<Item = String>) -> Result<(), Error> {
    words.next().map_or(Ok(()), |option| Err(Error::UnknownOption { command, option }))
}

fn serve(mut words: impl Iterator<Item = String>) -> Result<ServeOptions, Error> {
    let mut options = ServeOptions { port: 8080, release: false, watch: false };
    while let Some(option) = words.next() {
        match option.as_str() {
            "--port" => {
                let value = words.next().ok_or(Error::MissingValue(option))?;
                let allowed = "a number from 0 to 65535";
                options.port = value.parse().map_err(|_| Error::BadValue { option: "--port", value, allowed })?;
            }
            "--release" => options.release = true,
            "--watch" => options.watch = true,
            _ => return Err(Error::UnknownOption { command: "serve", option }),
        }
    }
    Ok(options)
}

fn test(mut words: impl Iterator<Item = String>) -> Result<TestOptions, Error> {
    let mut options = TestOptions::default();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--only" => options.only = Some(part(words.next().ok_or(Error::MissingValue(option))?)?),
            "--filter" => options.filter = Some(words.next().ok_or(Error::MissingValue(option))?),
            "--no-build" => options.no_build = true,
            _ => return Err(Error::UnknownOption { command: "test", option }),
        }
    }
    Ok(options)
}

fn part(value: String) -> Result<Part, Error> {
    match value.as_str() {
        "lint" => Ok(Part::Lint),
        "native" => Ok(Part::Native),
        "web" => Ok(Part::Web),
        "e2e" => Ok(Part::EndToEnd),
        _ => Err(Error::BadValue { option: "--only", value, allowed: "lint, native, web or e2e" }),
    }
}

/// The options of a command that has one, which says yes: whether it is there.
fn flag(command: &'static str, name: &str, words: impl Iterator<Item = String>) -> Result<bool, Error> {
    let mut given = false;
    for option in words {
        if option != name {
            return Err(Error::UnknownOption { command, option });
        }
        given = true;
    }
    Ok(given)
}

fn start(words: impl Iterator<Item = String>) -> Result<StartOptions, Error> {
    let mut options = StartOptions::default();
    for option in words {
        match option.as_str() {
            "--no-build" => options.no_build = true,
            "--json" => options.json = true,
            _ => return Err(Error::UnknownOption { command: "start", option }),
        }
    }
    Ok(options)
}

fn shots(mut words: impl Iterator<Item = String>) -> Result<ShotOptions, Error> {
    let mut options = ShotOptions::default();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--no-build" => options.no_build = true,
            "--pack" => options.pack = Some(words.next().ok_or(Error::MissingValue(option))?),
            "--screen" => options.screen = Some(words.next().ok_or(Error::MissingValue(option))?),
            _ => return Err(Error::UnknownOption { command: "shots", option }),
        }
    }
    Ok(options)
}

fn feel(mut words: impl Iterator<Item = String>) -> Result<FeelOptions, Error> {
    let mut options = FeelOptions::default();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--no-build" => options.no_build = true,
            "--pack" => options.pack = Some(words.next().ok_or(Error::MissingValue(option))?),
            "--every" => options.every = true,
            "--answers" => options.answers = true,
            "--forms" => options.forms = true,
            "--json" => options.json = true,
            _ => return Err(Error::UnknownOption { command: "feel", option }),
        }
    }
    Ok(options)
}

fn bench(mut words: impl Iterator<Item = String>) -> Result<BenchOptions, Error> {
    let mut options = BenchOptions::default();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--only" => {
                let value = words.next().ok_or(Error::MissingValue(option))?;
                let known = |part: &str| ["model", "draws", "why", "answers", "plans"].contains(&part);
                if !value.split(',').all(known) {
                    return Err(Error::BadValue {
                        option: "--only",
                        value,
                        allowed: "model, draws, why and plans, with commas",
                    });
                }
                options.parts.extend(value.split(',').map(str::to_owned));
            }
            _ => return Err(Error::UnknownOption { command: "bench", option }),
        }
    }
    Ok(options)
}

fn backtest(mut words: impl Iterator<Item = String>) -> Result<BacktestOptions, Error> {
    let mut options = BacktestOptions::default();
    while let Some(option) = words.next() {
        match option.as_str() {
            "--data" => options.data = Some(words.next().ok_or(Error::MissingValue(option))?.into()),
            "--json" => options.json = true,
            _ => return Err(Error::UnknownOption { command: "backtest", option }),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{BacktestOptions, BuildOptions, Command, FeelOptions, Part, ServeOptions, TestOptions, parse};

    fn words(line: &str) -> impl Iterator<Item = String> {
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn options_are_read_in_any_order() {
        let expected = ServeOptions { port: 9, release: true, watch: false };
        assert_eq!(parse(words("serve --release --port 9")).unwrap(), Command::Serve(expected));
        let expected = TestOptions { only: Some(Part::EndToEnd), filter: Some("smoke".into()), no_build: true };
        assert_eq!(parse(words("test --no-build --only e2e --filter smoke")).unwrap(), Command::Test(expected));
        assert_eq!(parse(words("build --single")).unwrap(), Command::Build(BuildOptions { single: true }));
        let expected = FeelOptions {
            no_build: true,
            pack: Some("a".into()),
            every: false,
            answers: true,
            forms: false,
            json: true,
        };
        assert_eq!(parse(words("feel --json --answers --pack a --no-build")).unwrap(), Command::Feel(expected));
        let expected = BacktestOptions { data: Some("figures".into()), json: true };
        assert_eq!(parse(words("backtest --json --data figures")).unwrap(), Command::Backtest(expected));
    }

    #[test]
    fn a_mistake_is_named() {
        let message = |line| parse(words(line)).unwrap_err().to_string();
        assert!(message("srve").contains("`srve`"));
        assert!(message("serve --port").contains("`--port`"));
        assert!(message("serve --port 70000").contains("70000"));
        assert!(message("bench --only why,speed").contains("model, draws, why"));
        assert!(message("build --double").contains("`--double`"));
        assert!(message("test --only all").contains("lint, native, web or e2e"));
    }
}
