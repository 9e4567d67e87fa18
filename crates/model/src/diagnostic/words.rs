//! Findings in words.

use super::{Problem, Sort};
use crate::text::Language;

/// What is wrong.
pub fn message(problem: &Problem, language: Language) -> String {
    match language {
        Language::Zh => zh(problem),
        Language::En => en(problem),
    }
}

/// What to do about it.
pub fn hint(problem: &Problem, language: Language) -> Option<String> {
    let pick = |zh: String, en: String| Some(if language == Language::Zh { zh } else { en });
    match problem {
        Problem::UnknownField { nearest: Some(nearest), .. }
        | Problem::Unknown { nearest: Some(nearest), .. }
        | Problem::UnknownUnit { nearest: Some(nearest), .. }
        | Problem::UnknownFunction { nearest: Some(nearest), .. } => {
            pick(format!("是不是 {nearest}?"), format!("did you mean `{nearest}`?"))
        }
        Problem::UnknownUnit { .. } => pick(
            "在 [units] 中声明它,例如 \"万吨\" = \"10000 吨\"".to_owned(),
            "declare it under [units], for example \"万吨\" = \"10000 吨\"".to_owned(),
        ),
        Problem::UnitMismatch { convertible: Some(unit), .. } => pick(
            format!("量纲相同、大小不同:用 to(…, \"{unit}\") 换算"),
            format!("same dimension, another size: convert with to(…, \"{unit}\")"),
        ),
        Problem::UnitNotDeclared { declared, convertible: true, .. } => pick(
            format!("用 to(…, \"{declared}\") 换算,或改变量的 unit"),
            format!("convert with to(…, \"{declared}\"), or change the variable's unit"),
        ),
        Problem::UnitNotDeclared { .. } => pick(
            "检查公式各项的单位,或改变量的 unit".to_owned(),
            "check the units of the formula's parts, or change the variable's unit".to_owned(),
        ),
        Problem::NeedsRow { name, table } => pick(
            format!("写成 sum({table}, {name}) 或 {name}[\"行\"],或给本变量加 over = \"{table}\""),
            format!("write sum({table}, {name}) or {name}[\"row\"], or give this variable over = \"{table}\""),
        ),
        Problem::NeedsNoUnit { .. } => pick(
            "先除以同单位的量,或用 to(…, \"1\")".to_owned(),
            "divide by something of the same unit first, or use to(…, \"1\")".to_owned(),
        ),
        Problem::SortMismatch { expected: Sort::Number, found: Sort::Condition } => pick(
            "用 if(条件, 1, 0) 把条件变成数".to_owned(),
            "turn the condition into a number with if(condition, 1, 0)".to_owned(),
        ),
        Problem::WeightSum(_) => pick(
            "权重之和必须是 1;按公布的全年合计重算".to_owned(),
            "weights must add up to 1; divide by the year's total".to_owned(),
        ),
        Problem::NotOnStep { .. } => {
            pick("把基线或步长改到一致".to_owned(), "change the baseline or the step so that they agree".to_owned())
        }
        Problem::Unused { .. } => {
            pick("删去它,或在公式里用上".to_owned(), "remove it, or use it in a formula".to_owned())
        }
        Problem::Compile { hint_zh, hint_en, .. } => pick((*hint_zh).to_owned(), (*hint_en).to_owned()),
        _ => None,
    }
}

