//! What can go wrong outside the pack, in words.

use guoban_model::text::Language;

use crate::args::usage;

/// What went wrong.
#[derive(Debug, PartialEq)]
pub enum Error {
    NoCommand,
    UnknownCommand(String),
    UnknownOption(String),
    MissingValue(String),
    NoPack,
    TwoPacks(String),
    NoEquals(String),
    BadValue {
        name: String,
        value: String,
    },
    /// What was typed for a setting has no one reading; the reason is in words.
    Unclear {
        name: String,
        reason: String,
    },
    /// A question that is about one target names none.
    NoTarget,
    /// A question for a mix names neither targets nor `--most`.
    NoAim,
    /// The pack lists no bad cases.
    NoCases,
    /// A picture needs two assumptions, neither more nor fewer.
    NotAPair,
    /// Something that is no share between 0 and 1.
    BadShare(String),
    /// Neither a lever nor an assumption.
    UnknownItem {
        name: String,
        nearest: Vec<String>,
    },
    UnknownTarget {
        name: String,
        nearest: Vec<String>,
    },
    BadPeriod(String),
    BadDate(String),
    BadLine(String),
    BadLanguage(String),
    /// The file cannot be read; the reason is the system's.
    Unreadable {
        path: String,
        reason: String,
    },
    /// The file cannot be written; the reason is the system's.
    Unwritable {
        path: String,
        reason: String,
    },
    NoDirectory,
    /// Neither a filled form nor `--form`.
    NoForm,
    /// No file with the bulletin's text.
    NoBulletin,
    /// Findings of the pack, already in words.
    BadPack(String),
    UnknownLever {
        name: String,
        nearest: Vec<String>,
    },
    UnknownAssumption {
        name: String,
        nearest: Vec<String>,
    },
    /// What the planning crate refused, already in words.
    Refused(String),
    /// The report cannot be written as JSON; the reason is the serialiser's.
    Json(String),
}

