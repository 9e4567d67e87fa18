//! What is wrong, in English.

use super::{IdForm, Problem, Sort};

/// What is wrong.
pub fn message(problem: &Problem) -> String {
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
        Problem::BadId { found, form } => {
            let allowed = match form {
                IdForm::Pack => "small letters, digits and hyphens, at most 40",
                IdForm::Name => "letters, digits and underscores, not a digit first",
                IdForm::Plain => "letters, digits, underscores, hyphens and points",
            };
            format!("`{found}` cannot be an id: {allowed}")
        }
        Problem::RowField(id) => format!("every row has `{id}` already; the column needs another id"),
        Problem::TextTooLong { limit } => format!("a text of more than {limit} bytes"),
        Problem::TooMany { what, found, limit } => format!("{found} × {what}; the limit is {limit}"),
        Problem::NumberTooLarge { limit } => format!("numbers must lie between -{limit} and {limit}"),
        Problem::MoreFindings { limit } => format!("there is more: the first {limit} findings are shown"),
        Problem::NotInFile { file } => format!("`{file}` stands beside the pack, not in it"),
        Problem::FullWidth { found, .. } => format!("`{found}` is a full-width sign; TOML knows half-width ones only"),
        Problem::NotUnicode => "the file is not saved as UTF-8: its Chinese cannot be read".to_owned(),
        Problem::IdTwice { id } => format!("`{id}` has its id before the equals sign already"),
        Problem::GridHead => "the first line of a grid names its columns, each as a text".to_owned(),
        Problem::GridLine { cells, headings } => format!("{cells} cells under {headings} headings"),
        Problem::GridAndRows => "a table has either a grid or rows, not both".to_owned(),
        Problem::SheetQuotes => "a sheet stands between \'\'\' and \'\'\'".to_owned(),
        Problem::SheetOrder { month } => format!("no figure is expected in {month}"),
        Problem::SheetEmpty => "the column has no figure".to_owned(),
        Problem::MissingParameter { template, parameter } => format!("the template `{template}` needs `{parameter}`"),
        Problem::OpenPlaceholder => "a `{` without `}`".to_owned(),
        Problem::BadRange => "a range has three numbers".to_owned(),
        Problem::BadPublication(text) => format!("`{text}` does not say when a figure is published"),
        Problem::Duplicate { id } => format!("`{id}` is used twice"),
        Problem::ReservedName(id) => format!("`{id}` is a word of the formula language"),
        Problem::Unknown { what, found, .. } => format!("there is no {what} `{found}`"),
        Problem::Unused { id } => format!("no formula reads `{id}`"),
        Problem::AloneInLabel { label } => format!("no other assumption is drawn together under `{label}`"),
        Problem::NoSuchWord { word, column, .. } => format!("no row has `{word}` in the column `{column}`"),
        Problem::BadUnit(unit) => format!("`{unit}` cannot be read as a unit"),
        Problem::UnknownUnit { found, .. } => format!("the unit `{found}` is not declared"),
        Problem::BadUnitName(name) => format!("`{name}` cannot name a unit"),
        Problem::UnitCircle(name) => format!("the unit `{name}` is declared by itself"),
        Problem::UnitContradicts { name, parts } => {
            format!("`{name}` is declared as something else than its parts, {parts}")
        }
        Problem::EmptyRange { low, high } => format!("{low} to {high} is not a range"),
        Problem::OutsideRange { value, low, high } => format!("{value} is not between {low} and {high}"),
        Problem::NotOnStep { value } => format!("{value} is not a whole number of steps from the minimum"),
        Problem::NotPositive { field } => format!("`{field}` must be above 0"),
        Problem::Negative { field } => format!("`{field}` must not be below 0"),
        Problem::NotZeroToOne { low, high } => {
            format!("an event that happens or not has low 0 and high 1, not {low} and {high}")
        }
        Problem::NotASwitch { id } => {
            format!("{id} is nothing that happens or not: an assumption with distribution = \"discrete\" is meant here")
        }
        Problem::NegativeWeight { at } => format!("weight {at} is below 0"),
        Problem::NotAdjustable { column } => {
            format!("cells of `{column}` cannot be adjusted: they are neither numbers nor months")
        }
        Problem::WidthCount { months, found } => {
            format!("{months} widths are needed, for 0 to {} months known, not {found}", months - 1)
        }
        Problem::MonthCount(found) => format!("12 numbers are needed, one for each month, not {found}"),
        Problem::WeightCount(found) => format!("12 or 4 weights are needed, not {found}"),
        Problem::WeightSum(sum) => format!("the weights add up to {sum}"),
        Problem::CurveLengths { x, y } => format!("a curve needs two points or more, as many y ({y}) as x ({x})"),
        Problem::CurveNotRising { at } => format!("the curve's x must rise; they do not at {at}"),
        Problem::NoRows => "the table has no rows".to_owned(),
        Problem::MissingCell { column } => format!("this row has no `{column}`"),
        Problem::OutOfHistory { months } => format!("earlier than the pack's history of {months} months"),
        Problem::BeyondHorizon { last } => format!("the figures go beyond {last}, the last month of a plan"),
        Problem::QuarterStart(month) => format!("{month} does not begin a quarter (or year)"),
        Problem::MissingRow(row) => format!("no values for the row `{row}`"),
        Problem::TwoTexts => "two texts as written: their comparison never changes".to_owned(),
        Problem::PointsNowhere { column, table } => format!("no cell of `{column}` is the id of a row of `{table}`"),
        Problem::RowAndRows => "`row` is for one target, `rows` for several".to_owned(),
        Problem::PeersNeedFormula => {
            "amounts of peers need a `formula`: a last amount does not go on by itself".to_owned()
        }
        Problem::AdjustableAndUncertain { column } => {
            format!("`{column}` cannot be both decided here (`adjustable`) and uncertain")
        }
        Problem::NotExogenous { path } => format!("it is said to be decided elsewhere, and a lever reaches it: {path}"),
        Problem::NoPace { target } => {
            format!("the target `{target}` has no annual amount or level that months could still bring")
        }
        Problem::LagBounds { low, high, most } => {
            format!("a lag between {low} and {high} months: it must not be negative, nor span more than {most} months")
        }
        Problem::LeverNeeded { function } => {
            format!("`{function}` takes a lever or an adjustable column, by its name alone, or less a constant")
        }
        Problem::OwnerCircle(id) => format!("`{id}` belongs to itself in the end"),
        Problem::NoTarget => "at least one of `half` and `year` is needed".to_owned(),
        Problem::OtherRows { left, right } => format!("`{left}` and `{right}` do not run over the same rows"),
        Problem::BothFormulas => "either `formula` or `formulas`, not both".to_owned(),
        Problem::NoFormula => "there is no formula".to_owned(),
        Problem::FormulaTooLong { limit } => format!("the formula has more than {limit} bytes"),
        Problem::TooNested { limit } => format!("nested more than {limit} deep"),
        Problem::TooLarge { limit } => format!("the formula unfolds to more than {limit} parts"),
        Problem::TooMuchWork { limit } => {
            format!("there is too much to compute: more than {limit} steps; sum over fewer rows or months")
        }
        Problem::UnexpectedCharacter(c) => format!("a formula cannot contain `{c}`"),
        Problem::UnclosedText => "a double quote is not closed".to_owned(),
        Problem::UnclosedBracket => "a bracket is not closed".to_owned(),
        Problem::MalformedNumber(text) => format!("`{text}` is not a number"),
        Problem::UnexpectedToken { found, expected } => match (*expected, found.is_empty()) {
            ("end", _) => format!("the formula should have ended before `{found}`"),
            ("value", true) => "the formula is not finished".to_owned(),
            ("value", false) => format!("a number, a name or a parenthesis should stand in place of `{found}`"),
            ("name", true) => "a name should stand here, without quotes".to_owned(),
            ("name", false) => format!("a name should stand in place of `{found}`"),
            (expected, true) => format!("the formula is not finished: `{expected}` is missing"),
            (expected, false) => format!("`{expected}` should stand in place of `{found}`"),
        },
        Problem::UnknownFunction { found, .. } => format!("there is no function `{found}`"),
        Problem::ArgumentCount { function, least, most, found } => {
            let arguments = if *most == 1 { "argument" } else { "arguments" };
            if least == most {
                format!("`{function}` takes {least} {arguments}, not {found}")
            } else {
                format!("`{function}` takes {least} to {most} arguments, not {found}")
            }
        }
        Problem::LiteralNeeded { function, range } if range.starts_with('"') => {
            format!("this argument of `{function}` must be written in quotes: {range}")
        }
        Problem::LiteralNeeded { function, range } if range.starts_with('@') => {
            format!("this argument of `{function}` must be written as a month: {range}")
        }
        Problem::LiteralNeeded { function, range } => {
            format!("this argument of `{function}` must be written as a number: {range}")
        }
        Problem::NeedsRow { name, table } | Problem::NeedsOneRow { name, table, .. } => {
            format!("`{name}` has a value for each row of `{table}`; which row is meant?")
        }
        Problem::NotOverTable { name, table } => {
            format!("`{name}` is neither a column of `{table}` nor a variable over it")
        }
        Problem::NoParts { name } => format!("`{name}` is no table: it has no parts behind a dot"),
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

fn kind_en(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "a number",
        Sort::Condition => "a condition",
        Sort::Word => "a text",
    }
}
