//! What can go wrong, in words.

use guoban_model::text::Language;
use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why no workbook was written.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// More monthly cells than a spreadsheet opens.
    #[error("{cells} monthly cells, more than {limit}")]
    TooLarge {
        /// Cells of the pack.
        cells: usize,
        /// The most that is written.
        limit: usize,
    },
    /// What the library that writes the file refused.
    #[error("the file cannot be written: {0}")]
    Write(#[from] XlsxError),
}

impl WorkbookError {
    /// What is wrong and what to do.
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooLarge { cells, limit }, Language::Zh) => format!(
                "底册按月展开有 {cells} 个单元格，超过工作簿的上限 {limit}；请减少 history_months 或表的行数后再导出。"
            ),
            (Self::TooLarge { cells, limit }, Language::En) => format!(
                "the pack has {cells} monthly cells, more than the {limit} a workbook may have; lower history_months or the \
                 number of rows of its tables and write it again"
            ),
            (Self::Write(reason), Language::Zh) => format!("工作簿写不出来：{reason}。"),
            (Self::Write(reason), Language::En) => format!("the workbook cannot be written: {reason}"),
        }
    }
}
