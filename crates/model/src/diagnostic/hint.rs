//! What to do about a finding, in both languages.

use super::{Problem, Sort};
use crate::text::Language;

/// Most rows that a hint lists.
const MOST_NAMED: usize = 6;

/// What to do about it.
pub fn hint(problem: &Problem, language: Language) -> Option<String> {
    let pick = |zh: String, en: String| Some(if language == Language::Zh { zh } else { en });
    match problem {
        Problem::UnknownField { nearest: Some(nearest), .. }
        | Problem::Unknown { nearest: Some(nearest), .. }
        | Problem::NoSuchWord { nearest: Some(nearest), .. }
        | Problem::UnknownUnit { nearest: Some(nearest), .. }
        | Problem::UnknownFunction { nearest: Some(nearest), .. } => {
            pick(format!("是不是 {nearest}？"), format!("did you mean `{nearest}`?"))
        }
        Problem::UnknownField { known, .. } if !known.is_empty() => {
            pick(format!("可用的字段：{}", known.join("、")), format!("fields here: {}", known.join(", ")))
        }
        Problem::UnknownUnit { .. } => pick(
            "在 [units] 中声明它，例如 \"万吨\" = \"10000 吨\"".to_owned(),
            "declare it under [units], for example \"万吨\" = \"10000 吨\"".to_owned(),
        ),
        Problem::UnitMismatch { number: Some(bare), .. } => {
            let written = format!("{}[{}]", bare.number, bare.unit);
            pick(format!("给数写上单位：{written}"), format!("give the number its unit: {written}"))
        }
        Problem::UnitNotDeclared { number: Some(number), declared, .. } => pick(
            format!("给数写上单位：{number}[{declared}]"),
            format!("give the number its unit: {number}[{declared}]"),
        ),
        Problem::UnitMismatch { convertible: Some(unit), .. } => pick(
            format!("量纲相同、大小不同：用 to(…, \"{unit}\") 换算"),
            format!("same dimension, another size: convert with to(…, \"{unit}\")"),
        ),
        Problem::UnitNotDeclared { declared, convertible: true, .. } => pick(
            format!("用 to(…, \"{declared}\") 换算，或改变量的 unit"),
            format!("convert with to(…, \"{declared}\"), or change the variable's unit"),
        ),
        Problem::UnitNotDeclared { .. } => pick(
            "检查公式各项的单位，或改变量的 unit".to_owned(),
            "check the units of the formula's parts, or change the variable's unit".to_owned(),
        ),
        Problem::NeedsRow { name, table } if name == "share" => pick(
            format!("给本变量加 over = \"{table}\"，或用在 sum({table}, …) 之内"),
            format!("give this variable over = \"{table}\", or use it inside sum({table}, …)"),
        ),
        Problem::NeedsRow { name, table } => pick(
            format!("写成 sum({table}, {name}) 或 {name}[\"行\"]，或给本变量加 over = \"{table}\""),
            format!("write sum({table}, {name}) or {name}[\"row\"], or give this variable over = \"{table}\""),
        ),
        Problem::NeedsOneRow { rows, .. } if !rows.is_empty() => {
            let rows: Vec<String> = rows.iter().take(MOST_NAMED).map(|row| format!("row = \"{row}\"")).collect();
            let (zh, en) = (rows.join("、"), rows.join(", "));
            pick(format!("加上其中一行：{zh}；几行都要的写 rows = {{ … }}"), format!("add one of {en}; for several, rows = {{ … }}"))
        }
        Problem::NeedsOneRow { name, table, .. } => pick(
            format!("另设一个不分行的变量，formula = 'sum({table}, {name})'，再引用它"),
            format!("name a variable without rows, with formula = 'sum({table}, {name})'"),
        ),
        Problem::NoParts { name } => pick(
            format!("只写 {name}；要与固定的数比较时把数写出来，并写上单位"),
            format!("write {name} alone; to compare it with a fixed number, write the number with its unit"),
        ),
        Problem::ReservedName(id) => pick(
            format!("换一个名字，例如 {id}_1 或 my_{id}"),
            format!("choose another, for example {id}_1 or my_{id}"),
        ),
        Problem::NotExogenous { .. } => pick(
            "把措施从这条链上拿掉；真能影响的就不写 exogenous".to_owned(),
            "take the lever out of this chain; what can be moved from here is not exogenous".to_owned(),
        ),
        Problem::NeedsNoUnit { .. } => pick(
            "先除以同单位的量，或用 to(…, \"1\")".to_owned(),
            "divide by something of the same unit first, or use to(…, \"1\")".to_owned(),
        ),
        Problem::SortMismatch { expected: Sort::Number, found: Sort::Condition } => pick(
            "用 if(条件, 1, 0) 把条件变成数".to_owned(),
            "turn the condition into a number with if(condition, 1, 0)".to_owned(),
        ),
        Problem::SortMismatch { expected: Sort::Condition, found: Sort::Number } => {
            pick("写成比较，例如 month > 4".to_owned(), "write a comparison, for example month > 4".to_owned())
        }
        Problem::SortMismatch { found: Sort::Word, .. } => pick(
            "文字只能比较，例如 kind = \"industry\"".to_owned(),
            "a text can only be compared, for example kind = \"industry\"".to_owned(),
        ),
        Problem::WeightSum(_) => pick(
            "权重之和必须是 1；按公布的全年合计重算".to_owned(),
            "weights must add up to 1; divide by the year's total".to_owned(),
        ),
        Problem::NotInFile { file } => pick(
            format!("用 guoban pack 底册 把 {file} 里用到的并进来"),
            format!("bring in what is used of {file}: guoban pack PACK"),
        ),
        Problem::FullWidth { plain, .. } => pick(format!("改成半角 {plain}"), format!("write {plain}")),
        Problem::NotUnicode => pick(
            "在编辑器里另存为 UTF-8（多半存成了 GBK）".to_owned(),
            "save it as UTF-8 in your editor; it is probably GBK".to_owned(),
        ),
        Problem::IdTwice { .. } => pick("删去里面的 id".to_owned(), "remove the `id` inside".to_owned()),
        Problem::GridHead => {
            pick("例如 [\"id\", \"name\", \"cost\"]".to_owned(), "as in [\"id\", \"name\", \"cost\"]".to_owned())
        }
        Problem::SheetOrder { .. } => pick(
            "数写在每期的最后一个月：按季的写在3、6、9、12月，按年的写在12月，1—2月合并的写在2月；中间不能空".to_owned(),
            "a figure stands in the last month of its period: 3, 6, 9, 12 for quarters, 12 for years, February for January–February; none is left out"
                .to_owned(),
        ),
        Problem::MissingParameter { parameter, .. } => {
            pick(format!("加上 given = {{ {parameter} = … }}"), format!("add it: given = {{ {parameter} = … }}"))
        }
        Problem::BadRange => {
            pick("写成 [低, 中, 高]".to_owned(), "write [low, middle, high]; a lever's middle is its baseline".to_owned())
        }
        Problem::BadPublication(_) => pick(
            "写成 \"quarterly 18\"（频率和日子），滞后不是一个月的写成 \"monthly 1 +2\"".to_owned(),
            "write \"quarterly 18\", frequency and day, or \"monthly 1 +2\" where it is not the month after".to_owned(),
        ),
        Problem::WrongType { field, expected: "a text in both languages", .. } => {
            let both = format!("{field} = \"… | …\"");
            pick(format!("写成 {both}"), format!("write {both}"))
        }
        Problem::WrongType { field, expected: "a list", found: "table" } => {
            pick(format!("写成 [[{field}]]，两层方括号"), format!("write [[{field}]], with two brackets"))
        }
        Problem::UnexpectedCharacter(character) => {
            let plain = plain(*character)?;
            pick(format!("用半角符号 {plain}"), format!("write {plain}"))
        }
        Problem::UnexpectedToken { found, .. } if ["=", "<>", "<", "<=", ">", ">="].contains(&found.as_str()) => pick(
            "一个公式只能有一个比较；并列的条件用 and(…, …)".to_owned(),
            "one comparison at a time; join conditions with and(…, …)".to_owned(),
        ),
        Problem::NotOnStep { .. } => {
            pick("把基线或步长改到一致".to_owned(), "change the baseline or the step so that they agree".to_owned())
        }
        Problem::Unused { .. } => {
            pick("删去它，或在公式里用上".to_owned(), "remove it, or use it in a formula".to_owned())
        }
        Problem::Compile { hint_zh, hint_en, .. } => pick((*hint_zh).to_owned(), (*hint_en).to_owned()),
        _ => None,
    }
}