fn zh(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { bytes, limit } => format!("文件 {bytes} 字节,超过上限 {limit}"),
        Problem::Toml(message) => format!("不是正确的 TOML:{message}"),
        Problem::UnsupportedFormat { found, supported } => format!("底册格式 {found},本程序只认 {supported}"),
        Problem::MissingField(field) => format!("缺少 {field}"),
        Problem::UnknownField { found, .. } => format!("不认识的字段 {found}"),
        Problem::WrongType { field, expected, found } => {
            format!("{field} 应为{},却是{}", sort_zh(expected), sort_zh(found))
        }
        Problem::NotADate(text) => format!("“{text}”不是 2026-04-28 或 2026-04 这样的日期"),
        Problem::NotANumber(text) => format!("“{text}”不是可用的数"),
        Problem::NotOneOf { found, allowed } => format!("“{found}”不在可选值之内:{}", allowed.join("、")),
        Problem::BadId(id) => format!("“{id}”不能作标识:只用字母、数字和下划线,不以数字开头"),
        Problem::TextTooLong { limit } => format!("文字超过 {limit} 字节"),
        Problem::TooMany { what, found, limit } => format!("{what} 共 {found} 个,超过上限 {limit}"),
        Problem::Duplicate { id } => format!("{id} 重复"),
        Problem::ReservedName(id) => format!("{id} 是公式语言的词,不能作名字"),
        Problem::Unknown { what, found, .. } => format!("没有名为 {found} 的 {what}"),
        Problem::Unused { id } => format!("{id} 没有被任何公式用到"),
        Problem::BadUnit(unit) => format!("“{unit}”读不成单位"),
        Problem::UnknownUnit { found, .. } => format!("没有声明单位 {found}"),
        Problem::EmptyRange { low, high } => format!("范围不成立:{low} 到 {high}"),
        Problem::OutsideRange { value, low, high } => format!("{value} 不在 {low} 到 {high} 之内"),
        Problem::NotOnStep { value } => format!("{value} 不在步长的刻度上"),
        Problem::NotPositive { field } => format!("{field} 必须大于 0"),
        Problem::WeightCount(found) => format!("权重应为 12 个或 4 个,现有 {found} 个"),
        Problem::WeightSum(sum) => format!("权重之和为 {sum}"),
        Problem::CurveLengths { x, y } => format!("曲线至少两点且 x、y 个数相同:x {x} 个,y {y} 个"),
        Problem::CurveNotRising { at } => format!("曲线的 x 必须逐点增大,在 {at} 处不是"),
        Problem::NoRows => "表里没有行".to_owned(),
        Problem::MissingCell { column } => format!("这一行缺 {column}"),
        Problem::OutOfHistory { months } => format!("早于底册保留的历史({months} 个月)"),
        Problem::ValueCount { frequency, found } => format!("{frequency} 数列的个数不合:现有 {found} 个"),
        Problem::QuarterStart(month) => format!("{month} 不是季度(或年)的起点"),
        Problem::MissingRow(row) => format!("缺 {row} 这一行的数"),
        Problem::NoTarget => "half 和 year 至少要有一个".to_owned(),
        Problem::BothFormulas => "formula 与 formulas 只能有一个".to_owned(),
        Problem::NoFormula => "没有公式".to_owned(),
        Problem::SeriesTooShort { needed, found } => format!("数列只有 {found} 个月,至少要 {needed} 个月"),
        Problem::FormulaTooLong { limit } => format!("公式超过 {limit} 字节"),
        Problem::TooNested { limit } => format!("嵌套超过 {limit} 层"),
        Problem::UnexpectedCharacter(c) => format!("公式里不能有“{c}”"),
        Problem::UnclosedText => "双引号没有配对".to_owned(),
        Problem::UnclosedBracket => "方括号没有配对".to_owned(),
        Problem::MalformedNumber(text) => format!("“{text}”不是数"),
        Problem::UnexpectedToken { found, expected } => match (*expected, found.is_empty()) {
            ("end", _) => format!("“{found}”处公式应已结束"),
            ("value", true) => "公式没有写完".to_owned(),
            ("value", false) => format!("“{found}”处应为一个数、名字或括号"),
            ("name", _) => format!("“{found}”处应为名字"),
            (expected, true) => format!("公式没有写完,缺“{expected}”"),
            (expected, false) => format!("“{found}”处应为“{expected}”"),
        },
        Problem::UnknownFunction { found, .. } => format!("没有函数 {found}"),
        Problem::ArgumentCount { function, expected, found } => {
            format!("{function} 需要 {expected} 个参数,现有 {found} 个")
        }
        Problem::LiteralNeeded { function, range } => format!("{function} 的这个参数要直接写数:{range}"),
        Problem::NeedsRow { name, table } => format!("{name} 按 {table} 分行,这里没有指明哪一行"),
        Problem::NotOverTable { name, table } => format!("{name} 不是 {table} 的列或分行变量"),
        Problem::NoRowsHere { name } => format!("{name} 不分行"),
        Problem::UnitMismatch { left, right, .. } => format!("单位不同:左边 {left},右边 {right}"),
        Problem::UnitNotDeclared { declared, found, .. } => format!("公式的单位是 {found},声明的是 {declared}"),
        Problem::NotConvertible { from, to } => format!("{from} 不能换算成 {to}"),
        Problem::NeedsNoUnit { function, found } => format!("{function} 只用于无单位的数,这里是 {found}"),
        Problem::UnitOverflow => "单位相乘超出范围".to_owned(),
        Problem::SortMismatch { expected, found } => format!("这里应为{},却是{}", kind_zh(*expected), kind_zh(*found)),
        Problem::Compile { message_zh, .. } => message_zh.clone(),
    }
}

