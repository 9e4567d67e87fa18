//! Parts of the program that are fetched when they are first needed.
//!
//! A part is a table of functions. What only these functions reach is not in the main module of the optimised site: the
//! build cuts it out along the function that gives the table, which the feature `split` marks. Without that feature, in
//! tests and while the page is worked on, every part is there from the start.
//!
//! To add a part: a file here with its table and the function that gives it, a variant of [`Name`] and of [`Arrived`], a
//! field of [`Modules`], an arm in [`fetch`], a line in the size budget (`crates/xtask/src/size.rs`), and for what it looks like a
//! sheet `www/part-NAME.css`, named in [`Name::sheets`] and in `index.html`. Views reach it
//! through [`crate::views::Look`], the reducer through its state; who needs it says so in `State::wanted_modules`.

mod answers;
mod bars;
mod compare;
mod draws;
mod english;
mod intake;
mod keeper;
mod levers;
mod meeting;
mod own;
mod panels;
mod paper;
mod pictures;
mod plans;
mod reader;
mod recall;
mod screens;
mod wall;
mod workbook;

pub use answers::Answers;
pub use bars::Bars;
pub use compare::Compare;
pub use draws::Draws;
pub use intake::Intake;
pub use keeper::Keeper;
pub use levers::Levers;
pub use meeting::Meeting;
pub use own::Own;
pub use panels::Panels;
pub use paper::Paper;
pub use pictures::Pictures;
pub use plans::Plans;
pub use reader::{Jump, Reader};
pub use recall::Recall;
pub use screens::Screens;
pub use wall::Wall;
pub use workbook::Workbook;

use crate::state::{Session, View};
use crate::texts::Words;

/// What a screen works out after it is asked for, a step at a time.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Whether nothing is left to do.
    pub is_done: fn(&Session, &View) -> bool,
    /// Does one more step.
    pub go_on: fn(&Session, &View) -> Session,
}

/// The name of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Reading packs from text, and words for what is wrong with one.
    Reader,
    /// The lever list.
    Levers,
    /// What opens from the bars, and what keys stand for.
    Bars,
    /// The panels below the board.
    Panels,
    /// Screens other than the first, and the windows over the page.
    Screens,
    /// Keeping plans in the browser's storage.
    Keeper,
    /// Reading plans that were kept.
    Recall,
    /// The window of the plans, and what is said where work is not kept.
    Plans,
    /// The screen 方案比较.
    Compare,
    /// The screen 挂图作战.
    Wall,
    /// Packs of a person's own.
    Own,
    /// The screen 求解.
    Answers,
    /// The screen 打印.
    Paper,
    /// Meeting mode.
    Meeting,
    /// Reading forms and bulletins.
    Intake,
    /// Plans as workbooks.
    Workbook,
    /// Pictures of drawings and tables.
    Pictures,
    /// Chances, and what each change contributes.
    Draws,
    /// English words.
    English,
}

impl Name {
    /// All parts.
    pub const ALL: [Self; 19] = [
        Self::Reader,
        Self::Levers,
        Self::Bars,
        Self::Panels,
        Self::Screens,
        Self::Keeper,
        Self::Recall,
        Self::Plans,
        Self::Compare,
        Self::Wall,
        Self::Own,
        Self::Answers,
        Self::Paper,
        Self::Meeting,
        Self::Intake,
        Self::Workbook,
        Self::Pictures,
        Self::Draws,
        Self::English,
    ];

    /// The style sheets of the part: `www/part-NAME.css`.
    pub fn sheets(self) -> &'static [&'static str] {
        match self {
            Self::Levers => &["levers"],
            Self::Bars => &["bars"],
            Self::Panels => &["panels"],
            // Screens show strips of the lever list and tables of the panels.
            Self::Screens => &["levers", "panels", "screens"],
            Self::Plans => &["screens", "plans"],
            Self::Paper => &["screens", "paper"],
            Self::Compare => &["levers", "panels", "screens", "compare"],
            Self::Wall => &["levers", "screens", "wall"],
            Self::Own => &["panels", "screens", "own"],
            Self::Answers => &["panels", "screens", "answers"],
            Self::Meeting => &["levers", "meeting"],
            // Screens hold what is wrong with a pack, in words.
            Self::Reader => &["screens"],
            Self::Intake
            | Self::Keeper
            | Self::Recall
            | Self::Workbook
            | Self::Pictures
            | Self::Draws
            | Self::English => &[],
        }
    }
}

