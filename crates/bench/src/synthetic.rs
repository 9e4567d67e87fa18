//! A synthetic plan of counties and their city: the same equations as a pack, and in [`loops`](crate::loops) by hand.
//!
//! Per county there are ten uncertain parameters, a lever, and thirty equations with lags, a stock, a queue, a logit
//! share, a delayed response and a ramp; the city adds sums over the counties. All of it is invented.

use std::fmt::Write;

/// Uncertain parameters of a county: id, low, mid, high.
pub const PARAMETERS: [(&str, f64, f64, f64); 10] = [
    ("g", 0.02, 0.05, 0.08),
    ("beta", 0.2, 0.5, 1.5),
    ("friction", 0.1, 0.3, 0.6),
    ("rival", -0.2, 0.3, 0.9),
    ("room_factor", 0.8, 1.0, 1.1),
    ("survival", 0.85, 0.93, 0.97),
    ("pace", 0.7, 0.95, 1.1),
    ("utilisation", 0.6, 0.8, 0.95),
    ("leverage", 1.5, 3.0, 4.0),
    ("ratio", 0.15, 0.22, 0.3),
];

/// Monthly weights.
pub const SEASON: [f64; 12] = [0.07, 0.06, 0.08, 0.08, 0.08, 0.09, 0.08, 0.08, 0.09, 0.09, 0.1, 0.1];

/// Equations of a county, in the pack's order; see [`loops`](crate::loops) for the same by hand.
pub const EQUATIONS: [(&str, &str, Option<f64>); 30] = [
    ("trend", "1 + g * (month / 12)", None),
    ("demand", "size * trend * (profile(season) * 12)", None),
    ("effect", "distribute(subsidy, 0.3, 0.3, 0.4)", None),
    ("wait", "lag(queue, 1) / capacity", None),
    ("utility", "beta * effect - friction * wait", None),
    ("weight", "exp(utility)", None),
    ("part", "weight / (weight + exp(rival))", None),
    ("cargo", "demand * part", None),
    ("room", "capacity * room_factor", None),
    ("queue", "max(0, lag(queue, 1) + cargo - room)", Some(0.0)),
    ("through", "min(lag(queue, 1) + cargo, room)", None),
    ("placed", "herd * (1 + 0.1 * restock)", Some(1.0)),
    ("ready", "survival * lag(placed, 6)", None),
    ("sold", "min(ready + 0.2, lag(stock, 1) + ready)", None),
    ("stock", "lag(stock, 1) + ready - sold", Some(5.0)),
    ("works", "size * pace * profile(season)", None),
    ("done", "lag(done, 1) + works", Some(0.0)),
    ("plant", "size * ramp(4, 12)", None),
    ("output", "plant * utilisation", None),
    ("extra", "leverage * (voucher * pulse(5, 2))", Some(0.0)),
    ("payback", "distribute(extra, 0, 0.125, 0.125, 0.125, 0.125)", None),
    ("retail", "size * trend + extra - payback", None),
    ("va_industry", "output * ratio", None),
    ("va_trade", "retail * 0.3 + through * 0.1", None),
    ("va_farm", "sold * 0.6", None),
    ("va_works", "works * 0.25", None),
    ("gdp", "va_industry + va_trade + va_farm + va_works", None),
    ("gdp_ytd", "ytd(gdp)", None),
    ("growth", "gdp_ytd / (base * month_of_year) - 1", None),
    ("revenue", "gdp * tax", None),
];

/// Quantities the city adds up.
pub const SUMMED: [&str; 7] = ["through", "retail", "works", "sold", "output", "gdp", "revenue"];

/// A county's numbers: size, capacity, herd, base, tax.
pub fn county(index: usize) -> [f64; 5] {
    let x = index as f64;
    [10.0 + x, 6.0 + 0.5 * x, 1.0 + 0.1 * x, 4.0 + 0.4 * x, 0.08 + 0.002 * x]
}

