//! What is looked at. None of it is part of the scenario, none of it is undone or shared.

use guoban_planning::kept::KeptError;
use guoban_planning::link::{LinkError, Shared as SharedLink};
use guoban_planning::listing::Choice;
use guoban_planning::paper::Kind;
use guoban_planning::refusal::Refusal;
use guoban_planning::trace::Step;

use crate::shared::Pocket;
use crate::shared::Shared;

/// The screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// 推演.
    #[default]
    Simulate,
    /// 方案比较.
    Compare,
    /// 挂图作战.
    Wall,
    /// 榜单与责任.
    Ledger,
    /// 数据.
    Data,
    /// 求解.
    Answers,
    /// 打印.
    Paper,
}

/// The questions of the screen 求解.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// 什么最要紧.
    #[default]
    Matters,
    /// 补缺口.
    Gap,
    /// 经得住吗.
    Stress,
    /// 代价.
    Prices,
    /// 预警.
    Warning,
}

/// The lists on the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeverTab {
    /// 措施: what the session decides.
    #[default]
    Levers,
    /// 假设: what nobody here decides.
    Assumptions,
}

/// Which levers are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeverFilter {
    /// All.
    #[default]
    All,
    /// Those that still move the half-year.
    Half,
    /// Those that differ from the baseline.
    Changed,
}

/// The parts of the page on a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PhoneTab {
    /// 措施 and 假设.
    #[default]
    Levers,
    /// 指标.
    Targets,
    /// 为什么.
    Why,
    /// 方案比较.
    Compare,
    /// 挂图作战.
    Wall,
    /// 榜单与责任.
    Ledger,
    /// 数据.
    Data,
    /// 求解.
    Answers,
    /// 打印.
    Paper,
}

/// A window over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The link of the scenario.
    Share(SharedLink),
    /// The link of the plans that are compared.
    Compared {
        /// Its text.
        link: String,
        /// Notes were left out.
        without_notes: bool,
    },
    /// A link cannot be opened.
    BadLink(LinkError),
    /// A link was made with another revision of the pack.
    OtherRevision(LinkError),
    /// The keys.
    Keys,
    /// The scenario's name and note.
    Rename,
    /// The plans, their records, the steps, files.
    Plans,
    /// Packs of a person's own.
    Packs(Shared<super::Packs>),
    /// A file cannot be read.
    BadFile(KeptError),
}

/// A passing message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An action was refused.
    Refused(Refusal),
    /// The plan of a link stands beside those that were there.
    LinkAdded,
    /// Plans came in from a file or another window.
    Imported {
        /// Plans of the open pack that were not here yet.
        came: usize,
        /// Plans of other packs.
        elsewhere: usize,
        /// Plans there was no room for.
        left_out: usize,
    },
}

/// A figure whose making is looked at, beside the place it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracing {
    /// The way that led there, the figure last.
    pub path: Vec<Step>,
    /// On the left, because the figure stands on the right.
    pub left: bool,
}

/// Meeting mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meet {
    /// The page of targets, from 0.
    pub page: usize,
    /// Nothing is shown.
    pub blank: bool,
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The screen, where the window is wide enough for more than a phone's.
    pub screen: Screen,
    /// The list on the left.
    pub tab: LeverTab,
    /// Which of it.
    pub filter: LeverFilter,
    /// Words that are looked for among levers and assumptions.
    pub search: String,
    /// Which targets are listed, in which order.
    pub list: Choice,
    /// Ids of the targets that stand on top, in the order they were chosen.
    pub pins: Vec<String>,
    /// The panels below the board are open; by the height of the window where nobody chose.
    pub panels: Option<bool>,
    /// A figure whose making is looked at.
    pub trace: Option<Tracing>,
    /// Words that are looked for on the screen 数据.
    pub data_search: String,
    /// That screen shows every month.
    pub data_months: bool,
    /// The row that is looked at closely; the pack's headline target when none was chosen.
    pub selected: Option<usize>,
    /// A lever whose details are open, by id.
    pub opened: Option<String>,
    /// The chart is shown as a table.
    pub as_table: bool,
    /// The chart shows only the months around June.
    pub june: bool,
    /// What pulls the growth stands in the place of why the target moved.
    pub pulls: bool,
    /// Why is asked of the full year, not of the half-year.
    pub why_year: bool,
    /// The part shown on a phone.
    pub phone: PhoneTab,
    /// The levers' drawer is open (narrow screens).
    pub drawer: bool,
    /// The document that is looked at before it is printed.
    pub paper: Kind,
    /// What is compared.
    pub compare: super::comparing::Choice,
    /// Meeting mode, while it is on.
    pub meeting: Option<Meet>,
    /// Whether this window follows another.
    pub following: super::following::Following,
    /// How the wall chart is looked at.
    pub wall: super::walling::Choice,
    /// The question of the screen 求解.
    pub asked: Asked,
    /// What that screen keeps of its answers.
    pub answers: Pocket,
    /// A window over the page.
    pub dialog: Option<Dialog>,
    /// A passing message.
    pub notice: Option<Notice>,
}

