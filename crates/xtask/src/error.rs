//! Everything that can go wrong in a developer command, in words that say what to do about it.

use std::path::PathBuf;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The first word after `cargo xtask` is not a command.
    #[error("there is no command `{0}`; `cargo xtask help` lists them")]
    UnknownCommand(String),
    /// The command does not take this option.
    #[error("`cargo xtask {command}` does not take `{option}`; `cargo xtask help` lists the options")]
    UnknownOption {
        /// The command as typed.
        command: &'static str,
        /// The option as typed.
        option: String,
    },
    /// An option stands at the end of the line without its value.
    #[error("`{0}` needs a value after it")]
    MissingValue(String),
    /// An option's value is not one it can take.
    #[error("`{option}` cannot be `{value}`; it takes {allowed}")]
    BadValue {
        /// The option as typed.
        option: &'static str,
        /// The value as typed.
        value: String,
        /// What would have been right.
        allowed: &'static str,
    },
    /// A file or directory could not be read or written.
    #[error("could not {action} {path}")]
    File {
        /// What was being done.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program is not there or cannot be started.
    #[error("could not start `{program}`")]
    Start {
        /// The program's name.
        program: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A program ended with a failure.
    #[error("`{program}` failed{}", .code.map_or_else(String::new, |code| format!(" (exit code {code})")))]
    Failed {
        /// The program and its arguments.
        program: String,
        /// Its exit code, unless a signal ended it.
        code: Option<i32>,
    },
    /// A program did not end within its time limit and was stopped.
    #[error("`{program}` was stopped after {seconds} s without an answer")]
    TimedOut {
        /// The program and its arguments.
        program: String,
        /// The limit.
        seconds: u64,
    },
    /// Something the machine must have is not there and cannot be installed from here.
    #[error("{what} is missing; install it with: {fix}")]
    Missing {
        /// What is missing, and for what it is needed.
        what: String,
        /// The command that installs it.
        fix: String,
    },
    /// A program's output is not in the form this command reads.
    #[error("`{program}` answered something unexpected: {answer}")]
    Unexpected {
        /// The program.
        program: String,
        /// What it printed.
        answer: String,
    },
    /// The list of packs is none.
    #[error("{}: no list of packs: {reason}", path.display())]
    NoList {
        /// The file.
        path: PathBuf,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// A file that should be a WebAssembly module is none, or is of a form that is not known here.
    #[error("{0} is no WebAssembly module that this command can read; build the site again")]
    NotWasm(PathBuf),
    /// Parts of the site are larger than they may be: what is, and by how much.
    #[error("{}", .0.join("; "))]
    OverCeiling(Vec<String>),
    /// A file that a step of the build changes is not as that step expects.
    #[error("{path} must contain `{text}` exactly once")]
    NotOnce {
        /// What should stand there.
        text: String,
        /// The file.
        path: PathBuf,
    },
    /// The address the server should listen on is taken or forbidden.
    #[error("could not listen on {address}; is another server running there? `--port` chooses another port")]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The published series are not where they were looked for.
    #[error(
        "there are no published series in {path}; they are no part of the repository: `cargo xtask backtest --data DIR` names the \
         directory that holds them"
    )]
    NoSeries {
        /// The directory.
        path: PathBuf,
    },
    /// The published series are not as they should be.
    #[error("the published series cannot be used")]
    Series(#[from] guoban_backtest::DataError),
    /// The repository breaks rules of its own.
    #[error("{0} repository rule(s) broken")]
    Untidy(usize),
    /// Test steps failed.
    #[error("{0} failed")]
    TestsFailed(usize),
}

impl Error {
    /// An error about a file, for `map_err`.
    pub fn file(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { action, path, source }
    }
}
