//! The empty form, as an .xlsx file.

use guoban_model::text::Language;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::layout::{Column, Data, Fill, Head, Often, SheetKind, Stage, TaskIn, Word};
use crate::kind::Kind;

/// Rows of a sheet that are ready to be filled.
const ROWS: u32 = 200;

/// Writes the empty form. The same language gives the same bytes.
///
/// # Errors
/// What the writer says, which it does not for this form.
pub fn blank(language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The writer would put the time of writing; the form is the same whenever it is made.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("过半 Guoban").set_creation_datetime(&made));
    for kind in SheetKind::ALL {
        let sheet = book.add_worksheet();
        sheet.set_name(kind.name(language))?;
        fill(sheet, kind, language)?;
    }
    let sheet = book.add_worksheet();
    sheet.set_name(if language == Language::Zh { "说明" } else { "How to" })?;
    help(sheet, language)?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, kind: SheetKind, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xE8EEF4))
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let needed = head.clone().set_background_color(Color::RGB(0xF6DFA4));
    let mut row = 0;
    if kind == SheetKind::Indicators {
        for (at, label) in Head::ALL.into_iter().enumerate() {
            let column = (at * 2) as u16;
            sheet.write_string_with_format(0, column, label.label(language), &bold)?;
            if label == Head::Data {
                sheet.add_data_validation(0, column + 1, 0, column + 1, &list(&Data::words(language))?)?;
            }
        }
        row = 2;
    }
    for (at, column) in kind.columns().into_iter().enumerate() {
        let at = at as u16;
        let format = if is_needed(kind, column) { &needed } else { &head };
        sheet.write_string_with_format(row, at, column.heading(language), format)?;
        sheet.set_column_width(at, if column == Column::Name { 28.0 } else { 11.0 })?;
        let words = match column {
            Column::Kind => Kind::words(language),
            Column::Fill => Fill::words(language),
            Column::Publish => Often::words(language),
            Column::TaskIn => TaskIn::words(language),
            Column::Borrowed | Column::Recording => bool::words(language),
            Column::Stage => Stage::words(language),
            _ => continue,
        };
        sheet.add_data_validation(row + 1, at, row + ROWS, at, &list(&words)?)?;
    }
    if let Some(at) = kind.columns().iter().position(|column| *column == Column::Day) {
        let rule = DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 31));
        sheet.add_data_validation(row + 1, at as u16, row + ROWS, at as u16, &rule)?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    Ok(())
}

fn list(words: &[&str]) -> Result<DataValidation, XlsxError> {
    DataValidation::new().allow_list_strings(words)
}

/// Whether a row cannot be read without it.
fn is_needed(kind: SheetKind, column: Column) -> bool {
    match kind {
        SheetKind::Indicators => matches!(column, Column::Name | Column::Unit | Column::LastYear(_)),
        SheetKind::Growth => matches!(column, Column::Name),
        SheetKind::Industries => matches!(column, Column::Name | Column::Share | Column::Quarter(_)),
        SheetKind::Projects => {
            matches!(column, Column::Name | Column::Cost | Column::YearPlan | Column::Start | Column::Finish)
        }
        SheetKind::Measures => {
            matches!(column, Column::Name | Column::Unit | Column::High | Column::Indicator | Column::Effect)
        }
        SheetKind::Funnels => matches!(
            column,
            Column::Name
                | Column::Unit
                | Column::High
                | Column::Qualified
                | Column::Enters
                | Column::Indicator
                | Column::Each
        ),
        SheetKind::Cohorts => matches!(
            column,
            Column::Name | Column::Unit | Column::High | Column::Delay | Column::Indicator | Column::Effect
        ),
        SheetKind::Units => matches!(column, Column::Name | Column::Indicator | Column::Weight | Column::GrowthNow),
        SheetKind::Peers => matches!(column, Column::Name | Column::Indicator),
    }
}

