//! `cargo xtask backtest`: how far off projections of published series would have been.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use guoban_backtest::{Data, Report, table};

use crate::{args::BacktestOptions, error::Error, workspace::Workspace};

/// Reads the series, runs the back-test and prints it.
pub fn run(workspace: &Workspace, options: &BacktestOptions) -> Result<(), Error> {
    let directory = options.data.clone().unwrap_or_else(|| workspace.root().join("../shared/data"));
    let report = Report::of(&read(&directory)?);
    let text = if options.json { format!("{:#}\n", serde_json::json!(report)) } else { table(&report) };
    match std::io::stdout().write_all(text.as_bytes()) {
        // Whoever reads may stop early, as `head` does.
        Err(source) if source.kind() != ErrorKind::BrokenPipe => {
            Err(Error::File { action: "write to", path: "standard output".into(), source })
        }
        _ => Ok(()),
    }
}

/// Reads every file of figures in a folder.
fn read(directory: &Path) -> Result<Data, Error> {
    let missing = || Error::NoSeries { path: directory.to_path_buf() };
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(|_| missing())? {
        let path = entry.map_err(Error::file("read", directory))?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    let data = Data::read(&files)?;
    if data.series.is_empty() { Err(missing()) } else { Ok(data) }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_directory_without_series_is_named_with_what_to_pass() {
        let message = read("nowhere".as_ref()).unwrap_err().to_string();
        assert!(message.contains("nowhere") && message.contains("--data DIR"), "{message}");
    }
}
