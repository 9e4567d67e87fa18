//! The board: what is due, what is projected, gaps and verdicts as formulas.
//!
//! The rule is that of [`guoban_planning::judge`] for a central projection: figures are cut to twelve digits, rounded as
//! published, and compared with what is due. What is due follows from the tasks that stand beside it, which can be changed.

use guoban_model::number::to_f64;
use guoban_model::pack::{Measure, Target, TargetId, TargetKind};
use guoban_model::program::CellRef;
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Absent, Direction, Period, State, Verdict};
use guoban_planning::number::unit_name;
use guoban_planning::sentence::{standing_name, state_name};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, ConditionalFormatText, ConditionalFormatTextRule, Format, Worksheet};

use crate::expression::Expression;
use crate::limits;
use crate::places::{FIRST_TARGET, Place, Sheet, period_column};
use crate::steps;
use crate::style::Styles;
use crate::translate::Translator;
use crate::words::{self, Words, titled};
use crate::{Source, WorkbookError};

/// Columns of a target's own facts.
mod own {
    pub const ANNUAL: usize = 4;
    pub const HALF: usize = 5;
    pub const TOLERANCE: usize = 6;
    pub const SHARE: usize = 7;
    pub const NEXT: usize = 22;
    pub const RED_LINE: usize = 27;
    pub const NOTE: usize = 28;
    pub const SOURCE: usize = 29;
}

/// The sheet.
pub fn sheet<'a>(
    source: &'a Source<'a>,
    styles: &Styles,
    translator: &mut Translator<'a>,
) -> Result<Worksheet, WorkbookError> {
    let pack = source.pack();
    let words = Words::of(source.language);
    let mut sheet = titled(source, styles, Sheet::Board, words.board_note)?;
    heads(styles, &mut sheet, words)?;
    let board = source.judge.board(&source.projection, |_, _| None);
    for row in &board.rows {
        let mut line = Line { source, styles, translator: &*translator, sheet: &mut sheet, id: row.target };
        line.facts()?;
        line.period(&row.half)?;
        line.period(&row.year)?;
        line.next_year()?;
    }
    counts(source, styles, &mut sheet, &board)?;
    limits::write(source, styles, translator, &mut sheet, &board.limits)?;
    let last = (FIRST_TARGET + pack.targets.len()).saturating_sub(1) as u32;
    for period in [Period::Half, Period::Year] {
        let column = (period_column(period) + 6) as u16;
        for (state, colour) in [(State::OnTrack, 0x1B_7F_4B), (State::Short, 0xB4_23_18)] {
            let rule = ConditionalFormatTextRule::Contains(state_name(state, source.language).to_owned());
            let coloured = ConditionalFormatText::new()
                .set_rule(rule)
                .set_format(Format::new().set_font_color(Color::RGB(colour)));
            sheet.add_conditional_format(
                FIRST_TARGET as u32,
                column,
                last.max(FIRST_TARGET as u32),
                column,
                &coloured,
            )?;
        }
    }
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(2, 16)?;
    sheet.set_freeze_panes(FIRST_TARGET as u32, 1)?;
    Ok(sheet)
}

fn heads(styles: &Styles, sheet: &mut Worksheet, words: &Words) -> Result<(), WorkbookError> {
    let own = [
        words.target,
        words.unit,
        words.owner,
        words.rule,
        words.annual,
        words.half_task,
        words.tolerance,
        words.share,
    ];
    words::heads(styles, sheet, FIRST_TARGET - 1, &own)?;
    let of_period = [words.raw, words.projected, words.due, words.bound, words.gap, words.points, words.verdict];
    for (name, first) in [(words.half, period_column(Period::Half)), (words.year, period_column(Period::Year))] {
        styles.text(sheet, Place::new(FIRST_TARGET - 2, first), name, &styles.head)?;
        for (column, head) in of_period.iter().enumerate() {
            styles.text(sheet, Place::new(FIRST_TARGET - 1, first + column), head, &styles.head)?;
        }
    }
    styles.text(sheet, Place::new(FIRST_TARGET - 2, own::NEXT), words.next, &styles.head)?;
    let after =
        [words.raw, words.projected, words.due, words.gap, words.verdict, words.red_line, words.note, words.source];
    for (column, head) in after.iter().enumerate() {
        styles.text(sheet, Place::new(FIRST_TARGET - 1, own::NEXT + column), head, &styles.head)?;
    }
    Ok(())
}

