//! Days that are left, and the two days everything is measured by.

use guoban_model::pack::Calendar;
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
    /// Those that are worked.
    pub workdays: u32,
    /// The period ended before the date.
    pub over: bool,
}

impl TimeLeft {
    /// Time left on `as_of`.
    pub fn until(period: Period, year: i32, as_of: Date, calendar: &Calendar) -> Self {
        let ends = period.ends(year);
        let days = u32::try_from(ends.days_since_epoch() - as_of.days_since_epoch()).unwrap_or(0);
        Self { ends, days, workdays: workdays(calendar, as_of.next(), ends), over: as_of > ends }
    }

    /// What the count of workdays rests on.
    pub fn note(calendar: &Calendar) -> Text {
        if calendar.is_given() {
            Text::new(
                "工作日已扣除周末和法定节假日，并计入调休上班日。",
                "Workdays leave out weekends and public holidays, and count make-up days.",
            )
        } else {
            Text::new(
                "底册未给节假日：工作日只扣除周末。",
                "The pack names no public holidays: workdays leave out weekends only.",
            )
        }
    }

    /// `距6月30日 63 天，45 个工作日` · `63 days, 45 workdays to 30 Jun`.
    pub fn sentence(&self, language: Language) -> String {
        let offset = i32::from(self.ends.month.month) - 1;
        let month = number::months(offset, offset, language);
        let (day, days, workdays) = (self.ends.day, self.days, self.workdays);
        match language {
            Language::Zh if self.over => format!("{month}{day}日已过"),
            Language::En if self.over => format!("{day} {month} has passed"),
            Language::Zh => format!("距{month}{day}日 {days} 天，{workdays} 个工作日"),
            Language::En => format!("{days} days, {workdays} workdays to {day} {month}"),
        }
    }
}

/// Worked days from `first` to `last`, both counted.
pub fn workdays(calendar: &Calendar, first: Date, last: Date) -> u32 {
    calendar.workdays(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_workdays_count_from_the_day_after() {
        let check = |as_of: &str, period, days, workdays| {
            let left = TimeLeft::until(period, 2026, as_of.parse().unwrap(), &Calendar::default());
            assert_eq!((left.days, left.workdays), (days, workdays), "{as_of}");
        };
        check("2026-04-28", Period::Half, 63, 45);
        check("2026-05-18", Period::Half, 43, 31);
        check("2026-06-29", Period::Half, 1, 1);
        check("2026-06-30", Period::Half, 0, 0);
        check("2026-07-15", Period::Half, 0, 0);
        check("2026-06-30", Period::Year, 184, 132);
        check("2026-12-25", Period::Year, 6, 4);
        let left = |as_of: &str| TimeLeft::until(Period::Half, 2026, as_of.parse().unwrap(), &Calendar::default());
        assert_eq!(left("2026-06-30").sentence(Language::Zh), "距6月30日 0 天，0 个工作日");
        assert_eq!(left("2026-07-20").sentence(Language::Zh), "6月30日已过");
    }

    #[test]
    fn holidays_and_make_up_days_count() {
        let dates = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        let calendar = Calendar {
            days_off: dates(&["2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19"]),
            days_on: dates(&["2026-05-09"]),
        };
        let left = TimeLeft::until(Period::Half, 2026, "2026-04-28".parse().unwrap(), &calendar);
        assert_eq!((left.days, left.workdays), (63, 45 - 4 + 1));
        let week = |first: &str, last: &str| workdays(&calendar, first.parse().unwrap(), last.parse().unwrap());
        assert_eq!((week("2026-05-04", "2026-05-10"), week("2026-05-11", "2026-05-17")), (4, 5));
    }
}