impl Error {
    /// The exit code.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::BadPack(_)) { 1 } else { 2 }
    }

    /// What went wrong and what to do, in words.
    pub fn message(&self, language: Language) -> String {
        let text = match language {
            Language::Zh => self.zh(),
            Language::En => self.en(),
        };
        let calls_for_usage = matches!(
            self,
            Self::NoCommand
                | Self::UnknownCommand(_)
                | Self::UnknownOption(_)
                | Self::NoPack
                | Self::NoDirectory
                | Self::NoForm
                | Self::NoBulletin
                | Self::TwoPacks(_)
        );
        if calls_for_usage { format!("{text}\n\n{}", usage(language).trim_end()) } else { text }
    }

    fn zh(&self) -> String {
        match self {
            Self::NoCommand => "没有给出命令。".to_owned(),
            Self::UnknownCommand(word) => format!("没有命令“{word}”。"),
            Self::UnknownOption(name) => format!("没有选项 --{name}。"),
            Self::MissingValue(name) => format!("选项 --{name} 后面缺少内容。"),
            Self::NoPack => "没有给出底册文件。".to_owned(),
            Self::TwoPacks(word) => format!("只能有一份底册，多出“{word}”。"),
            Self::NoEquals(text) => format!("“{text}”应写成 名称=数值。"),
            Self::BadValue { name, value } => format!("{name} 的值“{value}”不是数。"),
            Self::Unclear { name, reason } => format!("{name}：{reason}"),
            Self::NoTarget => "没有给出任务：用 --target ID 指明，ID 见 guoban run PACK --json 的 targets。".to_owned(),
            Self::UnknownTarget { name, nearest } => {
                format!("底册里没有任务“{name}”。{}", suggestion(nearest, Language::Zh))
            }
            Self::NoAim => {
                "没有说要达到什么：用 --target ID 指明任务，或用 --most half|year|both 求达标项数最多。".to_owned()
            }
            Self::NoCases => "底册没有列出坏情形：在底册里加 [[stress]]，见 docs/fields.md。".to_owned(),
            Self::NotAPair => "要看两项假设，须恰好给出两个 --of NAME。".to_owned(),
            Self::BadShare(text) => format!("概率“{text}”应是 0 到 1 之间的数，如 0.8。"),
            Self::UnknownItem { name, nearest } => {
                format!("底册里没有措施或假设“{name}”。{}", suggestion(nearest, Language::Zh))
            }
            Self::BadPeriod(text) => format!("时期“{text}”应为 half 或 year。"),
            Self::BadDate(text) => format!("“{text}”不是日期，应写成 2026-04-28。"),
            Self::BadLine(text) => format!("过线口径“{text}”应为 linear 或 seasonal。"),
            Self::BadLanguage(text) => format!("语言“{text}”应为 zh 或 en。"),
            Self::Unreadable { path, reason } => format!("读不了 {path}：{reason}"),
            Self::Unwritable { path, reason } => format!("写不了 {path}：{reason}"),
            Self::NoDirectory => "没有给出底册所在的目录（其中有 index.json）。".to_owned(),
            Self::NoBulletin => "没有给出公报文本：guoban bulletin PACK TEXT。".to_owned(),
            Self::NoForm => {
                "没有给出表单：guoban new --form FILE.xlsx 写出空表单，guoban new FORM.xlsx -o place.toml 读入填好的。"
                    .to_owned()
            }
            Self::BadPack(text) | Self::Refused(text) => text.clone(),
            Self::UnknownLever { name, nearest } => {
                format!("底册里没有措施“{name}”。{}", suggestion(nearest, Language::Zh))
            }
            Self::UnknownAssumption { name, nearest } => {
                format!("底册里没有假设“{name}”。{}", suggestion(nearest, Language::Zh))
            }
            Self::Json(reason) => format!("写不出 JSON：{reason}"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NoCommand => "no command was given.".to_owned(),
            Self::UnknownCommand(word) => format!("there is no command `{word}`."),
            Self::UnknownOption(name) => format!("there is no option --{name}."),
            Self::MissingValue(name) => format!("option --{name} needs a value."),
            Self::NoPack => "no pack file was given.".to_owned(),
            Self::TwoPacks(word) => format!("only one pack can be used; `{word}` is one too many."),
            Self::NoEquals(text) => format!("`{text}` must have the form NAME=VALUE."),
            Self::BadValue { name, value } => format!("the value `{value}` of {name} is not a number."),
            Self::Unclear { name, reason } => format!("{name}: {reason}"),
            Self::NoTarget => {
                "no target was given: name it with --target ID, as listed in `targets` of guoban run PACK --json."
                    .to_owned()
            }
            Self::UnknownTarget { name, nearest } => {
                format!("the pack has no target `{name}`.{}", suggestion(nearest, Language::En))
            }
            Self::NoAim => {
                "nothing to be hit was given: name targets with --target ID, or ask for as many as possible with \
                            --most half|year|both."
                    .to_owned()
            }
            Self::NoCases => "the pack lists no bad cases: add [[stress]] to it, see docs/fields.md.".to_owned(),
            Self::NotAPair => "a picture is over exactly two assumptions: give --of NAME twice.".to_owned(),
            Self::BadShare(text) => format!("the probability `{text}` must be a number between 0 and 1, as in 0.8."),
            Self::UnknownItem { name, nearest } => {
                format!("the pack has no lever or assumption `{name}`.{}", suggestion(nearest, Language::En))
            }
            Self::BadPeriod(text) => format!("the period `{text}` must be half or year."),
            Self::BadDate(text) => format!("`{text}` is not a date of the form 2026-04-28."),
            Self::BadLine(text) => format!("the line `{text}` must be linear or seasonal."),
            Self::BadLanguage(text) => format!("the language `{text}` must be zh or en."),
            Self::Unreadable { path, reason } => format!("cannot read {path}: {reason}"),
            Self::Unwritable { path, reason } => format!("cannot write {path}: {reason}"),
            Self::NoDirectory => "no directory of packs (one with an index.json) was given.".to_owned(),
            Self::NoBulletin => "no text of a bulletin was given: guoban bulletin PACK TEXT.".to_owned(),
            Self::NoForm => {
                "no form was given: guoban new --form FILE.xlsx writes an empty one, guoban new FORM.xlsx -o \
                             place.toml reads a filled one."
                    .to_owned()
            }
            Self::BadPack(text) | Self::Refused(text) => text.clone(),
            Self::UnknownLever { name, nearest } => {
                format!("the pack has no lever `{name}`.{}", suggestion(nearest, Language::En))
            }
            Self::UnknownAssumption { name, nearest } => {
                format!("the pack has no assumption `{name}`.{}", suggestion(nearest, Language::En))
            }
            Self::Json(reason) => format!("the report cannot be written as JSON: {reason}"),
        }
    }
}

fn suggestion(nearest: &[String], language: Language) -> String {
    match (nearest.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("最接近的是：{}。", nearest.join("、")),
        (false, Language::En) => format!(" The nearest are: {}.", nearest.join(", ")),
    }
}
