//! `guoban check`: everything that is wrong with a pack, or what it holds.

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks;
use guoban_planning::link;
use guoban_planning::scenario::Scenario;

use crate::error::Error;
use crate::load;

/// The generated scenarios are the same in every check.
const SEED: u32 = 20_260_430;

/// Reads and compiles a pack, runs it at its baseline and in generated scenarios. The text to print, and whether there are no errors.
pub fn check(path: &str, scenarios: usize, language: Language) -> Result<(String, bool), Error> {
    let text = load::text(path)?;
    let read = match read_pack(&text) {
        Ok(read) => read,
        Err(found) => return Ok(failed(path, &found, 0, language)),
    };
    let mut found = read.warnings.clone();
    let mut other = String::new();
    let mut others = 0;
    match read.compile(read.pack.as_of) {
        Err(errors) => found.extend(errors),
        Ok(model) => {
            for fault in model.run(&model.baseline()).faults() {
                others += 1;
                other += &plain(path, &fault.message(&read.pack, language), language);
            }
            for finding in checks::run(&model, scenarios, SEED) {
                others += 1;
                other += &plain(path, finding.message(language), language);
            }
        }
    }
    if let Err(error) = link::write(&Scenario::baseline(&read.pack), &read.pack) {
        others += 1;
        other += &plain(path, &error.message(language), language);
    }
    if others > 0 || errors(&found) > 0 {
        let (lines, good) = failed(path, &found, others, language);
        return Ok((other + &lines, good));
    }
    Ok((load::lines(path, &found, language) + &summary(&read.pack, found.len(), language), true))
}

fn plain(path: &str, message: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("{path}: 错误: {message}\n"),
        Language::En => format!("{path}: error: {message}\n"),
    }
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn failed(path: &str, found: &[Diagnostic], others: usize, language: Language) -> (String, bool) {
    let errors = errors(found) + others;
    let warnings = found.len() + others - errors;
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
