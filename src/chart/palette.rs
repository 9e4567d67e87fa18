//! The colours of a chart, read from the tokens of the page.

use plotters::style::RGBColor;
use web_sys::Element;

/// Colours of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// What is known.
    pub actual: RGBColor,
    /// What is projected.
    pub plan: RGBColor,
    /// The 80% band.
    pub outer: RGBColor,
    /// The 50% band.
    pub inner: RGBColor,
    /// The baseline.
    pub base: RGBColor,
    /// The linear line.
    pub linear: RGBColor,
    /// The seasonal line.
    pub seasonal: RGBColor,
    /// What is due.
    pub target: RGBColor,
    /// Lines of the grid.
    pub grid: RGBColor,
    /// The axis and leaders.
    pub axis: RGBColor,
    /// Words.
    pub ink: RGBColor,
    /// Lesser words.
    pub faint: RGBColor,
    /// The line of today.
    pub today: RGBColor,
    /// What the chart is drawn on.
    pub surface: RGBColor,
}

impl Palette {
    /// The colours as an element of the page has them now.
    pub fn read(element: &Element) -> Option<Self> {
        let window = web_sys::window()?;
        let style = window.get_computed_style(element).ok()??;
        let token = |name: &str| {
            let value = style.get_property_value(name).ok()?;
            color(value.trim())
        };
        Some(Self {
            actual: token("--c-actual")?,
            plan: token("--c-plan")?,
            outer: token("--c-band-out")?,
            inner: token("--c-band-in")?,
            base: token("--c-base")?,
            linear: token("--c-linear")?,
            seasonal: token("--c-season")?,
            target: token("--c-target")?,
            grid: token("--c-grid")?,
            axis: token("--c-axis")?,
            ink: token("--ink")?,
            faint: token("--ink-3")?,
            today: token("--c-today")?,
            surface: token("--surface")?,
        })
    }
}

/// Reads `#rrggbb`.
fn color(text: &str) -> Option<RGBColor> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some(RGBColor(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_tokens_are_read() {
        assert_eq!(color("#1f4e9e"), Some(RGBColor(0x1f, 0x4e, 0x9e)));
        assert_eq!(color("red"), None);
        assert_eq!(color("#1f4"), None);
    }
}
