//! The canvas of plotters, finer and quieter.
//!
//! plotters places everything on whole units. One unit here is a fraction of a device pixel, so slow lines show no steps
//! at any pixel density. Text is measured by the canvas: plotters' own way puts elements with inline styles into the
//! page, which the content-security policy forbids.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Units of a device pixel.
const FINE: f64 = 8.0;

/// A canvas in units of its own; see [`Fine::units`].
pub struct Fine {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    units: f64,
}

impl Fine {
    /// Prepares a canvas for a drawing of so many CSS pixels at a pixel density, and clears it.
    pub fn new(canvas: &HtmlCanvasElement, width: f64, height: f64, ratio: f64) -> Option<Self> {
        let pixels = ((width * ratio).round() as u32, (height * ratio).round() as u32);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        if (canvas.width(), canvas.height()) == pixels {
            context.reset_transform().ok()?;
            context.clear_rect(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        } else {
            canvas.set_width(pixels.0);
            canvas.set_height(pixels.1);
        }
        context.set_transform(1.0 / FINE, 0.0, 0.0, 1.0 / FINE, 0.0, 0.0).ok()?;
        context.set_line_join("round");
        let size = (canvas.width() * FINE as u32, canvas.height() * FINE as u32);
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self { inner, context, size, units: ratio * FINE })
    }

    /// Units of a CSS pixel.
    pub fn units(&self) -> f64 {
        self.units
    }

    /// Width of a text in CSS pixels.
    pub fn width_of(&self, text: &str, font: &str, size: f64) -> f64 {
        self.context.set_font(&format!("{}px {font}", size * self.units));
        self.context.measure_text(text).map_or(0.0, |measured| measured.width() / self.units)
    }
}

/// What can go wrong on a canvas.
pub type CanvasError = <CanvasBackend as DrawingBackend>::ErrorType;

type Outcome = Result<(), DrawingErrorKind<CanvasError>>;

impl DrawingBackend for Fine {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Outcome {
        self.inner.draw_text(text, style, at)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        let font = format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str());
        self.context.set_font(&font);
        let width = self.context.measure_text(text).map_or(0.0, |measured| measured.width());
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
