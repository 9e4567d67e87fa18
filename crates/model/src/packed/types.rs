//! How each type of a pack is packed: field by field, in the order in which they are listed here. The compiler holds the
//! lists complete.

use std::ops::Range;

use guoban_kernel::compile::Temporal;
use guoban_kernel::operation::{Binary, Unary};
use rust_decimal::Decimal;

use super::number::unfold;
use super::read::Reader;
use super::streams::Kind;
use super::write::Writer;
use crate::formula::{Aggregate, Calendar, Node, NodeKind, RowRef, Word};
use crate::pack;
use crate::text::Text;
use crate::time::{Date, Month};

/// What can be packed.
pub(super) trait Packed: Sized {
    /// Writes the value into the streams of the field it stands in.
    fn write(&self, writer: &mut Writer);

    /// Reads a value from these streams; nothing, after a fault.
    fn read(reader: &mut Reader<'_>) -> Self;
}

macro_rules! packed_struct {
    ($type:ty, $name:literal, { $($field:ident),* $(,)? }) => {
        impl Packed for $type {
            fn write(&self, writer: &mut Writer) {
                $(writer.field($name, stringify!($field), &self.$field);)*
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                #[allow(non_camel_case_types, reason = "numbers the fields")]
                enum Index { $($field),* }
                const FIELDS: &[&str] = &[$(stringify!($field)),*];
                Self {
                    $($field: {
                        let before = reader.enter($name, FIELDS, Index::$field as usize);
                        let value = Packed::read(reader);
                        reader.leave(before);
                        value
                    }),*
                }
            }
        }
    };
}

/// The place of an element of a variant.
macro_rules! place {
    (a) => {
        1
    };
    (b) => {
        2
    };
    (c) => {
        3
    };
}

macro_rules! packed_enum {
    ($type:ty, $name:literal, { $($variant:ident $(($($element:ident),*))?),* $(,)? }) => {
        impl Packed for $type {
            fn write(&self, writer: &mut Writer) {
                enum Index { $($variant),* }
                match self {
                    $(Self::$variant $(($($element),*))? => {
                        writer.unsigned(Kind::Variant, Index::$variant as u64);
                        $(
                            let mut index = 0;
                            $(
                                index += 1;
                                writer.element(Some(($name, stringify!($variant))), index, $element);
                            )*
                        )?
                    })*
                }
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                enum Index { $($variant),* }
                const VARIANTS: &[&str] = &[$(stringify!($variant)),*];
                /// The first one ends the recursion: it is what a number beyond all stands for.
                fn chosen(variant: usize, reader: &mut Reader<'_>) -> $type {
                    $(if variant == Index::$variant as usize {
                        return <$type>::$variant $((
                            $(element(reader, $name, stringify!($variant), place!($element))),*
                        ))?;
                    })*
                    chosen(0, reader)
                }
                let variant = reader.variant(VARIANTS.len());
                chosen(variant, reader)
            }
        }
    };
}

/// Reads an element of a variant.
fn element<T: Packed>(reader: &mut Reader<'_>, name: &'static str, variant: &'static str, place: usize) -> T {
    let before = reader.enter_element(Some((name, variant)), place);
    let value = T::read(reader);
    reader.leave(before);
    value
}

packed_struct!(pack::Pack, "Pack", { id, revision, name, note, demo, year, as_of, history_months, judging, calendar, events, require, sources, owners, groups, levers, assumptions, constants, profiles, curves, tables, variables, errors, reasons, targets, limits, accounting, examples, stresses, checks });
packed_struct!(pack::Judging, "Judging", { line, on_track, near, list_points, list_places });
packed_struct!(pack::Require, "Require", { person, deadline });
packed_struct!(pack::Calendar, "Calendar", { days_off, days_on });
packed_struct!(pack::Event, "Event", { id, name, first, last, note, source, covers });
packed_struct!(pack::Source, "Source", { id, kind, text });
packed_struct!(pack::Owner, "Owner", { id, name, under });
packed_struct!(pack::Group, "Group", { id, name });
packed_struct!(pack::ColumnId, "ColumnId", { table, column });
packed_struct!(pack::Lever, "Lever", { id, name, kind, group, owner, with, unit, min, max, step, decimals, baseline, opens, closes, lead_months, cost, note, source, covers, cell });
packed_struct!(pack::Assumption, "Assumption", { id, name, group, unit, low, mid, high, step, decimals, distribution, correlated_with, reason, source, covers });
packed_struct!(pack::Constant, "Constant", { id, name, unit, value, note, source });
packed_struct!(pack::Profile, "Profile", { id, name, weights, source });
packed_struct!(pack::Curve, "Curve", { id, name, x, y, source });
packed_struct!(pack::Table, "Table", { id, name, columns, rows });
packed_struct!(pack::Column, "Column", { id, name, unit, kind, points_to, source });
packed_struct!(pack::TableRow, "TableRow", { id, name, cells, source, covers });
packed_struct!(pack::ErrorBand, "ErrorBand", { id, name, measure, half, year, shaken, source });
packed_struct!(pack::ShakenBand, "ShakenBand", { by, half, year });
packed_struct!(pack::Target, "Target", { id, name, variable, row, kind, half, year, next_year, by_month, tolerance, line, seasonal, due_at_half, among, list_points, list_places, red_line, beyond_levers, error, group, owner, with, person, void, deadline, note, source, covers });
packed_struct!(pack::Void, "Void", { when, reason });
packed_struct!(pack::Limit, "Limit", { id, name, used, available, when, note, covers });
packed_struct!(pack::Accounting, "Accounting", { table, value, base, growth });
packed_struct!(pack::Check, "Check", { id, name, rule });
packed_struct!(pack::Example, "Example", { id, name, note, levers, assumptions });
packed_struct!(pack::Stress, "Stress", { id, name, note, levers, assumptions });
packed_struct!(pack::Publication, "Publication", { frequency, lag_months, day });
packed_struct!(pack::Variable, "Variable", { id, name, unit, over, measure, better, decimals, publication, formula, formula_text, known, before, group, owner, scope, exogenous, note, source, covers });
packed_struct!(pack::KnownSeries, "KnownSeries", { first, values });
packed_struct!(Node, "Node", { kind, span });
packed_struct!(Text, "Text", { zh, en });
packed_struct!(Range<usize>, "Range", { start, end });

packed_enum!(pack::LeverKind, "LeverKind", { Measure, Recording });
packed_enum!(pack::Distribution, "Distribution", { Triangular, Normal, LogNormal, Uniform, Discrete });
packed_enum!(pack::PassLine, "PassLine", { Linear, Seasonal });
packed_enum!(pack::SourceKind, "SourceKind", { Published, Demo, Guess });
packed_enum!(pack::ColumnKind, "ColumnKind", { Number, Month, Text, Formula(a) });
packed_enum!(pack::Cell, "Cell", { Number(a), Text(a), Adjustable(a), Uncertain(a), Formula });
packed_enum!(pack::TargetKind, "TargetKind", { Amount, Growth, Count, Stock, Ratio, Rank, Ceiling, Milestone, Progress });
packed_enum!(pack::ErrorMeasure, "ErrorMeasure", { Points, Percent });
packed_enum!(pack::LimitWhen, "LimitWhen", { EachMonth, Year });
packed_enum!(pack::CheckRule, "CheckRule", { Equal(a, b, c), AtMost(a, b, c), Between(a, b, c), Rises(a, b), Falls(a, b) });
packed_enum!(pack::Frequency, "Frequency", { Monthly, MonthlyJanFeb, Quarterly, Yearly });
packed_enum!(pack::Measure, "Measure", { Flow, Stock, Rate });
packed_enum!(pack::Better, "Better", { Higher, Lower, Neutral });
packed_enum!(pack::Scope, "Scope", { Territorial, Own });
packed_enum!(pack::Formula, "Formula", { Given, Same(a), PerRow(a) });
packed_enum!(RowRef, "RowRef", { None, Bound(a), Fixed(a, b) });
packed_enum!(NodeKind, "NodeKind", { Number(a), Constant(a), Lever(a), Assumption(a), Variable(a, b), Cell(a, b), SameText(a), Start(a), Moved(a), Event(a), Calendar(a), Profile(a), ByMonth(a), None(a), Unary(a, b), Binary(a, b, c), If(a, b, c), Convert(a, b), Curve(a, b), Aggregate(a, b, c), Temporal(a, b) });
packed_enum!(Word, "Word", { Written(a), Cell(a, b), Row(a, b) });
packed_enum!(Calendar, "CalendarWord", { Month, MonthOfYear, Quarter, Days, Year, Workdays, WorkdaysLeft });
packed_enum!(Aggregate, "Aggregate", { Sum, Min, Max, Count, Mean });
packed_enum!(Temporal, "Temporal", { Lag(a), YearToDate, QuarterToDate, FullYear, MovingSum(a), MovingMean(a), Smooth(a), Distribute(a), Accumulate, At(a) });
packed_enum!(Unary, "Unary", { Negate, Not, Abs, Exp, Ln, Sqrt, Floor, Ceiling, Round });
packed_enum!(Binary, "Binary", { Add, Subtract, Multiply, Divide, Min, Max, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, And, Or, Power });

macro_rules! packed_ids {
    ($($id:ident)*) => {$(
        impl Packed for pack::$id {
            fn write(&self, writer: &mut Writer) {
                self.0.write(writer);
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                Self(usize::read(reader))
            }
        }
    )*};
}

packed_ids! {
    LeverId AssumptionId ConstantId ProfileId CurveId TableId VariableId ErrorId SourceId ReasonId EventId OwnerId GroupId
}

macro_rules! packed_whole {
    ($($type:ident)*) => {$(
        impl Packed for $type {
            fn write(&self, writer: &mut Writer) {
                writer.unsigned(Kind::Value, *self as u64);
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                reader.unsigned(Kind::Value) as Self
            }
        }
    )*};
}

packed_whole! { u8 u32 usize }

impl Packed for bool {
    fn write(&self, writer: &mut Writer) {
        writer.unsigned(Kind::Value, u64::from(*self));
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.unsigned(Kind::Value) != 0
    }
}

impl Packed for i32 {
    fn write(&self, writer: &mut Writer) {
        writer.signed(i64::from(*self));
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.signed() as Self
    }
}

impl Packed for f64 {
    fn write(&self, writer: &mut Writer) {
        writer.number(*self);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.number()
    }
}

impl Packed for String {
    fn write(&self, writer: &mut Writer) {
        writer.text(self);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.text()
    }
}

/// Digits in three numbers of 32 bits, the upper two only where there are any; places, sign and their presence in one.
impl Packed for Decimal {
    fn write(&self, writer: &mut Writer) {
        let parts = self.unpack();
        let big = parts.mid != 0 || parts.hi != 0;
        writer.unsigned(Kind::Scale, u64::from(parts.scale) << 2 | u64::from(parts.negative) << 1 | u64::from(big));
        writer.unsigned(Kind::Value, u64::from(parts.lo));
        if big {
            writer.unsigned(Kind::Value, u64::from(parts.mid));
            writer.unsigned(Kind::Value, u64::from(parts.hi));
        }
    }

    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Self {
        let scale = reader.unsigned(Kind::Scale);
        let low = reader.unsigned(Kind::Value) as u32;
        let mut more = || if scale & 1 == 0 { 0 } else { reader.unsigned(Kind::Value) as u32 };
        let (middle, high) = (more(), more());
        Self::from_parts(low, middle, high, scale & 2 != 0, (scale >> 2) as u32)
    }
}

impl Packed for Month {
    fn write(&self, writer: &mut Writer) {
        writer.field("Month", "year", &self.year);
        writer.field("Month", "month", &self.month);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let [year, month] = whole(reader, "Month", &["year", "month"]);
        Self { year: unfold(year) as i32, month: month.clamp(1, 12) as u8 }
    }
}

impl Packed for Date {
    fn write(&self, writer: &mut Writer) {
        writer.field("Date", "year", &self.month.year);
        writer.field("Date", "month", &self.month.month);
        writer.field("Date", "day", &self.day);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let [year, month, day] = whole(reader, "Date", &["year", "month", "day"]);
        let month = Month { year: unfold(year) as i32, month: month.clamp(1, 12) as u8 };
        Self { month, day: day.clamp(1, 31) as u8 }
    }
}

/// Fields that are whole numbers.
fn whole<const N: usize>(reader: &mut Reader<'_>, owner: &'static str, fields: &'static [&'static str; N]) -> [u64; N] {
    std::array::from_fn(|index| {
        let before = reader.enter(owner, fields, index);
        let value = reader.unsigned(Kind::Value);
        reader.leave(before);
        value
    })
}

impl<T: Packed> Packed for Box<T> {
    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        Self::new(T::read(reader))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn write(&self, writer: &mut Writer) {
        writer.unsigned(Kind::Some, u64::from(self.is_some()));
        if let Some(value) = self {
            value.write(writer);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        (reader.unsigned(Kind::Some) != 0).then(|| T::read(reader))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, writer: &mut Writer) {
        writer.unsigned(Kind::Length, self.len() as u64);
        self.iter().for_each(|value| value.write(writer));
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let length = reader.length();
        (0..length).map(|_| T::read(reader)).collect()
    }
}

impl<T: Packed, const N: usize> Packed for [T; N] {
    fn write(&self, writer: &mut Writer) {
        self.iter().for_each(|value| value.write(writer));
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| T::read(reader))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn write(&self, writer: &mut Writer) {
        writer.element(None, 1, &self.0);
        writer.element(None, 2, &self.1);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let before = reader.enter_element(None, 1);
        let first = A::read(reader);
        reader.leave(before);
        let before = reader.enter_element(None, 2);
        let second = B::read(reader);
        reader.leave(before);
        (first, second)
    }
}
