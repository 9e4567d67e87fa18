//! The words of the sheets, and their heads.

use guoban_model::text::Language;
use guoban_planning::number::month_of;
use rust_xlsxwriter::Worksheet;

use crate::places::{FIRST_MONTH, FIRST_ROW, Place, Sheet};
use crate::style::Styles;
use crate::{Source, WorkbookError};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        /// Words in one language.
        pub struct Words {
            $($(#[$doc])* pub $name: &'static str,)*
        }

        impl Words {
            /// The words of a language.
            pub fn of(language: Language) -> &'static Self {
                match language {
                    Language::Zh => &Self { $($name: $zh,)* },
                    Language::En => &Self { $($name: $en,)* },
                }
            }
        }
    };
}

words! {
    name: "名称", "Name";
    id: "代号", "Id";
    unit: "单位", "Unit";
    row: "行", "Row";
    setting: "取值（可改）", "Setting (change me)";
    low: "下限", "Lowest";
    high: "上限", "Highest";
    baseline: "基线", "Baseline";
    central: "中值", "Central value";
    acts_from: "起效月", "Acts from";
    too_late: "已来不及", "too late";
    owner: "牵头单位", "Owner";
    moved: "已改动", "Changed";
    note: "说明", "Note";
    source: "来源", "Source";
    kind: "性质", "Kind";
    value: "数值（可改）", "Value (change me)";
    measure: "口径", "Measure";
    flow: "当月数", "monthly amount";
    stock: "期末数", "end of month";
    rate: "累计或比率", "rate, year to date";
    known_through: "已知到", "Known through";
    as_written: "底册中的公式", "Formula in the pack";
    constants: "常数", "Constants";
    profiles: "季节权重（1—12月）", "Seasonal weights (January to December)";
    curves: "曲线（上行为横坐标，下行为纵坐标）", "Curves (abscissae above, ordinates below)";
    published: "公布数", "published";
    invented: "演示数据", "demonstration data";
    guess: "猜测", "guess";
    target: "任务", "Target";
    rule: "判定方向", "Rule";
    at_least: "不低于", "at least";
    at_most: "不高于", "at most";
    annual: "全年任务（可改）", "Annual target (change me)";
    half_task: "半年任务（可改）", "Half-year task (change me)";
    tolerance: "容差", "Tolerance";
    share: "6月应达比例", "Share due by June";
    raw: "推算值", "Computed";
    projected: "预计", "Projected";
    due: "应达", "Due";
    bound: "过线值", "Pass mark";
    gap: "差距", "Gap";
    points: "差距（点）", "Gap in points";
    verdict: "判定", "Verdict";
    half: "上半年", "Half-year";
    year: "全年", "Full year";
    next: "次年", "Year after";
    red_line: "底线", "Red line";
    met: "达到", "met";
    missed: "未达", "missed";
    limits: "资源限额", "Limits";
    short_months: "不足的月数", "Months short";
    short_by: "最多差", "Short by at most";
    used: "使用", "used";
    available: "可用", "available";
    shortage: "差额", "shortage";
    enough: "够用", "sufficient";
    overdrawn: "不够，方案不可行", "overdrawn, not feasible";
    count: "项数（不含底线）", "Targets (without red lines)";
    by_month: "逐月，见“逐月”表", "by month, see Monthly";
    board_note: "黄色格可以改：本表的任务数，“措施”“假设”“参数”“项目和表”中的取值。蓝色数字都是公式，改动后自动重算。判定按中间预测，不含概率。",
        "Yellow cells are to change: targets here, settings on Levers, Assumptions, Parameters and Tables. Blue figures are formulas and follow. Verdicts are those of the central projection, without chances.";
    levers_note: "在黄色格中改取值。起效月以前的月份按基线计算。月份用数字：1为当年1月，13为次年1月。",
        "Change settings in the yellow cells. Before the month from which a lever acts, its baseline counts. Months are numbers: 1 is January of the plan year, 13 the January after.";
    assumptions_note: "在黄色格中改取值。", "Change values in the yellow cells.";
    monthly_note: "黑色为已知数，蓝色为公式。#N/A：该月没有数。", "Black figures are known, blue ones are formulas. #N/A: there is no value in that month.";
    steps_note: "“逐月”表中较长公式的中间步骤，列与“逐月”表的月份相同。", "Parts of longer formulas of Monthly; columns are the same months.";
    tables_note: "黄色格可以改。月份用数字：1为当年1月。", "Yellow cells are to change. Months are numbers: 1 is January of the plan year.";
    parameters_note: "黄色格可以改。", "Yellow cells are to change.";
    sources_note: "每个数的出处。", "Where each number comes from.";
}

/// A sheet with its title and a note below.
pub fn titled(source: &Source<'_>, styles: &Styles, sheet: Sheet, note: &str) -> Result<Worksheet, WorkbookError> {
    let pack = source.pack();
    let name = sheet.name(source.language);
    let mut made = Worksheet::new();
    made.set_name(name)?;
    let demo = if pack.demo { format!(" · {}", Words::of(source.language).invented) } else { String::new() };
    let title = format!("{} · {name} · {}{demo}", pack.name.get(source.language), source.model.as_of());
    styles.text(&mut made, Place::new(0, 0), &title, &styles.title)?;
    styles.text(&mut made, Place::new(1, 0), note, &styles.note)?;
    Ok(made)
}

/// Heads of columns from the first one on.
pub fn heads(styles: &Styles, sheet: &mut Worksheet, row: usize, heads: &[&str]) -> Result<(), WorkbookError> {
    for (column, head) in heads.iter().enumerate() {
        styles.text(sheet, Place::new(row, column), head, &styles.head)?;
    }
    Ok(())
}

/// Heads of a sheet of months, with the months; the names stay in sight.
pub fn month_heads(
    source: &Source<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
    first: &[&str],
) -> Result<(), WorkbookError> {
    heads(styles, sheet, FIRST_ROW - 1, first)?;
    for offset in source.places.months() {
        if let Some(column) = source.places.month(offset) {
            let name = month_of(offset, source.pack().year, source.language);
            styles.text(sheet, Place::new(FIRST_ROW - 1, column), &name, &styles.head)?;
        }
    }
    sheet.set_freeze_panes(FIRST_ROW as u32, 1)?;
    sheet.set_column_width(0, 34)?;
    let last = FIRST_MONTH + source.places.months().len() - 1;
    sheet.set_column_range_width(FIRST_MONTH as u16, last as u16, 11)?;
    Ok(())
}
