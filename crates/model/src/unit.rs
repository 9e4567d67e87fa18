//! Units of measure: a scale and a product of base units, exact.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// The fraction in lowest terms; `None` when the denominator is 0 or the fraction not above 0.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if numerator <= 0 || denominator <= 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Product, unless it leaves the range.
    pub fn times(self, other: Self) -> Option<Self> {
        // Cancelling first keeps the parts small.
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        Self::new(left.numerator.checked_mul(right.numerator)?, left.denominator.checked_mul(right.denominator)?)
    }

    /// Quotient, unless it leaves the range.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self { numerator: other.denominator, denominator: other.numerator })
    }

    /// The nearest `f64` of the quotient.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The fraction as [`Ratio::parse`] and a quotient read it: `10000`, `0.01`, `1/3`.
    fn spelled(self) -> String {
        // Tenths are taken out of the denominator for as long as it has factors 2 and 5 only.
        let (mut numerator, mut denominator, mut places) = (self.numerator, self.denominator, 0_usize);
        while denominator != 1 && places < 20 {
            let factor = if denominator % 10 == 0 { 10 } else { greatest_common_divisor(denominator, 10) };
            let raised = if factor > 1 { numerator.checked_mul(10 / factor) } else { None };
            let Some(raised) = raised else { break };
            (numerator, denominator, places) = (raised, denominator / factor, places + 1);
        }
        if denominator != 1 {
            return format!("{}/{}", self.numerator, self.denominator);
        }
        let digits = format!("{numerator:0>width$}", width = places + 1);
        match digits.split_at_checked(digits.len() - places) {
            Some((whole, fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
            _ => digits,
        }
    }

    /// Reads a plain decimal number above 0.
    fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || whole.len() + fraction.len() > 30 {
            return None;
        }
        let digits = format!("{whole}{fraction}");
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::new(digits.parse().ok()?, 10_i128.checked_pow(fraction.len() as u32)?)
    }
}

fn greatest_common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A unit: scale × product of base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    scale: Ratio,
    /// Base units and their powers, by number, without zeros.
    powers: Vec<(usize, i32)>,
}

impl Unit {
    /// No unit: a plain number.
    pub fn none() -> Self {
        Self { scale: Ratio::ONE, powers: Vec::new() }
    }

    /// Whether it is a plain number of scale one.
    pub fn is_none(&self) -> bool {
        *self == Self::none()
    }

    /// Whether two units measure the same thing, perhaps in other sizes.
    pub fn same_dimension(&self, other: &Self) -> bool {
        self.powers == other.powers
    }

    /// The factor from this unit to another of the same dimension.
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        if self.same_dimension(other) { self.scale.over(other.scale).map(Ratio::to_f64) } else { None }
    }

    /// The product of two units, unless it leaves the range.
    pub fn times(&self, other: &Self) -> Option<Self> {
        self.combine(other, 1)
    }

    /// The quotient of two units, unless it leaves the range.
    pub fn over(&self, other: &Self) -> Option<Self> {
        self.combine(other, -1)
    }

    fn combine(&self, other: &Self, sign: i32) -> Option<Self> {
        let scale = if sign > 0 { self.scale.times(other.scale)? } else { self.scale.over(other.scale)? };
        let mut powers: BTreeMap<usize, i32> = self.powers.iter().copied().collect();
        for (base, power) in &other.powers {
            let sum = powers.get(base).copied().unwrap_or(0).checked_add(sign.checked_mul(*power)?)?;
            if sum.unsigned_abs() > 12 {
                return None;
            }
            powers.insert(*base, sum);
        }
        Some(Self { scale, powers: powers.into_iter().filter(|(_, power)| *power != 0).collect() })
    }
}

/// The units a pack declares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    bases: Vec<String>,
    named: BTreeMap<String, Unit>,
    unreadable: BTreeSet<String>,
}

/// Why a unit cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// A name that is not declared.
    Unknown(String),
    /// A name whose declaration could not be read.
    Unreadable(String),
    /// Not a product of numbers and names.
    Malformed(String),
    /// Scale or powers leave the range.
    OutOfRange(String),
}

