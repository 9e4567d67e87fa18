//! What is wrong, in Chinese.

use super::{IdForm, Problem, Sort};

/// What is wrong.
pub fn message(problem: &Problem) -> String {
    match problem {
        Problem::FileTooLarge { bytes, limit } => format!("文件 {bytes} 字节，超过上限 {limit}"),
        Problem::Toml(message) => format!("不是正确的 TOML：{message}"),
        Problem::UnsupportedFormat { found, supported } => format!("底册格式 {found}，本程序只认 {supported}"),
        Problem::MissingField(field) => format!("缺少 {field}"),
        Problem::UnknownField { found, .. } => format!("不认识的字段 {found}"),
        Problem::WrongType { field, expected, found } => {
            format!("{field} 应为{}，却是{}", sort_zh(expected), sort_zh(found))
        }
        Problem::NotADate(text) => format!("“{text}”不是 2026-04-28 或 2026-04 这样的日期"),
        Problem::NotANumber(text) => format!("“{text}”不是可用的数"),
        Problem::NotOneOf { found, allowed } => format!("“{found}”不在可选值之内：{}", allowed.join("、")),
        Problem::BadId { found, form } => {
            let allowed = match form {
                IdForm::Pack => "只用小写字母、数字和连字符，不超过 40 个",
                IdForm::Name => "只用字母、数字和下划线，不以数字开头",
                IdForm::Plain => "只用字母、数字、下划线、连字符和点",
            };
            format!("“{found}”不能作标识：{allowed}")
        }
        Problem::RowField(id) => format!("每一行已有 {id}，这一列要另取标识"),
        Problem::TextTooLong { limit } => format!("文字超过 {limit} 字节"),
        Problem::TooMany { what, found, limit } => format!("{}共 {found} 个，超过上限 {limit}", thing(what)),
        Problem::NumberTooLarge { limit } => format!("数应在 -{limit} 与 {limit} 之间"),
        Problem::MoreFindings { limit } => format!("问题太多，只列出前 {limit} 个"),
        Problem::NotInFile { file } => format!("{file} 在底册旁边，没有并入这个文件"),
        Problem::FullWidth { found, .. } => format!("“{found}”是全角符号，TOML 只认半角"),
        Problem::NotUnicode => "文件不是用 UTF-8 存的，汉字读不出来".to_owned(),
        Problem::IdTwice { id } => format!("{id} 的标识已写在等号前面"),
        Problem::GridHead => "表格式的第一行是列名，每个都是文字".to_owned(),
        Problem::GridLine { cells, headings } => format!("列名 {headings} 个，这一行有 {cells} 格"),
        Problem::GridAndRows => "一张表只能用 grid 或 row 之一".to_owned(),
        Problem::SheetQuotes => "表单写在 \'\'\' 与 \'\'\' 之间".to_owned(),
        Problem::SheetOrder { month } => format!("{month} 不应有数"),
        Problem::SheetEmpty => "这一列没有数".to_owned(),
        Problem::MissingParameter { template, parameter } => format!("模板 {template} 需要参数 {parameter}"),
        Problem::OpenPlaceholder => "“{”没有对应的“}”".to_owned(),
        Problem::BadRange => "幅度要写三个数".to_owned(),
        Problem::BadPublication(text) => format!("“{text}”没有说清何时公布"),
        Problem::Duplicate { id } => format!("{id} 重复"),
        Problem::ReservedName(id) => format!("{id} 是公式语言的词，不能作名字"),
        Problem::Unknown { what, found, .. } => format!("没有名为 {found} 的{}", thing(what)),
        Problem::Unused { id } => format!("{id} 没有被任何公式用到"),
        Problem::AloneInLabel { label } => format!("“{label}”下只有这一项假设，没有可同向抽样的另一项"),
        Problem::NoSuchWord { word, column, .. } => format!("{column} 列没有一行是“{word}”"),
        Problem::BadUnit(unit) => format!("“{unit}”读不成单位"),
        Problem::UnknownUnit { found, .. } => format!("没有声明单位 {found}"),
        Problem::BadUnitName(name) => format!("“{name}”不能作单位名"),
        Problem::UnitCircle(name) => format!("单位 {name} 的声明绕回到自己"),
        Problem::UnitContradicts { name, parts } => format!("{name} 的声明与它的组成（{parts}）不一致"),
        Problem::EmptyRange { low, high } => format!("范围不成立：{low} 到 {high}"),
        Problem::OutsideRange { value, low, high } => format!("{value} 不在 {low} 到 {high} 之内"),
        Problem::NotOnStep { value } => format!("{value} 不在步长的刻度上"),
        Problem::NotPositive { field } => format!("{field} 必须大于 0"),
        Problem::Negative { field } => format!("{field} 不能小于 0"),
        Problem::NotZeroToOne { low, high } => format!("发生或不发生的事 low 为 0、high 为 1，现为 {low} 和 {high}"),
        Problem::NotASwitch { id } => {
            format!("{id} 不是发生或不发生的事：这里要一个 distribution = \"discrete\" 的假设")
        }
        Problem::NegativeWeight { at } => format!("第 {at} 个权重小于 0"),
        Problem::NotAdjustable { column } => format!("{column} 列不能调整：它既不是数也不是月份"),
        Problem::WidthCount { months, found } => {
            format!("应为 {months} 个宽度（已知 0 至 {} 个月各一个），现有 {found} 个", months - 1)
        }
        Problem::MonthCount(found) => format!("要有 12 个数，每月一个，现有 {found} 个"),
        Problem::WeightCount(found) => format!("权重应为 12 个或 4 个，现有 {found} 个"),
        Problem::WeightSum(sum) => format!("权重之和为 {sum}"),
        Problem::CurveLengths { x, y } => format!("曲线至少两点且 x、y 个数相同：x {x} 个，y {y} 个"),
        Problem::CurveNotRising { at } => format!("曲线的 x 必须逐点增大，在 {at} 处不是"),
        Problem::NoRows => "表里没有行".to_owned(),
        Problem::MissingCell { column } => format!("这一行缺 {column}"),
        Problem::OutOfHistory { months } => format!("早于底册保留的历史（{months} 个月）"),
        Problem::BeyondHorizon { last } => format!("数列超出计划的最后一个月 {last}"),
        Problem::QuarterStart(month) => format!("{month} 不是季度（或年）的起点"),
        Problem::MissingRow(row) => format!("缺 {row} 这一行的数"),
        Problem::TwoTexts => "两边都是写定的文字，比较结果永远不变".to_owned(),
        Problem::PointsNowhere { column, table } => format!("{column} 列没有一格是 {table} 表的行 id"),
        Problem::RowAndRows => "row 用于一项任务，rows 用于分行的多项任务，只能写一个".to_owned(),
        Problem::PeersNeedFormula => "兄弟单位的总量要写 formula：上一期的数不会自己延续".to_owned(),
        Problem::AdjustableAndUncertain { column } => {
            format!("{column} 列不能既由本级决定（adjustable）又不确定（uncertain）")
        }
        Problem::NotExogenous { path } => format!("写明是外生的，却有措施能影响它：{path}"),
        Problem::NoPace { target } => format!("任务 {target} 没有可按月分摊的全年数"),
        Problem::LagBounds { low, high, most } => {
            format!("滞后在 {low} 到 {high} 个月之间：不能为负，跨度不超过 {most} 个月")
        }
        Problem::LeverNeeded { function } => format!("{function} 只能直接用一个措施或可调列的名字，至多减一个常数"),
        Problem::OwnerCircle(id) => format!("{id} 的 under 最后又指回它自己"),
        Problem::NoTarget => "half 和 year 至少要有一个".to_owned(),
        Problem::OtherRows { left, right } => format!("{left} 与 {right} 不按同样的行"),
        Problem::BothFormulas => "formula 与 formulas 只能有一个".to_owned(),
        Problem::NoFormula => "没有公式".to_owned(),
        Problem::FormulaTooLong { limit } => format!("公式超过 {limit} 字节"),
        Problem::TooNested { limit } => format!("嵌套超过 {limit} 层"),
        Problem::TooLarge { limit } => format!("公式展开后超过 {limit} 个部分"),
        Problem::TooMuchWork { limit } => format!("要算的太多：超过 {limit} 步；请减少合计的行数或月数"),
        Problem::UnexpectedCharacter(c) => format!("公式里不能有“{c}”"),
        Problem::UnclosedText => "双引号没有配对".to_owned(),
        Problem::UnclosedBracket => "方括号没有配对".to_owned(),
        Problem::MalformedNumber(text) => format!("“{text}”不是数"),
        Problem::UnexpectedToken { found, expected } => match (*expected, found.is_empty()) {
            ("end", _) => format!("“{found}”处公式应已结束"),
            ("value", true) => "公式没有写完".to_owned(),
            ("value", false) => format!("“{found}”处应为一个数、名字或括号"),
            ("name", true) => "此处应为名字，不加引号".to_owned(),
            ("name", false) => format!("“{found}”处应为名字"),
            (expected, true) => format!("公式没有写完，缺“{expected}”"),
            (expected, false) => format!("“{found}”处应为“{expected}”"),
        },
        Problem::UnknownFunction { found, .. } => format!("没有函数 {found}"),
        Problem::ArgumentCount { function, least, most, found } if least == most => {
            format!("{function} 需要 {least} 个参数，现有 {found} 个")
        }
        Problem::ArgumentCount { function, least, most, found } => {
            format!("{function} 需要 {least} 到 {most} 个参数，现有 {found} 个")
        }
        Problem::LiteralNeeded { function, range } if range.starts_with('"') => {
            format!("{function} 的这个参数要加引号直接写出：{range}")
        }
        Problem::LiteralNeeded { function, range } if range.starts_with('@') => {
            format!("{function} 的这个参数要直接写月份：{range}")
        }
        Problem::LiteralNeeded { function, range } => format!("{function} 的这个参数要直接写数：{range}"),
        Problem::NeedsRow { name, table } | Problem::NeedsOneRow { name, table, .. } => {
            format!("{name} 按 {table} 分行，这里没有指明哪一行")
        }
        Problem::NotOverTable { name, table } => format!("{name} 不是 {table} 的列或分行变量"),
        Problem::NoParts { name } => format!("{name} 不是表，后面不能加点号"),
        Problem::NoRowsHere { name } => format!("{name} 不分行"),
        Problem::UnitMismatch { left, right, .. } => format!("单位不同：左边 {left}，右边 {right}"),
        Problem::UnitNotDeclared { declared, found, .. } => format!("公式的单位是 {found}，声明的是 {declared}"),
        Problem::NotConvertible { from, to } => format!("{from} 不能换算成 {to}"),
        Problem::NeedsNoUnit { function, found } => format!("{function} 只用于无单位的数，这里是 {found}"),
        Problem::UnitOverflow => "单位相乘超出范围".to_owned(),
        Problem::SortMismatch { expected, found } => format!("这里应为{}，却是{}", kind_zh(*expected), kind_zh(*found)),
        Problem::Compile { message_zh, .. } => message_zh.clone(),
    }
}

fn kind_zh(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "数",
        Sort::Condition => "条件",
        Sort::Word => "文字",
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
        "a text in both languages" => "中英两种文字",
        "datetime" => "日期",
        other => other,
    }
}

/// The kinds of items in words.
fn thing(what: &str) -> &str {
    match what {
        "assumption" => "假设",
        "column" | "columns" => "列",
        "constant" => "常数",
        "curve" => "曲线",
        "example" => "示例方案",
        "stress" => "压力情景",
        "group" => "分组",
        "lever" => "措施",
        "limit" => "资源限额",
        "name" => "量",
        "owner" => "责任单位",
        "parameter" => "参数",
        "profile" => "季节权重",
        "row" => "行",
        "series" => "已知数列",
        "source" => "来源",
        "table" => "表",
        "target" => "任务",
        "template" => "模板",
        "units" => "单位",
        "use" => "模板使用",
        "variable" => "变量",
        other => other,
    }
}