/// How many targets are in which state, red lines apart.
fn counts(
    source: &Source<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
    board: &guoban_planning::judge::Board,
) -> Result<(), WorkbookError> {
    let words = Words::of(source.language);
    let states = [State::OnTrack, State::Short];
    styles.text(sheet, Place::new(3, 0), words.count, &styles.head)?;
    for (column, state) in states.into_iter().enumerate() {
        styles.text(sheet, Place::new(3, 1 + column), state_name(state, source.language), &styles.head)?;
    }
    let last = FIRST_TARGET + source.pack().targets.len() - usize::from(!source.pack().targets.is_empty());
    for (row, period) in [(4, Period::Half), (5, Period::Year)] {
        styles.text(sheet, Place::new(row, 0), period.name(source.language), &styles.plain)?;
        let tally = board.tally(period);
        for (column, (state, count)) in states.into_iter().zip([tally.on_track, tally.short]).enumerate() {
            let range = |column: usize| {
                format!("{}:{}", Place::new(FIRST_TARGET, column).fixed(), Place::new(last, column).fixed())
            };
            let text = format!(
                "COUNTIFS({},\"{}\",{},\"\")",
                range(period_column(period) + 6),
                state_name(state, source.language),
                range(own::RED_LINE)
            );
            let formula = steps::formula(source, Sheet::Board, &text, count.to_string());
            let format = Styles::decimals(&styles.projected, 0);
            sheet.write_formula_with_format(row as u32, (1 + column) as u16, formula, &format)?;
        }
    }
    Ok(())
}

/// A formula rounded as published: cut to twelve digits, then half away from zero.
pub(crate) fn published(cell: &str, decimals: u32) -> String {
    format!("ROUND(ROUND({cell},11-INT(LOG10(MAX(ABS({cell}),0.0001)))),{decimals})")
}

/// One target.
struct Line<'s, 'a> {
    source: &'a Source<'a>,
    styles: &'s Styles,
    translator: &'s Translator<'a>,
    sheet: &'s mut Worksheet,
    id: TargetId,
}

impl Line<'_, '_> {
    fn target(&self) -> &Target {
        &self.source.pack().targets[self.id.0]
    }

    fn at(&self, column: usize) -> Place {
        Place::new(FIRST_TARGET + self.id.0, column)
    }

    fn decimals(&self) -> u32 {
        self.source.pack().variables[self.target().variable.0].decimals
    }

    fn direction(&self) -> Direction {
        Direction::of(self.target(), self.source.pack().variables[self.target().variable.0].better)
    }

    fn facts(&mut self) -> Result<(), WorkbookError> {
        let (pack, language) = (self.source.pack(), self.source.language);
        let words = Words::of(language);
        let target = &pack.targets[self.id.0];
        let variable = &pack.variables[target.variable.0];
        let rule = if self.direction() == Direction::AtLeast { words.at_least } else { words.at_most };
        let owner = pack.owners[target.owner.0].name.get(language);
        let texts = [target.name.get(language), unit_name(&variable.unit, language), owner, rule];
        for (column, text) in texts.into_iter().enumerate() {
            self.styles.text(self.sheet, self.at(column), text, &self.styles.plain)?;
        }
        let share = self.on_line().then(|| {
            let line = self.source.judge.line_of(target);
            self.source.judge.line_share(target, line, Period::Half.last())
        });
        let inputs = [
            (own::ANNUAL, target.year),
            (own::HALF, target.half),
            (own::TOLERANCE, Some(target.tolerance)),
            (own::SHARE, share),
        ];
        for (column, value) in inputs {
            let Some(value) = value else { continue };
            let place = self.at(column);
            let format = Styles::decimals(&self.styles.input, value.scale());
            self.sheet.write_number_with_format(place.row, place.column, to_f64(value), &format)?;
        }
        if target.red_line {
            self.styles.text(self.sheet, self.at(own::RED_LINE), words.red_line, &self.styles.plain)?;
        }
        self.styles.text(self.sheet, self.at(own::NOTE), target.note.get(language), &self.styles.plain)?;
        let origin = pack.sources[target.source.0].text.get(language);
        self.styles.text(self.sheet, self.at(own::SOURCE), origin, &self.styles.plain)
    }

    /// Whether the half-year's due is a share of the annual target.
    fn on_line(&self) -> bool {
        let target = self.target();
        target.due_at_half && target.half.is_none() && target.year.is_some() && self.source.pack().has_line(target)
    }