impl Units {
    /// Declares a base unit.
    pub fn declare_base(&mut self, name: &str) {
        let unit = Unit { scale: Ratio::ONE, powers: vec![(self.bases.len(), 1)] };
        self.bases.push(name.to_owned());
        self.named.insert(name.to_owned(), unit);
    }

    /// Declares a unit by others.
    pub fn declare(&mut self, name: &str, unit: Unit) {
        self.named.insert(name.to_owned(), unit);
    }

    /// Declares a unit whose definition could not be read: whoever uses it is not to blame.
    pub fn declare_unreadable(&mut self, name: &str) {
        self.unreadable.insert(name.to_owned());
    }

    /// Declared names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.keys().map(String::as_str)
    }

    /// Reads a unit: a declared name, `1`, or a product such as `万亩*kg/亩` or `10000 元`.
    ///
    /// # Errors
    /// An undeclared name, a text of another form, or a unit beyond the range.
    pub fn parse(&self, text: &str) -> Result<Unit, UnitError> {
        let text = text.trim();
        if let Some(unit) = self.named.get(text) {
            return Ok(unit.clone());
        }
        if self.unreadable.contains(text) {
            return Err(UnitError::Unreadable(text.to_owned()));
        }
        self.product(text)
    }

    fn product(&self, text: &str) -> Result<Unit, UnitError> {
        let mut unit = Unit::none();
        let mut dividing = false;
        let mut expects = true;
        for (token, divides) in tokens(text) {
            match token {
                Some(token) => {
                    let factor = self.factor(token)?;
                    let combined = if dividing { unit.over(&factor) } else { unit.times(&factor) };
                    unit = combined.ok_or_else(|| UnitError::OutOfRange(text.to_owned()))?;
                    (dividing, expects) = (false, false);
                }
                None if expects => return Err(UnitError::Malformed(text.to_owned())),
                None => (dividing, expects) = (divides, true),
            }
        }
        if expects { Err(UnitError::Malformed(text.to_owned())) } else { Ok(unit) }
    }

    fn factor(&self, token: &str) -> Result<Unit, UnitError> {
        if let Some(unit) = self.named.get(token) {
            return Ok(unit.clone());
        }
        if token.starts_with(|first: char| first.is_ascii_digit()) {
            let scale = Ratio::parse(token).ok_or_else(|| UnitError::Malformed(token.to_owned()))?;
            return Ok(Unit { scale, powers: Vec::new() });
        }
        if self.unreadable.contains(token) {
            return Err(UnitError::Unreadable(token.to_owned()));
        }
        Err(UnitError::Unknown(token.to_owned()))
    }

    /// The declared name with the meaning of a unit, if there is one; the first of several.
    pub fn name_of(&self, unit: &Unit) -> Option<&str> {
        self.named.iter().find(|(_, named)| *named == unit).map(|(name, _)| name.as_str())
    }

    /// What the parts of a compound name such as `kg/亩` give, when it was declared as something else.
    pub fn contradiction(&self, name: &str) -> Option<String> {
        let declared = self.named.get(name)?;
        if !name.contains(separator) {
            return None;
        }
        let parts = self.product(name).ok().filter(|parts| parts != declared)?;
        Some(self.describe(&parts).to_string())
    }

    /// A unit in words of the pack: a declared name where one has the same meaning, else scale and base units.
    pub fn describe<'a>(&'a self, unit: &'a Unit) -> Described<'a> {
        Described { units: self, unit }
    }
}

fn separator(c: char) -> bool {
    matches!(c, '*' | '/' | '·' | '×')
}

/// Factors of a unit's text, and between them `None` with whether it is a division.
fn tokens(text: &str) -> impl Iterator<Item = (Option<&str>, bool)> {
    text.split_inclusive(separator).flat_map(move |part| {
        let sign = part.chars().next_back().filter(|&last| separator(last));
        let body = &part[..part.len() - sign.map_or(0, char::len_utf8)];
        body.split_whitespace().map(|word| (Some(word), false)).chain(sign.map(|sign| (None, sign == '/')))
    })
}

