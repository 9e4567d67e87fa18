//! The last steps of a build, on whatever files the steps before left in the site: shorter scripts and styles, what makes
//! it work without a network, and the compressed files beside the plain ones.

use std::path::Path;

use crate::{compress, error::Error, minify, offline, setup::Ready, workspace::Workspace};

/// Finishes the optimised site. No file of it may change afterwards.
pub fn site(workspace: &Workspace, ready: &Ready, site: &Path) -> Result<(), Error> {
    minify::scripts_and_styles(ready, site)?;
    offline::prepare(&workspace.root().join("www/sw.js"), site)?;
    compress::beside(ready, site)
}
