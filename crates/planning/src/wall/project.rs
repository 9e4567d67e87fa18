//! One project: what was planned, what is projected, and what holds it up.

use guoban_model::model::Projection;
use guoban_model::number::to_f64;
use guoban_model::pack::{Cell, LeverId, OwnerId, Pack, VariableId};
use guoban_model::text::Text;
use guoban_model::time::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::MONTHS;
use super::owner::owner_of;
use super::shape::{Links, ReadinessAt, Shape, baseline};
use crate::number::published;

/// A stretch of months, both ends counted; an end beyond the run is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first month of work.
    pub start: Option<i32>,
    /// The month at whose end it is completed.
    pub finish: Option<i32>,
}

impl Span {
    /// Months from the first to the last, where both are known; at least one.
    pub fn months(self) -> Option<i32> {
        Some((self.finish? - self.start? + 1).max(1))
    }
}

/// A stage a project reaches: which, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is reached.
    pub stage: VariableId,
    /// The month in which it is.
    pub month: i32,
}

/// Something a project waits for, complete at 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// What it is called.
    pub name: Text,
    /// How much of it is there, in percent.
    pub percent: Decimal,
}

impl Readiness {
    /// How much of it is there, from 0 to 1.
    pub fn share(&self) -> f64 {
        (to_f64(self.percent) / 100.0).clamp(0.0, 1.0)
    }
}

/// A node or problem of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// Its name.
    pub name: Text,
    /// The month it is due in.
    pub due: Option<i32>,
    /// The month in which it is reached or cleared; `None` beyond the run.
    pub month: Option<i32>,
    /// Names of those who answer for it.
    pub by: Vec<Text>,
}

impl Linked {
    /// Whether it comes later than it is due.
    pub fn is_late(&self) -> bool {
        self.due.is_some_and(|due| self.month.is_none_or(|month| month > due))
    }
}

/// A project as the chart shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Its row in the table.
    pub row: usize,
    /// Its name.
    pub name: Text,
    /// What the pack plans.
    pub planned: Span,
    /// What the scenario leads to.
    pub projected: Span,
    /// What the baseline leads to.
    pub without: Span,
    /// The lever that moves its finish, and the month it is set to.
    pub set: Option<(LeverId, i32)>,
    /// How much of its time is done at the end of the last whole month before the as-of date, from 0 to 1.
    pub done: Option<f64>,
    /// How much should be done by then, by plan.
    pub due: Option<f64>,
    /// Later stages.
    pub later: Vec<Mark>,
    /// What is not complete at the as-of date, scarcest first.
    pub waits: Vec<Readiness>,
    /// Its nodes.
    pub nodes: Vec<Linked>,
    /// Its problems that are open at the as-of date.
    pub problems: Vec<Linked>,
    /// Who has to act on it: whoever answers for what holds it up, else for its finish, else for its progress.
    pub owner: Option<Text>,
}

impl Project {
    /// Months it is completed after the plan, negative where before; `None` where either is unknown.
    pub fn slip(&self) -> Option<i32> {
        Some(self.projected.finish? - self.planned.finish?)
    }

    /// Months by which the scenario moves its completion against the baseline; negative is earlier.
    pub fn moved(&self) -> Option<i32> {
        Some(self.projected.finish? - self.without.finish?)
    }

    /// Whether it is completed later than planned, or not within the run though it was planned to be.
    pub fn is_late(&self) -> bool {
        match self.projected.finish {
            Some(_) => self.slip().is_some_and(|slip| slip > 0),
            None => self.planned.finish.is_some_and(|finish| finish < MONTHS),
        }
    }

    /// Whether something holds it up.
    pub fn is_held(&self) -> bool {
        !self.waits.is_empty() || !self.problems.is_empty()
    }
}

/// What projects are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The words of one of [`Shape::groups`].
    Column(usize),
    /// Who has to act on them.
    Owner,
}

/// Projects under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The word of the column; for owners, the name.
    pub word: String,
    /// Its name, where the column points to rows that have one.
    pub name: Option<Text>,
    /// The projects, as places in the list of all.
    pub projects: Vec<usize>,
}

/// The setting of a finish lever for a month counted from January of the plan year (0): packs count January as 1.
pub fn finish_setting(month: i32) -> Decimal {
    Decimal::from(month + 1)
}

/// The month a finish lever is set to, counted from January of the plan year (0).
pub fn month_of_setting(setting: Decimal) -> i32 {
    setting.floor().to_i32().unwrap_or_default() - 1
}

/// The last whole month before a date.
fn last_month(pack: &Pack, as_of: Date) -> i32 {
    as_of.month.offset_from(pack.year) - 1
}

