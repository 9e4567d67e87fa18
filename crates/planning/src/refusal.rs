//! Why an action cannot be done: for the reducer's answer and the tooltip of a disabled button.

use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;

use crate::link::LinkError;
use crate::scenario::{Item, PackRef};

/// Why an action cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The pack has no such lever or assumption.
    UnknownItem(Item),
    /// The pack has no such example.
    UnknownExample(String),
    /// The decision can no longer be taken at the as-of date.
    Closed {
        /// The lever's id.
        lever: String,
        /// Last month in which it could be taken.
        closed: Option<Month>,
    },
    /// A month that is past at the as-of date.
    Past {
        /// The lever's id.
        lever: String,
        /// The earliest month that can be set, counted from January (1).
        from: Decimal,
    },
    /// The as-of date lies outside the plan year.
    OutsidePlanYear {
        /// The date asked for.
        date: Date,
        /// The plan year.
        year: i32,
    },
    /// The pack's figures do not reach a run as of the date.
    Uncomputable {
        /// The date asked for.
        date: Date,
        /// The first date that can be run, if there is one.
        from: Option<Date>,
    },
    /// A scenario of another pack, or of another revision of this one.
    OtherPack {
        /// Where the scenario belongs.
        pack: PackRef,
    },
    /// The name or note is longer than [`crate::action::MAX_TEXT`] characters.
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// The pack has no target or owner of this id.
    NoSuch(String),
    /// A problem without any text.
    NothingWritten,
    /// The log has no problem of this number.
    NoProblem(u32),
    /// The log holds [`crate::problem::MOST_PROBLEMS`] problems.
    LogFull,
    /// There is no plan of this number.
    NoPlan(u32),
    /// There are [`crate::plan::MOST_PLANS`] plans.
    PlansFull,
    /// The only plan cannot be taken away.
    LastPlan,
    /// The scenario already is so.
    NothingToDo,
    /// There is no step to take back.
    NothingToUndo,
    /// There is no step to do again.
    NothingToRedo,
    /// The scenario was never shared.
    NeverShared,
    /// A drag is still going on.
    DragOpen,
    /// No drag is going on.
    NoDrag,
    /// The link cannot be made.
    Link(LinkError),
}

impl Refusal {
    /// Whether it speaks of the as-of date; it is then said at its field.
    pub fn is_of_date(&self) -> bool {
        matches!(self, Self::OutsidePlanYear { .. } | Self::Uncomputable { .. })
    }

    /// The reason in words.
    pub fn message(&self, pack: &Pack, language: Language) -> String {
        match language {
            Language::Zh => self.zh(pack),
            Language::En => self.en(pack),
        }
    }

