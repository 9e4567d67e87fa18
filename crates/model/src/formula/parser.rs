//! Tokens to a tree, names still unresolved.

use std::ops::Range;

use super::Binary;
use super::lexer::{Found, Token, TokenKind, tokens};
use crate::diagnostic::Problem;

/// Deepest nesting of brackets, and longest chain of operators.
pub const DEEPEST: usize = 64;

/// Deepest tree a formula may make, where a chain of operators or a list of arguments goes as deep as it is long.
pub const DEEPEST_TREE: usize = 160;

/// A part of a formula as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// What it says.
    pub kind: AstKind,
    /// Bytes of the formula.
    pub span: Range<usize>,
    /// How deep the tree below it is, itself included.
    pub depth: usize,
}

/// What a part of a formula says.
#[derive(Clone, Debug, PartialEq)]
pub enum AstKind {
    /// A number, perhaps with a unit.
    Number(f64, Option<String>),
    /// A text in quotes.
    Text(String),
    /// A month.
    Month(String),
    /// A name.
    Name(String),
    /// `table.column`
    Member(String, String),
    /// A name or member at a row.
    Row(Box<Ast>, String),
    /// A function and its arguments.
    Call(String, Vec<Ast>),
    /// An operator between two parts.
    Binary(Binary, Box<Ast>, Box<Ast>),
    /// `-x`
    Negate(Box<Ast>),
}

/// Reads a formula.
///
/// # Errors
/// The first place where it stops making sense.
pub fn parse(text: &str) -> Result<Ast, Found> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let tree = parser.comparison()?;
    match &parser.peek().kind {
        TokenKind::End => Ok(tree),
        _ => Err((parser.peek().span.clone(), Problem::UnexpectedToken { found: parser.shown(text), expected: "end" })),
    }
}

