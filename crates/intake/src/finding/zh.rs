//! What is wrong with a form, in Chinese.

use super::Problem;

impl Problem {
    /// What is wrong and what to do.
    pub(super) fn zh(&self) -> (String, String) {
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
            Self::Missing { what } => said(format!("没有填{what}"), "在这一格填上"),
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
            Self::NotAhead { from, until } => said(
                format!("这个月起不了作用：须在 {from} 到 {until} 之间"),
                "改月份；截至日以前的已在公布数里，删去这一行",
            ),
            Self::NoMonthLeft => {
                said("截至日之后计划年已没有月份，措施不再起作用，未采用".to_owned(), "改截至日，或把计划年改成下一年")
            }
            Self::Contradicts { month, published, by_levels } => said(
                format!("到 {month} 月公布增速 {published}%，两年总量算出 {by_levels}%：可比口径不同，两个都保留"),
                "口径不同不用改；填错了就改正其中一个",
            ),
            Self::TaskTwice => said("这项增速任务在“指标”表已经填过".to_owned(), "只留一处"),
            Self::NotAPeriod { month } => {
                said(format!("“指标”表里它不按 {month} 月公布，未采用"), "填在它公布的月份，或改“发布”")
            }
            Self::SharesAndAmounts => {
                said("有的行填占比，有的行填各季增加值".to_owned(), "各行填同一种：都填“上年占比”，或都填四个季度")
            }
            Self::Whole { sum } => said(format!("合计为 {sum}%，不是 100%"), "补齐缺的行，或核对占比；仍按所填的数算"),
            Self::MoneyOfYears { sum, cost } => {
                said(format!("以前、本年、次年合计 {sum} 万元，超过总投资 {cost} 万元"), "核对总投资和分年数")
            }
            Self::StageAndMonths { stage } => {
                said(format!("阶段为“{stage}”，与开工、竣工月份不合；推演按月份"), "改月份，或改阶段")
            }
            Self::StandsStill => {
                said("停工项目仍按计划推演".to_owned(), "把“竣工”改到预计的月份，本年计划改成还能完成的数")
            }
            Self::Pack { zh, .. } => said(format!("生成的底册有问题：{zh}"), "改对应的单元格；仍不行请把表单附上报告"),
        }
    }
}
