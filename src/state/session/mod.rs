//! An open pack: its model, the document being worked on, and the figures that follow from both.

mod explained;
mod remarks;
mod results;

use std::cell::OnceCell;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use guoban_model::diagnostic::Diagnostic;
use guoban_model::model::Model;
use guoban_model::pack::{LeverId, Pack};
use guoban_model::program::CompileError;
use guoban_model::text::Language;
use guoban_model::time::Date;
use guoban_planning::chance::{Chances, DRAWS};
use guoban_planning::document::Document;
use guoban_planning::duty::OwnerDuties;
use guoban_planning::find::Index;
use guoban_planning::judge::{Basis, Board, Judge};
use guoban_planning::moved::Moved;
use guoban_planning::reach::Reach;
use guoban_planning::readings::{Reading, readings};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{Flag, Item, Scenario};

use super::comparing::Comparison;
use super::drawing::Drawn;
use super::keeping::Keeping;
use super::sheet::Sheet;
use super::walling::Walled;
use crate::modules::{Draws, Levers, Modules};
use crate::shared::Shared;

use explained::{Explained, Unfinished};
use results::Last;

pub use explained::LastWhy;
pub use remarks::Remarks;
pub use results::Results;

/// Why no pack can be shown.
#[derive(Clone, Debug)]
pub enum PackFailure {
    /// The site lists no packs.
    NoPacks,
    /// A file did not arrive.
    Unreachable {
        /// Which.
        file: String,
        /// What the browser said.
        reason: String,
    },
    /// The pack's text has errors.
    Unreadable {
        /// The file.
        file: String,
        /// Every finding, with its place.
        findings: Vec<Diagnostic>,
    },
    /// The pack is well written but cannot be computed.
    Uncomputable {
        /// The pack, for names in the messages.
        pack: Arc<Pack>,
        /// As of which date.
        date: Date,
        /// Why.
        errors: Vec<CompileError>,
    },
}

impl PackFailure {
    /// Whether telling it takes more than the main module knows.
    pub fn needs_words(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::Uncomputable { .. })
    }
}

/// What the browser kept for a pack.
#[derive(Clone, Debug)]
pub enum Stored {
    /// A document.
    Whole(Box<Document>),
    /// Nothing that can be read, and why.
    Troubled(Keeping),
}

/// A step, and what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct LastStep {
    /// The verdicts before it.
    before: Rc<Board>,
    /// What it moved and turned.
    pub moved: Moved,
}

/// Works out the sheet of a session; see [`Sheet::of`].
type SheetOf = fn(&Session, Option<Shared<Vec<OwnerDuties>>>) -> Sheet;

/// An open pack with its document and figures. Every part is shared, so a copy is cheap.
#[derive(Clone, Debug)]
pub struct Session {
    model: Shared<Model>,
    /// The draws of the scenario, once what counts them is there.
    drawing: Option<Drawn>,
    /// The parts of the program that work on it.
    pub parts: Modules,
    /// What the pack's reader should look at, though it can be used.
    pub warnings: Rc<Vec<Diagnostic>>,
    /// The document.
    pub document: Rc<Document>,
    /// Figures of the scenario.
    pub results: Shared<Results>,
    /// Figures of the baseline at the same as-of date.
    pub baseline: Shared<Results>,
    /// When each lever works, in the pack's order; empty before the lever list is there, which shows it.
    pub reach: Shared<Vec<Reach>>,
    /// Remarks on settings; none before the lever list is there.
    pub remarks: Rc<Remarks>,
    /// For each row of the board, counts how often its figures changed.
    pub stamps: Rc<Vec<u32>>,
    /// What the last step did.
    pub last: Option<Rc<LastStep>>,
    /// What the step before the drag that is going on did.
    resting: Option<Rc<LastStep>>,
    /// Words by which levers are found, once they were looked for.
    index: Rc<OnceCell<Index>>,
    /// What the changes contributed to a target, as last worked out.
    why: Option<Rc<Explained>>,
    /// The same while it is being worked out. Shared by all copies: it changes how fast the answer comes, never what it is.
    unfinished: Rc<RefCell<Option<Unfinished>>>,
    /// The text of the pack, to say where a figure is written; `None` until it was asked for and is there.
    pub text: Option<Rc<str>>,
    /// The verdicts before the drag that is going on.
    held: Option<Rc<Board>>,
    /// What the screen 榜单与责任 shows, once it was looked at.
    pub sheet: Option<Shared<Sheet>>,
    /// What works the sheet out, once it was asked for.
    sheets: Option<SheetOf>,
    /// What the screen 数据 shows, once it was looked at.
    pub readings: Option<Shared<Vec<Reading>>>,
    /// The sides of the comparison, once it was looked at.
    pub comparison: Option<Shared<Comparison>>,
    /// What the screen 挂图作战 shows, once it was looked at.
    pub wall: Option<Shared<Walled>>,
}