/// What stands after the last token.
static END: Token = Token { kind: TokenKind::End, span: 0..0 };

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).unwrap_or(&END)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn shown(&self, text: &str) -> String {
        text.get(self.peek().span.clone()).unwrap_or_default().to_owned()
    }

    fn accept(&mut self, marks: &[&'static str]) -> Option<&'static str> {
        match self.peek().kind {
            TokenKind::Mark(mark) if marks.contains(&mark) => {
                self.at += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    fn expect(&mut self, mark: &'static str) -> Result<(), Found> {
        if self.accept(&[mark]).is_some() {
            return Ok(());
        }
        Err(self.unexpected(mark))
    }

    fn unexpected(&self, expected: &'static str) -> Found {
        let token = self.peek();
        let found = match &token.kind {
            TokenKind::Number(number) => number.to_string(),
            TokenKind::Name(name) => name.clone(),
            TokenKind::Text(text) => format!("\"{text}\""),
            TokenKind::Month(month) => format!("@{month}"),
            TokenKind::Bracketed(inside) => format!("[{inside}]"),
            TokenKind::Mark(mark) => (*mark).to_owned(),
            TokenKind::End => String::new(),
        };
        (token.span.clone(), Problem::UnexpectedToken { found, expected })
    }

    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T, Found>) -> Result<T, Found> {
        if self.depth >= DEEPEST {
            return Err((self.peek().span.clone(), Problem::TooNested { limit: DEEPEST }));
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    fn comparison(&mut self) -> Result<Ast, Found> {
        self.deeper(|parser| {
            let left = parser.sum()?;
            let Some(mark) = parser.accept(&["<=", ">=", "<>", "=", "<", ">"]) else { return Ok(left) };
            let right = parser.sum()?;
            let operation = match mark {
                "<=" => Binary::LessOrEqual,
                ">=" => Binary::GreaterOrEqual,
                "<>" => Binary::NotEqual,
                "=" => Binary::Equal,
                "<" => Binary::Less,
                _ => Binary::Greater,
            };
            pair(operation, left, right)
        })
    }

    fn sum(&mut self) -> Result<Ast, Found> {
        let mut left = self.product()?;
        let mut terms = 0;
        while let Some(mark) = self.accept(&["+", "-"]) {
            terms += 1;
            self.bounded(terms)?;
            let right = self.product()?;
            left = pair(if mark == "+" { Binary::Add } else { Binary::Subtract }, left, right)?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Ast, Found> {
        let mut left = self.unary()?;
        let mut factors = 0;
        while let Some(mark) = self.accept(&["*", "/"]) {
            factors += 1;
            self.bounded(factors)?;
            let right = self.unary()?;
            left = pair(if mark == "*" { Binary::Multiply } else { Binary::Divide }, left, right)?;
        }
        Ok(left)
    }

    /// A chain of operators nests to the left as deep as it is long.
    fn bounded(&self, links: usize) -> Result<(), Found> {
        if links > DEEPEST {
            return Err((self.peek().span.clone(), Problem::TooNested { limit: DEEPEST }));
        }
        Ok(())
    }

    fn unary(&mut self) -> Result<Ast, Found> {
        let start = self.peek().span.start;
        if self.accept(&["-"]).is_some() {
            let inner = self.deeper(Self::unary)?;
            let span = start..inner.span.end;
            let depth = inner.depth + 1;
            return part(AstKind::Negate(Box::new(inner)), span, depth);
        }
        self.power()
    }

    fn power(&mut self) -> Result<Ast, Found> {
        let base = self.primary()?;
        if self.accept(&["^"]).is_some() {
            let exponent = self.deeper(Self::unary)?;
            return pair(Binary::Power, base, exponent);
        }
        Ok(base)
    }

    fn primary(&mut self) -> Result<Ast, Found> {
        let token = self.next();
        let span = token.span.clone();
        let plain = |kind| part(kind, span.clone(), 1);
        match token.kind {
            TokenKind::Number(number) => {
                if let TokenKind::Bracketed(unit) = &self.peek().kind {
                    let unit = unit.trim_matches('"').to_owned();
                    let end = self.next().span.end;
                    return part(AstKind::Number(number, Some(unit)), span.start..end, 1);
                }
                plain(AstKind::Number(number, None))
            }
            TokenKind::Text(text) => plain(AstKind::Text(text)),
            TokenKind::Month(month) => plain(AstKind::Month(month)),
            TokenKind::Mark("(") => {
                let inner = self.comparison()?;
                self.expect(")")?;
                Ok(inner)
            }
            TokenKind::Name(name) => self.named(name, span),
            _ => {
                self.at -= 1;
                Err(self.unexpected("value"))
            }
        }
    }

    fn named(&mut self, name: String, span: Range<usize>) -> Result<Ast, Found> {
        if self.accept(&["("]).is_some() {
            let mut arguments = Vec::new();
            if self.accept(&[")"]).is_none() {
                loop {
                    arguments.push(self.comparison()?);
                    if self.accept(&[","]).is_none() {
                        break;
                    }
                }
                self.expect(")")?;
            }
            let end = self.tokens.get(self.at.saturating_sub(1)).map_or(span.end, |last| last.span.end);
            let below = arguments.iter().map(|argument| argument.depth).max().unwrap_or(0);
            let depth = below + arguments.len().max(1);
            return part(AstKind::Call(name, arguments), span.start..end, depth);
        }
        let mut named = part(AstKind::Name(name.clone()), span.clone(), 1)?;
        if self.accept(&["."]).is_some() {
            let token = self.next();
            let TokenKind::Name(member) = token.kind else {
                self.at -= 1;
                return Err(self.unexpected("name"));
            };
            named = part(AstKind::Member(name, member), span.start..token.span.end, 1)?;
        }
        if let TokenKind::Bracketed(row) = &self.peek().kind {
            let row = row.trim_matches('"').to_owned();
            let end = self.next().span.end;
            let span = named.span.start..end;
            named = part(AstKind::Row(Box::new(named), row), span, 2)?;
        }
        Ok(named)
    }
}

fn pair(operation: Binary, left: Ast, right: Ast) -> Result<Ast, Found> {
    let span = left.span.start..right.span.end;
    let depth = left.depth.max(right.depth) + 1;
    part(AstKind::Binary(operation, Box::new(left), Box::new(right)), span, depth)
}

/// A part, unless its tree is too deep for those that walk it.
fn part(kind: AstKind, span: Range<usize>, depth: usize) -> Result<Ast, Found> {
    if depth > DEEPEST_TREE {
        return Err((span, Problem::TooNested { limit: DEEPEST_TREE }));
    }
    Ok(Ast { kind, span, depth })
}
