//! The published growth of an indicator that also has amounts: both are kept, and where they contradict each other that is said.

use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::figures::Cells;
use super::layout::{Column, Often};
use super::read::published_by;
use super::rows::Row;
use super::{Form, Indicator, Published};
use crate::finding::{Finding, Problem};
use crate::kind::Kind;

/// Points by which growth that was published and growth by amounts may differ: both are rounded.
pub const AGREES: Decimal = Decimal::from_parts(15, 0, 0, false, 2);

/// Takes a row of the growth rates for the growth of an amount with its name; whether there is one.
pub fn attach(row: &Row<'_>, name: &Text, form: &mut Form, found: &mut Vec<Finding>) -> bool {
    let (as_of, year) = (form.as_of, form.year);
    let own = |one: &&mut Indicator| one.name.zh == name.zh && one.is_flow() && one.published.is_none();
    let Some(one) = form.indicators.iter_mut().find(own) else { return false };
    // Whose they are and how often they come out the amounts say; what stands here must still be a word of its list.
    row.word::<Kind>(Column::Kind, found);
    row.word::<Often>(Column::Publish, found);
    let cells = Cells::read(row, Column::ThisYear, found);
    let mut published = Published {
        half: row.number(Column::Half, found),
        year: row.number(Column::Year, found),
        ..Published::default()
    };
    let ends = one.often.ends();
    let until = published_by(as_of, year, one.day);
    for month in 1..=12 {
        let Some(growth) = cells.at(month) else { continue };
        let place = row.place(Column::ThisYear(month));
        if month > until {
            found.push(Finding::remark(place, Problem::NotYet { month }));
            continue;
        }
        let Some(period) = ends.iter().position(|end| *end == month) else {
            found.push(Finding::remark(place, Problem::NotAPeriod { month }));
            continue;
        };
        published.this.resize(period + 1, None);
        published.this[period] = Some(growth);
        if let Some(by_levels) = by_levels(one, period)
            && (by_levels - growth).abs() > AGREES
        {
            published.differs = Some((month, by_levels));
            let (by_levels, published) = (by_levels.normalize().to_string(), growth.normalize().to_string());
            found.push(Finding::remark(place, Problem::Contradicts { month, published, by_levels }));
        }
    }
    if one.task_is_growth && (published.half.is_some() || published.year.is_some()) {
        found.push(Finding::error(row.place(Column::Year), Problem::TaskTwice));
    }
    if published.half.is_some() || published.year.is_some() {
        // That it has no task was said before this sheet was read.
        let is_its = |finding: &Finding| finding.place.is_beside(&one.at) && finding.problem == Problem::NoTask;
        found.retain(|finding| !is_its(finding));
    }
    one.published = Some(published);
    true
}

/// Growth to date by the amounts of two years, per cent, where both are known.
fn by_levels(one: &Indicator, period: usize) -> Option<Decimal> {
    let now: Decimal = one.this.get(..=period)?.iter().sum();
    let before: Decimal = one.last.get(..=period)?.iter().sum();
    let ratio = (before > Decimal::ZERO).then(|| now.checked_div(before)).flatten()?;
    Some(((ratio - Decimal::ONE) * Decimal::ONE_HUNDRED).round_dp(1))
}