impl Shape {
    /// The projects as the scenario and the baseline leave them, in the pack's order.
    pub fn projects(&self, run: &Projection, without: &Projection) -> Vec<Project> {
        let rows = run.pack().tables[self.table.0].rows.len();
        (0..rows).map(|row| self.project(row, run, without)).collect()
    }

    fn project(&self, row: usize, run: &Projection, without: &Projection) -> Project {
        let pack = run.pack();
        let now = last_month(pack, run.as_of());
        let planned = self.planned(pack, row);
        // What the run was given, which keeps to the lever's range.
        let setting = |lever: LeverId| run.settings().levers.get(lever.0).and_then(|setting| published(*setting, 0));
        let lever = self.lever(pack, row);
        let done = run.at(self.position, row, now).map(|done| if done >= self.complete_at { 1.0 } else { done });
        let due = planned
            .start
            .zip(planned.months())
            .map(|(start, months)| (f64::from(now - start + 1) / f64::from(months)).clamp(0.0, 1.0));
        let later = self.later.iter().filter_map(|stage| match First::of(run, *stage, row, 0.5)? {
            First::At(month) => Some(Mark { stage: *stage, month }),
            First::Before => None,
        });
        let problems: Vec<Linked> = self.problems.iter().flat_map(|links| self.problems_of(links, row, run)).collect();
        let (waits, awaited) = self.waits(row, run, done);
        let answers = |owner: OwnerId| pack.owners[owner.0].name.clone();
        let owner = problems.iter().find_map(|problem| problem.by.first().cloned());
        let owner = owner.or_else(|| awaited.map(answers));
        let owner = owner.or_else(|| lever.map(|lever| answers(pack.levers[lever.0].owner)));
        let of_progress = || [Some(self.position), self.begun, self.done].into_iter().flatten();
        let owner = owner.or_else(|| of_progress().find_map(|id| pack.variables[id.0].owner).map(answers));
        Project {
            row,
            name: pack.tables[self.table.0].rows[row].name.clone(),
            planned,
            projected: self.projected(row, planned, run),
            without: self.projected(row, planned, without),
            set: lever.and_then(|lever| Some((lever, month_of_setting(setting(lever)?)))),
            done,
            due,
            later: later.collect(),
            waits,
            nodes: self.nodes.iter().flat_map(|links| self.nodes_of(links, row, run)).collect(),
            problems,
            owner,
        }
    }

    /// The months the pack plans.
    fn planned(&self, pack: &Pack, row: usize) -> Span {
        let cells = &pack.tables[self.table.0].rows[row].cells;
        let month = |column: usize| baseline(pack, &cells[column]).map(month_of_setting);
        let start = month(self.start);
        let finish = match (self.finish, self.duration) {
            (Some(column), _) => month(column),
            (None, Some(column)) => {
                let months = baseline(pack, &cells[column]).and_then(|months| months.ceil().to_i32());
                start.zip(months).map(|(start, months)| start + months - 1)
            }
            (None, None) => None,
        };
        Span { start, finish }
    }

    fn projected(&self, row: usize, planned: Span, run: &Projection) -> Span {
        // What was reached before the run's first figure was reached when it was planned.
        let month = |first: Option<First>, planned: Option<i32>| match first? {
            First::At(month) => Some(month),
            First::Before => planned,
        };
        let begun = self.begun.and_then(|begun| First::of(run, begun, row, 0.5));
        Span {
            start: month(begun, planned.start),
            finish: month(First::of(run, self.position, row, self.complete_at), planned.finish),
        }
    }

    /// What a project waits for, and who answers for the scarcest of it, where the pack says so.
    fn waits(&self, row: usize, run: &Projection, done: Option<f64>) -> (Vec<Readiness>, Option<OwnerId>) {
        if done.is_some_and(|done| done >= 1.0) {
            return (Vec::new(), None);
        }
        let pack = run.pack();
        let table = &pack.tables[self.table.0];
        let month = run.as_of().month.offset_from(pack.year);
        let found = self.readiness.iter().filter_map(|at| {
            let (name, percent) = match *at {
                ReadinessAt::Column(column) => {
                    (&table.columns[column].name, baseline(pack, &table.rows[row].cells[column])?)
                }
                ReadinessAt::Variable(id) => {
                    let item = &pack.variables[id.0];
                    let place = if item.over.is_some() { row } else { 0 };
                    (&item.name, published(run.at(id, place, month)?, item.decimals)?)
                }
            };
            Some((Readiness { name: name.clone(), percent }, *at))
        });
        let mut waits: Vec<_> = found.filter(|(wait, _)| wait.percent < Decimal::ONE_HUNDRED).collect();
        waits.sort_by_key(|(wait, _)| wait.percent);
        let owner = waits.iter().find_map(|(_, at)| owner_of(pack, self.table, *at));
        (waits.into_iter().map(|(wait, _)| wait).collect(), owner)
    }

