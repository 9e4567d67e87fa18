//! Equations of the standard, from the same pieces as formulas of cells.
//!
//! A value that does not exist has no word in the standard: where the engine has none, an equation gives 0 and goes on, so that
//! no stock keeps what is not a number for ever.

use guoban_model::formula::{Binary, Unary};

use crate::expression::{Expression, comparison};

/// A number; 0 where there is none.
pub fn number(value: f64) -> Expression {
    Expression::number(if value.is_finite() { value } else { 0.0 })
}

/// `then` where a condition holds, else `otherwise`.
pub fn choice(condition: &str, then: &Expression, otherwise: &Expression) -> Expression {
    called(format!("(IF {condition} THEN {} ELSE {})", then.text, otherwise.text), &[then, otherwise])
}

/// A function.
pub fn call(name: &str, arguments: &[&Expression]) -> Expression {
    let list: Vec<&str> = arguments.iter().map(|argument| &*argument.text).collect();
    called(format!("{name}({})", list.join(", ")), arguments)
}

fn called(text: String, parts: &[&Expression]) -> Expression {
    let mut written = Expression::whole(text);
    written.depth = parts.iter().map(|part| part.depth).max().unwrap_or(0) + 1;
    written
}

/// The condition that a number is not 0.
pub fn is_set(a: &Expression) -> String {
    format!("{} <> 0", a.text)
}

/// A condition as 1 or 0.
fn truth(condition: &str) -> Expression {
    choice(condition, &number(1.0), &number(0.0))
}

/// A comparison or a connection of two numbers; what is neither, compared with 0.
pub fn condition(operation: Binary, a: &Expression, b: &Expression) -> String {
    match operation {
        Binary::And => format!("({}) AND ({})", is_set(a), is_set(b)),
        Binary::Or => format!("({}) OR ({})", is_set(a), is_set(b)),
        _ => match comparison(operation) {
            Some(sign) => format!("{} {sign} {}", a.text, b.text),
            None => is_set(&binary(operation, a, b)),
        },
    }
}

/// Whether the operand of an operation stands in its equation more than once, and is to be a name or a number.
pub fn repeats(operation: Unary) -> bool {
    matches!(operation, Unary::Ln | Unary::Floor | Unary::Ceiling | Unary::Round)
}

/// An operation with one operand.
///
/// `INT` is written for numbers from 0 up only: programs cut negative ones to different sides.
pub fn unary(operation: Unary, a: &Expression) -> Expression {
    let none = number(0.0);
    let negative = Expression::unary(Unary::Negate, a);
    let up = |x: &Expression| {
        let cut = call("INT", &[x]);
        choice(&format!("{} = {}", cut.text, x.text), x, &Expression::add(&cut, &number(1.0)))
    };
    let by_sign = |from_0: &Expression, below: &Expression| {
        choice(&format!("{} >= 0", a.text), from_0, &Expression::unary(Unary::Negate, below))
    };
    match operation {
        Unary::Negate => negative,
        Unary::Not => truth(&format!("{} = 0", a.text)),
        Unary::Abs => call("ABS", &[a]),
        Unary::Exp => call("EXP", &[a]),
        Unary::Ln => choice(&format!("{} > 0", a.text), &call("LN", &[a]), &none),
        Unary::Sqrt => call("SQRT", &[&call("MAX", &[a, &none])]),
        Unary::Floor => by_sign(&call("INT", &[a]), &up(&negative)),
        Unary::Ceiling => by_sign(&up(a), &call("INT", &[&negative])),
        Unary::Round => {
            let half = number(0.5);
            let nearest = |x: &Expression| call("INT", &[&Expression::add(x, &half)]);
            by_sign(&nearest(a), &nearest(&negative))
        }
    }
}

/// Whether the operands stand in the equation more than once: a divisor that may be 0, base and exponent of a power that may have no value.
pub fn repeats_operand(operation: Binary, b: &Expression) -> (bool, bool) {
    match operation {
        Binary::Divide => (false, !literal(b).is_some_and(|divisor| divisor != 0.0)),
        Binary::Power => {
            let guarded = !literal(b).is_some_and(|power| power >= 0.0 && power.fract() == 0.0);
            (guarded, guarded)
        }
        _ => (false, false),
    }
}

fn literal(a: &Expression) -> Option<f64> {
    a.text.parse().ok()
}

