//! Compressed files beside the plain ones, for hosts that send those: `app.wasm.br` and `app.wasm.gz` beside `app.wasm`.
//!
//! A host that compresses by itself does so at a low level; these are at the highest.

use std::path::Path;

use crate::{error::Error, files, setup::Ready};

/// What the names of compressed files end with.
pub const ENDINGS: [&str; 2] = [".br", ".gz"];

/// Node brings both methods along. A file is left alone when compressing it saves next to nothing.
const SCRIPT: &str = "
const { brotliCompress, gzip, constants } = require('node:zlib');
const { readFileSync, writeFileSync } = require('node:fs');
const { promisify } = require('node:util');
const params = (bytes) => ({
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 22,
  [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
});
Promise.all(process.argv.slice(1).map(async (path) => {
  const bytes = readFileSync(path);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: params(bytes) }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  if (br.length < 0.95 * bytes.length) writeFileSync(path + '.br', br);
  if (gz.length < 0.95 * bytes.length) writeFileSync(path + '.gz', gz);
}));";

/// Writes them for every file of a site.
pub fn beside(ready: &Ready, site: &Path) -> Result<(), Error> {
    let names = files::below(site)?;
    let plain = names.iter().filter(|name| !is_compressed(name));
    ready.program("node").dir(site).args(["-e", SCRIPT, "--"]).args(plain).status()
}

/// Whether a file of the site is one of those written here.
pub fn is_compressed(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}