    fn nodes_of(&self, links: &Links, row: usize, run: &Projection) -> Vec<Linked> {
        let pack = run.pack();
        let month = |of: usize| match First::of(run, links.state, of, 0.5)? {
            First::At(month) => Some(month),
            First::Before => Some(-(pack.history_months as i32)),
        };
        self.rows_of(pack, links, row).map(|of| linked(pack, links, of, month(of))).collect()
    }

    fn problems_of(&self, links: &Links, row: usize, run: &Projection) -> Vec<Linked> {
        let pack = run.pack();
        let now = run.as_of().month.offset_from(pack.year);
        let is_open = |of: usize, month: i32| run.at(links.state, of, month).is_some_and(|open| open > 0.5);
        let open = self.rows_of(pack, links, row).filter(|of| is_open(*of, now));
        open.map(|of| linked(pack, links, of, (now..MONTHS).find(|month| !is_open(of, *month)))).collect()
    }

    fn rows_of<'a>(&self, pack: &'a Pack, links: &Links, row: usize) -> impl Iterator<Item = usize> + use<'a> {
        let (rows, column) = (&pack.tables[links.table.0].rows, links.project);
        let id = &pack.tables[self.table.0].rows[row].id;
        (0..rows.len()).filter(move |of| matches!(&rows[*of].cells[column], Cell::Text(word) if word == id))
    }

    /// What the projects can be grouped by.
    pub fn ways(&self, projects: &[Project]) -> Vec<By> {
        let owned = projects.iter().any(|project| project.owner.is_some());
        self.groups.iter().map(|column| By::Column(*column)).chain(owned.then_some(By::Owner)).collect()
    }

    /// The projects in groups, in the order of the table; those without an owner come last.
    pub fn grouped(&self, pack: &Pack, by: By, projects: &[Project]) -> Vec<Group> {
        match by {
            By::Column(column) => self.by_words(pack, column, projects),
            By::Owner => by_owner(projects),
        }
    }

    fn by_words(&self, pack: &Pack, column: usize, projects: &[Project]) -> Vec<Group> {
        let table = &pack.tables[self.table.0];
        let mut groups: Vec<Group> = Vec::new();
        for (place, project) in projects.iter().enumerate() {
            let Cell::Text(word) = &table.rows[project.row].cells[column] else { continue };
            match groups.iter_mut().find(|group| group.word == *word) {
                Some(group) => group.projects.push(place),
                None => {
                    let target = table.columns[column].points_to.map(|table| &pack.tables[table.0]);
                    let name = target.and_then(|target| target.rows.iter().find(|row| row.id == *word));
                    let name = name.map(|row| row.name.clone());
                    groups.push(Group { word: word.clone(), name, projects: vec![place] });
                }
            }
        }
        groups
    }
}

fn by_owner(projects: &[Project]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, project) in projects.iter().enumerate() {
        match groups.iter_mut().find(|group| group.name == project.owner) {
            Some(group) => group.projects.push(place),
            None => {
                let word = project.owner.as_ref().map_or_else(String::new, |owner| owner.zh.clone());
                groups.push(Group { word, name: project.owner.clone(), projects: vec![place] });
            }
        }
    }
    groups.sort_by_key(|group| group.name.is_none());
    groups
}

/// When a quantity first stands at a mark or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// Before the run has a figure of it.
    Before,
    /// In a month.
    At(i32),
}

impl First {
    fn of(run: &Projection, id: VariableId, row: usize, mark: f64) -> Option<Self> {
        let mut figures =
            (-(run.pack().history_months as i32)..MONTHS).filter_map(|month| Some((month, run.at(id, row, month)?)));
        let (_, first) = figures.next()?;
        if first >= mark {
            return Some(Self::Before);
        }
        figures.find(|(_, value)| *value >= mark).map(|(month, _)| Self::At(month))
    }
}

/// A row of a table of nodes or problems.
pub(super) fn linked(pack: &Pack, links: &Links, of: usize, month: Option<i32>) -> Linked {
    let table = &pack.tables[links.table.0];
    let row = &table.rows[of];
    let due = links.due.and_then(|column| baseline(pack, &row.cells[column])).map(month_of_setting);
    let by = table.columns.iter().zip(&row.cells).enumerate().filter_map(|(index, (column, cell))| {
        let target = column.points_to.filter(|_| index != links.project)?;
        let Cell::Text(word) = cell else { return None };
        pack.tables[target.0].rows.iter().find(|row| row.id == *word).map(|row| row.name.clone())
    });
    Linked { name: row.name.clone(), due, month, by: by.collect() }
}