fn en(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { bytes, limit } => format!("the file has {bytes} bytes; the limit is {limit}"),
        Problem::Toml(message) => format!("not valid TOML: {message}"),
        Problem::UnsupportedFormat { found, supported } => {
            format!("pack format {found}; this program reads format {supported}")
        }
        Problem::MissingField(field) => format!("`{field}` is missing"),
        Problem::UnknownField { found, .. } => format!("unknown field `{found}`"),
        Problem::WrongType { field, expected, found } => format!("`{field}` should be {expected}, not {found}"),
        Problem::NotADate(text) => format!("`{text}` is not a date like 2026-04-28 or a month like 2026-04"),
        Problem::NotANumber(text) => format!("`{text}` is not a usable number"),
        Problem::NotOneOf { found, allowed } => format!("`{found}` is not one of {}", allowed.join(", ")),
        Problem::BadId(id) => format!("`{id}` cannot be an id: letters, digits and underscores, not a digit first"),
        Problem::TextTooLong { limit } => format!("a text of more than {limit} bytes"),
        Problem::TooMany { what, found, limit } => format!("{found} × {what}; the limit is {limit}"),
        Problem::Duplicate { id } => format!("`{id}` is used twice"),
        Problem::ReservedName(id) => format!("`{id}` is a word of the formula language"),
        Problem::Unknown { what, found, .. } => format!("there is no {what} `{found}`"),
        Problem::Unused { id } => format!("no formula reads `{id}`"),
        Problem::BadUnit(unit) => format!("`{unit}` cannot be read as a unit"),
        Problem::UnknownUnit { found, .. } => format!("the unit `{found}` is not declared"),
        Problem::EmptyRange { low, high } => format!("{low} to {high} is not a range"),
        Problem::OutsideRange { value, low, high } => format!("{value} is not between {low} and {high}"),
        Problem::NotOnStep { value } => format!("{value} is not a whole number of steps from the minimum"),
        Problem::NotPositive { field } => format!("`{field}` must be above 0"),
        Problem::WeightCount(found) => format!("12 or 4 weights are needed, not {found}"),
        Problem::WeightSum(sum) => format!("the weights add up to {sum}"),
        Problem::CurveLengths { x, y } => format!("a curve needs two points or more, as many y ({y}) as x ({x})"),
        Problem::CurveNotRising { at } => format!("the curve's x must rise; they do not at {at}"),
        Problem::NoRows => "the table has no rows".to_owned(),
        Problem::MissingCell { column } => format!("this row has no `{column}`"),
        Problem::OutOfHistory { months } => format!("earlier than the pack's history of {months} months"),
        Problem::ValueCount { frequency, found } => format!("{found} values do not make whole {frequency} periods"),
        Problem::QuarterStart(month) => format!("{month} does not begin a quarter (or year)"),
        Problem::MissingRow(row) => format!("no values for the row `{row}`"),
        Problem::NoTarget => "at least one of `half` and `year` is needed".to_owned(),
        Problem::BothFormulas => "either `formula` or `formulas`, not both".to_owned(),
        Problem::NoFormula => "there is no formula".to_owned(),
        Problem::SeriesTooShort { needed, found } => format!("the series has {found} months; {needed} are needed"),
        Problem::FormulaTooLong { limit } => format!("the formula has more than {limit} bytes"),
        Problem::TooNested { limit } => format!("nested more than {limit} deep"),
        Problem::UnexpectedCharacter(c) => format!("a formula cannot contain `{c}`"),
        Problem::UnclosedText => "a double quote is not closed".to_owned(),
        Problem::UnclosedBracket => "a bracket is not closed".to_owned(),
        Problem::MalformedNumber(text) => format!("`{text}` is not a number"),
        Problem::UnexpectedToken { found, expected } => match (*expected, found.is_empty()) {
            ("end", _) => format!("the formula should have ended before `{found}`"),
            ("value", true) => "the formula is not finished".to_owned(),
            ("value", false) => format!("a number, a name or a parenthesis should stand in place of `{found}`"),
            ("name", _) => format!("a name should stand in place of `{found}`"),
            (expected, true) => format!("the formula is not finished: `{expected}` is missing"),
            (expected, false) => format!("`{expected}` should stand in place of `{found}`"),
        },
        Problem::UnknownFunction { found, .. } => format!("there is no function `{found}`"),
        Problem::ArgumentCount { function, expected, found } => {
            format!("`{function}` takes {expected} arguments, not {found}")
        }
        Problem::LiteralNeeded { function, range } => {
            format!("this argument of `{function}` must be written as a number: {range}")
        }
        Problem::NeedsRow { name, table } => {
            format!("`{name}` has a value for each row of `{table}`; which row is meant?")
        }
        Problem::NotOverTable { name, table } => {
            format!("`{name}` is neither a column of `{table}` nor a variable over it")
        }
        Problem::NoRowsHere { name } => format!("`{name}` has no rows"),
        Problem::UnitMismatch { left, right, .. } => {
            format!("different units: {left} on the left, {right} on the right")
        }
        Problem::UnitNotDeclared { declared, found, .. } => {
            format!("the formula gives {found}; the variable is declared in {declared}")
        }
        Problem::NotConvertible { from, to } => format!("{from} cannot be converted to {to}"),
        Problem::NeedsNoUnit { function, found } => format!("`{function}` takes a number without unit, not {found}"),
        Problem::UnitOverflow => "the product of units leaves the range".to_owned(),
        Problem::SortMismatch { expected, found } => {
            format!("{} is needed here, not {}", kind_en(*expected), kind_en(*found))
        }
        Problem::Compile { message_en, .. } => message_en.clone(),
    }
}

fn kind_zh(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "数",
        Sort::Condition => "条件",
        Sort::Word => "文字",
    }
}

fn kind_en(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "a number",
        Sort::Condition => "a condition",
        Sort::Word => "a text",
    }
}

fn sort_zh(sort: &str) -> &str {
    match sort {
        "a string" | "string" => "文字",
        "a number" => "数",
        "a whole number" | "integer" => "整数",
        "float" => "小数",
        "true or false" | "boolean" => "真假值",
        "a list" | "array" => "列表",
        "a table" | "table" => "表",
        "datetime" => "日期",
        other => other,
    }
}
