//! Prints what a newcomer sees first, one `<template>` for each kind of window: `first-board PACK.toml`.

use std::process::ExitCode;

use guoban_app::shell::{Layout, Window};
use guoban_app::views::{snapshot, symbols};
use guoban_model::read::read_pack;

/// Kinds of window that get a board of their own, by the name `www/boot.js` asks for.
const WINDOWS: [(&str, Window); 3] = [
    ("wide", Window { layout: Layout::Full, low: false }),
    ("low", Window { layout: Layout::Full, low: true }),
    ("phone", Window { layout: Layout::Phone, low: true }),
];

/// Why there is no board.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("first-board PACK.toml")]
    Usage,
    #[error("cannot read {0}: {1}")]
    File(String, std::io::Error),
    #[error("{0} has errors; `guoban check {0}` names them")]
    Pack(String),
    #[error("the page did not open {0}")]
    Closed(String),
    #[error("no runtime: {0}")]
    Runtime(std::io::Error),
}

fn main() -> ExitCode {
    match std::env::args().nth(1).ok_or(Error::Usage).and_then(boards) {
        Ok(boards) => {
            println!("{boards}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn boards(file: String) -> Result<String, Error> {
    let text = std::fs::read_to_string(&file).map_err(|error| Error::File(file.clone(), error))?;
    let pack = read_pack(&text).map_err(|_| Error::Pack(file))?.pack;
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(Error::Runtime)?;
    let tasks = tokio::task::LocalSet::new();
    let board = |(kind, window)| {
        let board = tasks.block_on(&runtime, snapshot(&pack, window));
        let drawn = || format!("<template id=\"first-{kind}\">{board}</template>");
        (!board.is_empty()).then(drawn).ok_or_else(|| Error::Closed(pack.id.clone()))
    };
    let boards = WINDOWS.into_iter().map(board).collect::<Result<String, _>>()?;
    let symbols = tasks.block_on(&runtime, symbols());
    Ok(format!("<template id=\"first-symbols\">{symbols}</template>{boards}"))
}
