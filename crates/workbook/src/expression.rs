//! A formula under construction: its text, and how tightly its outermost operation holds.

use guoban_model::formula::{Binary, Unary};

/// How tightly the outermost operation of a formula holds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// Addition, subtraction, a sign.
    Sum,
    /// Multiplication, division.
    Product,
    /// A number, a cell, a function.
    Whole,
}

/// A formula without its equals sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The formula.
    pub text: String,
    hold: Hold,
    /// Functions and brackets within each other.
    pub depth: usize,
}

impl Expression {
    /// No value: every operation on it has none either.
    pub fn missing() -> Self {
        Self::whole("NA()".to_owned())
    }

    /// A cell, a name.
    pub fn whole(text: String) -> Self {
        Self { text, hold: Hold::Whole, depth: 0 }
    }

    /// A number, in the shortest digits that say it.
    pub fn number(value: f64) -> Self {
        if !value.is_finite() {
            return Self::missing();
        }
        let hold = if value.is_sign_negative() { Hold::Sum } else { Hold::Whole };
        // Minus zero would be an operation on zero.
        let value = if value == 0.0 { 0.0 } else { value };
        Self { text: format!("{value}"), hold: if value == 0.0 { Hold::Whole } else { hold }, depth: 0 }
    }

    /// A function of formulas.
    pub fn call(name: &str, arguments: &[Self]) -> Self {
        let depth = arguments.iter().map(|argument| argument.depth).max().unwrap_or(0) + 1;
        let list: Vec<&str> = arguments.iter().map(|argument| &*argument.text).collect();
        Self { text: format!("{name}({})", list.join(",")), hold: Hold::Whole, depth }
    }

    /// Whether it is a cell, a name or a number: nothing is gained by putting it elsewhere.
    pub fn is_plain(&self) -> bool {
        self.depth == 0 && self.hold == Hold::Whole
    }

    fn within(&self, brackets: bool) -> (String, usize) {
        if brackets { (format!("({})", self.text), self.depth + 1) } else { (self.text.clone(), self.depth) }
    }

    fn infix(sign: &str, hold: Hold, a: &Self, b: &Self) -> Self {
        let (left, left_depth) = a.within(a.hold < hold);
        // Brackets on the right keep the order of operations, and with it the last bit.
        let (right, right_depth) = b.within(b.hold <= hold);
        Self { text: format!("{left}{sign}{right}"), hold, depth: left_depth.max(right_depth) }
    }

    /// `a + b`.
    pub fn add(a: &Self, b: &Self) -> Self {
        Self::infix("+", Hold::Sum, a, b)
    }

    /// A condition as 1 or 0.
    pub fn truth(condition: &Self) -> Self {
        Self::call("IF", &[condition.clone(), Self::number(1.0), Self::number(0.0)])
    }

    /// Two formulas compared: a condition, to be used as an argument only.
    pub fn compared(sign: &str, a: &Self, b: &Self) -> Self {
        Self { text: format!("{}{sign}{}", a.text, b.text), hold: Hold::Sum, depth: a.depth.max(b.depth) }
    }

    /// An operation with one operand.
    pub fn unary(operation: Unary, a: &Self) -> Self {
        let negative = |a: &Self| {
            let (text, depth) = a.within(a.hold != Hold::Whole);
            Self { text: format!("-{text}"), hold: Hold::Sum, depth }
        };
        match operation {
            Unary::Negate => negative(a),
            Unary::Not => Self::truth(&Self::compared("=", a, &Self::number(0.0))),
            Unary::Abs => Self::call("ABS", std::slice::from_ref(a)),
            Unary::Exp => Self::call("EXP", std::slice::from_ref(a)),
            Unary::Ln => Self::call("LN", std::slice::from_ref(a)),
            Unary::Sqrt => Self::call("SQRT", std::slice::from_ref(a)),
            Unary::Floor => Self::call("INT", std::slice::from_ref(a)),
            Unary::Ceiling => negative(&Self::call("INT", &[negative(a)])),
            Unary::Round => Self::call("ROUND", &[a.clone(), Self::number(0.0)]),
        }
    }

    /// An operation with two operands.
    pub fn binary(operation: Binary, a: &Self, b: &Self) -> Self {
        match operation {
            Binary::Add => Self::add(a, b),
            Binary::Subtract => Self::infix("-", Hold::Sum, a, b),
            Binary::Multiply => Self::infix("*", Hold::Product, a, b),
            Binary::Divide => Self::infix("/", Hold::Product, a, b),
            Binary::Min => Self::call("MIN", &[a.clone(), b.clone()]),
            Binary::Max => Self::call("MAX", &[a.clone(), b.clone()]),
            // Written as a function: a sign before `^` would bind more tightly here than in a pack.
            Binary::Power => Self::call("POWER", &[a.clone(), b.clone()]),
            _ => Self::truth(&Self::condition(operation, a, b)),
        }
    }

    /// A comparison or a connection of two numbers as a condition; what is neither, compared with 0.
    pub fn condition(operation: Binary, a: &Self, b: &Self) -> Self {
        match operation {
            Binary::And => Self::call("AND", &[a.is_set(), b.is_set()]),
            Binary::Or => Self::call("OR", &[a.is_set(), b.is_set()]),
            _ => match comparison(operation) {
                Some(sign) => Self::compared(sign, a, b),
                None => Self::binary(operation, a, b).is_set(),
            },
        }
    }

    /// The condition that a number is not 0.
    pub fn is_set(&self) -> Self {
        Self::compared("<>", self, &Self::number(0.0))
    }
}

/// The sign of a comparison, which sheets and equations share.
pub fn comparison(operation: Binary) -> Option<&'static str> {
    match operation {
        Binary::Less => Some("<"),
        Binary::LessOrEqual => Some("<="),
        Binary::Greater => Some(">"),
        Binary::GreaterOrEqual => Some(">="),
        Binary::Equal => Some("="),
        Binary::NotEqual => Some("<>"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(name: &str) -> Expression {
        Expression::whole(name.to_owned())
    }

    #[test]
    fn brackets_keep_the_order_of_operations() {
        let (a, b, c) = (cell("A1"), cell("B1"), cell("C1"));
        let sum = Expression::add(&b, &c);
        let text = |operation, a: &Expression, b: &Expression| Expression::binary(operation, a, b).text;
        assert_eq!(text(Binary::Add, &a, &sum), "A1+(B1+C1)");
        assert_eq!(text(Binary::Add, &sum, &a), "B1+C1+A1");
        assert_eq!(text(Binary::Multiply, &sum, &a), "(B1+C1)*A1");
        assert_eq!(text(Binary::Divide, &a, &Expression::binary(Binary::Multiply, &b, &c)), "A1/(B1*C1)");
        assert_eq!(text(Binary::Subtract, &a, &Expression::number(-2.5)), "A1-(-2.5)");
        assert_eq!(text(Binary::Power, &Expression::unary(Unary::Negate, &a), &b), "POWER(-A1,B1)");
        assert_eq!(text(Binary::Multiply, &b, &Expression::unary(Unary::Negate, &a)), "B1*(-A1)");
    }

    #[test]
    fn numbers_without_a_value_are_errors_of_the_sheet() {
        assert_eq!(Expression::number(f64::NAN).text, "NA()");
        assert_eq!(Expression::number(-0.0).text, "0");
        assert_eq!(Expression::number(1e-7).text, "0.0000001");
    }
}
