//! Text to tokens.

use std::ops::Range;

use crate::diagnostic::Problem;

/// Longest formula, in bytes.
pub const LONGEST: usize = 8_000;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Bytes of the formula.
    pub span: Range<usize>,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A number.
    Number(f64),
    /// A name.
    Name(String),
    /// A text in double quotes.
    Text(String),
    /// A month: `@2026-05`.
    Month(String),
    /// The unit of the number before it: `[万元]`; or the row of the name before it: `["alumina"]`.
    Bracketed(String),
    /// An operator or a mark.
    Mark(&'static str),
    /// The end.
    End,
}

const MARKS: [&str; 15] = ["<=", ">=", "<>", "=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",", "."];

/// A problem at a part of a formula.
pub type Found = (Range<usize>, Problem);

/// Splits a formula into tokens, the last one [`TokenKind::End`].
///
/// # Errors
/// The first character that begins no token.
pub fn tokens(text: &str) -> Result<Vec<Token>, Found> {
    if text.len() > LONGEST {
        return Err((0..0, Problem::FormulaTooLong { limit: LONGEST }));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = token(rest, first).map_err(|(length, problem)| (at..at + length, problem))?;
        tokens.push(Token { kind, span: at..at + length });
        at += length;
    }
    tokens.push(Token { kind: TokenKind::End, span: text.len()..text.len() });
    Ok(tokens)
}

fn token(rest: &str, first: char) -> Result<(TokenKind, usize), (usize, Problem)> {
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        return Ok((TokenKind::Name(rest[..length].to_owned()), length));
    }
    match first {
        '"' => {
            let end = rest[1..].find('"').ok_or((rest.len(), Problem::UnclosedText))?;
            Ok((TokenKind::Text(rest[1..=end].to_owned()), end + 2))
        }
        '@' => {
            let length = rest[1..].find(|c: char| !(c.is_ascii_digit() || c == '-')).map_or(rest.len(), |end| end + 1);
            Ok((TokenKind::Month(rest[1..length].to_owned()), length))
        }
        '[' => {
            let end = rest.find(']').ok_or((rest.len(), Problem::UnclosedBracket))?;
            Ok((TokenKind::Bracketed(rest[1..end].trim().to_owned()), end + 1))
        }
        _ => match MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            Some(mark) => Ok((TokenKind::Mark(mark), mark.len())),
            None => Err((first.len_utf8(), Problem::UnexpectedCharacter(first))),
        },
    }
}

fn number(rest: &str) -> Result<(TokenKind, usize), (usize, Problem)> {
    let mut length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if rest[length..].starts_with('.') && rest[length + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        length += 1;
        length += rest[length..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - length);
    }
    if rest[length..].starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '.') {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return Err((end, Problem::MalformedNumber(rest[..end].to_owned())));
    }
    match rest[..length].parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((TokenKind::Number(number), length)),
        _ => Err((length, Problem::MalformedNumber(rest[..length].to_owned()))),
    }
}