/// A unit to be shown.
pub struct Described<'a> {
    units: &'a Units,
    unit: &'a Unit,
}

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unit.is_none() {
            return write!(f, "1");
        }
        if let Some(name) = self.units.name_of(self.unit) {
            return write!(f, "{name}");
        }
        let base = |number: usize| self.units.bases.get(number).map_or("?", String::as_str);
        let times = |sign: i32| {
            let powers = self.unit.powers.iter().filter(move |(_, power)| power.signum() == sign);
            powers.flat_map(|(number, power)| std::iter::repeat_n(*number, power.unsigned_abs() as usize))
        };
        let above: Vec<&str> = times(1).map(base).collect();
        match (self.unit.scale == Ratio::ONE, above.is_empty()) {
            (true, true) => write!(f, "1")?,
            (true, false) => write!(f, "{}", above.join("·"))?,
            (false, true) => write!(f, "{}", self.unit.scale.spelled())?,
            (false, false) => write!(f, "{} {}", self.unit.scale.spelled(), above.join("·"))?,
        }
        times(-1).try_for_each(|number| write!(f, "/{}", base(number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Units {
        let mut units = Units::default();
        ["元", "美元", "亩", "kg"].into_iter().for_each(|base| units.declare_base(base));
        for (name, text) in [
            ("万元", "10000 元"),
            ("亿元", "10000 万元"),
            ("万亩", "10000 亩"),
            ("吨", "1000 kg"),
            ("万吨", "10000 吨"),
            ("%", "0.01"),
            ("分/美元", "0.01 元/美元"),
        ] {
            let unit = units.parse(text).unwrap();
            units.declare(name, unit);
        }
        units
    }

    #[test]
    fn area_times_yield_is_mass() {
        let units = units();
        let product = units.parse("万亩*kg/亩").unwrap();
        assert_eq!(product.factor_to(&units.parse("万吨").unwrap()), Some(0.001));
        assert_eq!(product.factor_to(&units.parse("元").unwrap()), None);
    }

    #[test]
    fn one_fen_per_dollar_is_a_price() {
        let units = units();
        let price = units.parse("分/美元").unwrap();
        assert_eq!(price.factor_to(&units.parse("元/美元").unwrap()), Some(0.01));
        assert_eq!(units.parse("1").unwrap(), Unit::none());
        assert_eq!(units.parse("%").unwrap().factor_to(&Unit::none()), Some(0.01));
    }

    #[test]
    fn what_is_not_a_unit_says_why() {
        let units = units();
        assert_eq!(units.parse("斤"), Err(UnitError::Unknown("斤".to_owned())));
        for text in ["", "元//亩", "元/", "/元", "0 元", "1e5 元"] {
            assert!(matches!(units.parse(text), Err(UnitError::Malformed(_))), "{text}");
        }
        let huge = format!("{} 元", "9".repeat(30));
        let large = units.parse(&huge).unwrap();
        assert!(large.times(&large).is_none());
    }

    #[test]
    fn units_are_shown_by_their_declared_name() {
        let units = units();
        assert_eq!(units.describe(&units.parse("100000000 元").unwrap()).to_string(), "亿元");
        for (text, shown) in [
            ("kg/亩", "kg/亩"),
            ("万亩*kg/亩", "10000 kg"),
            ("kg*kg/元/元", "kg·kg/元/元"),
            ("1/美元", "1/美元"),
            ("0.5 kg/元", "0.5 kg/元"),
            ("1/3 kg", "1/3 kg"),
            ("2.5/1000 kg", "0.0025 kg"),
            ("1/7", "1/7"),
        ] {
            let unit = units.parse(text).unwrap();
            assert_eq!(units.describe(&unit).to_string(), shown);
            assert_eq!(units.parse(shown), Ok(unit), "{shown}");
        }
    }

    #[test]
    fn compound_names_mean_what_their_parts_mean() {
        let mut units = units();
        assert_eq!(units.contradiction("分/美元"), None);
        let wrong = units.parse("2 kg/亩").unwrap();
        units.declare("kg/亩", wrong);
        assert_eq!(units.contradiction("kg/亩").as_deref(), Some("kg/亩"));
    }
}
