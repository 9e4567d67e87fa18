//! What is wrong with a form, in English.

use super::Problem;

impl Problem {
    /// What is wrong and what to do.
    pub(super) fn en(&self) -> (String, String) {
        let said = |what: String, hint: &str| (what, hint.to_owned());
        match self {
            Self::FileTooLarge { bytes } => said(
                format!("the file has {bytes} bytes; at most {} MB are read", crate::book::LARGEST_FILE >> 20),
                "delete pictures and other sheets and save again",
            ),
            Self::Bomb => said(
                "unpacked, the file is too large to be read".to_owned(),
                "start from an empty form and paste values only",
            ),
            Self::OldOrLocked => said(
                "this is an old .xls or .et file, or has a password".to_owned(),
                "save it as .xlsx without a password",
            ),
            Self::NotAWorkbook => said(
                "this is no .xlsx workbook".to_owned(),
                "use the form of guoban new --form or of the page, saved as .xlsx",
            ),
            Self::Broken { reason } => said(
                format!("the workbook cannot be read: {reason}"),
                "open it in Excel, WPS or LibreOffice and save it as .xlsx",
            ),
            Self::TooManyCells => said(
                format!(
                    "too many cells; {} rows and {} columns are read",
                    crate::book::MOST_ROWS,
                    crate::book::MOST_COLUMNS
                ),
                "delete what stands outside the table",
            ),
            Self::NoSheet => {
                said("there is no sheet `Indicators` or `Growth`".to_owned(), "keep the sheet names of the form")
            }
            Self::NoHeadings => said(
                "no row of headings was found".to_owned(),
                "it must have a column `Name`; keep the headings of the form",
            ),
            Self::NoColumn { heading } => {
                said(format!("the column `{heading}` is missing"), "copy its heading from an empty form")
            }
            Self::ColumnTwice { heading } => {
                said(format!("the heading `{heading}` stands twice"), "delete one of the columns")
            }
            Self::UnknownColumn { heading } => said(
                format!("the form has no column `{heading}`; it was not read"),
                "put it into the notes to keep it; spell headings as the form does",
            ),
            Self::Missing { what } => said(format!("{what} is missing"), "fill it in"),
            Self::NotANumber { found } => {
                said(format!("`{found}` is not a number"), "numbers only; leave the cell empty where there is none")
            }
            Self::OutOfRange { found, low, high } => {
                said(format!("`{found}` is not between {low} and {high}"), "check the number and its unit")
            }
            Self::NotADate { found } => said(format!("`{found}` is not a date"), "write 2026-04-20; months 2026-04"),
            Self::CellFault { found } => {
                said(format!("the cell holds the fault {found}"), "mend the formula or paste its value")
            }
            Self::NotOneOf { found, words } => said(
                format!("`{found}` is none of the words that can stand here"),
                &format!("one of: {}", words.join(", ")),
            ),
            Self::TooLong { limit } => said(format!("the text has more than {limit} characters"), "make it shorter"),
            Self::BadUnit { found } => {
                said(format!("the unit `{found}` cannot be read"), "letters, % and / only, as in 亿元, 万吨, 元/吨")
            }
            Self::NameTwice { name, first } => {
                said(format!("`{name}` has the name of {first}"), "give it another name")
            }
            Self::UnknownIndicator { name, nearest } => said(
                format!("no indicator is called `{name}`"),
                &nearest.as_ref().map_or_else(
                    || "spell it as on the sheet of indicators".to_owned(),
                    |near| format!("the nearest is `{near}`"),
                ),
            ),
            Self::Gap { month } => said(
                format!("month {month} is missing between others"),
                "fill it in; January and February as one figure stand in month 2, quarters in months 3, 6, 9 and 12",
            ),
            Self::NotYet { month } => said(
                format!("month {month} is not published on the as-of date; it was not taken"),
                "change the as-of date or the day of publication, or delete the figure",
            ),
            Self::TooEarly { from } => said(
                format!(
                    "on the as-of date last year's December is not published yet; {from} is the first that will do"
                ),
                "change the as-of date or the day of publication",
            ),
            Self::Falls { month } => said(
                format!("the amount to month {month} is smaller than that of the period before"),
                "check it; if figures are of single months, say so in the column `Figures`",
            ),
            Self::NoLastYear => said(
                "last year has no figures: nothing can be projected".to_owned(),
                "fill in last year's months or quarters",
            ),
            Self::NoTask => said(
                "no task: it is shown and not judged".to_owned(),
                "fill in the half-year or annual task where there is one",
            ),
            Self::TooManyRows { limit } => said(format!("more than {limit} rows"), "keep the rows that are judged"),
            Self::NothingYet { grew: true } => said(
                "nothing known of this year: last year's growth is projected".to_owned(),
                "paste the bulletin when there is one",
            ),
            Self::NothingYet { grew: false } => said(
                "nothing known of this year, nor last year's growth: last year's level is projected".to_owned(),
                "fill in last year's growth, or paste the bulletin when there is one",
            ),
            Self::KindAssumed { kind } => said(
                format!("the kind is not given: `{kind}` was taken"),
                "error bands and default projections depend on it; choose one",
            ),
            Self::Reversed { low, high } => said(format!("`{low}` is larger than `{high}`"), "exchange or mend them"),
            Self::NotAhead { from, until } => said(
                format!("nothing can act from that month; it must lie between {from} and {until}"),
                "change the month; what was before the as-of date is in the published figures, so delete the row",
            ),
            Self::NoMonthLeft => said(
                "after the as-of date no month of the plan year is left; it was not taken".to_owned(),
                "change the as-of date, or make the plan year the next one",
            ),
            Self::Contradicts { month, published, by_levels } => said(
                format!(
                    "growth to month {month} was published as {published}%, the amounts of two years make {by_levels}%: another comparable base, both are kept"
                ),
                "nothing to mend if the base is another; else correct one of them",
            ),
            Self::TaskTwice => {
                said("the sheet of indicators says this growth task already".to_owned(), "keep one of them")
            }
            Self::NotAPeriod { month } => said(
                format!("by the sheet of indicators it is not published for month {month}; it was not taken"),
                "put it under a month for which it is published, or change `Published`",
            ),
            Self::SharesAndAmounts => said(
                "some rows say shares, others value added".to_owned(),
                "fill in the same in all rows: `Last share`, or the four quarters",
            ),
            Self::Whole { sum } => said(
                format!("they add up to {sum}%, not to 100%"),
                "add the rows that are missing or check the shares; they are taken as they are",
            ),
            Self::MoneyOfYears { sum, cost } => said(
                format!("before, this year and next make {sum} 万元, more than the total cost of {cost} 万元"),
                "check the total and the years",
            ),
            Self::StageAndMonths { stage } => said(
                format!("the stage `{stage}` does not go with start and finish; the projection takes the months"),
                "change the months or the stage",
            ),
            Self::StandsStill => said(
                "works that stand still are projected as planned".to_owned(),
                "put the finish where it is expected, and the plan of the year to what can still be done",
            ),
            Self::Pack { en, .. } => said(
                format!("the pack that was made has a fault: {en}"),
                "mend the cell it comes from; if that does not help, report it with the form",
            ),
        }
    }
}