/// An operation with two operands.
pub fn binary(operation: Binary, a: &Expression, b: &Expression) -> Expression {
    match operation {
        Binary::Add | Binary::Subtract | Binary::Multiply => Expression::binary(operation, a, b),
        Binary::Divide => {
            let quotient = Expression::binary(operation, a, b);
            match repeats_operand(operation, b) {
                (_, true) => choice(&format!("{} = 0", b.text), &number(0.0), &quotient),
                _ => quotient,
            }
        }
        Binary::Min => call("MIN", &[a, b]),
        Binary::Max => call("MAX", &[a, b]),
        Binary::Power => {
            let bracketed = |x: &Expression| if x.is_plain() { x.text.clone() } else { format!("({})", x.text) };
            let power = called(format!("({}^{})", bracketed(a), bracketed(b)), &[a, b]);
            match repeats_operand(operation, b) {
                // Below 0, whole exponents have a power; 0 has one of exponents from 0 up.
                (true, _) => {
                    let (size, base) = (call("ABS", &[b]).text, &a.text);
                    let has_one = format!("({base} > 0) OR (({base} < 0) AND (INT({size}) = {size}))");
                    choice(&has_one, &power, &truth(&format!("({base} = 0) AND ({} = 0)", b.text)))
                }
                _ => power,
            }
        }
        _ => truth(&condition(operation, a, b)),
    }
}

/// Sum, smallest or largest of several, from the left.
pub fn folded(operation: Binary, parts: Vec<Expression>) -> Expression {
    parts.into_iter().reduce(|a, b| binary(operation, &a, &b)).unwrap_or_else(|| number(0.0))
}

/// The months, January of the plan year being 1, in which something holds, as a condition on `TIME`; `None` for every month.
pub fn during(first: i32, holds: &[bool]) -> Option<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(begin) = holds[at..].iter().position(|held| *held).map(|index| at + index) {
        let end = holds[begin..].iter().position(|held| !*held).map(|index| begin + index);
        let (from, to) = (first + begin as i32, end.map(|end| first + end as i32 - 1));
        match (begin, to) {
            (0, None) => return None,
            (0, Some(to)) => runs.push(format!("TIME <= {to}")),
            (_, None) => runs.push(format!("TIME >= {from}")),
            (_, Some(to)) if to == from => runs.push(format!("TIME = {from}")),
            (_, Some(to)) => runs.push(format!("(TIME >= {from}) AND (TIME <= {to})")),
        }
        at = end.unwrap_or(holds.len());
    }
    Some(match &*runs {
        [] => "TIME < TIME".to_owned(),
        [only] => only.clone(),
        several => several.iter().map(|run| format!("({run})")).collect::<Vec<_>>().join(" OR "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_no_value_is_guarded() {
        let (a, b) = (Expression::whole("a".to_owned()), Expression::whole("b".to_owned()));
        let text = |operation, a: &Expression, b: &Expression| binary(operation, a, b).text;
        assert_eq!(text(Binary::Divide, &a, &b), "(IF b = 0 THEN 0 ELSE a/b)");
        assert_eq!(text(Binary::Divide, &a, &number(4.0)), "a/4");
        assert_eq!(text(Binary::Power, &a, &number(2.0)), "(a^2)");
        let power = "(IF (a > 0) OR ((a < 0) AND (INT(ABS(b)) = ABS(b))) THEN (a^b) ELSE (IF (a = 0) AND (b = 0) THEN 1 ELSE 0))";
        assert_eq!(text(Binary::Power, &a, &b), power);
        assert_eq!(text(Binary::And, &a, &b), "(IF (a <> 0) AND (b <> 0) THEN 1 ELSE 0)");
        assert_eq!(unary(Unary::Ln, &a).text, "(IF a > 0 THEN LN(a) ELSE 0)");
        assert_eq!(number(f64::NAN).text, "0");
    }

    #[test]
    fn months_become_conditions() {
        let cases: [(&[bool], Option<&str>); 6] = [
            (&[true, true], None),
            (&[false, false], Some("TIME < TIME")),
            (&[true, false, false], Some("TIME <= -1")),
            (&[false, true, true], Some("TIME >= 0")),
            (&[false, true, false], Some("TIME = 0")),
            (&[true, false, true, true, false], Some("(TIME <= -1) OR ((TIME >= 1) AND (TIME <= 2))")),
        ];
        for (holds, expected) in cases {
            assert_eq!(during(-1, holds).as_deref(), expected, "{holds:?}");
        }
    }
}
