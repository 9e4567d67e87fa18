//! Where things are: months across, values up, both in pixels of the page.

use guoban_planning::scale::{finest, step};

use super::series::Series;

/// Least pixels between two values on the axis.
const TICK_SPACE: f64 = 26.0;

/// Most values on the axis, however high the drawing is.
const MOST_TICKS: f64 = 6.0;

/// The drawing's place for its figures, and its scales.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Left edge of the place for figures.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// Value at the lower edge.
    pub low: f64,
    /// Value at the upper edge.
    pub high: f64,
    /// Values named on the axis.
    pub ticks: Vec<f64>,
    /// The first and the last month.
    pub span: (usize, usize),
}

impl Frame {
    /// The frame of a chart in a drawing of this size, with so many pixels for the words on its sides.
    pub fn new(series: &Series, width: f64, height: f64, axis: f64, ends: f64) -> Self {
        let (left, right) = (axis, (width - ends).max(axis + 40.0));
        let (top, bottom) = (18.0, (height - 20.0).max(40.0));
        let mut low = series.values().fold(f64::INFINITY, f64::min);
        let mut high = series.values().fold(f64::NEG_INFINITY, f64::max);
        if !low.is_finite() || !high.is_finite() {
            (low, high) = (0.0, 1.0);
        }
        if high - low < 1e-9 {
            (low, high) = (low - 1.0, high + 1.0);
        }
        let step = step(high - low, ((bottom - top) / TICK_SPACE).clamp(2.0, MOST_TICKS)).max(finest(series.decimals));
        let low = (low / step).floor() * step;
        let high = (high / step).ceil() * step;
        let count = ((high - low) / step).round() as usize;
        let ticks = (0..=count).map(|index| low + step * index as f64).collect();
        Self { width, height, left, right, top, bottom, low, high, ticks, span: series.span }
    }

    /// Pixels from the left of a month.
    pub fn x(&self, month: usize) -> f64 {
        let (first, _) = self.span;
        self.left + (self.right - self.left) * (month as f64 - first as f64) / self.steps()
    }

    /// Pixels from above of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)
    }

    /// The month nearest to a place.
    pub fn month(&self, x: f64) -> usize {
        let share = (x - self.left) / (self.right - self.left);
        self.span.0 + (share * self.steps()).round().clamp(0.0, self.steps()) as usize
    }

    /// Months between the first and the last.
    fn steps(&self) -> f64 {
        (self.span.1 - self.span.0).max(1) as f64
    }

    /// Decimals that tell the ticks apart, at most as many as the figures have.
    pub fn tick_decimals(&self, decimals: u32) -> u32 {
        let step = self.ticks.get(1).map_or(1.0, |second| second - self.ticks[0]);
        let mut needed = 0;
        let mut shown = step;
        while needed < decimals && (shown - shown.round()).abs() > 1e-6 {
            needed += 1;
            shown *= 10.0;
        }
        needed
    }
}

#[cfg(test)]
mod tests {
    use super::super::series::MONTHS;
    use super::*;

    fn series() -> Series {
        Series {
            row: 0,
            standing: std::array::from_fn(|month| Some(month as f64 * 100.0)),
            known: 3,
            baseline: std::array::from_fn(|month| Some(month as f64 * 90.0)),
            linear: None,
            seasonal: None,
            due: [Some(500.0), Some(1_120.0)],
            fan: Default::default(),
            decimals: 1,
            measure: guoban_model::pack::Measure::Flow,
            span: (0, MONTHS - 1),
        }
    }

    #[test]
    fn around_june_a_small_gap_is_seen() {
        let near = Series { due: [Some(516.0), Some(1_120.0)], ..series() };
        let gap = |frame: &Frame| (frame.y(516.0) - frame.y(500.0)).abs();
        let year = Frame::new(&near, 400.0, 160.0, 40.0, 90.0);
        let june = near.around_june();
        let half = Frame::new(&june, 400.0, 160.0, 40.0, 90.0);
        assert_eq!(june.span, (2, 6));
        assert!(june.standing[1].is_none() && june.standing[7].is_none() && june.due[1].is_none());
        assert!(gap(&half) > 2.0 * gap(&year), "{} {}", gap(&half), gap(&year));
        assert_eq!((half.x(2), half.x(6), half.month(-5.0), half.month(900.0)), (40.0, 310.0, 2, 6));
        assert_eq!(near.gap_in_june(), "-16.0".parse().ok());
    }

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        let frame = Frame::new(&series(), 400.0, 160.0, 40.0, 90.0);
        assert_eq!(frame.ticks, [0.0, 500.0, 1_000.0, 1_500.0]);
        assert_eq!(frame.tick_decimals(1), 0);
        assert_eq!((frame.x(0), frame.x(11)), (40.0, 310.0));
        assert_eq!((frame.y(0.0), frame.y(1_500.0)), (140.0, 18.0));
        assert_eq!((frame.month(-5.0), frame.month(42.0), frame.month(900.0)), (0, 0, 11));
    }

    #[test]
    fn a_chart_without_figures_still_has_a_frame() {
        let none = Series { standing: [None; MONTHS], baseline: [None; MONTHS], due: [None; 2], ..series() };
        let frame = Frame::new(&none, 400.0, 160.0, 40.0, 90.0);
        assert!(frame.low.is_finite() && frame.high > frame.low);
    }

    #[test]
    fn ticks_never_read_the_same() {
        let flat = Series { standing: [Some(4.7); MONTHS], baseline: [Some(4.75); MONTHS], due: [None; 2], ..series() };
        let frame = Frame::new(&flat, 400.0, 900.0, 40.0, 90.0);
        assert!(frame.ticks.len() >= 2);
        assert!(frame.ticks.windows(2).all(|pair| pair[1] - pair[0] > 0.099), "{:?}", frame.ticks);
    }
}
