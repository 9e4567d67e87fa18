//! Days that are left, and the two days everything is measured by.

use guoban_model::text::{Language, Text};
use guoban_model::time::{Date, Month};
use serde::{Deserialize, Serialize};

use crate::number;

/// A period with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// January to June.
    Half,
    /// January to December.
    Year,
}

impl Period {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Half, Self::Year];

    /// Its last month, counted from January (0).
    pub fn last(self) -> i32 {
        match self {
            Self::Half => 5,
            Self::Year => 11,
        }
    }

    /// Its last day.
    pub fn ends(self, year: i32) -> Date {
        let month = Month::from_offset(year, self.last());
        Date { month, day: month.days() }
    }

    /// Its name in a sentence.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Half, Language::Zh) => "上半年",
            (Self::Year, Language::Zh) => "全年",
            (Self::Half, Language::En) => "H1",
            (Self::Year, Language::En) => "full year",
        }
    }
}

/// Time left from a date to the end of a period; nothing once it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    /// The day it ends.
    pub ends: Date,
    /// Days after the date, up to and with the last.
    pub days: u32,
    /// Those that are neither Saturday nor Sunday; public holidays are not taken off.
    pub workdays: u32,
}

impl TimeLeft {
    /// Time left on `as_of`.
    pub fn until(period: Period, year: i32, as_of: Date) -> Self {
        let ends = period.ends(year);
        let (first, last) = (as_of.days_since_epoch() + 1, ends.days_since_epoch());
        let days = u32::try_from(last - first + 1).unwrap_or(0);
        let workdays = (first..=last).filter(|day| is_workday(*day)).count() as u32;
        Self { ends, days, workdays }
    }

    /// What the count of workdays leaves out.
    pub fn note() -> Text {
        Text::new(
            "工作日只扣除周末，未扣除法定节假日，也未计调休。",
            "Workdays leave out weekends only; public holidays and make-up days are not considered.",
        )
    }

    /// `距6月30日 63 天，45 个工作日` · `63 days, 45 workdays to 30 Jun`.
    pub fn sentence(&self, language: Language) -> String {
        let offset = i32::from(self.ends.month.month) - 1;
        let month = number::months(offset, offset, language);
        let (day, days, workdays) = (self.ends.day, self.days, self.workdays);
        match language {
            Language::Zh => format!("距{month}{day}日 {days} 天，{workdays} 个工作日"),
            Language::En => format!("{days} days, {workdays} workdays to {day} {month}"),
        }
    }
}

/// Whether a day since 1970-01-01, a Thursday, is a weekday.
fn is_workday(day: i64) -> bool {
    (day + 3).rem_euclid(7) < 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_workdays_count_from_the_day_after() {
        let check = |as_of: &str, period, days, workdays| {
            let left = TimeLeft::until(period, 2026, as_of.parse().unwrap());
            assert_eq!((left.days, left.workdays), (days, workdays), "{as_of}");
        };
        check("2026-04-28", Period::Half, 63, 45);
        check("2026-05-18", Period::Half, 43, 31);
        check("2026-06-29", Period::Half, 1, 1);
        check("2026-06-30", Period::Half, 0, 0);
        check("2026-07-15", Period::Half, 0, 0);
        check("2026-06-30", Period::Year, 184, 132);
        check("2026-12-25", Period::Year, 6, 4);
    }
}
