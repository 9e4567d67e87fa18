//! GDP by industry: a table, what each adds, and what each pulls.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::growth;
use super::ids::Ids;
use super::toml_text::{numbers, plain, text};
use crate::form::{Form, Indicator, Size, find};
use crate::kind::Kind;

/// Value added of last year by industry and quarter, and what it is called.
struct Sizes {
    quarters: Vec<[Decimal; 4]>,
    name: &'static str,
    unit: &'static str,
    /// What the note says of it beside how it goes on, in both languages.
    note: (&'static str, &'static str),
}

const ADDED: &str = "分行业增加值（可比价） | Value added by industry, comparable prices";
const INDEX: &str = "分行业增加值（上年全部为400） | Value added by industry, last year's whole is 400";
const OF_GDP: (&str, &str) =
    ("上年各季数为生产总值各季数×上年占比。", " Last year's quarters are those of GDP × the share of the year.");
const OF_HUNDRED: (&str, &str) = (
    "表单只有占比、没有生产总值总量：每季全部为100。",
    " The form has shares and no amount of GDP: the whole of a quarter is 100.",
);

/// Value added as the form says it; of shares, with the quarters of GDP where it says those, and else of a hundred.
fn sizes(form: &Form) -> Sizes {
    let gdp = form.indicators.iter().find_map(gdp_by_quarter);
    let whole = gdp.unwrap_or([Decimal::ONE_HUNDRED; 4]);
    let mut of_shares = false;
    let mut quarters = |size: &Size| match size {
        Size::Quarters(quarters) => *quarters,
        Size::Share(share) => {
            of_shares = true;
            whole.map(|quarter| (quarter * *share / Decimal::ONE_HUNDRED).round_dp(6))
        }
    };
    let quarters = form.industries.iter().map(|one| quarters(&one.size)).collect();
    match (of_shares, gdp.is_some()) {
        (false, _) => Sizes { quarters, name: ADDED, unit: "亿元", note: ("", "") },
        (true, true) => Sizes { quarters, name: ADDED, unit: "亿元", note: OF_GDP },
        (true, false) => Sizes { quarters, name: INDEX, unit: "1", note: OF_HUNDRED },
    }
}

/// Last year's GDP by quarter, 亿元.
fn gdp_by_quarter(one: &Indicator) -> Option<[Decimal; 4]> {
    let scale = match &*one.unit {
        "亿元" => Decimal::ONE,
        "万元" => Decimal::new(1, 4),
        _ => return None,
    };
    if one.kind != Kind::Gdp || !one.is_flow() {
        return None;
    }
    let mut quarters = [Decimal::ZERO; 4];
    for (end, value) in one.often.ends().iter().zip(&one.last) {
        quarters[(*end as usize - 1) / 3] += value * scale;
    }
    Some(quarters)
}

/// GDP by industry: each grows as its driver, or as it has so far.
pub fn write(form: &Form, ids: &Ids) -> String {
    let all = &form.industries;
    if all.is_empty() {
        return String::new();
    }
    let Sizes { quarters, name, unit, note } = sizes(form);
    let mut out = "\n[[chapter]]\ntitle = \"生产总值分行业 | GDP by industry\"\ngroup = \"overall\"\nsource = \"form\"\npublish = \"quarterly 20\"\n\n\
            [chapter.table.industry]\nname = \"行业 | Industries\"\ncolumns = {\n  \
            so_far = { name = \"今年累计增速 | Growth this year\", kind = \"number\", unit = \"%\", default = 0 },\n  \
            pass = { name = \"传导系数 | Pass-through\", kind = \"number\", unit = \"1\", default = 1 },\n}\n\n[chapter.table.industry.row]\n"
            .to_owned();
    for (place, one) in all.iter().enumerate() {
        let so_far = plain(one.growth.unwrap_or_default());
        let _ = writeln!(
            out,
            "industry_{} = {{ name = {}, so_far = {so_far}, pass = {} }}",
            place + 1,
            text(&one.name),
            plain(one.pass)
        );
    }
    let rows = |row: &dyn Fn(usize) -> String| {
        (0..all.len()).map(|place| format!("    industry_{} = {},\n", place + 1, row(place))).collect::<String>()
    };
    let figures = rows(&|place| numbers(&quarters[place]));
    let formulas = rows(&|place| {
        let driver = all[place].driver.as_deref().and_then(|name| find(&form.indicators, name));
        let grows = match driver {
            Some(driver) => growth(&form.indicators[driver], &ids.indicators[driver]),
            None => "so_far".to_owned(),
        };
        format!("'last_year(industry_va) * (1 + pass * to({grows}, \"1\"))'")
    });
    let _ = write!(
        out,
        "\n[chapter.variable]\nindustry_va = {{ name = \"{name}\", unit = \"{unit}\", over = \"industry\",\n  \
             known = {{ first = \"{}-01\", rows = {{\n{figures}  }} }}, formulas = {{\n{formulas}  }},\n  \
             note = \"上年数×（1+传导系数×相关指标增速）；没有相关指标的按今年累计增速。{} | Last year × (1 + pass-through × growth of the driver); without a driver the growth of this year so far.{}\" }}\n\
             industry_comparable = {{ name = \"分行业增加值上年数 | Value added by industry, last year\", listed = false, unit = \"{unit}\", over = \"industry\", formula = 'last_year(industry_va)' }}\n\
             industry_growth = {{ name = \"分行业合计增速 | Growth by industries\", use = \"growth_over\", source = \"default\", given = {{ of = \"sum(industry, industry_va)\", over = \"sum(industry, industry_comparable)\" }} }}\n\
             industry_pull = {{ name = \"分行业拉动点 | Pull by industry\", unit = \"百分点\", over = \"industry\", measure = \"rate\", source = \"default\",\n  \
             formula = 'to(ytd(industry_va - industry_comparable) / ytd(sum(industry, industry_comparable)), \"百分点\")' }}\n",
        form.year - 1,
        note.0,
        note.1,
    );
    out
}

/// The accounting that shows the shares of industries; it stands outside chapters, at the end.
pub fn accounting(form: &Form) -> &'static str {
    if form.industries.is_empty() {
        ""
    } else {
        "\n[accounting]\ntable = \"industry\"\nvalue = \"industry_va\"\nbase = \"industry_comparable\"\ngrowth = \"industry_growth\"\n"
    }
}