/// A part that arrived.
#[derive(Clone, Copy, Debug)]
pub enum Arrived {
    /// See [`Name::Reader`].
    Reader(Reader),
    /// See [`Name::Levers`].
    Levers(Levers),
    /// See [`Name::Bars`].
    Bars(Bars),
    /// See [`Name::Panels`].
    Panels(Panels),
    /// See [`Name::Screens`].
    Screens(Screens),
    /// See [`Name::Keeper`].
    Keeper(Keeper),
    /// See [`Name::Recall`].
    Recall(Recall),
    /// See [`Name::Plans`].
    Plans(Plans),
    /// See [`Name::Compare`].
    Compare(Compare),
    /// See [`Name::Wall`].
    Wall(Wall),
    /// See [`Name::Own`].
    Own(Own),
    /// See [`Name::Answers`].
    Answers(Answers),
    /// See [`Name::Paper`].
    Paper(Paper),
    /// See [`Name::Meeting`].
    Meeting(Meeting),
    /// See [`Name::Intake`].
    Intake(Intake),
    /// See [`Name::Workbook`].
    Workbook(Workbook),
    /// See [`Name::Pictures`].
    Pictures(Pictures),
    /// See [`Name::Draws`].
    Draws(Draws),
    /// See [`Name::English`].
    English(Words),
}

/// The parts that are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Modules {
    /// See [`Name::Reader`].
    pub reader: Option<Reader>,
    /// See [`Name::Levers`].
    pub levers: Option<Levers>,
    /// See [`Name::Bars`].
    pub bars: Option<Bars>,
    /// See [`Name::Panels`].
    pub panels: Option<Panels>,
    /// See [`Name::Screens`].
    pub screens: Option<Screens>,
    /// See [`Name::Keeper`].
    pub keeper: Option<Keeper>,
    /// See [`Name::Recall`].
    pub recall: Option<Recall>,
    /// See [`Name::Plans`].
    pub plans: Option<Plans>,
    /// See [`Name::Compare`].
    pub compare: Option<Compare>,
    /// See [`Name::Wall`].
    pub wall: Option<Wall>,
    /// See [`Name::Own`].
    pub own: Option<Own>,
    /// See [`Name::Answers`].
    pub answers: Option<Answers>,
    /// See [`Name::Paper`].
    pub paper: Option<Paper>,
    /// See [`Name::Meeting`].
    pub meeting: Option<Meeting>,
    /// See [`Name::Intake`].
    pub intake: Option<Intake>,
    /// See [`Name::Workbook`].
    pub workbook: Option<Workbook>,
    /// See [`Name::Pictures`].
    pub pictures: Option<Pictures>,
    /// See [`Name::Draws`].
    pub draws: Option<Draws>,
    /// See [`Name::English`].
    pub english: Option<Words>,
}

impl Modules {
    /// What is there before anything is fetched.
    #[cfg(any(feature = "split", feature = "snapshot"))]
    pub fn at_start() -> Self {
        Self::default()
    }

    /// What is there before anything is fetched: everything, as nothing was cut out.
    #[cfg(not(any(feature = "split", feature = "snapshot")))]
    pub fn at_start() -> Self {
        Self {
            reader: reader::reader().ok(),
            levers: levers::levers().ok(),
            bars: bars::bars().ok(),
            panels: panels::panels().ok(),
            screens: screens::screens().ok(),
            keeper: keeper::keeper().ok(),
            recall: recall::recall().ok(),
            plans: plans::plans().ok(),
            compare: compare::compare().ok(),
            wall: wall::wall().ok(),
            own: own::own().ok(),
            answers: answers::answers().ok(),
            paper: paper::paper().ok(),
            meeting: meeting::meeting().ok(),
            intake: intake::intake().ok(),
            workbook: workbook::workbook().ok(),
            pictures: pictures::pictures().ok(),
            draws: draws::draws().ok(),
            english: english::english().ok(),
        }
    }

