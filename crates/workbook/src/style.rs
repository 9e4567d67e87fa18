//! How cells look, and writing texts that stay texts.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::WorkbookError;
use crate::places::Place;

/// Longest text of a cell, a little below the 32,767 characters that a spreadsheet takes.
const LONGEST_TEXT: usize = 32_000;

/// Formats of cells.
pub struct Styles {
    /// A sheet's title.
    pub title: Format,
    /// Small print below it.
    pub note: Format,
    /// Heads of columns.
    pub head: Format,
    /// Words.
    pub plain: Format,
    /// Words that may take several lines.
    pub wrapped: Format,
    /// A number that is known.
    pub figure: Format,
    /// A number that follows from others.
    pub projected: Format,
    /// A number to change.
    pub input: Format,
    /// A verdict.
    pub verdict: Format,
}

impl Default for Styles {
    fn default() -> Self {
        let number = || Format::new().set_num_format("#,##0.0###");
        Self {
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color(Color::RGB(0x59_59_59)),
            head: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0xEE_F1_F5))
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            plain: Format::new(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            figure: number(),
            projected: number().set_font_color(Color::RGB(0x1F_4E_8C)),
            input: number().set_background_color(Color::RGB(0xFF_F4_CC)).set_border(FormatBorder::Hair),
            verdict: Format::new().set_bold(),
        }
    }
}

impl Styles {
    /// A number with a fixed number of decimals, formatted like another.
    pub fn decimals(format: &Format, decimals: u32) -> Format {
        let places = "0".repeat(decimals.min(10) as usize);
        let number = if places.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{places}") };
        format.clone().set_num_format(number)
    }

    /// Writes a text. One that begins like a formula is marked as text, so that it stays one when it is edited.
    pub fn text(&self, sheet: &mut Worksheet, at: Place, text: &str, format: &Format) -> Result<(), WorkbookError> {
        if text.is_empty() {
            return Ok(());
        }
        let cut: String = text.chars().take(LONGEST_TEXT).collect();
        if cut.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            let quoted = format.clone().set_quote_prefix();
            sheet.write_string_with_format(at.row, at.column, cut, &quoted)?;
        } else {
            sheet.write_string_with_format(at.row, at.column, cut, format)?;
        }
        Ok(())
    }
}
