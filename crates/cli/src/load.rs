//! Reading a pack file.

use std::fs;

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::read::{PackRead, read_pack};
use guoban_model::text::Language;

use crate::error::Error;

/// The text of a file.
pub fn text(path: &str) -> Result<String, Error> {
    let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), reason };
    let bytes = fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    // What is not UTF-8 becomes a sign that the reader names, with its place and a hint.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A pack without errors.
pub fn pack(path: &str, language: Language) -> Result<PackRead, Error> {
    read_pack(&text(path)?).map_err(|found| {
        let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
        let head = match language {
            Language::Zh => format!("{path} 有 {errors} 处错误："),
            Language::En => format!("{path} has {errors} errors:"),
        };
        Error::BadPack(format!("{head}\n{}", lines(path, &found, language).trim_end()))
    })
}

/// Findings as `file:line:column: severity: item: message`, each with its hint below.
pub fn lines(path: &str, found: &[Diagnostic], language: Language) -> String {
    let mut text = String::new();
    for finding in found {
        let place = &finding.place;
        let severity = match (finding.severity, language) {
            (Severity::Error, Language::Zh) => "错误",
            (Severity::Warning, Language::Zh) => "警告",
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::En) => "warning",
        };
        let message = finding.message(language);
        let item = place.shown(language);
        text += &format!("{path}:{}:{}: {severity}: {item}: {message}\n", place.line, place.column);
        if let Some(hint) = finding.hint(language) {
            text += &match language {
                Language::Zh => format!("    提示: {hint}\n"),
                Language::En => format!("    hint: {hint}\n"),
            };
        }
    }
    text
}