    /// Whether a part is there.
    pub fn has(&self, name: Name) -> bool {
        match name {
            Name::Reader => self.reader.is_some(),
            Name::Levers => self.levers.is_some(),
            Name::Bars => self.bars.is_some(),
            Name::Panels => self.panels.is_some(),
            Name::Screens => self.screens.is_some(),
            Name::Keeper => self.keeper.is_some(),
            Name::Recall => self.recall.is_some(),
            Name::Plans => self.plans.is_some(),
            Name::Compare => self.compare.is_some(),
            Name::Wall => self.wall.is_some(),
            Name::Own => self.own.is_some(),
            Name::Answers => self.answers.is_some(),
            Name::Paper => self.paper.is_some(),
            Name::Meeting => self.meeting.is_some(),
            Name::Intake => self.intake.is_some(),
            Name::Workbook => self.workbook.is_some(),
            Name::Pictures => self.pictures.is_some(),
            Name::Draws => self.draws.is_some(),
            Name::English => self.english.is_some(),
        }
    }

    /// Takes a part in.
    pub fn take(&mut self, part: Arrived) {
        match part {
            Arrived::Reader(part) => self.reader = Some(part),
            Arrived::Levers(part) => self.levers = Some(part),
            Arrived::Bars(part) => self.bars = Some(part),
            Arrived::Panels(part) => self.panels = Some(part),
            Arrived::Screens(part) => self.screens = Some(part),
            Arrived::Keeper(part) => self.keeper = Some(part),
            Arrived::Recall(part) => self.recall = Some(part),
            Arrived::Plans(part) => self.plans = Some(part),
            Arrived::Compare(part) => self.compare = Some(part),
            Arrived::Wall(part) => self.wall = Some(part),
            Arrived::Own(part) => self.own = Some(part),
            Arrived::Answers(part) => self.answers = Some(part),
            Arrived::Paper(part) => self.paper = Some(part),
            Arrived::Meeting(part) => self.meeting = Some(part),
            Arrived::Intake(part) => self.intake = Some(part),
            Arrived::Workbook(part) => self.workbook = Some(part),
            Arrived::Pictures(part) => self.pictures = Some(part),
            Arrived::Draws(part) => self.draws = Some(part),
            Arrived::English(part) => self.english = Some(part),
        }
    }
}

impl PartialEq for Modules {
    /// A part is always the same one; it is there or not.
    fn eq(&self, other: &Self) -> bool {
        Name::ALL.into_iter().all(|name| self.has(name) == other.has(name))
    }
}

/// A part did not arrive; the browser's console says why. Asking again tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfetched;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Unfetched {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(feature = "split")]
macro_rules! arrived {
    ($table:expr) => {
        $table.await?
    };
}

#[cfg(not(feature = "split"))]
macro_rules! arrived {
    ($table:expr) => {
        $table?
    };
}

/// Fetches a part. One that is there already arrives at once.
///
/// # Errors
/// It did not arrive.
pub async fn fetch(name: Name) -> Result<Arrived, Unfetched> {
    Ok(match name {
        Name::Reader => Arrived::Reader(arrived!(reader::reader())),
        Name::Levers => Arrived::Levers(arrived!(levers::levers())),
        Name::Bars => Arrived::Bars(arrived!(bars::bars())),
        Name::Panels => Arrived::Panels(arrived!(panels::panels())),
        Name::Screens => Arrived::Screens(arrived!(screens::screens())),
        Name::Keeper => Arrived::Keeper(arrived!(keeper::keeper())),
        Name::Recall => Arrived::Recall(arrived!(recall::recall())),
        Name::Plans => Arrived::Plans(arrived!(plans::plans())),
        Name::Compare => Arrived::Compare(arrived!(compare::compare())),
        Name::Wall => Arrived::Wall(arrived!(wall::wall())),
        Name::Own => Arrived::Own(arrived!(own::own())),
        Name::Answers => Arrived::Answers(arrived!(answers::answers())),
        Name::Paper => Arrived::Paper(arrived!(paper::paper())),
        Name::Meeting => Arrived::Meeting(arrived!(meeting::meeting())),
        Name::Intake => Arrived::Intake(arrived!(intake::intake())),
        Name::Workbook => Arrived::Workbook(arrived!(workbook::workbook())),
        Name::Pictures => Arrived::Pictures(arrived!(pictures::pictures())),
        Name::Draws => Arrived::Draws(arrived!(draws::draws())),
        Name::English => Arrived::English(arrived!(english::english())),
    })
}