    fn zh(&self, pack: &Pack) -> String {
        match self {
            Self::UnknownItem(item) => format!("底册里没有“{}”。", item.id()),
            Self::UnknownExample(id) => format!("底册里没有示例“{id}”。"),
            Self::Closed { lever, closed } => {
                let item = Item::Lever(lever.clone());
                let name = item.name(pack, Language::Zh);
                match closed {
                    Some(month) => format!("{name}须在 {}年{}月底前决定，截至日已过。", month.year, month.month),
                    None => format!("{name}在截至日已不能再决定。"),
                }
            }
            Self::Past { lever, from } => {
                let item = Item::Lever(lever.clone());
                let from = item.show(*from, pack, Language::Zh);
                format!("{}最早可定为 {from}：到截至日为止的月份已成事实。", item.name(pack, Language::Zh))
            }
            Self::OutsidePlanYear { date, year } => format!("截至日 {date} 不在计划年度 {year} 年内。"),
            Self::Uncomputable { date, from } => {
                let from = from.map(|from| format!("，最早可填 {from}")).unwrap_or_default();
                format!("截至日 {date} 推演不了：底册里这一天之前的数不够{from}。")
            }
            Self::OtherPack { pack } => {
                format!("这个方案属于底册 {} 第 {} 版，请先打开那份底册。", pack.id, pack.revision)
            }
            Self::TooLong { length } => format!("共 {length} 个字符，最多 {} 个。", crate::action::MAX_TEXT),
            Self::NoSuch(id) => format!("底册里没有“{id}”。"),
            Self::NothingWritten => "请先写明是什么问题。".to_owned(),
            Self::NoProblem(number) => format!("台账里没有第 {number} 号问题。"),
            Self::LogFull => format!("台账最多 {} 条，请先删去已办结的。", crate::problem::MOST_PROBLEMS),
            Self::NoPlan(number) => format!("没有第 {number} 号方案，可能已被删除。"),
            Self::PlansFull => format!("最多 {} 个方案，请先删去不用的。", crate::plan::MOST_PLANS),
            Self::LastPlan => "只剩这一个方案，不能删除；可以把它重置回基线。".to_owned(),
            Self::NothingToDo => "已经是这样，无需改动。".to_owned(),
            Self::NothingToUndo => "没有可撤销的步骤。".to_owned(),
            Self::NothingToRedo => "没有可重做的步骤。".to_owned(),
            Self::NeverShared => "这个方案还没有分享过。".to_owned(),
            Self::DragOpen => "请先放开正在拖动的滑块。".to_owned(),
            Self::NoDrag => "没有正在拖动的滑块。".to_owned(),
            Self::Link(error) => error.message(Language::Zh),
        }
    }

    fn en(&self, pack: &Pack) -> String {
        match self {
            Self::UnknownItem(item) => format!("The pack has no item {}.", item.id()),
            Self::UnknownExample(id) => format!("The pack has no example {id}."),
            Self::Closed { lever, closed } => {
                let item = Item::Lever(lever.clone());
                let name = item.name(pack, Language::En);
                match closed {
                    Some(month) => format!("{name} had to be decided by the end of {month}; the as-of date is later."),
                    None => format!("{name} can no longer be decided at the as-of date."),
                }
            }
            Self::Past { lever, from } => {
                let item = Item::Lever(lever.clone());
                let from = item.show(*from, pack, Language::En);
                format!(
                    "{} can be set to {from} at the earliest: the months up to the as-of date are past.",
                    item.name(pack, Language::En)
                )
            }
            Self::OutsidePlanYear { date, year } => format!("The as-of date {date} is not in the plan year {year}."),
            Self::Uncomputable { date, from } => {
                let from = from.map(|from| format!("; the earliest date is {from}")).unwrap_or_default();
                format!("No run is possible as of {date}: the pack has too few figures before it{from}.")
            }
            Self::OtherPack { pack } => {
                format!("This scenario belongs to pack {} revision {}; open that pack first.", pack.id, pack.revision)
            }
            Self::TooLong { length } => format!("{length} characters; at most {} fit.", crate::action::MAX_TEXT),
            Self::NoSuch(id) => format!("The pack has no {id}."),
            Self::NothingWritten => "Say first what the problem is.".to_owned(),
            Self::NoProblem(number) => format!("The log has no problem {number}."),
            Self::LogFull => {
                format!("The log holds at most {}; remove some that are solved.", crate::problem::MOST_PROBLEMS)
            }
            Self::NoPlan(number) => format!("There is no plan {number}; it may have been deleted."),
            Self::PlansFull => format!("There are at most {} plans; delete one first.", crate::plan::MOST_PLANS),
            Self::LastPlan => "The only plan cannot be deleted; it can be reset to the baseline.".to_owned(),
            Self::NothingToDo => "It is so already; nothing would change.".to_owned(),
            Self::NothingToUndo => "There is no step to undo.".to_owned(),
            Self::NothingToRedo => "There is no step to redo.".to_owned(),
            Self::NeverShared => "This scenario was never shared.".to_owned(),
            Self::DragOpen => "Let go of the slider first.".to_owned(),
            Self::NoDrag => "No slider is being dragged.".to_owned(),
            Self::Link(error) => error.message(Language::En),
        }
    }
}