impl Session {
    /// Compiles a pack, with nothing decided.
    ///
    /// # Errors
    /// Its formulas cannot be computed.
    pub fn open(
        pack: Pack,
        warnings: Vec<Diagnostic>,
        text: Option<Rc<str>>,
        parts: Modules,
        clock: fn() -> f64,
    ) -> Result<Self, PackFailure> {
        let pack = Arc::new(pack);
        let document = Document::open(Scenario::baseline(&pack));
        Self::compile(&pack, document, Rc::new(warnings), text, parts, clock)
    }

    /// The same with what parts of the program that have arrived work out; nothing where that is nothing new.
    pub(super) fn with_parts(&self, parts: Modules) -> Option<Self> {
        let mut next = Self { parts, ..self.clone() };
        let levers = parts.levers.filter(|_| self.parts.levers.is_none());
        if let Some(levers) = levers {
            next.reach = Shared::new((levers.reach)(&self.model));
            next.remarks = Rc::new((levers.remarks)(&self.model, self.scenario(), self.board(), &self.remarks));
            next.index = Rc::default();
        }
        let draws = parts.draws.filter(|_| self.drawing.is_none());
        if let Some(draws) = draws {
            next = (draws.begin)(&next, draws);
        }
        (levers.is_some() || draws.is_some()).then_some(next)
    }

    /// The same with its first draws.
    pub(crate) fn begun(&self, draws: Draws) -> Self {
        let (drawing, judge) = (Drawn::new(draws, &self.model, self.scenario()), self.judge());
        let chances = drawing.sample(&judge, &self.results.projection, true);
        let drawn = chances.draws;
        let results = Shared::new(self.results.with(&judge, chances, drawn));
        Self { results, drawing: Some(drawing), ..self.clone() }.resheeted().with_last()
    }

    /// The same with the text of the pack.
    pub(super) fn with_text(&self, text: String) -> Self {
        Self { text: Some(Rc::from(text)), ..self.clone() }
    }

    /// The same with more of the pack's words.
    pub(super) fn with_words(&self, pack: Pack) -> Self {
        let pack = Arc::new(pack);
        let worded = |results: &Results| {
            Shared::new(Results { projection: results.projection.with_words(&pack), ..results.clone() })
        };
        let (results, baseline) = (worded(&self.results), worded(&self.baseline));
        let model = Shared::new(self.model.with_words(&pack));
        // What is found by words is found by the new ones too.
        Self { model, results, baseline, index: Rc::default(), ..self.clone() }
    }

    fn compile(
        pack: &Arc<Pack>,
        document: Document,
        warnings: Rc<Vec<Diagnostic>>,
        text: Option<Rc<str>>,
        parts: Modules,
        clock: fn() -> f64,
    ) -> Result<Self, PackFailure> {
        let scenario = document.scenario();
        let model = Model::compile(Arc::clone(pack), scenario.as_of(pack)).map_err(|errors| {
            PackFailure::Uncomputable { pack: Arc::clone(pack), date: scenario.as_of(pack), errors }
        })?;
        let drawing = parts.draws.map(|draws| Drawn::new(draws, &model, scenario));
        let last = drawing.as_ref().map_or(Last::Never, Last::Sample);
        let results = Shared::new(Results::of(&model, scenario, last, clock));
        let plain = Scenario { as_of: scenario.as_of, line: scenario.line, ..Scenario::baseline(pack) };
        // Where nothing is decided and nothing drawn, both are the same figures.
        let baseline = match drawing {
            None if scenario.changed() == 0 => results.clone(),
            _ => Shared::new(Results::of(&model, &plain, Last::Never, clock)),
        };
        let remarks = |levers: Levers| (levers.remarks)(&model, scenario, &results.board, &Remarks::default());
        Ok(Self {
            reach: Shared::new(parts.levers.map(|levers| (levers.reach)(&model)).unwrap_or_default()),
            remarks: Rc::new(parts.levers.map(remarks).unwrap_or_default()),
            stamps: Rc::new(vec![0; results.board.rows.len()]),
            last: None,
            resting: None,
            index: Rc::default(),
            why: None,
            unfinished: Rc::default(),
            text,
            held: None,
            sheet: None,
            sheets: None,
            readings: None,
            comparison: None,
            wall: None,
            model: Shared::new(model),
            drawing,
            parts,
            warnings,
            document: Rc::new(document),
            results,
            baseline,
        })
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        self.model.pack()
    }

    /// The model, compiled for the as-of date.
    pub fn model(&self) -> &Shared<Model> {
        &self.model
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        self.document.scenario()
    }

    /// The date up to which figures are known.
    pub fn as_of(&self) -> Date {
        self.model.as_of()
    }

