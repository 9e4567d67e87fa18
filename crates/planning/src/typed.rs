//! What people type into a field: taken over where it is clear, asked back where it is not, never guessed.
//!
//! A wrong guess here is a plan off by a factor of ten. So a reading is accepted only where no second one is left; what has
//! two is returned with both, and what has none with the reason in words.

use crate::few::sort_few;
use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::number::{MINUS, plain, unit_name};
use crate::typed_month::month;

/// Most digits of a typed number: those of a run's result that carry information.
pub const MOST_DIGITS: usize = 12;

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// An amount in a unit of the pack; it may be below zero or not.
    Amount {
        /// The unit, as the pack writes it.
        unit: &'a str,
        /// Whether the field takes amounts below zero: then a bracketed number may be an accountant's minus.
        negative: bool,
    },
    /// A month, counted from January of the plan year (1).
    Month {
        /// The plan year.
        year: i32,
    },
    /// Whether something happens: 1 or 0.
    Switch,
}

/// Why what was typed is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing was typed.
    Nothing,
    /// It is no number.
    NotANumber {
        /// As typed.
        text: String,
    },
    /// It can be read in two ways.
    Either {
        /// As typed.
        text: String,
        /// Both readings.
        readings: [Decimal; 2],
    },
    /// Commas or spaces stand elsewhere than between groups of three digits.
    Groups {
        /// As typed.
        text: String,
    },
    /// Another unit than the field's stands behind the number.
    OtherUnit {
        /// What stands there.
        written: String,
        /// The field's unit, as the pack writes it.
        unit: String,
    },
    /// More than [`MOST_DIGITS`] digits.
    TooLong,
    /// It is no month.
    NotAMonth {
        /// As typed.
        text: String,
        /// The plan year.
        year: i32,
    },
    /// It is neither yes nor no.
    NotASwitch {
        /// As typed.
        text: String,
    },
}

/// Reads what a person typed.
///
/// Full-width characters, either minus, brackets around the number, the field's own unit behind it and characters that
/// are not seen are understood; commas and spaces only between groups of three digits.
///
/// # Errors
/// It has two readings, or none.
pub fn typed(text: &str, asked: Asked<'_>) -> Result<Decimal, Unclear> {
    let seen = normalised(text);
    let seen = seen.trim();
    if seen.is_empty() {
        return Err(Unclear::Nothing);
    }
    match asked {
        Asked::Month { year } => month(seen, year).ok_or_else(|| Unclear::NotAMonth { text: short(text), year }),
        Asked::Switch => switch(seen).ok_or_else(|| Unclear::NotASwitch { text: short(text) }),
        Asked::Amount { unit, negative } => amount(seen, unit, negative, &short(text)),
    }
}

/// The text as it is quoted back: what is seen of it, cut where it is long.
fn short(text: &str) -> String {
    const LONG: usize = 24;
    let seen: String = text.trim().chars().filter(|character| !is_unseen(*character)).collect();
    if seen.chars().count() <= LONG { seen } else { seen.chars().take(LONG).chain(['…']).collect() }
}

/// Characters that take no room: zero-width ones, direction marks, the soft hyphen, variation selectors, controls.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    ) || (character.is_control() && !character.is_whitespace())
}

/// Full-width characters become plain ones, all minus signs one, all spaces one; what is not seen is dropped.
fn normalised(text: &str) -> String {
    let plain = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '。' => '.',
        MINUS | '–' | '‐' | '‑' => '-',
        '’' | '‘' => '\'',
        space if space.is_whitespace() => ' ',
        other => other,
    };
    text.chars().filter(|character| !is_unseen(*character)).map(plain).collect()
}

fn switch(text: &str) -> Option<Decimal> {
    match text.to_lowercase().as_str() {
        "1" | "是" | "发生" | "yes" => Some(Decimal::ONE),
        "0" | "否" | "不发生" | "no" => Some(Decimal::ZERO),
        _ => None,
    }
}

fn amount(seen: &str, unit: &str, negative: bool, text: &str) -> Result<Decimal, Unclear> {
    let (inner, bracketed) = match seen.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        // The unit may stand behind the bracket: (67)%.
        Some((inner, behind)) => (format!("{} {}", inner.trim(), behind.trim()), true),
        None => (seen.to_owned(), false),
    };
    let body = without_unit(inner.trim(), unit).map_err(|written| match written {
        Some(written) => Unclear::OtherUnit { written, unit: unit.to_owned() },
        None => Unclear::NotANumber { text: text.to_owned() },
    })?;
    let value = number(body, text)?;
    if bracketed && negative && !value.is_zero() {
        return Err(Unclear::Either { text: text.to_owned(), readings: [value, -value] });
    }
    Ok(value)
}

/// The number without the field's unit. An error is another unit behind a number, or nothing where there is no number.
fn without_unit<'a>(text: &'a str, unit: &str) -> Result<&'a str, Option<String>> {
    // A full stop or a comma behind all of it ends a sentence, not a number.
    let text = text.trim_end_matches(['.', ',', ';', ' ']);
    let own = own_names(unit).into_iter().find_map(|name| strip_name(text, &name));
    let body = own.unwrap_or(text).trim_end_matches(['.', ' ']);
    let end = body.rfind(|character: char| character.is_ascii_digit()).map_or(0, |last| last + 1);
    let (number, written) = body.split_at(end);
    if number.is_empty() {
        return Err(None);
    }
    if written.is_empty() {
        return Ok(number);
    }
    // Letters inside the number are no unit behind it.
    let is_plain = |character: char| character.is_ascii_digit() || "+-.,' ".contains(character);
    Err(number.chars().all(is_plain).then(|| short(written)))
}