/// The pack with this many counties.
pub fn pack(counties: usize) -> String {
    let mut text = String::from(HEAD);
    let season: Vec<_> = SEASON.iter().map(f64::to_string).collect();
    let _ = writeln!(
        text,
        "[[profile]]\nid = \"season\"\nname = {{ zh = \"季节\", en = \"season\" }}\nsource = \"demo\"\nweights = [{}]",
        season.join(", ")
    );
    for lever in ["restock", "voucher"] {
        lever_item(&mut text, lever);
    }
    for index in 0..counties {
        lever_item(&mut text, &format!("subsidy_{index}"));
        for (id, low, mid, high) in PARAMETERS {
            let _ = writeln!(
                text,
                "[[assumption]]\nid = \"{id}_{index}\"\nname = {{ zh = \"参数\", en = \"parameter\" }}\ngroup = \"all\"\n\
                 unit = \"1\"\nlow = {low:?}\nmid = {mid:?}\nhigh = {high:?}\nstep = 0.01\ndecimals = 2\n\
                 distribution = \"triangular\"\nreason = {{ zh = \"演示\", en = \"demo\" }}\nsource = \"demo\""
            );
        }
    }
    text.push_str("[[table]]\nid = \"county\"\nname = { zh = \"县\", en = \"counties\" }\ncolumns = [\n");
    for id in ["size", "capacity", "herd", "base", "tax"] {
        let _ = writeln!(
            text,
            "  {{ id = \"{id}\", name = {{ zh = \"数\", en = \"{id}\" }}, kind = \"number\", unit = \"1\", source = \"demo\" }},"
        );
    }
    text.push_str("]\n");
    for index in 0..counties {
        let [size, capacity, herd, base, tax] = county(index);
        let _ = writeln!(
            text,
            "[[table.row]]\nid = \"c{index}\"\nname = {{ zh = \"县{index}\", en = \"county {index}\" }}\nsize = {size:?}\n\
             capacity = {capacity:?}\nherd = {herd:?}\nbase = {base:?}\ntax = {tax:?}"
        );
    }
    for id in PARAMETERS.iter().map(|parameter| parameter.0).chain(["subsidy"]) {
        let rows: Vec<_> = (0..counties).map(|index| format!("c{index} = '{id}_{index}'")).collect();
        // What is read before the plan year has a value there.
        let before = if id == "subsidy" { "before = 0\n" } else { "" };
        variable(&mut text, id, true, &format!("formulas = {{ {} }}\n{before}", rows.join(", ")));
    }
    for (id, formula, before) in EQUATIONS {
        let before = before.map_or(String::new(), |before| format!("before = {before:?}\n"));
        variable(&mut text, id, true, &format!("formula = '{formula}'\n{before}"));
    }
    for id in SUMMED {
        variable(&mut text, &format!("city_{id}"), false, &format!("formula = 'sum(county, {id})'\n"));
    }
    text
}

fn lever_item(text: &mut String, id: &str) {
    let _ = writeln!(
        text,
        "[[lever]]\nid = \"{id}\"\nname = {{ zh = \"措施\", en = \"lever\" }}\nkind = \"measure\"\ngroup = \"all\"\n\
         owner = \"all\"\nunit = \"1\"\nmin = 0\nmax = 4\nstep = 0.1\ndecimals = 1\nbaseline = 1\nsource = \"demo\""
    );
}

fn variable(text: &mut String, id: &str, by_county: bool, rest: &str) {
    let over = if by_county { "over = \"county\"\n" } else { "" };
    let _ = writeln!(
        text,
        "[[variable]]\nid = \"{id}\"\nname = {{ zh = \"量\", en = \"{id}\" }}\nunit = \"1\"\n{over}measure = \"flow\"\n\
         decimals = 3\nsource = \"demo\"\n{rest}"
    );
}

const HEAD: &str = r#"[pack]
format = 1
id = "synthetic"
revision = 1
year = 2026
as_of = "2025-12-28"
name = { zh = "合成算例", en = "Synthetic plan" }
note = { zh = "演示数据", en = "demo data" }
demo = true
history_months = 12
judging = { line = "linear", on_track = 0.8, near = 0.4 }

[[source]]
id = "demo"
kind = "demo"
text = { zh = "演示数据", en = "invented" }

[[owner]]
id = "all"
name = { zh = "各部门", en = "all" }

[[group]]
id = "all"
name = { zh = "全部", en = "all" }

"#;
