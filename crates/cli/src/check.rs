//! `guoban check`: everything that is wrong with a pack, or what it holds.

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks::{self, Finding, Weight};
use guoban_planning::link;
use guoban_planning::scenario::Scenario;

use crate::error::Error;
use crate::load;

/// The generated scenarios are the same in every check.
const SEED: u32 = 20_260_430;

/// What to try.
#[derive(Debug, PartialEq)]
pub struct Request {
    /// The pack's file.
    pub pack: String,
    /// How many generated scenarios.
    pub scenarios: usize,
    /// Whether remarks are errors as well.
    pub strict: bool,
}

/// Reads and compiles a pack, runs it at its baseline, in generated scenarios and on dates of its whole year. The text to print,
/// and whether there are no errors.
pub fn check(request: &Request, language: Language) -> Result<(String, bool), Error> {
    let path = &*request.pack;
    let text = load::text(path)?;
    let read = match read_pack(&text) {
        Ok(read) => read,
        Err(found) => return Ok(failed(path, &found, (0, 0), language)),
    };
    let mut found = read.warnings.clone();
    let mut other = String::new();
    let (mut broken, mut remarks) = (0, 0);
    match read.compile(read.pack.as_of) {
        Err(errors) => found.extend(errors),
        Ok(model) => {
            for finding in
                checks::run(&model, request.scenarios, SEED).into_iter().chain(checks::on_dates(model.pack()))
            {
                let is_error = request.strict || finding.weight == Weight::Broken;
                *(if is_error { &mut broken } else { &mut remarks }) += 1;
                other += &line(path, &text, &read.pack, &finding, is_error, language);
            }
        }
    }
    if let Err(error) = link::write(&Scenario::baseline(&read.pack), &read.pack) {
        broken += 1;
        other += &format!("{path}: {}: {}\n", severity(true, language), error.message(language));
    }
    if broken > 0 || errors(&found) > 0 {
        let (lines, good) = failed(path, &found, (broken, remarks), language);
        return Ok((other + &lines, good));
    }
    let warnings = found.len() + remarks;
    Ok((other + &load::lines(path, &found, language) + &summary(&read.pack, warnings, language), true))
}

fn severity(is_error: bool, language: Language) -> &'static str {
    match (is_error, language) {
        (true, Language::Zh) => "错误",
        (false, Language::Zh) => "警告",
        (true, Language::En) => "error",
        (false, Language::En) => "warning",
    }
}

/// A finding as `file:line: severity: message`, its hint below.
fn line(path: &str, text: &str, pack: &Pack, finding: &Finding, is_error: bool, language: Language) -> String {
    let at = finding.line(pack, text);
    let at = at.map(|line| format!(":{line}")).unwrap_or_default();
    let mut out = format!("{path}{at}: {}: {}\n", severity(is_error, language), finding.message(language));
    if let Some(hint) = finding.hint(language) {
        out += &match language {
            Language::Zh => format!("    提示: {hint}\n"),
            Language::En => format!("    hint: {hint}\n"),
        };
    }
    out
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn failed(path: &str, found: &[Diagnostic], (broken, remarks): (usize, usize), language: Language) -> (String, bool) {
    let errors = errors(found) + broken;
    let warnings = found.len() + broken + remarks - errors;
    let last = match language {
        Language::Zh => format!("{errors} 处错误，{warnings} 处警告。\n"),
        Language::En => format!("{errors} errors, {warnings} warnings.\n"),
    };
    (load::lines(path, found, language) + &last, false)
}

fn summary(pack: &Pack, warnings: usize, language: Language) -> String {
    let indicators = pack.variables.iter().filter(|variable| variable.group.is_some()).count();
    let rows: usize = pack.tables.iter().map(|table| table.rows.len()).sum();
    let counts = [
        (pack.levers.len(), "项措施", "levers"),
        (pack.assumptions.len(), "项假设", "assumptions"),
        (indicators, "项指标", "indicators"),
        (pack.variables.len(), "个变量", "variables"),
        (rows, "行表格", "table rows"),
        (pack.targets.len(), "项任务", "targets"),
        (pack.limits.len(), "项资源限额", "limits"),
        (pack.sources.len(), "个来源", "sources"),
    ];
    let (id, revision, name) = (&pack.id, pack.revision, pack.name.get(language));
    let listed = |zh: bool| {
        let word = |&(count, chinese, english): &(usize, &str, &str)| {
            if zh { format!("{count} {chinese}") } else { format!("{count} {english}") }
        };
        counts.iter().map(word).collect::<Vec<_>>()
    };
    match language {
        Language::Zh => {
            format!(
                "{name}（{id} 第 {revision} 版）可用：{}。\n没有错误，{warnings} 处警告。\n",
                listed(true).join("、")
            )
        }
        Language::En => format!(
            "{name} ({id}, revision {revision}) is good: {}.\nNo errors, {warnings} warnings.\n",
            listed(false).join(", ")
        ),
    }
}
