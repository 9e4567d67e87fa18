//! `guoban workbook` and `guoban xmile`: a pack and a plan as a spreadsheet of live formulas, and in the language of system dynamics.

use std::fs;
use std::path::Path;

use guoban_model::text::Language;
use guoban_planning::one_year::OneYear;
use guoban_workbook::WorkbookError;

use crate::args::{Form, Request};
use crate::error::Error;
use crate::run::Opened;

/// Writes the file beside the pack or to `out`; the text to print.
pub fn write(request: &Request, form: Form, out: Option<&str>, language: Language) -> Result<String, Error> {
    let Opened { model, scenario } = Opened::new(request, language)?;
    let refused = |error: WorkbookError| Error::Refused(error.message(language));
    let (bytes, kind, ahead) = match form {
        Form::Workbook => (guoban_workbook::workbook(&model, &scenario, language).map_err(refused)?, "xlsx", 0),
        Form::Xmile => {
            let written = guoban_workbook::xmile::xmile(&model, &scenario, language).map_err(refused)?;
            (written.text.into_bytes(), "xmile", written.unsaid.len())
        }
    };
    let to = out.map_or_else(|| Path::new(&request.pack).with_extension(kind), |out| Path::new(out).to_owned());
    let shown = to.to_string_lossy().into_owned();
    fs::write(&to, &bytes).map_err(|error| Error::Unwritable { path: shown.clone(), reason: error.to_string() })?;
    let size = bytes.len().div_ceil(1000);
    let mut text = match language {
        Language::Zh => format!("{shown}：已写出，{size} kB。\n"),
        Language::En => format!("{shown}: written, {size} kB.\n"),
    };
    if ahead > 0 {
        text += &match language {
            Language::Zh => {
                format!("有 {ahead} 个值要用到以后的月份，XMILE 说不了；各变量的说明里写明了是哪些月份。\n")
            }
            Language::En => {
                format!(
                    "{ahead} values follow from later months, which XMILE cannot say; the variables' notes name the months.\n"
                )
            }
        };
    }
    for flag in scenario.flags(model.pack(), &OneYear::of(model.pack())) {
        text += &format!("{}\n", flag.message(model.pack(), language));
    }
    Ok(text)
}
