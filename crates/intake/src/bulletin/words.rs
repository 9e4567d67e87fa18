//! What a preview says, in words.

use guoban_model::text::Language;

use super::{Cell, Change, Match, Note, Span, Why};

impl Span {
    /// `1—4月`, `4月`.
    pub fn shown(self, language: Language) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let name = |month: u32| MONTHS.get(month as usize - 1).copied().unwrap_or("?");
        match (self, language) {
            (Self::ToDate(1) | Self::Single(1), Language::Zh) => "1月".to_owned(),
            (Self::ToDate(month), Language::Zh) => format!("1—{month}月"),
            (Self::Single(month), Language::Zh) => format!("{month}月"),
            (Self::ToDate(1) | Self::Single(1), Language::En) => "Jan".to_owned(),
            (Self::ToDate(month), Language::En) => format!("Jan–{}", name(month)),
            (Self::Single(month), Language::En) => name(month).to_owned(),
        }
    }
}

impl Note {
    /// In words.
    pub fn message(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        match self {
            Self::MonthAssumed if zh => "没写月份，按下一期".to_owned(),
            Self::MonthAssumed => "no month said; the next period was taken".to_owned(),
            Self::UnitAssumed if zh => "没写单位，按指标的单位".to_owned(),
            Self::UnitAssumed => "no unit said; the indicator's was taken".to_owned(),
            Self::Converted { rate } if zh => format!("按 1 美元 = {rate} 元折算"),
            Self::Converted { rate } => format!("converted at {rate} yuan a dollar"),
            Self::Contradicts { by_levels } if zh => {
                format!("与两年总量算出的 {by_levels}% 不一致：可比口径不同，两个都保留")
            }
            Self::Contradicts { by_levels } => {
                format!("amounts of two years make {by_levels}%: another comparable base, both are kept")
            }
            Self::MonthDiffers { by_date } if zh => {
                format!("当月数与累计数对不上（累计推出 {by_date}）：前几个月有修订，以累计数为准")
            }
            Self::MonthDiffers { by_date } => {
                format!(
                    "the month does not go with the amounts to date, which make it {by_date}: an earlier month was revised; those to date are kept"
                )
            }
            Self::Joint if zh => "1—2月合并公布，底册分两个月：按上年两月的比例拆开，只有合计是公布数".to_owned(),
            Self::Joint => {
                "January and February came as one figure; parted as last year, only their sum is published".to_owned()
            }
            Self::Falling if zh => "按“下降”取负".to_owned(),
            Self::Falling => "negative, by its word".to_owned(),
        }
    }
}

impl Why {
    /// Why it was not taken, and what to do.
    pub fn message(&self, language: Language) -> (String, String) {
        let said = |zh: &str, zh_hint: &str, en: &str, en_hint: &str| match language {
            Language::Zh => (zh.to_owned(), zh_hint.to_owned()),
            Language::En => (en.to_owned(), en_hint.to_owned()),
        };
        match self {
            Self::NoName { like } if like.is_empty() => said(
                "底册里没有这个指标",
                "认得的话指定它是哪一项，以后就记得",
                "no indicator has this name",
                "say which it is, and it is remembered",
            ),
            Self::NoName { like } => said(
                &format!("像好几项：{}", like.join("、")),
                "指定是哪一项，以后就记得",
                &format!("like several: {}", like.join(", ")),
                "say which it is, and it is remembered",
            ),
            Self::NoNumber => said("不是数", "核对这一格", "not a number", "check this cell"),
            Self::NoRate => said(
                "美元与人民币之间要有汇率",
                "给出汇率，如 7.1",
                "dollars and yuan need a rate",
                "state yuan a dollar, as in 7.1",
            ),
            Self::OtherUnit { found, wanted } => said(
                &format!("单位“{found}”不能换成“{wanted}”"),
                "核对是不是同一个指标",
                &format!("`{found}` cannot be made `{wanted}`"),
                "check whether it is the same indicator",
            ),
            Self::NoSuchPeriod => said(
                "这个指标不按这一期公布",
                "核对月份，或改底册里的 publish",
                "the indicator is not published for that period",
                "check the month, or change `publish` in the pack",
            ),
            Self::Gap { month } => said(
                &format!("前面缺 {month} 月"),
                "先粘贴那个月的数",
                &format!("month {month} before it is missing"),
                "paste that month's figures first",
            ),
            Self::SingleGrowth => said(
                "单月增速不入底册",
                "粘贴累计增速",
                "growth of a single month is not kept",
                "paste the growth to date",
            ),
            Self::NoGrowth => said(
                "底册没有这个指标的增速",
                "在底册里加一项“…增速”",
                "the pack has no growth of this indicator",
                "add one to the pack",
            ),
            Self::Computed => said(
                "这一项由别的数算出或分行，不能直接填",
                "改底册文本",
                "it is computed from others, or has rows",
                "edit the text of the pack",
            ),
            Self::SignOnly => said("只有正负，没有数", "补上数字", "a sign without a number", "add the number"),
            Self::Twice => said(
                "同一个数出现两次且不同，取了前一个",
                "核对",
                "it stands twice with different figures; the first was taken",
                "check it",
            ),
            Self::OtherYear => {
                said("不是计划年的数", "只粘贴今年的", "a figure of another year", "paste this year's only")
            }
        }
    }
}

impl Cell {
    /// New, the same, revised, or asked about.
    pub fn state(&self, language: Language) -> &'static str {
        let zh = language == Language::Zh;
        match (&self.matched, self.change) {
            (Match::Near, _) => {
                if zh {
                    "待确认名称"
                } else {
                    "is it that?"
                }
            }
            (_, Change::New) => {
                if zh {
                    "新增"
                } else {
                    "new"
                }
            }
            (_, Change::Same) => {
                if zh {
                    "未变"
                } else {
                    "same"
                }
            }
            (_, Change::Revised) => {
                if zh {
                    "修订"
                } else {
                    "revised"
                }
            }
        }
    }
}