    /// The standing at the end of a month: a flow's sum since January, else the month's value.
    fn standing(&self, last: i32) -> Expression {
        let target = self.target();
        let row = target.row.unwrap_or(0);
        let cell = |offset| CellRef { variable: target.variable, row, offset };
        let first = match self.source.pack().variables[target.variable.0].measure {
            Measure::Flow => last.div_euclid(12) * 12,
            Measure::Stock | Measure::Rate => last,
        };
        let cells: Vec<Expression> = (first..=last).map(|offset| self.translator.cell(cell(offset))).collect();
        if cells.iter().any(|cell| *cell == Expression::missing()) {
            return Expression::missing();
        }
        let places = &self.source.places;
        match (places.cell(cell(first)), places.cell(cell(last))) {
            (Some(from), Some(to)) if from != to => {
                Expression::call("SUM", &[Expression::whole(places.range(Sheet::Monthly, from, to))])
            }
            (Some(_), Some(to)) => Expression::whole(places.on(Sheet::Monthly, to)),
            _ => Expression::missing(),
        }
    }

    fn write(&mut self, column: usize, text: &str, value: String, format: &Format) -> Result<(), WorkbookError> {
        let place = self.at(column);
        let formula = steps::formula(self.source, Sheet::Board, text, value);
        self.sheet.write_formula_with_format(place.row, place.column, formula, format)?;
        Ok(())
    }

    /// What is due at the end of a period, and what passes, as formulas. `None` where nothing is.
    fn due(&self, period: Period) -> Option<(String, String)> {
        let target = self.target();
        let cell = |column| self.at(column).a1();
        let sign = if self.direction() == Direction::AtLeast { '-' } else { '+' };
        let due = Place::new(FIRST_TARGET + self.id.0, period_column(period) + 2).a1();
        let lenient = |tolerance: &str| format!("ROUND({due}{sign}{tolerance},9)");
        let flat = |column| Some((cell(column), lenient(&cell(own::TOLERANCE))));
        match period {
            Period::Year => target.year.and_then(|_| flat(own::ANNUAL)),
            Period::Half if !target.due_at_half => None,
            Period::Half if target.half.is_some() => flat(own::HALF),
            Period::Half if self.on_line() => {
                let (annual, share) = (cell(own::ANNUAL), cell(own::SHARE));
                let decimals = self.decimals();
                let due = match target.kind {
                    TargetKind::Stock => {
                        let december = CellRef { variable: target.variable, row: target.row.unwrap_or(0), offset: -1 };
                        let start = published(&self.translator.cell(december).text, decimals);
                        format!("{start}+({annual}-{start})*{share}")
                    }
                    _ => format!("{annual}*{share}"),
                };
                let places = decimals.max(target.tolerance.scale());
                let tolerance = format!("ROUND(ROUND({}*{share},9),{places})", cell(own::TOLERANCE));
                Some((format!("ROUND(ROUND({due},9),{decimals})"), lenient(&tolerance)))
            }
            Period::Half if target.kind == TargetKind::Milestone || self.source.pack().has_line(target) => None,
            Period::Half => target.year.and_then(|_| flat(own::ANNUAL)),
        }
    }

    fn period(&mut self, verdict: &Verdict) -> Result<(), WorkbookError> {
        let period = verdict.period;
        let first = period_column(period);
        let decimals = self.decimals();
        let projected = Styles::decimals(&self.styles.projected, decimals);
        let target = self.target().clone();
        let raw = self.source.projection.standing(
            self.source.pack(),
            target.variable,
            target.row.unwrap_or(0),
            period.last(),
        );
        let number = |value: Option<Decimal>| steps::result(value.map_or(f64::NAN, to_f64));
        let standing = self.standing(period.last()).text;
        self.write(first, &standing, steps::result(raw.unwrap_or(f64::NAN)), &self.styles.projected)?;
        let rounded = published(&self.at(first).a1(), decimals);
        self.write(first + 1, &rounded, number(verdict.projected), &projected)?;
        let Some((due, bound)) = self.due(period) else {
            let word = standing_name(verdict, self.source.language);
            return self.styles.text(self.sheet, self.at(first + 6), word, &self.styles.verdict);
        };
        self.write(first + 2, &due, number(verdict.due.map(|due| due.value)), &projected)?;
        self.write(first + 3, &bound, number(verdict.due.map(|due| due.bound)), &projected)?;
        let (is, due, bound) = (self.at(first + 1).a1(), self.at(first + 2).a1(), self.at(first + 3).a1());
        let gap = verdict.projected.zip(verdict.due).map(|(projected, due)| projected - due.value);
        self.write(first + 4, &format!("ROUND({is}-{due},9)"), number(gap), &projected)?;
        self.points(first, gap)?;
        let (word, value) = self.word(verdict, &is, &due, &bound);
        self.write(first + 6, &word, value, &self.styles.verdict)
    }