/// A change of what is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewAction {
    /// Go to a screen; on a phone to the part that shows it.
    Screen(Screen),
    /// Choose the list on the left.
    Tab(LeverTab),
    /// Choose which of it.
    Filter(LeverFilter),
    /// Look for levers and assumptions.
    Search(String),
    /// Choose which targets are listed, in which order.
    List(Choice),
    /// Put a target, by its id, on top or back to its place.
    Pin(String),
    /// Open or close the panels below the board.
    Panels(bool),
    /// Look at how a figure is made, or no longer.
    Trace(Option<Tracing>),
    /// Look for indicators on the screen 数据.
    DataSearch(String),
    /// Show every month there.
    DataMonths(bool),
    /// Look at a row.
    Select(usize),
    /// Open or close a lever's details.
    Details(String),
    /// Chart or table.
    AsTable(bool),
    /// The months around June, or the whole year.
    June(bool),
    /// What pulls the growth, or why the target moved.
    Pulls(bool),
    /// Why of the full year, or of the half-year.
    WhyYear(bool),
    /// The part shown on a phone.
    Phone(PhoneTab),
    /// Open or close the levers' drawer.
    Drawer(bool),
    /// Go to a question of the screen 求解.
    Ask(Asked),
    /// Look at a document before it is printed.
    Paper(Kind),
    /// Compare other plans, or otherwise.
    Compare(super::comparing::Choice),
    /// Switch meeting mode on or off, or show something else in it.
    Meet(Option<Meet>),
    /// Follow another window, or no longer.
    Follow(super::following::Following),
    /// Look at the wall chart otherwise.
    Wall(super::walling::Choice),
    /// Open a window.
    Open(Dialog),
    /// Close the window.
    CloseDialog,
    /// Put the message away.
    Dismiss,
}

impl View {
    /// What a window shows that was opened to follow another.
    pub(super) fn following() -> Self {
        Self { meeting: Some(Meet::default()), following: super::following::Following::Waiting, ..Self::default() }
    }

    /// What survives when another pack is opened.
    pub fn for_new_pack(&mut self) {
        let Self { screen, as_table, panels, phone, meeting, following, dialog, notice, .. } = std::mem::take(self);
        *self = Self { screen, as_table, panels, phone, meeting, following, dialog, notice, ..Self::default() };
    }

    pub(super) fn apply(&mut self, action: ViewAction) {
        match action {
            ViewAction::Screen(screen) => {
                self.screen = screen;
                self.phone = match screen {
                    Screen::Simulate => PhoneTab::default(),
                    Screen::Compare => PhoneTab::Compare,
                    Screen::Wall => PhoneTab::Wall,
                    Screen::Ledger => PhoneTab::Ledger,
                    Screen::Data => PhoneTab::Data,
                    Screen::Answers => PhoneTab::Answers,
                    Screen::Paper => PhoneTab::Paper,
                };
            }
            ViewAction::Tab(tab) => self.tab = tab,
            ViewAction::Filter(filter) => self.filter = filter,
            ViewAction::Search(text) => self.search = text,
            ViewAction::List(choice) => self.list = choice,
            ViewAction::Pin(id) => match self.pins.iter().position(|pin| *pin == id) {
                Some(place) => drop(self.pins.remove(place)),
                None => self.pins.push(id),
            },
            ViewAction::Panels(open) => self.panels = Some(open),
            ViewAction::Trace(tracing) => self.trace = tracing,
            ViewAction::DataSearch(text) => self.data_search = text,
            ViewAction::DataMonths(on) => self.data_months = on,
            ViewAction::Select(row) => self.selected = Some(row),
            ViewAction::Details(id) if self.opened.as_ref() == Some(&id) => self.opened = None,
            ViewAction::Details(id) => self.opened = Some(id),
            ViewAction::AsTable(on) => self.as_table = on,
            ViewAction::June(on) => self.june = on,
            ViewAction::Phone(tab) => {
                self.phone = tab;
                self.screen = match tab {
                    PhoneTab::Levers | PhoneTab::Targets | PhoneTab::Why => Screen::Simulate,
                    PhoneTab::Compare => Screen::Compare,
                    PhoneTab::Wall => Screen::Wall,
                    PhoneTab::Ledger => Screen::Ledger,
                    PhoneTab::Data => Screen::Data,
                    PhoneTab::Answers => Screen::Answers,
                    PhoneTab::Paper => Screen::Paper,
                };
            }
            ViewAction::Ask(asked) => {
                self.asked = asked;
                self.apply(ViewAction::Screen(Screen::Answers));
            }
            ViewAction::Pulls(on) => self.pulls = on,
            ViewAction::WhyYear(on) => self.why_year = on,
            ViewAction::Drawer(open) => self.drawer = open,
            ViewAction::Paper(kind) => self.paper = kind,
            ViewAction::Compare(choice) => self.compare = choice,
            ViewAction::Wall(choice) => self.wall = choice,
            ViewAction::Meet(meeting) => self.meeting = meeting,
            ViewAction::Follow(following) => self.following = following,
            ViewAction::Open(dialog) => self.dialog = Some(dialog),
            ViewAction::CloseDialog => self.dialog = None,
            ViewAction::Dismiss => self.notice = None,
        }
    }
}
