//! Running other programs.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::error::Error;

/// A program about to be run, with its name for messages.
#[derive(Debug)]
pub struct Run {
    command: Command,
    line: String,
}

impl Run {
    /// A program by name (looked up on `PATH`) or by path.
    ///
    /// What `cargo run` sets for this very process is not handed on: it would make the child use this process's
    /// compiler and libraries.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let name = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        let mut command = Command::new(program);
        for name in ["CARGO", "LD_LIBRARY_PATH", "RUSTC", "RUSTDOC"] {
            command.env_remove(name);
        }
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        Self { command, line: name }
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.line.push(' ');
        self.line.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the working directory.
    pub fn dir(mut self, directory: impl AsRef<Path>) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Runs it with this process's terminal.
    pub fn status(mut self) -> Result<(), Error> {
        let status = self.command.stdin(Stdio::null()).status();
        let status = status.map_err(|source| Error::Start { program: self.line.clone(), source })?;
        if status.success() { Ok(()) } else { Err(Error::Failed { program: self.line, code: status.code() }) }
    }

    /// Starts it with this process's terminal and does not wait for it.
    pub fn spawn(mut self) -> Result<std::process::Child, Error> {
        self.command.stdin(Stdio::null()).spawn().map_err(|source| Error::Start { program: self.line, source })
    }

    /// Runs it and gives back what it wrote to standard output; what it writes to standard error is dropped.
    pub fn capture(mut self) -> Result<String, Error> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output();
        let output = output.map_err(|source| Error::Start { program: self.line.clone(), source })?;
        if !output.status.success() {
            return Err(Error::Failed { program: self.line, code: output.status.code() });
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it, hands every line of its standard output to `each`; standard error goes to the terminal.
    pub fn lines(mut self, mut each: impl FnMut(&str)) -> Result<(), Error> {
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|source| Error::Start { program: self.line.clone(), source })?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                each(String::from_utf8_lossy(&line).trim_end_matches('\r'));
            }
        }
        let status = child.wait().map_err(|source| Error::Start { program: self.line.clone(), source })?;
        if status.success() { Ok(()) } else { Err(Error::Failed { program: self.line, code: status.code() }) }
    }

    /// Runs it without showing its output and stops it when it takes longer than `limit`. On failure the last line it
    /// wrote to standard error comes back with the error.
    pub fn quietly_within(mut self, limit: Duration) -> Result<(), (Error, String)> {
        let plain = |error| (error, String::new());
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|source| plain(Error::Start { program: self.line.clone(), source }))?;
        let reader = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                // What cannot be read is not shown; the exit status decides.
                let _ = stderr.read_to_end(&mut text);
                String::from_utf8_lossy(&text).into_owned()
            })
        });
        let start = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    let said = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
                    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
                    return Err((Error::Failed { program: self.line, code: status.code() }, last.to_owned()));
                }
                Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(100)),
                Ok(None) => {
                    // It may have ended in between; then there is nothing to stop.
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(plain(Error::TimedOut { program: self.line, seconds: limit.as_secs() }));
                }
                Err(source) => return Err(plain(Error::Start { program: self.line, source })),
            }
        }
    }
}

/// A length of time as people say it.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{}.{} s", seconds, time.subsec_millis() / 100)
    }
}