    /// The gap in points: of the annual target, or percentage points for growth and percentages.
    fn points(&mut self, first: usize, gap: Option<Decimal>) -> Result<(), WorkbookError> {
        let target = self.target().clone();
        let unit = &*self.source.pack().variables[target.variable.0].unit;
        let cell = self.at(first + 4).a1();
        let text = match target.kind {
            TargetKind::Rank => return Ok(()),
            TargetKind::Growth => format!("ROUND({cell},1)"),
            _ if matches!(unit, "%" | "百分点") => cell,
            _ if target.year.is_none_or(|year| year.is_zero()) => return Ok(()),
            _ => format!("ROUND(ROUND({cell}*100/ABS({}),9),1)", self.at(own::ANNUAL).a1()),
        };
        let points = gap.and_then(|gap| self.source.judge.gap_points(self.id, gap));
        let value = steps::result(points.map_or(f64::NAN, to_f64));
        self.write(first + 5, &text, value, &Styles::decimals(&self.styles.projected, 1))
    }

    /// The verdict word as a formula, and what it is now.
    fn word(&self, verdict: &Verdict, is: &str, due: &str, bound: &str) -> (String, String) {
        let language = self.source.language;
        let target = self.target();
        let absent = |absent| {
            let mut without = verdict.clone();
            without.absent = Some(absent);
            standing_name(&without, language)
        };
        let (on_track, short) = (state_name(State::OnTrack, language), state_name(State::Short, language));
        let (no_figure, no_task, not_judged) =
            (absent(Absent::NoFigure), absent(Absent::NoTask), absent(Absent::Reason(0)));
        let sign = if self.direction() == Direction::AtLeast { ">=" } else { "<=" };
        let mut text = format!("IF(ISERROR({is}),\"{no_figure}\",IF({is}{sign}{bound},\"{on_track}\",\"{short}\"))");
        let mut now = match verdict.passes {
            None => no_figure,
            Some(true) => on_track,
            Some(false) => short,
        };
        if let Some(void) = target.void {
            let row = target.row.unwrap_or(0);
            let cell = CellRef { variable: void.when, row, offset: verdict.period.last() };
            text = format!("IF(IFERROR({},0)<>0,\"{not_judged}\",{text})", self.translator.cell(cell).text);
            let holds = self.source.projection.at(void.when, row, verdict.period.last()).unwrap_or(0.0);
            now = if holds == 0.0 { now } else { not_judged };
        }
        if target.kind == TargetKind::Stock && verdict.period == Period::Half {
            text = format!("IF(ISERROR({due}),\"{no_task}\",{text})");
            now = if verdict.due.is_none() { no_task } else { now };
        }
        (text, now.to_owned())
    }

    fn next_year(&mut self) -> Result<(), WorkbookError> {
        let Some(next) = self.source.judge.next_year(self.id, &self.source.projection) else { return Ok(()) };
        let words = Words::of(self.source.language);
        let decimals = self.decimals();
        let projected = Styles::decimals(&self.styles.projected, decimals);
        let number = |value: Option<Decimal>| steps::result(value.map_or(f64::NAN, to_f64));
        let standing = self.standing(23).text;
        let target = self.target();
        let (variable, row) = (target.variable, target.row.unwrap_or(0));
        let raw = self.source.projection.standing(self.source.pack(), variable, row, 23);
        self.write(own::NEXT, &standing, steps::result(raw.unwrap_or(f64::NAN)), &self.styles.projected)?;
        let rounded = published(&self.at(own::NEXT).a1(), decimals);
        self.write(own::NEXT + 1, &rounded, number(next.projected), &projected)?;
        let place = self.at(own::NEXT + 2);
        let input = Styles::decimals(&self.styles.input, next.due.scale());
        self.sheet.write_number_with_format(place.row, place.column, to_f64(next.due), &input)?;
        let (is, due) = (self.at(own::NEXT + 1).a1(), place.a1());
        self.write(own::NEXT + 3, &format!("ROUND({is}-{due},9)"), number(next.gap), &projected)?;
        let tolerance = self.at(own::TOLERANCE).a1();
        let passes = match self.direction() {
            Direction::AtLeast => format!("{is}>=ROUND({due}-{tolerance},9)"),
            Direction::AtMost => format!("{is}<=ROUND({due}+{tolerance},9)"),
        };
        let text = format!("IF(ISERROR({is}),\"\",IF({passes},\"{}\",\"{}\"))", words.met, words.missed);
        let now = next.passes.map_or("", |passes| if passes { words.met } else { words.missed });
        self.write(own::NEXT + 4, &text, now.to_owned(), &self.styles.verdict)
    }
}
