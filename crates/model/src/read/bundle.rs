//! What a pack needs from beside it, and bringing that in: one file is released.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::read_toml;
use super::source::Source;
use crate::diagnostic::{Diagnostic, Problem};

/// The first line of what was brought in; what follows is written anew each time.
pub const MARK: &str = "# ==== brought in by `guoban pack`: change it where it comes from, not here ====";

/// What a pack needs from files beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The file with the templates.
    pub library: Option<String>,
    /// Templates that are used and not in the pack.
    pub templates: BTreeSet<String>,
    /// Sheets that are named and not in the pack.
    pub sheets: BTreeSet<String>,
}

/// The pack as its author writes it: without what was brought in.
pub fn own(text: &str) -> &str {
    text.split_once(MARK).map_or(text, |(own, _)| own)
}

/// What a pack needs from beside it.
///
/// # Errors
/// What is wrong with the file as TOML.
pub fn needs(text: &str) -> Result<Needs, Vec<Diagnostic>> {
    let text = own(text);
    let source = Source::new(text);
    let Some(root) = read_toml(&source, text) else { return Err(source.into_found()) };
    let mut needs = Needs::default();
    collect(&root, &mut needs);
    let library = root.get("pack").and_then(|pack| pack.get_ref().get("library"));
    needs.library = library.and_then(|library| library.get_ref().as_str()).map(str::to_owned);
    for (section, wanted) in [("template", &mut needs.templates), ("sheet", &mut needs.sheets)] {
        if let Some(DeValue::Table(held)) = root.get(section).map(|section| section.get_ref()) {
            wanted.retain(|name| !held.contains_key(name.as_str()));
        }
    }
    Ok(needs)
}

/// Templates and sheets named anywhere in a table.
fn collect(table: &DeTable<'_>, needs: &mut Needs) {
    let word = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str());
    if let Some(template) = word("use") {
        needs.templates.insert(template.to_owned());
    }
    if let (Some(file), Some(_)) = (word("file"), word("column")) {
        needs.sheets.insert(file.to_owned());
    }
    table.iter().for_each(|(_, value)| collect_value(value.get_ref(), needs));
}

fn collect_value(value: &DeValue<'_>, needs: &mut Needs) {
    match value {
        DeValue::Table(table) => collect(table, needs),
        DeValue::Array(list) => list.iter().for_each(|value| collect_value(value.get_ref(), needs)),
        _ => {}
    }
}

/// The pack with the templates it uses and the sheets it names at its end.
///
/// `library` is the text of its library, `sheets` the files it names with their texts.
///
/// # Errors
/// A template that the library has not, or a sheet that cannot stand in a pack.
pub fn bundle(
    text: &str,
    needs: &Needs,
    library: &str,
    sheets: &[(String, String)],
) -> Result<String, Vec<Diagnostic>> {
    let source = Source::new(text);
    let mut brought = String::new();
    for name in &needs.templates {
        match template(library, name) {
            Some(block) => brought += &format!("\n{}\n", block.trim_end()),
            None => {
                let problem = Problem::Unknown { what: "template", found: name.clone(), nearest: None };
                source.report(0, needs.library.as_deref().unwrap_or("library"), problem);
            }
        }
    }
    for (name, sheet) in sheets {
        let sheet = sheet.trim_start_matches('\u{feff}').trim_end();
        if sheet.contains("'''") {
            source.report(0, name, Problem::SheetQuotes);
        }
        brought += &format!("\n[sheet.\"{name}\"]\ntext = '''\n{sheet}\n'''\n");
    }
    if source.has_errors() {
        return Err(source.into_found());
    }
    let own = own(text).trim_end();
    Ok(if brought.is_empty() { format!("{own}\n") } else { format!("{own}\n\n{MARK}\n{brought}") })
}

/// The lines of a template: from its heading, with the comment above it, to the next template.
fn template<'b>(library: &'b str, name: &str) -> Option<&'b str> {
    let mut begins = None;
    let mut comment = None;
    let mut at = 0;
    for line in library.split_inclusive('\n') {
        let heading = line.strip_prefix("[template.").and_then(|rest| rest.split([']', '.']).next());
        if let Some(start) = begins {
            if heading.is_some_and(|heading| heading != name) {
                return library.get(start..comment.unwrap_or(at));
            }
        } else if heading == Some(name) {
            begins = Some(comment.unwrap_or(at));
        }
        comment = if line.starts_with('#') { comment.or(Some(at)) } else { None };
        at += line.len();
    }
    begins.and_then(|start| library.get(start..))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACK: &str = "[pack]\nlibrary = \"l.toml\"\n[chapter.variable]\na = { use = \"two\", known = { file = \"f.csv\", column = \"a\" } }\n\
                        b = { use = \"own\" }\n[template.own]\n";
    const LIBRARY: &str = "# A library.\n\n# The first.\n[template.one]\nmay = []\n\n# The second.\n[template.two]\n[template.two.variable]\nx = 1\n\n\
                           # The third.\n[template.three]\n";

    #[test]
    fn what_is_used_is_brought_in_once() {
        let needed = needs(PACK).unwrap();
        assert_eq!(needed.library.as_deref(), Some("l.toml"));
        assert_eq!(needed.templates, BTreeSet::from(["two".to_owned()]));
        assert_eq!(needed.sheets, BTreeSet::from(["f.csv".to_owned()]));
        let sheets = [("f.csv".to_owned(), "\u{feff}month,a\n2026-01,1\n".to_owned())];
        let released = bundle(PACK, &needed, LIBRARY, &sheets).unwrap();
        let brought = "# The second.\n[template.two]\n[template.two.variable]\nx = 1\n\n[sheet.\"f.csv\"]\ntext = '''\nmonth,a\n2026-01,1\n'''\n";
        assert_eq!(released, format!("{PACK}\n{MARK}\n\n{brought}"));
        assert_eq!(needs(&released).unwrap(), needed);
        assert_eq!(bundle(&released, &needed, LIBRARY, &sheets).unwrap(), released);
    }

    #[test]
    fn what_the_library_has_not_is_named() {
        let needed = needs(PACK).unwrap();
        let found = bundle(PACK, &needed, "", &[]).unwrap_err();
        assert_eq!(found[0].to_string(), "1:1: l.toml: there is no template `two`");
    }
}
