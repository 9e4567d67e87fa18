//! From a workbook to a form, or to everything that is wrong with it.

use std::collections::BTreeMap;

use guoban_model::text::{Language, Text};
use guoban_model::time::{Date, Month};

use super::figures::{Cells, often, periods};
use super::layout::{Column, Data, Fill, Head, Often, SheetKind, TaskIn, Word};
use super::others::{self, Others};
use super::rows::{Row, Rows, both, clip};
use super::{Form, Indicator, LONGEST_NOTE, MOST_INDICATORS, MOST_ROWS, published};
use crate::book::{self, Book, Sheet, Value};
use crate::finding::{Finding, Place, Problem, Weight};
use crate::kind::Kind;
use crate::number;

/// The day of the month from which a figure is known where the form does not say.
const USUAL_DAY: u8 = 15;

/// Reads a form from the bytes of an .xlsx file.
///
/// # Errors
/// Every finding, in the order of the sheets, when there is at least one error.
pub fn read(bytes: &[u8]) -> Result<Form, Vec<Finding>> {
    let book = book::open(bytes).map_err(|finding| vec![finding])?;
    let mut found = Vec::new();
    let form = Reading { found: &mut found }.form(&book);
    match form {
        Some(mut form) if found.iter().all(|finding| finding.weight == Weight::Remark) => {
            form.remarks = found;
            Ok(form)
        }
        _ => Err(found),
    }
}

struct Reading<'f> {
    found: &'f mut Vec<Finding>,
}

