//! Words of the file.

use guoban_model::text::Language;

use super::item::Group;

/// Words in one language.
pub struct Words {
    pub about: &'static str,
    pub as_of: &'static str,
    pub time: &'static str,
    pub cannot: &'static str,
    pub unit: &'static str,
    pub source: &'static str,
    pub acts_from: &'static str,
    pub too_late: &'static str,
    pub unsaid: &'static str,
    groups: [(&'static str, &'static str); 8],
}

static ZH: Words = Words {
    about: "说明",
    as_of: "数据截至 ",
    time: "TIME 以月为步长：1 为 {year} 年 1 月，0 及以下为历史月份；欧拉法，dt = 1。改 lever_、assume_、const_ 开头的常量和表中的数即可重算。",
    cannot: "标准说不了、本文件因此没有的：\n\
        一、结论。达标、临界、差多少、全年任务、序时与过线口径都不在文件里。\n\
        二、概率。文件是一个方案、一组假设的一次模拟。\n\
        三、发布与更正。哪些月份已知、措施从哪个月起作用，按数据截止日写死；数字更正后须重新导出。\n\
        四、没有值。引擎里没有值的月份（缺数、除以零、负数的对数），此处为 0，不能当作数用。\n\
        五、向前看。算式要用到以后月份而以后月份又随措施变动的，模拟到那个月时还不知道；此处只有年初至今的数，见各变量的说明。\n\
        六、十进制修约。页面按公布的小数位修约后判定，此处是未修约的数。\n\
        七、量纲检查。单位换算在等式里是系数。\n\
        八、取值范围之外的设定不会被截到范围之内。",
    unit: "单位：",
    source: "来源：",
    acts_from: "起作用：",
    too_late: "已来不及起作用，取基准值。",
    unsaid: "此处没有的月份（要用到以后的月份）：",
    groups: [
        ("措施", "可改的常量。"),
        ("假设", "可改的常量。"),
        ("参数", "可改的常量。"),
        ("表", "项目、行业、县区等表里的数，可改。"),
        ("日历", "只随月份变化的数。"),
        ("已知", "已公布的数，以及任何措施都改不了的数。"),
        ("指标", "底册的变量，一行一个。"),
        ("分步", "存量、延迟和过长等式的部分。"),
    ],
};

static EN: Words = Words {
    about: "About",
    as_of: "figures as of ",
    time: "TIME counts months: 1 is January {year}, 0 and below are history; Euler's method, dt = 1. Change the constants that begin with \
           lever_, assume_ or const_, or numbers of the tables, and simulate again.",
    cannot: "What the standard cannot say, and this file therefore does not:\n\
        1. Verdicts. On track, near, gaps, annual tasks and pass lines are not in the file.\n\
        2. Chances. The file is one simulation of one plan under one set of assumptions.\n\
        3. Publication and revision. Which months are known, and from when a lever acts, is fixed for the as-of date; write the file again \
        when figures are revised.\n\
        4. No value. Where the engine has none (a missing figure, a division by zero, the logarithm of a negative number) there is a 0, which is no figure.\n\
        5. Looking ahead. What follows from later months that levers change is not known when the simulation comes to its month; \
        here it is what there is so far, and the variable's note says so.\n\
        6. Decimal rounding. The page judges figures rounded as published; these are not rounded.\n\
        7. Checked units. Conversions of units are factors in equations.\n\
        8. Settings outside their range are not cut to it.",
    unit: "Unit: ",
    source: "Source: ",
    acts_from: "Acts from: ",
    too_late: "It is too late for it to act: the baseline holds.",
    unsaid: "Months that are not said here (they follow from later ones): ",
    groups: [
        ("Levers", "Constants to change."),
        ("Assumptions", "Constants to change."),
        ("Constants", "Constants to change."),
        ("Tables", "Numbers of projects, industries, counties; to be changed."),
        ("Calendar", "What depends on the month alone."),
        ("Known", "Published figures, and figures that no lever changes."),
        ("Indicators", "The variables of the pack, one for each row."),
        ("Parts", "Stocks, delays, and parts of long equations."),
    ],
};

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    /// A heading, and what stands below it.
    pub fn group(&self, group: Group) -> (&'static str, &'static str) {
        self.groups[group as usize]
    }
}
