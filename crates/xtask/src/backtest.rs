//! `cargo xtask backtest`: how far off projections of published series would have been.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use guoban_backtest::{Data, FILES, Report, table};

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

fn read(directory: &Path) -> Result<Data, Error> {
    let text = |file: &'static str| {
        let path = directory.join(file);
        fs::read_to_string(&path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => Error::NoSeries { file, path: directory.to_path_buf() },
            _ => Error::File { action: "read", path, source },
        })
    };
    let [gdp, investment, retail] = FILES;
    let (gdp, investment, retail) = (text(gdp)?, text(investment)?, text(retail)?);
    Ok(Data::read([&gdp, &investment, &retail])?)
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
