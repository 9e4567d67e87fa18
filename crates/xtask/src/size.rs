//! What the site weighs on the wire.

use std::{iter, path::Path};

use crate::{
    compress,
    error::Error,
    files,
    packs::{self, List},
    parts,
    setup::Ready,
};

/// What a browser fetches before the first verdict may weigh at the most, in bytes after brotli.
pub const FIRST: u64 = 300_000;

/// What it may weigh today: lowered with every saving, never raised to let a change pass.
pub const FIRST_CEILING: u64 = 288_000;

/// What each part that is fetched when it is needed may weigh, by the beginning of its name. These only go down.
const CEILINGS: [(&str, u64); 24] = [
    ("part-answers-", 142_500),
    ("part-bars-", 11_000),
    ("part-compare-", 26_000),
    ("part-draws-", 15_500),
    ("part-english-", 5_000),
    ("part-intake-", 294_000),
    ("part-keeper-", 5_000),
    ("part-later-", 20_000),
    ("part-levers-", 34_000),
    ("part-own-", 40_500),
    ("part-meeting-", 18_500),
    ("part-panels-", 39_500),
    ("part-paper-", 40_000),
    ("part-pictures-", 41_000),
    ("part-plans-", 13_500),
    ("part-reader-", 6_000),
    ("part-reading-", 136_000),
    ("part-recall-", 2_000),
    ("part-screens-", 63_600),
    ("part-chunk-", 31_000),
    ("part-small-", 37_000),
    ("part-wall-", 47_300),
    ("part-workbook-", 175_000),
    ("packs/", 60_000),
];

/// Prints `raw<tab>compressed<tab>path` for the file list it is given; Node brings brotli along.
const SCRIPT: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const { readFileSync } = require('node:fs');
for (const path of process.argv.slice(1)) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  console.log([bytes.length, brotliCompressSync(bytes, { params }).length, path].join('\\t'));
}";

/// One file of the site.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    /// Path inside the site.
    pub path: String,
    /// Bytes as they are.
    pub raw: u64,
    /// Bytes after brotli at its highest quality.
    pub brotli: u64,
}

/// Measures every file, largest first.
fn measure(ready: &Ready, dist: &Path) -> Result<Vec<Size>, Error> {
    let mut files = files::below(dist)?;
    files.retain(|name| !compress::is_compressed(name));
    let answer = ready.program("node").dir(dist).args(["-e", SCRIPT, "--"]).args(&files).capture()?;
    let unexpected = || Error::Unexpected { program: "node".to_owned(), answer: answer.clone() };
    let mut sizes = answer.lines().map(|line| parse(line).ok_or_else(unexpected)).collect::<Result<Vec<_>, _>>()?;
    sizes.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
    Ok(sizes)
}

/// The sizes of a site by when a browser fetches the files.
#[derive(Debug)]
pub struct Report {
    /// Before the first verdict, in Chinese, with the first pack of the list.
    first: Vec<Size>,
    /// When it is needed, or to work without a network.
    later: Vec<Size>,
}

impl Report {
    /// Divides the files of a site.
    pub fn of(ready: &Ready, dist: &Path) -> Result<Self, Error> {
        let missing = || Error::Unexpected {
            program: "guoban release".to_owned(),
            answer: format!("no packed form of the first pack of {}", packs::LIST),
        };
        let core = List::of(dist)?.first_core().ok_or_else(missing)?;
        let (first, later) = measure(ready, dist)?.into_iter().partition(|size| is_first(&size.path, &core));
        Ok(Self { first, later })
    }

    /// Prints both tables.
    pub fn print(&self) {
        println!("\n{:>10} {:>10}  before the first verdict", "raw", "brotli");
        table(&self.first);
        let (all, over) = (total(&self.first), total(&self.first).saturating_sub(FIRST));
        let verdict = if over == 0 { "met".to_owned() } else { format!("MISSED by {over}; ceiling {FIRST_CEILING}") };
        println!("{:>10} {all:>10}  together; {FIRST} wanted, {verdict}", "");
        println!("\n{:>10} {:>10}  on demand", "raw", "brotli");
        table(&self.later);
        println!("{:>10} {:>10}  together\n", "", total(&self.later));
    }

