//! Published series, where the folder of them is there.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::path::Path;

use guoban_backtest::Data;

/// All of `../shared/data`, beside the project or where `GUOBAN_SERIES` says; `None` where there is no such folder.
pub fn data() -> Option<Data> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("GUOBAN_SERIES").map_or(beside, Into::into);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push((
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    (!files.is_empty()).then(|| Data::read(&files).unwrap())
}
