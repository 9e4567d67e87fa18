//! What the site weighs on the wire.

use std::path::Path;

use crate::{compress, error::Error, files, setup::Ready};

/// What everything in `dist/` should weigh at the most, in bytes after brotli.
pub const BUDGET: u64 = 300_000;

/// What it may weigh today. The site is over its budget; this line rises only for something a user sees, is lowered
/// with every saving, and is removed when the budget is met.
pub const CEILING: u64 = 518_500;

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
pub fn measure(ready: &Ready, dist: &Path) -> Result<Vec<Size>, Error> {
    let mut files = files::below(dist)?;
    files.retain(|name| !compress::is_compressed(name));
    let answer = ready.program("node").dir(dist).args(["-e", SCRIPT, "--"]).args(&files).capture()?;
    let unexpected = || Error::Unexpected { program: "node".to_owned(), answer: answer.clone() };
    let mut sizes = answer.lines().map(|line| parse(line).ok_or_else(unexpected)).collect::<Result<Vec<_>, _>>()?;
    sizes.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.path.cmp(&b.path)));
    Ok(sizes)
}

/// Prints the table.
pub fn print(sizes: &[Size]) {
    println!("\n{:>10} {:>10}  file", "raw", "brotli");
    for size in sizes {
        println!("{:>10} {:>10}  {}", size.raw, size.brotli, size.path);
    }
    let raw: u64 = sizes.iter().map(|size| size.raw).sum();
    let total = total(sizes);
    println!("{raw:>10} {total:>10}  total after brotli");
    match total.checked_sub(BUDGET) {
        None | Some(0) => println!("{:>10} {BUDGET:>10}  budget, met\n", ""),
        Some(over) => println!("{:>10} {BUDGET:>10}  budget, MISSED by {over}; ceiling {CEILING}\n", ""),
    }
}

/// Fails when the site is over the ceiling.
pub fn check(sizes: &[Size]) -> Result<(), Error> {
    match total(sizes) {
        total if total > CEILING => Err(Error::OverCeiling { total, ceiling: CEILING }),
        _ => Ok(()),
    }
}

/// All files together, after brotli.
pub fn total(sizes: &[Size]) -> u64 {
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
    use super::{CEILING, Size, check, parse};

    #[test]
    fn a_line_of_sizes_is_read() {
        let expected = Size { path: "packs/a b.toml".into(), raw: 10, brotli: 7 };
        assert_eq!(parse("10\t7\tpacks/a b.toml"), Some(expected));
        assert_eq!(parse("10"), None);
    }

    #[test]
    fn the_ceiling_holds_to_the_byte() {
        let sizes = |brotli| vec![Size { path: "a".into(), raw: brotli, brotli }];
        assert!(check(&sizes(CEILING)).is_ok());
        assert!(check(&sizes(CEILING + 1)).unwrap_err().to_string().contains("1 more than the ceiling"));
    }
}
