//! Developer commands of Guoban: `cargo xtask serve`, `build`, `test`, `setup`, `shots`, `bench`, `feel`, `start`, `backtest`,
//! `lighthouse`, `tidy`.
//!
//! Every command first makes sure that the tools it needs are there (see [`setup`]), so a machine with only a Rust
//! toolchain can run any of them.

mod args;
mod backtest;
mod bench;
mod build;
mod compress;
mod error;
mod feel;
mod files;
mod finish;
mod inside;
mod lighthouse;
mod minify;
mod offline;
mod packs;
mod parts;
mod process;
mod script;
mod serve;
mod server;
mod setup;
mod shots;
mod single;
mod size;
mod start;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use args::Command;
use error::Error;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(inner) = cause {
                eprintln!("  because: {inner}");
                cause = inner.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let command = args::parse(std::env::args().skip(1))?;
    let workspace = Workspace::here();
    match command {
        Command::Help => {
            print!("{}", args::HELP);
            Ok(())
        }
        Command::Setup => setup::ensure(&workspace, &setup::Need::ALL).map(drop),
        Command::Serve(options) => serve::run(&workspace, &options),
        Command::Build(options) => build::run(&workspace, &options),
        Command::Lighthouse(options) => lighthouse::run(&workspace, &options),
        Command::Test(options) => test::run(&workspace, &options),
        Command::Shots(options) => shots::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Start(options) => start::run(&workspace, &options),
        Command::Feel(options) => feel::run(&workspace, &options),
        Command::Backtest(options) => backtest::run(&workspace, &options),
        Command::Tidy => tidy::run(&workspace),
    }
}