const HELP: [(&str, &str); 15] = [
    (
        "只有“指标”（或“增速”）一张表必填；其余留空即可。黄色表头的列必填。",
        "Only `Indicators` (or `Growth`) must be filled in; leave the others empty. Columns with a yellow heading are needed.",
    ),
    (
        "“指标”表第一行：地方、计划年、截至日（如 2026-04-20）、数据性质，填在各自右边一格。",
        "First row of `Indicators`: place, plan year, as-of date (2026-04-20), data; each value in the cell to its right.",
    ),
    (
        "上年、今年各月填数；“填法”默认累计，也可选当月。1—2月合并的只填2月；按季的只填3、6、9、12月。",
        "Figures by month; `Figures` says to date (the default) or single month. January and February as one figure stand in February; quarters in months 3, 6, 9 and 12.",
    ),
    (
        "只有增速没有总量的指标填“增速”表，数为年初累计增速，%。",
        "What is published as growth only goes on `Growth`: growth from January to the month, per cent.",
    ),
    (
        "总量和公布增速都有的，两张表各填一行、名称相同；两者对不上（可比口径不同）会说明，两个都保留。",
        "What has amounts and published growth has a row on both sheets with the same name; where they differ (another comparable base) that is said and both are kept.",
    ),
    (
        "“类别”决定默认推演方法和误差区间（依据公布数回测），请尽量选准；没有合适的选“其他平稳总量”或“其他波动总量”。",
        "`Kind` decides the default projection and the error band (from back-tests of published figures); choose with care.",
    ),
    (
        "“任务口径”默认总量；任务是增速的选增速，填 %。",
        "`Task in` is an amount by default; choose growth where the task is a growth rate, and fill in per cent.",
    ),
    (
        "名称可写中英文，中间用 空格|空格 隔开：社零总额 | Retail sales。",
        "Names may be Chinese and English with ` | ` between.",
    ),
    (
        "行业：上年占比（%）或上年各季增加值（亿元），二者填一种；今年累计增速（%）或相关指标（指标表里的名称）及传导系数。",
        "Industries: the share of last year (%) or value added of its quarters (亿元), one of them in all rows; growth this year (%) or the driver (a name of the sheet of indicators) and its pass-through.",
    ),
    (
        "项目：总投资和分年（以前年度完成、本年计划、本年已完成、次年计划），万元；开工、竣工写 2026-04；阶段选词。",
        "Projects: total cost and money by year (done before, plan of the year, done this year, plan of next year), in 万元; start and finish as 2026-04; the stage from its list.",
    ),
    (
        "措施：每单位带来多少，按影响指标的单位（增速为百分点），到年底累计；借：上半年多出的下半年扣回；只改统计：实际产出不变。",
        "Measures: what a unit adds by the year's end, in the unit of its indicator (points for growth); borrowed: what June gains the second half pays back; recording only: nothing more is made.",
    ),
    (
        "入库（四上企业）：最低、已安排、最高为申报家数；入库的不超过真正达标的；每家每月带来按影响指标的单位（增速为当月百分点；个数只计一次）。",
        "Inclusion: least, arranged and most are firms filed; no more enter than really qualify; each a month in the unit of its indicator (points of a month's growth; a count once).",
    ),
    (
        "批次（补栏、种植、招商等）：在原有之外每月再投放多少，几个月后产出，留存率（%，不填为100）；每单位带来按产出的计。",
        "Cohorts (hogs, crops, investors): so many more placed each month, months until they come out, survival (%, 100 if empty); the effect is that of a unit that comes out.",
    ),
    (
        "县区、同级：每行一个单位一个指标；权重为占全部的 %。",
        "Units and peers: one unit and one indicator a row; the weight is its share of the whole in per cent.",
    ),
    (
        "没有填的不会当成已知：默认都在来源里注明，可在生成的底册里改。",
        "Nothing that was not filled in is taken for known: defaults say so in their source, and can be changed in the pack.",
    ),
];

fn help(sheet: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 110)?;
    let wrap = Format::new().set_text_wrap();
    for (row, (zh, en)) in (0..).zip(HELP) {
        sheet.write_string_with_format(row, 0, if language == Language::Zh { zh } else { en }, &wrap)?;
    }
    Ok(())
}