    /// The verdicts.
    pub fn board(&self) -> &Board {
        &self.results.board
    }

    /// The judge of the scenario.
    pub fn judge(&self) -> Judge<'_> {
        Judge::new(self.pack(), self.scenario())
    }

    /// The remark on a setting, if there is one.
    pub fn flag(&self, item: &Item) -> Option<&Flag> {
        self.remarks.flags.iter().find(|flag| flag.item == *item)
    }

    /// The row that is looked at: the chosen one, else the headline's.
    pub fn row(&self, selected: Option<usize>) -> Option<usize> {
        let rows = self.board().rows.len();
        selected.filter(|row| *row < rows).or(self.board().headline)
    }

    /// Whether some target is judged by a schedule line rather than by a task of its own.
    pub fn is_judged_by_line(&self) -> bool {
        self.board().rows.iter().any(|row| row.half.due.is_some_and(|due| matches!(due.basis, Basis::Line(_))))
    }

    /// Whether a lever differs from its baseline.
    pub fn is_changed(&self, lever: LeverId) -> bool {
        self.scenario().levers.contains_key(&self.pack().levers[lever.0].id)
    }

    /// Whether all draws are counted.
    pub fn is_counted(&self) -> bool {
        self.results.drawn == DRAWS
    }

    /// Whether targets have chances, or may have them once what counts them is there: their columns keep their room.
    pub fn has_chances(&self) -> bool {
        self.drawing.is_none() || self.results.chances.is_any_open()
    }

    /// Items that differ from the last shared version; none before anything can be done.
    pub fn unshared(&self) -> usize {
        self.parts.levers.map_or(0, |levers| (levers.unshared)(&self.document))
    }

    /// Why an action was refused, in words; empty before anything can be refused.
    pub fn refused(&self, refusal: &Refusal, language: Language) -> String {
        self.parts.levers.map(|levers| (levers.refused)(refusal, self.pack(), language)).unwrap_or_default()
    }

    /// How many changed levers borrow from a later period.
    pub fn borrowing(&self) -> usize {
        let levers = self.reach.iter().enumerate();
        levers.filter(|(index, reach)| reach.is_borrowed() && self.is_changed(LeverId(*index))).count()
    }

    pub(super) fn with_document(&self, document: Document, clock: fn() -> f64) -> Result<Self, PackFailure> {
        Self::compile(self.pack(), document, Rc::clone(&self.warnings), self.text.clone(), self.parts, clock)
    }

    pub(super) fn recompiled(&self, document: Document, clock: fn() -> f64) -> Result<Self, PackFailure> {
        let next = self.with_document(document, clock)?;
        Ok(Self { stamps: Rc::clone(&self.stamps), ..next })
    }

    pub(super) fn rerun(&self, document: Document, clock: fn() -> f64) -> Self {
        let (before, scenario) = (self.scenario(), document.scenario());
        let same_draws = before.seed == scenario.seed && before.assumptions.keys().eq(scenario.assumptions.keys());
        let dragging = document.is_dragging();
        let anew = |drawing: &Drawn| drawing.anew(&self.model, scenario);
        let drawing = if same_draws { self.drawing.clone() } else { self.drawing.as_ref().map(anew) };
        let last = match &drawing {
            None => Last::Never,
            Some(drawing) if same_draws => Last::Before { drawing, results: &self.results, dragging },
            Some(drawing) => Last::Sample(drawing),
        };
        let results = Results::near(&self.results, &self.model, scenario, last, clock);
        let next = Self { results: Shared::new(results), drawing, sheet: None, readings: None, ..self.clone() };
        next.annotated(document)
    }

    pub(super) fn rejudged(&self, document: Document) -> Self {
        let judge = Judge::new(self.pack(), document.scenario());
        let sample = |drawing: &Drawn| drawing.sample(&judge, &self.results.projection, false);
        let chances = self.drawing.as_ref().map(sample).unwrap_or_default();
        let drawn = chances.draws;
        let results = Shared::new(self.results.judged(&judge, chances, drawn));
        let baseline = Shared::new(self.baseline.judged(&judge, Chances::default(), 0));
        let next = Self { results, baseline, ..self.clone() };
        next.annotated(document).resheeted()
    }

    /// Whether draws are still to be counted, or the fans to be drawn from them.
    pub(super) fn is_drawing(&self) -> bool {
        self.drawing.is_some() && (self.results.drawn < DRAWS || !self.results.fanned)
    }

    /// Whether the fans wait: they are drawn when everything else is done, and not while a slider moves.
    pub(super) fn is_resting(&self) -> bool {
        self.results.drawn == DRAWS && self.document.is_dragging()
    }

    /// Counts more draws until `enough` says so; the figures with their verdicts once all are counted, and then with
    /// their fans.
    pub(crate) fn refined(&self, enough: &dyn Fn() -> bool) -> Option<Self> {
        let (drawing, judge) = (self.drawing.as_ref()?, self.judge());
        let results = if self.results.drawn < DRAWS {
            let counted = drawing.go_on(&self.model, &judge, &self.results, enough)?;
            let is_own = counted.is_of(&self.results);
            if !is_own && !self.document.is_dragging() {
                return None;
            }
            self.results.with(&judge, counted.chances, if is_own { DRAWS } else { 0 })
        } else {
            let fans = Shared::new(drawing.fans(&judge, &self.results.projection));
            Results { fans, fanned: true, ..(*self.results).clone() }
        };
        let next = Self { results: Shared::new(results), ..self.clone() };
        // Fans are no part of a sheet.
        Some(if next.results.fanned { next } else { next.resheeted().with_last() })
    }

    /// The same with the sheet of 榜单与责任.
    pub(super) fn sheeted(&self, of: SheetOf) -> Self {
        Self { sheet: Some(Shared::new(of(self, None))), sheets: Some(of), ..self.clone() }
    }

    /// The same with what the screen 数据 shows.
    pub(super) fn read_out(&self, readings: fn(&Self) -> Vec<Reading>) -> Self {
        Self { readings: Some(Shared::new(readings(self))), ..self.clone() }
    }

    /// The same with the sides of the comparison.
    pub(super) fn with_comparison(&self, comparison: Comparison) -> Self {
        Self { comparison: Some(Shared::new(comparison)), ..self.clone() }
    }

    /// The same with its projects.
    pub(super) fn with_wall(&self, wall: Walled) -> Self {
        Self { wall: Some(Shared::new(wall)), ..self.clone() }
    }

    /// Every indicator against the baseline.
    pub fn readings_now(&self) -> Vec<Reading> {
        readings(&self.judge(), &self.results.projection, &self.baseline.projection)
    }

    /// More draws may have turned a verdict, or turned it back.
    fn with_last(self) -> Self {
        let Some(last) = &self.last else { return self };
        let moved = Moved::between(self.pack(), &last.before, self.board());
        let last = LastStep { before: Rc::clone(&last.before), moved };
        Self { last: Some(Rc::new(last)), ..self }
    }

    /// Verdicts changed, the scenario did not: what is asked of owners stays.
    fn resheeted(self) -> Self {
        let known = self.sheet.as_ref().zip(self.sheets);
        let sheet = known.map(|(sheet, of)| Shared::new(of(&self, Some(sheet.duties.clone()))));
        Self { sheet, ..self }
    }

    /// The same with a document whose figures these are.
    pub(super) fn annotated(&self, document: Document) -> Self {
        let remarks = |levers: Levers| (levers.remarks)(&self.model, document.scenario(), self.board(), &self.remarks);
        let remarks = Rc::new(self.parts.levers.map(remarks).unwrap_or_default());
        let same_log = self.scenario().problems == document.scenario().problems;
        let next = Self { remarks, document: Rc::new(document), ..self.clone() };
        let sheet = self.sheet.as_ref().filter(|_| !same_log).map(|sheet| Shared::new(sheet.with_log_of(&next)));
        Self { sheet: sheet.or(next.sheet.clone()), ..next }
    }

    /// Notes what a step did, against the board before it; while a slider moves, against the board it began with. `ran`
    /// tells that figures or verdicts were worked out anew.
    pub(super) fn after(mut self, before: &Board, ran: bool) -> Self {
        let dragging = self.document.is_dragging();
        let started = self.held.take();
        let was_dragging = started.is_some();
        let first = started.unwrap_or_else(|| Rc::new(before.clone()));
        let moved = Moved::between(self.pack(), &first, self.board());
        if dragging {
            // While a slider moves its targets do not blink; they do once it is let go.
            self.held = Some(Rc::clone(&first));
            if !was_dragging {
                self.resting = self.last.clone();
            }
        } else if !moved.is_empty() {
            let mut stamps = (*self.stamps).clone();
            stamps.iter_mut().enumerate().filter(|(row, _)| moved.touches(*row)).for_each(|(_, stamp)| *stamp += 1);
            self.stamps = Rc::new(stamps);
        }
        if ran || was_dragging {
            self.last = Some(Rc::new(LastStep { before: first, moved }));
        }
        self
    }

    /// The verdicts by which targets are listed, and what the last step did to them. While a slider moves these are those
    /// from before it, so that no row moves under the finger.
    pub fn settled(&self) -> (&Board, Option<&Moved>) {
        match self.held.as_deref() {
            Some(board) => (board, self.resting.as_deref().map(|step| &step.moved)),
            None => (self.board(), self.last.as_deref().map(|step| &step.moved)),
        }
    }

    /// The words by which levers and assumptions are found.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.pack(), &self.reach))
    }
}
