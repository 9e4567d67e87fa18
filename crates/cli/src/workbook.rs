//! `guoban workbook`: a pack and a plan as a spreadsheet of live formulas.

use std::fs;
use std::path::Path;

use guoban_model::text::Language;
use guoban_planning::one_year::OneYear;
use guoban_workbook::WorkbookError;

use crate::args::Request;
use crate::error::Error;
use crate::run::Opened;

/// Writes the workbook beside the pack or to `out`; the text to print.
pub fn workbook(request: &Request, out: Option<&str>, language: Language) -> Result<String, Error> {
    let Opened { model, scenario } = Opened::new(request, language)?;
    let refused = |error: WorkbookError| Error::Refused(error.message(language));
    let bytes = guoban_workbook::workbook(&model, &scenario, language).map_err(refused)?;
    let to = out.map_or_else(|| Path::new(&request.pack).with_extension("xlsx"), |out| Path::new(out).to_owned());
    let shown = to.to_string_lossy().into_owned();
    fs::write(&to, &bytes).map_err(|error| Error::Unwritable { path: shown.clone(), reason: error.to_string() })?;
    let size = bytes.len().div_ceil(1000);
    let mut text = match language {
        Language::Zh => format!("{shown}：已写出，{size} kB。\n"),
        Language::En => format!("{shown}: written, {size} kB.\n"),
    };
    for flag in scenario.flags(model.pack(), &OneYear::of(model.pack())) {
        text += &format!("{}\n", flag.message(model.pack(), language));
    }
    Ok(text)
}
