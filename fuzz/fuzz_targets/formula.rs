//! Any text as a formula of a small pack: read, checked, compiled, and the same bits from both evaluators.

#![no_main]

use guoban_model::diagnostic::{Diagnostic, Place};
use guoban_model::formula::{NodeKind, parse};
use guoban_model::pack::Formula;
use guoban_model::program::CellRef;
use guoban_model::read::read_pack;
use guoban_model::reference::Reference;
use guoban_model::text::Language;
use libfuzzer_sys::fuzz_target;

const PACK: &str = include_str!("../../crates/model/tests/packs/tiny.toml");
const FORMULA: &str = "formula = '3000[万元]'";

fuzz_target!(|text: &str| {
    // Most texts are no formulas; the pack is read only for those that are.
    if let Err((span, problem)) = parse(text) {
        assert!(span.start <= span.end && text.get(span).is_some(), "a problem inside a character");
        let finding = Diagnostic { severity: problem.severity(), place: Place::default(), problem };
        assert!(!finding.message(Language::Zh).is_empty() && !finding.message(Language::En).is_empty());
        return;
    }
    assert!(PACK.contains(FORMULA));
    // A basic string of TOML holds every text, once these are escaped.
    let escaped: String = text.chars().flat_map(escape).collect();
    let pack = PACK.replacen(FORMULA, &format!("formula = \"{escaped}\""), 1);
    let read = match read_pack(&pack) {
        Ok(read) => read,
        Err(found) => {
            for finding in &found {
                assert!(finding.place.line > 0 && finding.place.column > 0);
                assert!(!finding.message(Language::Zh).is_empty() && !finding.message(Language::En).is_empty());
            }
            return;
        }
    };
    let Some(budget) = read.pack.variable("budget") else { return };
    if let Formula::Same(node) = &read.pack.variables[budget.0].formula {
        node.walk(&mut |node| {
            let unknown = matches!(node.kind, NodeKind::Number(number) if !number.is_finite());
            assert!(!unknown, "a part that is not known was not reported");
            true
        });
    }
    let as_of = read.pack.as_of;
    let model = match read.compile(as_of) {
        Ok(model) => model,
        Err(found) => return assert!(!found.is_empty()),
    };
    let settings = model.baseline();
    let projection = model.run(&settings);
    projection.faults();
    let mut reference = Reference::new(model.pack(), as_of, &settings);
    for offset in 0..24 {
        let cell = CellRef { variable: budget, row: 0, offset };
        let (fast, plain) = (projection.raw(cell), reference.at(cell));
        let same = match (fast, plain) {
            (Some(fast), Some(plain)) => fast.to_bits() == plain.to_bits() || fast.is_nan() && plain.is_nan(),
            (fast, plain) => fast == plain,
        };
        assert!(same, "{offset}: {fast:?} is not {plain:?}");
    }
});

fn escape(c: char) -> impl Iterator<Item = char> {
    let text = match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", c as u32),
        c => c.to_string(),
    };
    text.chars().collect::<Vec<_>>().into_iter()
}