impl Reading<'_> {
    fn form(&mut self, book: &Book) -> Option<Form> {
        let mut sheets: BTreeMap<SheetKind, &Sheet> = BTreeMap::new();
        for sheet in &book.sheets {
            if let Some(kind) = SheetKind::of(&sheet.name) {
                sheets.entry(kind).or_insert(sheet);
            }
        }
        let first = sheets.get(&SheetKind::Indicators).or(sheets.get(&SheetKind::Growth)).copied();
        let Some(first) = first else {
            self.found.push(Finding::error(Place::default(), Problem::NoSheet));
            return None;
        };
        let language = if SheetKind::ALL.iter().any(|kind| first.name == kind.name(Language::Zh)) {
            Language::Zh
        } else {
            Language::En
        };
        let (place, year, as_of, data) = self.head(first, language);
        let mut form = Form {
            place: place.unwrap_or_default(),
            year: year.unwrap_or(2000),
            as_of: as_of.unwrap_or(Date { month: Month { year: year.unwrap_or(2000), month: 12 }, day: 31 }),
            data,
            language,
            indicators: Vec::new(),
            industries: Vec::new(),
            projects: Vec::new(),
            measures: Vec::new(),
            funnels: Vec::new(),
            cohorts: Vec::new(),
            units: Vec::new(),
            peers: Vec::new(),
            remarks: Vec::new(),
        };
        for (kind, sheet) in sheets {
            self.sheet(kind, sheet, &mut form);
        }
        let seen = self.found.iter().any(|finding| finding.weight == Weight::Error);
        if form.indicators.is_empty() && !seen {
            let heading = Column::Name.heading(language);
            self.found.push(Finding::error(Place::sheet(&first.name), Problem::Missing { what: heading }));
        }
        self.names(&form);
        others::whole(&form, self.found);
        Some(form)
    }

    /// The lines above the headings of the first sheet: a label and beside it the value, wherever they stand.
    fn head(&mut self, sheet: &Sheet, language: Language) -> (Option<Text>, Option<i32>, Option<Date>, Data) {
        let (mut place, mut year, mut as_of, mut data) = (None, None, None, Data::default());
        let mut at: BTreeMap<usize, Place> = BTreeMap::new();
        for (row, cells) in sheet.rows.range(..10) {
            for (column, value) in cells {
                let Value::Text(label) = value else { continue };
                let Some(head) = Head::of(label) else { continue };
                let cell = Place::cell(&sheet.name, *row, column + 1);
                at.entry(head as usize).or_insert_with(|| cell.clone());
                let Some(value) = cells.get(&(column + 1)) else { continue };
                let wrong = match (head, value) {
                    (Head::Place, Value::Text(text)) if text.chars().count() <= super::LONGEST_NAME => {
                        place = Some(both(text));
                        None
                    }
                    (Head::Place, _) => Some(Problem::TooLong { limit: super::LONGEST_NAME }),
                    (Head::Year, value) => {
                        let read = match value {
                            Value::Number(value) => number::from_cell(*value),
                            Value::Text(text) => number::number(text.trim_end_matches('年')),
                            _ => None,
                        };
                        let read = read.and_then(|value| u32::try_from(value).ok().filter(|_| value.fract().is_zero()));
                        year = read.filter(|year| guoban_model::read::YEARS.contains(year)).map(|year| year as i32);
                        year.is_none().then(|| Problem::NotADate { found: shown(value) })
                    }
                    (Head::AsOf, value) => {
                        as_of = match value {
                            Value::Date(date) => Some(*date),
                            Value::Text(text) => number::date(text),
                            _ => None,
                        };
                        as_of.is_none().then(|| Problem::NotADate { found: shown(value) })
                    }
                    (Head::Data, value) => {
                        let read = matches!(value, Value::Text(_)).then(|| Data::of(&shown(value))).flatten();
                        data = read.unwrap_or_default();
                        read.is_none().then(|| Problem::NotOneOf { found: shown(value), words: Data::words(language) })
                    }
                };
                if let Some(problem) = wrong {
                    self.found.push(Finding::error(cell, problem));
                }
            }
        }
        let missing = [(Head::Place, place.is_none()), (Head::Year, year.is_none()), (Head::AsOf, as_of.is_none())];
        for (head, missing) in missing {
            let place = at.get(&(head as usize)).cloned().unwrap_or_else(|| Place::sheet(&sheet.name));
            if missing && !self.found.iter().any(|finding| finding.place == place) {
                self.found.push(Finding::error(place, Problem::Missing { what: head.label(language) }));
            }
        }
        if let (Some(year), Some(date)) = (year, as_of)
            && !(year - 1..=year + 1).contains(&date.month.year)
        {
            let place = at.get(&(Head::AsOf as usize)).cloned().unwrap_or_default();
            let (low, high) = (format!("{}-01-01", year - 1), format!("{}-12-31", year + 1));
            self.found.push(Finding::error(place, Problem::OutOfRange { found: date.to_string(), low, high }));
        }
        (place, year, as_of, data)
    }

    fn sheet(&mut self, kind: SheetKind, sheet: &Sheet, form: &mut Form) {
        let needed = matches!(kind, SheetKind::Indicators | SheetKind::Growth);
        // A sheet that was left as it came, or emptied, says nothing.
        if !needed && sheet.rows.is_empty() {
            return;
        }
        let Some(rows) = Rows::new(kind, sheet, self.found) else { return };
        let limit = if needed { MOST_INDICATORS } else { MOST_ROWS };
        for (count, row) in rows.iter().enumerate() {
            if count >= limit {
                self.found.push(Finding::error(row.place(Column::Name), Problem::TooManyRows { limit }));
                return;
            }
            let Some(name) = row.name(Column::Name, self.found) else {
                row.missing(Column::Name, self.found);
                continue;
            };
            match kind {
                SheetKind::Indicators | SheetKind::Growth => {
                    let growth = kind == SheetKind::Growth;
                    if growth && published::attach(&row, &name, form, self.found) {
                        continue;
                    }
                    if let Some(indicator) = self.indicator(&row, name, growth, form) {
                        form.indicators.push(indicator);
                    }
                }
                _ => Others { row: &row, found: self.found }.read(kind, name, form),
            }
        }
    }

    fn indicator(&mut self, row: &Row<'_>, name: Text, growth: bool, form: &Form) -> Option<Indicator> {
        let found = &mut *self.found;
        let unit = if growth { Some("%".to_owned()) } else { row.text(Column::Unit, 20, found) };
        let kind = row.word::<Kind>(Column::Kind, found);
        let owner = row.name(Column::Owner, found);
        let fill = row.word::<Fill>(Column::Fill, found).unwrap_or_default();
        let day = row.between(Column::Day, 1, 31, found).and_then(|day| u8::try_from(day).ok());
        let (last, this) = (Cells::read(row, Column::LastYear, found), Cells::read(row, Column::ThisYear, found));
        let often = row.word::<Often>(Column::Publish, found).unwrap_or_else(|| often(&last, &this));
        let last_growth = row.between(Column::LastGrowth, -100, 1000, found);
        let (half, year) = (row.number(Column::Half, found), row.number(Column::Year, found));
        let task_in = row.word::<TaskIn>(Column::TaskIn, found).unwrap_or_default();
        let source = row.text(Column::Source, LONGEST_NOTE, found);
        let Some(unit) = unit else {
            row.missing(Column::Unit, found);
            return None;
        };
        if !is_unit(&unit) {
            found.push(Finding::error(row.place(Column::Unit), Problem::BadUnit { found: clip(&unit) }));
            return None;
        }
        // Per cent is growth unless the kind says that it is a ratio.
        let growth = growth || (unit == "%" && kind != Some(Kind::Ratio) && kind != Some(Kind::Stock));
        let kind = kind.unwrap_or_else(|| {
            let kind = Kind::guess(&name.zh).filter(|kind| !growth || !matches!(kind, Kind::Stock | Kind::Count));
            let kind = kind.unwrap_or(if growth { Kind::Industrial } else { Kind::Steady });
            found.push(Finding::remark(
                row.place(Column::Kind),
                Problem::KindAssumed { kind: kind.word(form.language) },
            ));
            kind
        });
        let flow = !growth && !matches!(kind, Kind::Stock | Kind::Ratio);
        let day = day.unwrap_or(USUAL_DAY);
        let first = Date { month: Month { year: form.year, month: 1 }, day };
        if form.as_of < first {
            found.push(Finding::error(row.place(Column::Day), Problem::TooEarly { from: first.to_string() }));
            return None;
        }
        let until = published_by(form.as_of, form.year, day);
        let last = periods(row, Column::LastYear, &last, often, (flow, fill), 12, found);
        let this = periods(row, Column::ThisYear, &this, often, (flow, fill), until, found);
        if last.len() < often.ends().len() && (!growth || !last.is_empty()) {
            let missing = often.ends().get(last.len()).copied().unwrap_or(12);
            let problem = if last.is_empty() { Problem::NoLastYear } else { Problem::Gap { month: missing } };
            let place = row.place(Column::LastYear(missing));
            if !found.iter().any(|finding| finding.place == place) {
                found.push(Finding::error(place, problem));
            }
            return None;
        }
        if growth && last.is_empty() && this.is_empty() {
            found.push(Finding::error(row.place(Column::LastYear(12)), Problem::NoLastYear));
            return None;
        }
        if this.is_empty() {
            let grew = growth || last_growth.is_some();
            found.push(Finding::remark(row.place(Column::ThisYear(often.ends()[0])), Problem::NothingYet { grew }));
        }
        if half.is_none() && year.is_none() {
            found.push(Finding::remark(row.place(Column::Year), Problem::NoTask));
        }
        let task_is_growth = task_in == TaskIn::Growth && flow;
        let at = row.place(Column::Name);
        Some(Indicator {
            name,
            unit,
            kind,
            growth,
            owner,
            often,
            day,
            last,
            this,
            last_growth,
            half,
            year,
            task_is_growth,
            published: None,
            source,
            at,
        })
    }

    /// Names that stand twice, and names of indicators that are not there.
    fn names(&mut self, form: &Form) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for indicator in &form.indicators {
            if let Some(first) = seen.insert(&indicator.name.zh, &indicator.at) {
                let problem = Problem::NameTwice { name: indicator.name.zh.clone(), first: first.shown() };
                self.found.push(Finding::error(indicator.at.clone(), problem));
            }
        }
        // A row that could not be read is not there to be named.
        if self.found.iter().any(|finding| finding.weight == Weight::Error) {
            return;
        }
        let drivers = form.industries.iter().filter_map(|one| Some((one.driver.as_ref()?, &one.at)));
        let measures = form.measures.iter().map(|one| (&one.indicator, &one.at));
        let funnels = form.funnels.iter().map(|one| (&one.indicator, &one.at));
        let cohorts = form.cohorts.iter().map(|one| (&one.indicator, &one.at));
        let measures = measures.chain(funnels).chain(cohorts);
        let units = form.units.iter().map(|one| (&one.indicator, &one.at));
        let peers = form.peers.iter().map(|one| (&one.indicator, &one.at));
        for (name, at) in drivers.chain(measures).chain(units).chain(peers) {
            if find(&form.indicators, name).is_none() {
                let nearest = form
                    .indicators
                    .iter()
                    .map(|one| &one.name.zh)
                    .find(|one| one.contains(&**name) || name.contains(&***one));
                let problem = Problem::UnknownIndicator { name: clip(name), nearest: nearest.cloned() };
                self.found.push(Finding::error(at.clone(), problem));
            }
        }
    }
}

/// The place of an indicator by its name in either language.
pub fn find(indicators: &[Indicator], name: &str) -> Option<usize> {
    indicators.iter().position(|one| one.name.zh == name || one.name.en == name || both(name) == one.name)
}

/// Last month of the plan year whose figure is out on a date, 0 to 12.
pub fn published_by(as_of: Date, year: i32, day: u8) -> u32 {
    let month = as_of.month.offset_from(year) + 1;
    let last = if as_of.day >= day { month - 1 } else { month - 2 };
    last.clamp(0, 12) as u32
}

/// What the pack language can name: letters, digits, per cent, quotients.
pub fn is_unit(unit: &str) -> bool {
    let parts = unit.split('/');
    let sound = |part: &str| {
        part == "%" || part.starts_with(char::is_alphabetic) && part.chars().all(|sign| sign.is_alphanumeric())
    };
    unit == "1" || (parts.clone().count() <= 2 && parts.into_iter().all(sound))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(value) => clip(&value.to_string()),
        Value::Text(text) => clip(text),
        Value::Date(date) => date.to_string(),
        Value::Fault(fault) => fault.clone(),
    }
}
