//! What charts are drawn on: the canvas of plotters, finer and quieter, and lines of an SVG.
//!
//! plotters places everything on whole units. One unit here is a fraction of a device pixel, so slow lines show no steps
//! at any pixel density. Text is measured by a canvas: plotters' own way puts elements with inline styles into the
//! page, which the content-security policy forbids.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use plotters_svg::SVGBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Units of a device pixel.
const FINE: f64 = 8.0;

/// Something charts are drawn on.
pub trait Sheet: DrawingBackend {
    /// What plotters divides the size of type by when it draws on it.
    const TYPE: f64;

    /// Units of a CSS pixel.
    fn units(&self) -> f64;

    /// Width of a text in CSS pixels.
    fn width_of(&self, text: &str, font: &str, size: f64) -> f64;
}

/// A canvas in units of its own; see [`Sheet::units`].
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
}

impl Sheet for Fine {
    const TYPE: f64 = 1.0;

    fn units(&self) -> f64 {
        self.units
    }

    fn width_of(&self, text: &str, font: &str, size: f64) -> f64 {
        measured(&self.context, text, &format!("{}px {font}", size * self.units)) / self.units
    }
}

fn measured(context: &CanvasRenderingContext2d, text: &str, font: &str) -> f64 {
    context.set_font(font);
    context.measure_text(text).map_or(0.0, |measured| measured.width())
}

/// Everything but the size of texts is drawn as the backend of plotters does.
macro_rules! drawn_by_inner {
    () => {
        fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.ensure_prepared()
        }

        fn present(&mut self) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.present()
        }

        fn draw_pixel(
            &mut self,
            point: BackendCoord,
            color: BackendColor,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_pixel(point, color)
        }

        fn draw_line<S: BackendStyle>(
            &mut self,
            from: BackendCoord,
            to: BackendCoord,
            style: &S,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_line(from, to, style)
        }

        fn draw_rect<S: BackendStyle>(
            &mut self,
            upper_left: BackendCoord,
            bottom_right: BackendCoord,
            style: &S,
            fill: bool,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_rect(upper_left, bottom_right, style, fill)
        }

        fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
            &mut self,
            path: I,
            style: &S,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_path(path, style)
        }

        fn draw_circle<S: BackendStyle>(
            &mut self,
            center: BackendCoord,
            radius: u32,
            style: &S,
            fill: bool,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_circle(center, radius, style, fill)
        }

        fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
            &mut self,
            path: I,
            style: &S,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.fill_polygon(path, style)
        }

        fn draw_text<S: BackendTextStyle>(
            &mut self,
            text: &str,
            style: &S,
            at: BackendCoord,
        ) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
            self.inner.draw_text(text, style, at)
        }

        fn estimate_text_size<S: BackendTextStyle>(
            &self,
            text: &str,
            style: &S,
        ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
            let font = format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str());
            Ok((measured(&self.context, text, &font).ceil() as u32, style.size().ceil() as u32))
        }
    };
}

impl DrawingBackend for Fine {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    drawn_by_inner!();
}

/// An SVG in units as fine as those of a canvas.
pub struct Lines<'a> {
    inner: SVGBackend<'a>,
    context: CanvasRenderingContext2d,
}

impl<'a> Lines<'a> {
    /// Prepares a drawing of so many CSS pixels, written into a text.
    pub fn new(text: &'a mut String, size: (f64, f64)) -> Option<Self> {
        let page = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = page.create_element("canvas").ok()?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let size = ((size.0 * FINE).round() as u32, (size.1 * FINE).round() as u32);
        Some(Self { inner: SVGBackend::with_string(text, size), context })
    }
}

impl Sheet for Lines<'_> {
    const TYPE: f64 = 1.24;

    fn units(&self) -> f64 {
        FINE
    }

    fn width_of(&self, text: &str, font: &str, size: f64) -> f64 {
        measured(&self.context, text, &format!("{size}px {font}"))
    }
}

impl DrawingBackend for Lines<'_> {
    type ErrorType = <SVGBackend<'static> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    drawn_by_inner!();
}
