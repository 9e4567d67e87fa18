//! `guoban roll`: next year's draft of a pack, and what in it needs a person.

use std::fs;

use guoban_model::read::roll;
use guoban_model::text::Language;

use crate::error::Error;
use crate::load;

/// Writes the draft for a year to `out`. The text to print: where it is, and every line a person has to look at.
pub fn roll(path: &str, year: i32, out: &str, language: Language) -> Result<String, Error> {
    let text = load::text(path)?;
    let bad = |found: Vec<_>| Error::BadPack(load::lines(path, &found, language).trim_end().to_owned());
    let rolled = roll::roll(&text, year).map_err(bad)?;
    fs::write(out, &rolled.text)
        .map_err(|error| Error::Unwritable { path: out.to_owned(), reason: error.to_string() })?;
    let mut said = String::new();
    for (line, what) in &rolled.remarks {
        said += &format!("{out}:{line}: {}\n", what.get(language));
    }
    let count = rolled.remarks.len();
    Ok(said
        + &match language {
            Language::Zh => format!("{out}：{year} 年草稿，{count} 处要人来看。填好后 guoban pack、guoban check。\n"),
            Language::En => {
                format!("{out}: a draft for {year}; {count} places need a person. Then guoban pack and guoban check.\n")
            }
        })
}
