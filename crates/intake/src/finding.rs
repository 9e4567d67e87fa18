//! What is wrong with what was handed in: typed, with sheet and cell, in words only when shown.

use guoban_model::text::Language;

use crate::book::cell_name;

/// Whether it can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It cannot.
    Error,
    /// It can; this is what was taken for granted or left out.
    Remark,
}

/// Where in a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The sheet, as it is called in the file; empty for the file as a whole.
    pub sheet: String,
    /// Row and column from 0.
    pub cell: Option<(u32, u32)>,
}

impl Place {
    /// A cell.
    pub fn cell(sheet: &str, row: u32, column: u32) -> Self {
        Self { sheet: sheet.to_owned(), cell: Some((row, column)) }
    }

    /// A sheet.
    pub fn sheet(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), cell: None }
    }

    /// As a person finds it, `指标!F7`; empty for the whole file.
    pub fn shown(&self) -> String {
        match self.cell {
            Some((row, column)) => format!("{}!{}", self.sheet, cell_name(row, column)),
            None => self.sheet.clone(),
        }
    }
}

/// What is wrong, or was taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is larger than is read.
    FileTooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// Unpacked it is larger than is read.
    Bomb,
    /// An old .xls or .et file, or one with a password.
    OldOrLocked,
    /// No workbook at all.
    NotAWorkbook,
    /// A workbook that cannot be read; what the reader says.
    Broken {
        /// In its words.
        reason: String,
    },
    /// A cell beyond what is read.
    TooManyCells,
    /// No sheet of the form.
    NoSheet,
    /// A sheet has no row of headings.
    NoHeadings,
    /// A heading that is needed is missing.
    NoColumn {
        /// The heading.
        heading: &'static str,
    },
    /// The same heading twice.
    ColumnTwice {
        /// The heading.
        heading: String,
    },
    /// A heading that the form does not have: the column is not read.
    UnknownColumn {
        /// The heading.
        heading: String,
    },
    /// Something that must be said is not.
    Missing {
        /// What.
        what: &'static str,
    },
    /// Not a number.
    NotANumber {
        /// What stands there.
        found: String,
    },
    /// A number outside what can be meant.
    OutOfRange {
        /// What stands there.
        found: String,
        /// The least.
        low: String,
        /// The most.
        high: String,
    },
    /// Not a date or month.
    NotADate {
        /// What stands there.
        found: String,
    },
    /// A cell with a fault of its own, as `#REF!`.
    CellFault {
        /// The fault.
        found: String,
    },
    /// None of the words that can stand there.
    NotOneOf {
        /// What stands there.
        found: String,
        /// What can.
        words: Vec<&'static str>,
    },
    /// A text that is too long.
    TooLong {
        /// The most characters.
        limit: usize,
    },
    /// A unit that cannot be read.
    BadUnit {
        /// What stands there.
        found: String,
    },
    /// A name that an earlier row has.
    NameTwice {
        /// The name.
        name: String,
        /// Where it was first.
        first: String,
    },
    /// A name that no row of the indicators has.
    UnknownIndicator {
        /// The name.
        name: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// A gap between figures.
    Gap {
        /// The month that is missing.
        month: u32,
    },
    /// A figure for a month that is not published by the as-of date.
    NotYet {
        /// The month.
        month: u32,
    },
    /// On the as-of date last year's December is not published yet, so its figures are not known either.
    TooEarly {
        /// The first date that will do.
        from: String,
    },
    /// An amount to date that is smaller than that of the month before.
    Falls {
        /// The month.
        month: u32,
    },
    /// Last year has no figures: nothing can be projected.
    NoLastYear,
    /// Neither a half-year nor an annual task: it is shown, not judged.
    NoTask,
    /// More rows than are read.
    TooManyRows {
        /// The most.
        limit: usize,
    },
    /// Nothing known of this year: last year's growth, or none, is taken.
    NothingYet {
        /// Whether last year's growth was given.
        grew: bool,
    },
    /// The kind is not given: the default was taken.
    KindAssumed {
        /// The kind taken.
        kind: &'static str,
    },
    /// The finish is before the start, or another order is reversed.
    Reversed {
        /// What should be the smaller.
        low: &'static str,
        /// What should be the larger.
        high: &'static str,
    },
    /// The pack that was made is refused by the pack reader: its words.
    Pack {
        /// In both languages.
        zh: String,
        /// In English.
        en: String,
    },
}

/// Something found in what was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it can still be used.
    pub weight: Weight,
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

impl Finding {
    /// An error.
    pub fn error(place: Place, problem: Problem) -> Self {
        Self { weight: Weight::Error, place, problem }
    }

    /// A remark.
    pub fn remark(place: Place, problem: Problem) -> Self {
        Self { weight: Weight::Remark, place, problem }
    }

    /// What is wrong, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.problem.zh().0,
            Language::En => self.problem.en().0,
        }
    }

    /// What to do, in words.
    pub fn hint(&self, language: Language) -> String {
        match language {
            Language::Zh => self.problem.zh().1,
            Language::En => self.problem.en().1,
        }
    }
}

