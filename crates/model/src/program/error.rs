//! What can be wrong with a pack whose names and units are right.

use super::CellRef;
use crate::pack::Pack;
use crate::text::Language;
use crate::time::Month;

/// Most cells of a cycle that a message names.
const MOST_NAMED: usize = 12;

/// Why a pack cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// A value depends on itself in the same month: the cells of the cycle, the first one again at the end.
    Cycle(Vec<CellRef>),
    /// A formula reads a month for which there is neither a figure nor a value before the first one.
    NoFigure {
        /// The month that is read.
        read: CellRef,
        /// The cell whose formula reads it.
        by: CellRef,
    },
    /// Formulas lead from one to the next too far to be followed.
    TooDeep(CellRef),
    /// Variables × rows × months exceed the limit.
    TooManyCells {
        /// How many there are.
        cells: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The unrolled program exceeds the limit.
    TooManyOperations {
        /// How many there may be.
        limit: usize,
    },
}

impl CompileError {
    /// The variable whose formula is at fault, where one is.
    pub fn cell(&self) -> Option<CellRef> {
        match self {
            Self::Cycle(cells) => cells.first().copied(),
            Self::NoFigure { by, .. } => Some(*by),
            Self::TooDeep(cell) => Some(*cell),
            Self::TooManyCells { .. } | Self::TooManyOperations { .. } => None,
        }
    }

    /// What is wrong, in words.
    pub fn message(&self, pack: &Pack, language: Language) -> String {
        let cell = |cell: &CellRef| describe(pack, *cell);
        match (self, language) {
            (Self::Cycle(cells), _) => {
                let mut path: Vec<_> = cells.iter().map(cell).collect();
                let left_out = path.len().saturating_sub(MOST_NAMED);
                if left_out > 0 {
                    let more = match language {
                        Language::Zh => format!("…（另 {left_out} 格）…"),
                        Language::En => format!("… ({left_out} more) …"),
                    };
                    path.splice(MOST_NAMED / 2..MOST_NAMED / 2 + left_out, [more]);
                }
                let path = path.join(" → ");
                match language {
                    Language::Zh => format!("循环依赖:{path}"),
                    Language::En => format!("a value depends on itself: {path}"),
                }
            }
            (Self::NoFigure { read, by }, Language::Zh) => {
                format!("{} 要读取 {},但该月没有数", cell(by), cell(read))
            }
            (Self::NoFigure { read, by }, Language::En) => {
                format!("{} reads {}, which has no figure", cell(by), cell(read))
            }
            (Self::TooDeep(at), Language::Zh) => format!("公式逐个引用过深,止于 {}", cell(at)),
            (Self::TooDeep(at), Language::En) => format!("formulas lead on too far; stopped at {}", cell(at)),
            (Self::TooManyCells { cells, limit }, Language::Zh) => {
                format!("变量×行×月共 {cells} 格,超过上限 {limit} 格")
            }
            (Self::TooManyCells { cells, limit }, Language::En) => {
                format!("variables × rows × months make {cells} cells; the limit is {limit}")
            }
            (Self::TooManyOperations { limit }, Language::Zh) => format!("展开后的运算超过上限 {limit} 步"),
            (Self::TooManyOperations { limit }, Language::En) => {
                format!("the formulas unroll to more than {limit} operations")
            }
        }
    }

    /// What to do about it, in words.
    pub fn hint(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Cycle(_), Language::Zh) => "把其中一处改为读取上月:lag(…, 1)",
            (Self::Cycle(_), Language::En) => "let one of them read last month's value: lag(…, 1)",
            (Self::NoFigure { .. }, Language::Zh) => "补上 known 数列,或用 before = … 说明首个已知月之前取何值",
            (Self::NoFigure { .. }, Language::En) => {
                "extend its known figures, or say with before = … what it was earlier"
            }
            (Self::TooDeep(_), Language::Zh) => "减少逐个引用的层数,或把中间量改为已知数列",
            (Self::TooDeep(_), Language::En) => "shorten the chain, or make an intermediate quantity a given series",
            (Self::TooManyCells { .. } | Self::TooManyOperations { .. }, Language::Zh) => "减少表的行数或变量数",
            (Self::TooManyCells { .. } | Self::TooManyOperations { .. }, Language::En) => "use fewer rows or variables",
        }
    }
}

/// A cell in the form `hog_sales 2026-05` or `works[alumina] 2026-05`.
pub fn describe(pack: &Pack, cell: CellRef) -> String {
    let variable = &pack.variables[cell.variable.0];
    let month = Month::from_offset(pack.year, cell.offset);
    match variable.over.and_then(|table| pack.tables[table.0].rows.get(cell.row)) {
        Some(row) => format!("{}[{}] {month}", variable.id, row.id),
        None => format!("{} {month}", variable.id),
    }
}