/// What a formula uses in place of a character that Chinese input methods or typesetting give.
fn plain(character: char) -> Option<String> {
    // Full-width forms stand a fixed distance above their half-width ones.
    let half = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)?,
        other => other,
    };
    let plain = match half {
        '(' | ')' | ',' | '.' | '+' | '-' | '*' | '/' | '^' | '<' | '>' | '=' | '"' | '[' | ']' | '@' | '#' => {
            return Some(half.to_string());
        }
        '\u{3001}' | ';' => ",",
        '\u{201c}' | '\u{201d}' | '\u{300c}' | '\u{300d}' | '\u{2018}' | '\u{2019}' | '\'' => "\"",
        '\u{2013}' | '\u{2014}' | '\u{2212}' => "-",
        '\u{d7}' | '\u{b7}' | '\u{22c5}' => "*",
        '\u{f7}' => "/",
        '\u{2264}' | '\u{2266}' => "<=",
        '\u{2265}' | '\u{2267}' => ">=",
        '\u{2260}' | '!' => "<>",
        '\u{3010}' | '{' => "[",
        '\u{3011}' | '}' => "]",
        '&' => "and(…, …)",
        '|' => "or(…, …)",
        '%' => "[%]",
        _ => return None,
    };
    Some(plain.to_owned())
}
