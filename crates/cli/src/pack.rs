//! `guoban pack`: brings into a pack the templates it uses and the sheets it names, so that one file is released.

use std::fs;
use std::path::Path;

use guoban_model::diagnostic::Diagnostic;
use guoban_model::read::bundle;
use guoban_model::text::Language;

use crate::error::Error;
use crate::load;

/// Writes the pack with what it needs from beside it, into itself or into `out`. The text to print.
pub fn pack(path: &str, out: Option<&str>, language: Language) -> Result<String, Error> {
    let text = load::text(path)?;
    let bad = |found: Vec<Diagnostic>| Error::BadPack(load::lines(path, &found, language).trim_end().to_owned());
    let needs = bundle::needs(&text).map_err(bad)?;
    let beside = |name: &str| load::text(&Path::new(path).with_file_name(name).to_string_lossy());
    let library = match &needs.library {
        Some(name) if !needs.templates.is_empty() => beside(name)?,
        _ => String::new(),
    };
    let mut sheets = Vec::new();
    for name in &needs.sheets {
        sheets.push((name.clone(), beside(name)?));
    }
    let whole = bundle::bundle(&text, &needs, &library, &sheets).map_err(bad)?;
    let to = out.unwrap_or(path);
    fs::write(to, &whole).map_err(|error| Error::Unwritable { path: to.to_owned(), reason: error.to_string() })?;
    let (templates, sheets) = (needs.templates.len(), sheets.len());
    Ok(match language {
        Language::Zh => format!("{to}：并入 {templates} 个模板、{sheets} 张表单。\n"),
        Language::En => format!("{to}: {templates} templates and {sheets} sheets brought in.\n"),
    })
}
