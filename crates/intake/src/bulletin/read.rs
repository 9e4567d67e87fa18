//! Figures as they stand in the text, before any pack is looked at.

use rust_decimal::Decimal;

use super::{Span, Spot, What};

/// A figure with all that the text says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub spot: Spot,
    pub name: String,
    pub raw: String,
    pub what: What,
    pub value: Decimal,
    pub unit: Option<String>,
    /// Of which months, where the text says so; the month is 0 where it only says that it is to date, or single.
    pub span: Option<Span>,
    /// The year the text names.
    pub year: Option<i32>,
    pub falling: bool,
}

/// What cannot be read as a figure though it stands where one should.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub spot: Spot,
    pub raw: String,
    pub why: super::Why,
}

/// All of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    pub figures: Vec<Reading>,
    pub refused: Vec<Refused>,
}