impl Problem {
    /// What is wrong and what to do.
    fn zh(&self) -> (String, String) {
        let said = |what: String, hint: &str| (what, hint.to_owned());
        match self {
            Self::FileTooLarge { bytes } => said(
                format!("文件有 {bytes} 字节，超过上限 {} MB", crate::book::LARGEST_FILE >> 20),
                "删掉图片和无关工作表再存一次",
            ),
            Self::Bomb => said("文件解开后过大，不读".to_owned(), "从空表单重新填起，只粘贴数值"),
            Self::OldOrLocked => {
                said("这是旧版 .xls / .et 文件，或设了密码".to_owned(), "在 Excel 或 WPS 里“另存为”.xlsx，不设密码")
            }
            Self::NotAWorkbook => {
                said("这不是 .xlsx 工作簿".to_owned(), "选用 guoban new --form 或网页给出的表单，存为 .xlsx")
            }
            Self::Broken { reason } => {
                said(format!("工作簿读不出来：{reason}"), "用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx")
            }
            Self::TooManyCells => said(
                format!("单元格过多，只读前 {} 行、{} 列", crate::book::MOST_ROWS, crate::book::MOST_COLUMNS),
                "删掉表外的内容",
            ),
            Self::NoSheet => said("没有“指标”或“增速”工作表".to_owned(), "工作表名请保持表单原样"),
            Self::NoHeadings => said("没有找到表头行".to_owned(), "表头行须有“名称”一列，请保持表单原样"),
            Self::NoColumn { heading } => said(format!("缺少“{heading}”列"), "从空表单复制这一列的表头"),
            Self::ColumnTwice { heading } => said(format!("表头“{heading}”出现两次"), "删掉其中一列"),
            Self::UnknownColumn { heading } => {
                said(format!("表单没有“{heading}”列，未读"), "如需保留，写进备注；表头拼写请照表单")
            }
            Self::Missing { what } => said(format!("没有填{what}"), "补上"),
            Self::NotANumber { found } => said(format!("“{found}”不是数"), "只填数字；没有就留空"),
            Self::OutOfRange { found, low, high } => {
                said(format!("“{found}”不在 {low} 到 {high} 之间"), "核对数字和单位")
            }
            Self::NotADate { found } => said(format!("“{found}”不是日期"), "写成 2026-04-20；月份写成 2026-04"),
            Self::CellFault { found } => said(format!("单元格是错误值 {found}"), "改正公式，或只粘贴数值"),
            Self::NotOneOf { found, words } => {
                said(format!("“{found}”不在可填的词里"), &format!("可填：{}", words.join("、")))
            }
            Self::TooLong { limit } => said(format!("文字超过 {limit} 个字"), "写短些"),
            Self::BadUnit { found } => {
                said(format!("单位“{found}”读不懂"), "只用字母、汉字、% 和 /，如 亿元、万吨、元/吨")
            }
            Self::NameTwice { name, first } => said(format!("“{name}”与 {first} 重名"), "改名，如加上“限上”“全社会”"),
            Self::UnknownIndicator { name, nearest } => said(
                format!("指标表里没有“{name}”"),
                &nearest.as_ref().map_or_else(|| "名称须与指标表一致".to_owned(), |near| format!("最接近的是“{near}”")),
            ),
            Self::Gap { month } => {
                said(format!("{month} 月缺数，而前后有数"), "补上；1—2月合并的只填 2 月；按季的只填 3、6、9、12 月")
            }
            Self::NotYet { month } => {
                said(format!("{month} 月在截至日还没有公布，未采用"), "改截至日或发布日，或删去该数")
            }
            Self::TooEarly { from } => {
                said(format!("截至日时上年12月的数还没有公布，最早为 {from}"), "改截至日，或改发布日")
            }
            Self::Falls { month } => {
                said(format!("{month} 月累计数比上一期小"), "核对；如填的是当月数，把“填法”改为当月")
            }
            Self::NoLastYear => said("没有上年数，不能推演".to_owned(), "补上上年各月（或各季）数"),
            Self::NoTask => said("没有任务，只显示不判定".to_owned(), "如有任务，填半年任务或全年任务"),
            Self::TooManyRows { limit } => said(format!("超过 {limit} 行"), "只留要判定的行"),
            Self::NothingYet { grew: true } => said("今年还没有数：按上年全年增速推演".to_owned(), "有数后粘贴公报"),
            Self::NothingYet { grew: false } => {
                said("今年还没有数，也没有上年增速：按上年水平推演".to_owned(), "填“上年增速”，或有数后粘贴公报")
            }
            Self::KindAssumed { kind } => {
                said(format!("没有填类别，按“{kind}”处理"), "误差区间和默认推演随类别而定，请选一个")
            }
            Self::Reversed { low, high } => said(format!("“{low}”大于“{high}”"), "对调或改正"),
            Self::Pack { zh, .. } => said(format!("生成的底册有问题：{zh}"), "改对应的单元格；仍不行请把表单附上报告"),
        }
    }

    fn en(&self) -> (String, String) {
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
            Self::Pack { en, .. } => said(
                format!("the pack that was made has a fault: {en}"),
                "mend the cell it comes from; if that does not help, report it with the form",
            ),
        }
    }
}
