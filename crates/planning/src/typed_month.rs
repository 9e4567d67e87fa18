//! Months as people write them: `6月`, `2026-06`, `27年1月`, `Jun`, `Jan '27`.

use rust_decimal::Decimal;

/// Names of months, by their first three letters.
const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Years around the plan year that a typed month may lie in.
const YEARS: i32 = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A number and how many digits it has.
    Number(i32, usize),
    Word(String),
    /// `-`, `/`, `.` or an apostrophe.
    Mark(char),
}

use Token::{Mark, Number, Word};

/// A month counted from January of `year` (1); `None` where the text is no month. A month without a year is of the plan year.
///
/// The text is normalised: plain digits, one kind of minus, apostrophe and space.
pub fn month(text: &str, year: i32) -> Option<Decimal> {
    let tokens = tokens(text)?;
    let (of, month) = match tokens.as_slice() {
        [Number(month, ..=2)] => (year, *month),
        [Number(both, 6)] => (both / 100, both % 100),
        [Number(month, ..=2), Word(word)] if is_month(word) => (year, *month),
        [Number(of, 4), Mark('-' | '/' | '.'), Number(month, ..=2)] => (*of, *month),
        [Number(of, 4), Mark('-' | '/' | '.'), Number(month, ..=2), Word(word)] if is_month(word) => (*of, *month),
        [Number(of, digits), Word(word), Number(month, ..=2), rest @ ..]
            if word == "年" && matches!(rest, [] | [Word(_)]) && rest.iter().all(is_month_token) =>
        {
            (full(*of, *digits)?, *month)
        }
        [Word(word), Number(month, ..=2), rest @ ..]
            if matches!(rest, [] | [Word(_)]) && rest.iter().all(is_month_token) =>
        {
            (spoken(word, year)?, *month)
        }
        [Word(name)] => (year, named(name)?),
        [Word(name), Number(of, 4)] | [Number(of, 4), Word(name)] => (*of, named(name)?),
        [Word(name), Mark('\''), Number(of, 2)] => (2000 + of, named(name)?),
        _ => return None,
    };
    let fits = (1..=12).contains(&month) && (of - year).abs() <= YEARS;
    fits.then(|| Decimal::from((of - year) * 12 + month))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    for character in text.chars() {
        match (character, tokens.last_mut()) {
            (' ', _) => {}
            (digit @ '0'..='9', last) => {
                let digit = i32::from(digit as u8 - b'0');
                match last {
                    Some(Number(_, 6)) => return None,
                    Some(Number(value, digits)) => (*value, *digits) = (*value * 10 + digit, *digits + 1),
                    _ => tokens.push(Number(digit, 1)),
                }
            }
            ('-' | '/' | '.' | '\'', _) => tokens.push(Mark(character)),
            (letter, Some(Word(word))) => word.extend(letter.to_lowercase()),
            (letter, _) => tokens.push(Word(letter.to_lowercase().collect())),
        }
    }
    // `Jan.` ends with a stop of its own.
    if matches!(tokens.as_slice(), [.., Word(_), Mark('.')]) {
        tokens.pop();
    }
    Some(tokens)
}

fn is_month_token(token: &Token) -> bool {
    matches!(token, Word(word) if is_month(word))
}

/// The parts of a month do not matter: what is finished in it is finished in the month.
fn is_month(word: &str) -> bool {
    matches!(word, "月" | "月份" | "月初" | "月中" | "月底" | "月末")
}

fn full(year: i32, digits: usize) -> Option<i32> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn spoken(word: &str, year: i32) -> Option<i32> {
    match word {
        "今年" | "本年" => Some(year),
        "明年" => Some(year + 1),
        "后年" => Some(year + 2),
        _ => None,
    }
}

fn named(word: &str) -> Option<i32> {
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = NAMES.iter().position(|name| word.starts_with(name))?;
    WHOLE.get(place).is_some_and(|whole| whole.starts_with(word)).then_some(place as i32 + 1)
}
