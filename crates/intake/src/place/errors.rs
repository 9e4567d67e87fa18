//! Error bands by kind, and the switch to shaken years.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::toml_text::tenths;
use crate::form::{Form, find};
use crate::kind::Kind;

/// The id of a kind's band, of a growth or of an amount.
pub fn id(kind: Kind, of_growth: bool) -> String {
    let word = format!("{kind:?}").to_lowercase();
    if of_growth { format!("{word}-growth-error") } else { format!("{word}-error") }
}

pub fn write(form: &Form) -> String {
    let judged = form.indicators.iter().flat_map(|one| one.tasks().map(|(.., of_growth)| (one.kind, of_growth)));
    let mut used: BTreeSet<(Kind, bool)> = judged.collect();
    if !form.projects.is_empty() {
        used.insert((Kind::Investment, false));
    }
    let of_units = form.units.iter().filter(|unit| unit.year.is_some());
    used.extend(
        of_units.filter_map(|unit| Some((form.indicators[find(&form.indicators, &unit.indicator)?].kind, true))),
    );
    if used.is_empty() {
        return String::new();
    }
    let mut out = "\n[[chapter]]\ntitle = \"推演误差 | How far projections are off\"\ngroup = \"assumed\"\nsource = \"nbs_backtest\"\n\n\
        [chapter.assumption]\nshaken = { name = \"受冲击年份 | Shaken year\", unit = \"1\", range = [0, 0.1, 1], step = 1, decimals = 1, distribution = \"discrete\", source = \"default\",\n  reason = \"开关：年内出现春天料不到的冲击，误差按受冲击年份取。机会按10%，是计数，不是估计（docs/backtest.md）。 | Switch: a shock that nobody foresaw in spring, and projections err as in shaken years. Its chance is put at 10%: a count, no estimate (docs/backtest.md).\" }\n\n\
        [chapter.error]\n"
        .to_owned();
    for (kind, of_growth) in used {
        let percent = !of_growth && kind != Kind::Ratio;
        let (basis, Some(record)) = (kind.basis(percent), kind.record(percent)) else { continue };
        let widen = |widths: &[u32], by: u32| widths.iter().map(|width| (width * by).div_ceil(10)).collect::<Vec<_>>();
        let [half, year] = [widen(&record.half, basis.calm), widen(&record.year, basis.calm)];
        // A shaken year is never surer than a calm one.
        let most = |shaken: &[u32], calm: &[u32]| {
            widen(shaken, basis.shaken).iter().zip(calm).map(|(shaken, calm)| *shaken.max(calm)).collect::<Vec<_>>()
        };
        let source = if kind.is_on_record(percent) { "nbs_backtest" } else { "backtest_ratio" };
        let (zh, en) = kind.words_of();
        let (of_zh, of_en) = if of_growth { ("增速", ", growth") } else { ("", "") };
        let _ = writeln!(
            out,
            "{} = {{ name = \"{zh}{of_zh} | {en}{of_en}\", in = \"{}\", half = {},\n  year = {},\n  shaken = {{ by = \"shaken\", half = {},\n    year = {} }}, source = \"{source}\" }}",
            id(kind, of_growth),
            if percent { "percent" } else { "points" },
            tenths(&half),
            tenths(&year),
            tenths(&most(&record.half_shaken, &half)),
            tenths(&most(&record.year_shaken, &year)),
        );
    }
    out
}