    /// Fails when anything is over its ceiling, and names all that is.
    pub fn check(&self) -> Result<(), Error> {
        let ceiling = |path: &str| match CEILINGS.iter().find(|(name, _)| path.starts_with(name)) {
            Some((_, ceiling)) => Some(*ceiling),
            // A part without a ceiling has no budget.
            None => path.starts_with(parts::PREFIX).then_some(0),
        };
        let first = ("what is fetched before the first verdict", total(&self.first), FIRST_CEILING);
        let later = self.later.iter().filter_map(|size| Some((&*size.path, size.brotli, ceiling(&size.path)?)));
        let over: Vec<_> = iter::once(first).chain(later).filter(|(_, total, ceiling)| total > ceiling).collect();
        let told = |(what, total, ceiling): &(&str, u64, u64)| {
            format!("{what}: {total} bytes after brotli, {} more than the ceiling of {ceiling}", total - ceiling)
        };
        if over.is_empty() { Ok(()) } else { Err(Error::OverCeiling(over.iter().map(told).collect())) }
    }
}

/// Whether a browser fetches a file before it shows the first verdict. `tests/e2e/parts.test.mjs` holds the page to it.
fn is_first(path: &str, core: &str) -> bool {
    let named = ["boot-", "guoban-", "icon-", "import-", "parts-"].iter().any(|name| path.starts_with(name));
    let dresses = path.ends_with(".css") && !path.starts_with(parts::PREFIX);
    named || dresses || path == "index.html" || path == packs::LIST || path == core
}

fn table(sizes: &[Size]) {
    for size in sizes {
        println!("{:>10} {:>10}  {}", size.raw, size.brotli, size.path);
    }
}

/// Files together, after brotli.
fn total(sizes: &[Size]) -> u64 {
    sizes.iter().map(|size| size.brotli).sum()
}

fn parse(line: &str) -> Option<Size> {
    let mut cells = line.splitn(3, '\t');
    let raw = cells.next()?.parse().ok()?;
    let brotli = cells.next()?.parse().ok()?;
    Some(Size { raw, brotli, path: cells.next()?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{FIRST_CEILING, Report, Size, is_first, parse};

    fn size(path: &str, brotli: u64) -> Size {
        Size { path: path.to_owned(), raw: brotli, brotli }
    }

    #[test]
    fn a_line_of_sizes_is_read() {
        let expected = Size { path: "packs/a b.toml".into(), raw: 10, brotli: 7 };
        assert_eq!(parse("10\t7\tpacks/a b.toml"), Some(expected));
        assert_eq!(parse("10"), None);
    }

    #[test]
    fn files_are_divided_by_when_they_are_fetched() {
        for path in ["index.html", "guoban-1.wasm", "parts-1.js", "app-1.css", "packs/index.json", "packs/a.core.bin"] {
            assert!(is_first(path, "packs/a.core.bin"), "{path}");
        }
        for path in
            ["part-reader-1.wasm", "part-levers-1.css", "packs/b.core.bin", "packs/a.toml", "sw.js", "offline.js"]
        {
            assert!(!is_first(path, "packs/a.core.bin"), "{path}");
        }
    }

    #[test]
    fn ceilings_hold_to_the_byte_and_every_part_has_one() {
        let first = |brotli| Report { first: vec![size("a", brotli)], later: Vec::new() };
        assert!(first(FIRST_CEILING).check().is_ok());
        assert!(first(FIRST_CEILING + 1).check().unwrap_err().to_string().contains("1 more than the ceiling"));
        let later = |path, brotli| Report { first: Vec::new(), later: vec![size(path, brotli)] };
        assert!(later("part-english-1.wasm", 10).check().is_ok());
        assert!(later("part-english-1.wasm", 6_001).check().is_err());
        assert!(later("part-new-1.wasm", 10).check().is_err());
        let both = Report { first: vec![size("a", FIRST_CEILING + 2)], later: vec![size("part-new-1.wasm", 10)] };
        let told = both.check().unwrap_err().to_string();
        assert!(told.contains("2 more than the ceiling") && told.contains("part-new-1.wasm: 10 bytes"), "{told}");
    }
}
