//! Months and dates of a plan. There is no clock here: the as-of date is always an argument.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Months a run projects: the plan year and the year after.
pub const HORIZON: usize = 24;

/// Last month of the half-year, counted from 1.
pub const HALF_YEAR: usize = 6;

/// Last month of the plan year, counted from 1.
pub const FULL_YEAR: usize = 12;

/// A text that is not a date or a month of the form this module reads.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a date of the form 2026-04-28 or a month of the form 2026-04")]
pub struct DateError(pub String);

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Calendar year.
    pub year: i32,
    /// Month of the year, 1 to 12.
    pub month: u8,
}

impl Month {
    /// Months from January of `year` (0) to this month; negative before it.
    pub fn offset_from(self, year: i32) -> i32 {
        (self.year - year) * 12 + i32::from(self.month) - 1
    }

    /// The month `offset` months after January of `year`.
    pub fn from_offset(year: i32, offset: i32) -> Self {
        Self { year: year + offset.div_euclid(12), month: offset.rem_euclid(12) as u8 + 1 }
    }

    /// Days in this month.
    pub fn days(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }
}

impl FromStr for Month {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(wrong());
        }
        let month = Self { year: number(year).ok_or_else(wrong)?, month: number(month).ok_or_else(wrong)? };
        if (1..=12).contains(&month.month) { Ok(month) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Month {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// The day's month.
    pub month: Month,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// Days from 1970-01-01 to this day (civil calendar).
    pub fn days_since_epoch(self) -> i64 {
        let shifted = i64::from(self.month.month) - 3;
        let (year, month) = if shifted < 0 {
            (i64::from(self.month.year) - 1, shifted + 12)
        } else {
            (i64::from(self.month.year), shifted)
        };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }
}

impl Date {
    /// The day after this one.
    pub fn next(self) -> Self {
        if self.day < self.month.days() {
            Self { day: self.day + 1, ..self }
        } else {
            Self { month: Month::from_offset(self.month.year, i32::from(self.month.month)), day: 1 }
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.to_owned());
        let (month, day) = text.rsplit_once('-').ok_or_else(wrong)?;
        let month: Month = month.parse().map_err(|_| wrong())?;
        let day: u8 = if day.len() == 2 { number(day) } else { None }.ok_or_else(wrong)?;
        if day >= 1 && day <= month.days() { Ok(Self { month, day }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

fn number<T: FromStr>(digits: &str) -> Option<T> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_without_a_gap() {
        let mut day: Date = "1999-12-31".parse().unwrap();
        for number in 1..=3_000 {
            let next = day.next();
            assert_eq!(next.days_since_epoch(), day.days_since_epoch() + 1, "day {number}: {next} after {day}");
            assert_eq!(next.to_string().parse::<Date>().unwrap(), next);
            day = next;
        }
    }

    #[test]
    fn date_reads_and_writes_the_same_text() {
        for text in ["2026-04-28", "2024-02-29", "1999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn date_refuses_days_that_do_not_exist() {
        for text in ["2026-02-29", "2026-13-01", "2026-4-28", "2026-04-00", "+026-04-01", "28 April"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_since_epoch_counts_civil_days() {
        let days = |text: &str| text.parse::<Date>().unwrap().days_since_epoch();
        assert_eq!(days("1970-01-01"), 0);
        assert_eq!(days("2000-03-01"), 11_017);
        assert_eq!(days("2026-06-30") - days("2026-04-28"), 63);
    }

    #[test]
    fn month_offset_is_reversible_across_years() {
        for offset in [-25, -12, -1, 0, 11, 12, 23] {
            assert_eq!(Month::from_offset(2026, offset).offset_from(2026), offset);
        }
    }
}
