//! Synthetic plans of counties and their city: each the same equations as a pack, and in loops by hand. All of it is
//! invented.

pub mod growth;
pub mod growth_loops;
pub mod ports;
pub mod ports_loops;

use std::fmt::Write;

use guoban_model::ensemble::Draws;

/// Monthly weights.
pub const SEASON: [f64; 12] = [0.07, 0.06, 0.08, 0.08, 0.08, 0.09, 0.08, 0.08, 0.09, 0.09, 0.1, 0.1];

/// An uncertain parameter: id, low, mid, high.
pub type Parameter = (&'static str, f64, f64, f64);

/// An equation: id, formula, and its value before the plan year where it is read there.
pub type Equation = (&'static str, &'static str, Option<f64>);

/// A plan of counties that share their equations.
pub struct Plan {
    /// What it is called in figures.
    pub name: &'static str,
    /// Uncertain parameters of each county.
    pub parameters: &'static [Parameter],
    /// Known numbers of each county.
    pub columns: &'static [&'static str],
    /// A county's known numbers, in that order.
    pub county: fn(usize) -> Vec<f64>,
    /// Equations of each county; each may read a lever `subsidy` of its own, 0 before the plan year.
    pub equations: &'static [Equation],
    /// Quantities the city adds up, as `city_` with their id.
    pub summed: &'static [&'static str],
    /// Further equations of the city.
    pub city: &'static [Equation],
    /// The city's results that are wanted: id and month.
    pub wanted: [(&'static str, i32); 3],
    /// All equations by hand, and the wanted results by draw.
    pub by_hand: fn(&Levers, &Draws, &mut Checksum) -> [Vec<f64>; 3],
}

/// The plans that are measured.
pub const PLANS: [&Plan; 2] = [&ports::PLAN, &growth::PLAN];

/// Levers of a run: restocking, vouchers and each county's subsidy, all 1 before the plan year.
pub struct Levers {
    /// Restocking.
    pub restock: f64,
    /// Vouchers.
    pub voucher: f64,
    /// By county.
    pub subsidy: Vec<f64>,
}

/// What a plan computes besides the results, added up so that no equation can be left out by the compiler.
#[derive(Default)]
pub struct Checksum(pub f64);

impl Plan {
    /// Equations computed each month: those of the counties and of the city.
    pub fn equations(&self, counties: usize) -> usize {
        counties * self.equations.len() + self.summed.len() + self.city.len()
    }

    /// The pack with this many counties.
    pub fn pack(&self, counties: usize) -> String {
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
            for (id, low, mid, high) in self.parameters {
                let _ = writeln!(
                    text,
                    "[[assumption]]\nid = \"{id}_{index}\"\nname = {{ zh = \"参数\", en = \"parameter\" }}\ngroup = \"all\"\n\
                     unit = \"1\"\nlow = {low:?}\nmid = {mid:?}\nhigh = {high:?}\nstep = 0.01\ndecimals = 2\n\
                     distribution = \"triangular\"\nreason = {{ zh = \"演示\", en = \"demo\" }}\nsource = \"demo\""
                );
            }
        }
        text.push_str("[[table]]\nid = \"county\"\nname = { zh = \"县\", en = \"counties\" }\ncolumns = [\n");
        for id in self.columns {
            let _ = writeln!(
                text,
                "  {{ id = \"{id}\", name = {{ zh = \"数\", en = \"{id}\" }}, kind = \"number\", unit = \"1\", source = \"demo\" }},"
            );
        }
        text.push_str("]\n");
        for index in 0..counties {
            let _ = writeln!(
                text,
                "[[table.row]]\nid = \"c{index}\"\nname = {{ zh = \"县{index}\", en = \"county {index}\" }}"
            );
            for (id, number) in self.columns.iter().zip((self.county)(index)) {
                let _ = writeln!(text, "{id} = {number:?}");
            }
        }
        for id in self.parameters.iter().map(|parameter| parameter.0).chain(["subsidy"]) {
            let rows: Vec<_> = (0..counties).map(|index| format!("c{index} = '{id}_{index}'")).collect();
            // What is read before the plan year has a value there.
            let before = if id == "subsidy" { "before = 0\n" } else { "" };
            variable(&mut text, id, true, &format!("formulas = {{ {} }}\n{before}", rows.join(", ")));
        }
        let by_county = self.equations.iter().map(|equation| (equation, true));
        for ((id, formula, before), by_county) in by_county.chain(self.city.iter().map(|equation| (equation, false))) {
            let before = before.map_or(String::new(), |before| format!("before = {before:?}\n"));
            variable(&mut text, id, by_county, &format!("formula = '{formula}'\n{before}"));
        }
        for id in self.summed {
            variable(&mut text, &format!("city_{id}"), false, &format!("formula = 'sum(county, {id})'\n"));
        }
        text
    }
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