/// The text before a name at its end. A name that starts with a digit stands apart from the number.
fn strip_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(name.len()).filter(|at| text.is_char_boundary(*at))?;
    let (body, end) = text.split_at(at);
    let apart = !name.starts_with(|character: char| character.is_ascii_digit()) || body.ends_with(' ');
    (apart && end.eq_ignore_ascii_case(name)).then_some(body)
}

/// The ways a unit is written behind its number, longest first.
fn own_names(unit: &str) -> Vec<String> {
    let english = unit_name(unit, Language::En);
    let mut names = vec![normalised(unit), normalised(english), format!("×{english}"), format!("x{english}")];
    if matches!(unit, "百分点" | "点") {
        names.extend(["个百分点", "百分点", "点"].map(str::to_owned));
    }
    names.retain(|name| !matches!(&**name, "" | "1" | "×" | "x"));
    sort_few(&mut names, |left, right| right.len().cmp(&left.len()));
    names
}

/// A number with or without commas or spaces between groups of three digits.
fn number(body: &str, text: &str) -> Result<Decimal, Unclear> {
    let none = || Unclear::NotANumber { text: text.to_owned() };
    let (sign, digits) = match body.strip_prefix(['+', '-']) {
        Some(rest) => (if body.starts_with('-') { "-" } else { "" }, rest.trim_start()),
        None => ("", body),
    };
    if digits.chars().any(|character| !character.is_ascii_digit() && !".,' ".contains(character)) {
        return Err(none());
    }
    let parse = |digits: &str| -> Result<Decimal, Unclear> {
        let count = digits.chars().filter(char::is_ascii_digit).count();
        if count > MOST_DIGITS {
            return Err(Unclear::TooLong);
        }
        if count == 0 || digits.matches('.').count() > 1 {
            return Err(none());
        }
        format!("{sign}0{digits}").parse().map_err(|_| none())
    };
    let separators: Vec<char> = digits.chars().filter(|character| ",' ".contains(*character)).collect();
    let Some(&separator) = separators.first() else { return parse(digits) };
    if in_groups(digits, separator) {
        return parse(&digits.replace(separator, ""));
    }
    // One comma between digits: a decimal comma, or a slip in grouping. Nobody but the writer knows.
    if separators == [','] && !digits.contains('.') && !digits.starts_with(',') && !digits.ends_with(',') {
        let readings = [parse(&digits.replace(',', "."))?, parse(&digits.replace(',', ""))?];
        return Err(Unclear::Either { text: text.to_owned(), readings });
    }
    Err(Unclear::Groups { text: text.to_owned() })
}

/// Whether `separator` stands, and stands only, between groups of three digits left of the decimal point.
fn in_groups(digits: &str, separator: char) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let are_digits = |group: &str| group.chars().all(|character| character.is_ascii_digit());
    (1..=3).contains(&first.len())
        && are_digits(first)
        && groups.all(|group| group.len() == 3 && are_digits(group))
        && are_digits(fraction)
}

impl Unclear {
    /// The readings there are to choose from; none where it has no reading at all.
    pub fn readings(&self) -> &[Decimal] {
        match self {
            Self::Either { readings, .. } => readings,
            _ => &[],
        }
    }

    /// Why it is not taken over and what to type, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.zh(),
            Language::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Nothing => "没有填数，请填一个数，如 1.5。".to_owned(),
            Self::NotANumber { text } => format!("“{text}”不是数，请填数字，如 1.5。"),
            Self::Either { text, readings: [first, second] } => {
                format!("“{text}”可以读作 {}，也可以读作 {}，请选一个。", exact(*first), exact(*second))
            }
            Self::Groups { text } => format!("“{text}”的分节不清楚：逗号或空格只能隔开三位一节，如 1,234.5。"),
            Self::OtherUnit { written, unit } if unit == "1" => format!("这一项没有单位，请去掉“{written}”。"),
            Self::OtherUnit { written, unit } => {
                format!("这一项的单位是“{unit}”，不是“{written}”，请换算后填写。")
            }
            Self::TooLong => format!("位数太多，最多 {MOST_DIGITS} 位。"),
            Self::NotAMonth { text, year } => {
                format!("“{text}”不是月份，请填 6月、{year}-06 或 {:02}年1月。", (year + 1).rem_euclid(100))
            }
            Self::NotASwitch { text } => format!("“{text}”不在可选值里：发生填 1，不发生填 0。"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Nothing => "Nothing was typed. Type a number, such as 1.5.".to_owned(),
            Self::NotANumber { text } => format!("“{text}” is not a number. Type one, such as 1.5."),
            Self::Either { text, readings: [first, second] } => {
                format!("“{text}” can be read as {} or as {}. Choose one.", exact(*first), exact(*second))
            }
            Self::Groups { text } => {
                format!("“{text}” is unclear: commas or spaces only between groups of three digits, such as 1,234.5.")
            }
            Self::OtherUnit { written, unit } => match unit_name(unit, Language::En) {
                "" => format!("This has no unit; leave out “{written}”."),
                name => format!("This is in {name}, not in “{written}”. Convert it first."),
            },
            Self::TooLong => format!("Too many digits: at most {MOST_DIGITS}."),
            Self::NotAMonth { text, year } => {
                format!("“{text}” is not a month. Type Jun, {year}-06 or Jan {}.", year + 1)
            }
            Self::NotASwitch { text } => format!("“{text}” is not one of the choices: 1 happens, 0 does not."),
        }
    }
}

fn exact(value: Decimal) -> String {
    plain(value, value.normalize().scale())
}
