//! Painting a chart.

use guoban_planning::number::{months, plain, published, signed};
use guoban_planning::scale::spread;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use web_sys::HtmlCanvasElement;

use super::backend::{Fine, Lines, Sheet};
use super::frame::Frame;
use super::palette::Palette;
use super::series::{JUNE, Line, MONTHS, Series};
use crate::texts::Locale;

/// Size of the words; the smallest the design allows.
const TEXT: f64 = 12.0;

/// Least distance of two labels.
const LABEL_SPACE: f64 = 15.0;

/// Where words above the figures begin.
const TITLE: f64 = 1.0;

/// Family of the words.
const FAMILY: &str = "\"Segoe UI\", \"PingFang SC\", \"Microsoft YaHei UI\", \"Microsoft YaHei\", \"Source Han Sans SC\", \
                      \"Noto Sans CJK SC\", \"Noto Sans SC\", sans-serif";

type Failed<S> = DrawingAreaErrorKind<<S as DrawingBackend>::ErrorType>;
type Area<S> = DrawingArea<S, Shift>;
type Plot<'a, S> = ChartContext<'a, S, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A label at the right end of a line.
struct End {
    text: String,
    color: RGBColor,
    strong: bool,
    value: f64,
}

/// Paints a chart and tells where things are; `None` where the browser gives no canvas.
pub fn draw(
    canvas: &HtmlCanvasElement,
    series: &Series,
    size: (f64, f64),
    ratio: f64,
    palette: &Palette,
    locale: &Locale,
) -> Option<Frame> {
    painted(Fine::new(canvas, size.0, size.1, ratio)?, series, size, palette, locale)
}

/// The same as a drawing of lines: what `viewBox` an SVG has, and what is inside.
pub fn lines(series: &Series, size: (f64, f64), palette: &Palette, locale: &Locale) -> Option<(String, String)> {
    let mut text = String::new();
    let sheet = Lines::new(&mut text, size)?;
    let (width, height) = sheet.get_size();
    painted(sheet, series, size, palette, locale)?;
    let inside = text.split_once('>')?.1.trim().strip_suffix("</svg>")?;
    Some((format!("0 0 {width} {height}"), inside.to_owned()))
}

fn painted<S: Sheet>(sheet: S, series: &Series, size: (f64, f64), palette: &Palette, locale: &Locale) -> Option<Frame> {
    let (width, height) = size;
    let units = sheet.units();
    let ends = ends(series, palette, locale);
    let measure = |text: &str| sheet.width_of(text, FAMILY, TEXT);
    let right = ends.iter().map(|end| measure(&end.text)).fold(0.0, f64::max) + 26.0;
    // Labels beside a line need room; on a narrow drawing they would leave none for the lines.
    let right = if right > width * 0.45 { 14.0 } else { right };
    let first = Frame::new(series, width, height, 0.0, right);
    let decimals = first.tick_decimals(series.decimals);
    let axis = first.ticks.iter().map(|tick| measure(&number(*tick, decimals))).fold(0.0, f64::max) + 10.0;
    let frame = Frame::new(series, width, height, axis, right);
    let known = known_words(series, locale);
    let known_width = measure(&known);
    let root = sheet.into_drawing_area();
    let brush = Brush { units, frame: &frame, palette, locale, series, known, known_width };
    // A canvas that refuses to draw leaves the table, which says the same.
    brush.paint(&root, &ends, right > 20.0).ok()?;
    Some(frame)
}

fn known_words(series: &Series, locale: &Locale) -> String {
    let month = months(series.known, series.known, locale.language);
    locale.fill("chart.known", &[("month", &month)])
}

/// Labels at the end of the year, for the lines that are there.
fn ends(series: &Series, palette: &Palette, locale: &Locale) -> Vec<End> {
    // Around June what is named is June's.
    let last = if series.span.1 < MONTHS - 1 { JUNE } else { MONTHS - 1 };
    let due = if last == JUNE { ("chart.due", series.due[0]) } else { ("chart.task", series.due[1]) };
    let mut ends = Vec::new();
    let mut add = |key: &str, value: Option<f64>, color, strong| {
        if let Some(value) = value {
            let text = format!("{} {}", locale.t(key), number(value, series.decimals));
            ends.push(End { text, color, strong, value });
        }
    };
    add("chart.projected", series.standing[last], palette.plan, true);
    add(due.0, due.1, palette.target, true);
    if series.differs() {
        add("chart.baseline", series.baseline[last], palette.base, false);
    }
    ends
}

fn number(value: f64, decimals: u32) -> String {
    published(value, decimals).map_or_else(String::new, |value| plain(value, decimals))
}

struct Brush<'a> {
    units: f64,
    frame: &'a Frame,
    palette: &'a Palette,
    locale: &'a Locale,
    series: &'a Series,
    known: String,
    known_width: f64,
}

impl Brush<'_> {
    fn paint<S: Sheet>(&self, root: &Area<S>, ends: &[End], labelled: bool) -> Result<(), Failed<S>> {
        let (frame, palette, series) = (self.frame, self.palette, self.series);
        let (left, top) = (self.unit(frame.left), self.unit(frame.top));
        let (width, height) = (self.unit(frame.right) - left, self.unit(frame.bottom) - top);
        let place = root.clone().shrink((left, top), (width, height));
        let mut chart: Plot<'_, S> = ChartBuilder::on(&place)
            .build_cartesian_2d(frame.span.0 as f64..frame.span.1 as f64, frame.low..frame.high)?;

        self.band(&mut chart, (0, 3), palette.outer)?;
        self.band(&mut chart, (1, 2), palette.inner)?;
        self.grid(root)?;
        if let Some(linear) = &series.linear {
            self.line(&mut chart, linear, 0..MONTHS, palette.linear, 1.25, None)?;
        }
        if let Some(seasonal) = &series.seasonal {
            self.line(&mut chart, seasonal, 0..MONTHS, palette.seasonal, 1.5, Some((2.0, 3.0)))?;
        }
        if series.differs() {
            self.line(&mut chart, &series.baseline, 0..MONTHS, palette.base, 1.75, Some((5.0, 3.0)))?;
        }
        let known = usize::try_from(series.known + 1).unwrap_or(0);
        self.line(&mut chart, &series.standing, known.saturating_sub(1)..MONTHS, palette.plan, 2.5, None)?;
        self.line(&mut chart, &series.standing, 0..known, palette.actual, 2.5, None)?;
        self.points(&mut chart, known)?;
        if labelled {
            self.labels(root, ends)?;
        }
        root.present()
    }

    /// Lines of the grid, months, June and the last known month.
    fn grid<S: Sheet>(&self, root: &Area<S>) -> Result<(), Failed<S>> {
        let (frame, palette, locale) = (self.frame, self.palette, self.locale);
        let decimals = frame.tick_decimals(self.series.decimals);
        for tick in &frame.ticks {
            let y = frame.y(*tick);
            self.rule(root, (frame.left, y), (frame.right, y), palette.grid, 1.0, None)?;
            self.words(
                root,
                &number(*tick, decimals),
                (frame.left - 6.0, y),
                palette.faint,
                HPos::Right,
                VPos::Center,
                false,
            )?;
        }
        self.rule(root, (frame.left, frame.bottom), (frame.right, frame.bottom), palette.axis, 1.0, None)?;
        let wide = frame.x(frame.span.0 + 1) - frame.left >= 17.0;
        for month in frame.span.0..=frame.span.1 {
            if wide || month % 2 == 1 || month == 0 {
                let text = (month + 1).to_string();
                let at = (frame.x(month), frame.bottom + 5.0);
                self.words(root, &text, at, palette.faint, HPos::Center, VPos::Top, false)?;
            }
        }
        let half = frame.x(JUNE);
        self.rule(root, (half, frame.top - 4.0), (half, frame.bottom), palette.seasonal, 1.5, None)?;
        let gap = self.series.gap_in_june().map(|gap| format!(" {}", signed(gap, self.series.decimals)));
        let june = format!("{}{}", locale.t("chart.half"), gap.unwrap_or_default());
        self.words(root, &june, (half + 4.0, TITLE), palette.ink, HPos::Left, VPos::Top, true)?;
        let Ok(known) = usize::try_from(self.series.known) else { return Ok(()) };
        let x = frame.x(known);
        self.rule(root, (x, frame.top - 4.0), (x, frame.bottom), palette.today, 1.25, Some((4.0, 3.0)))?;
        let free = if half > x { half - 4.0 } else { frame.right };
        let (at, side) = if x - 4.0 - self.known_width >= frame.left {
            (x - 4.0, HPos::Right)
        } else if x + 4.0 + self.known_width <= free {
            (x + 4.0, HPos::Left)
        } else {
            (frame.left, HPos::Left)
        };
        self.words(root, &self.known, (at, TITLE), palette.today, side, VPos::Top, false)
    }

    fn line<S: Sheet>(
        &self,
        chart: &mut Plot<'_, S>,
        line: &Line,
        span: std::ops::Range<usize>,
        color: RGBColor,
        width: f64,
        dash: Option<(f64, f64)>,
    ) -> Result<(), Failed<S>> {
        let style = color.stroke_width(self.thick(width));
        let points: Vec<(f64, f64)> =
            span.filter_map(|month| Some((month as f64, *line.get(month)?.as_ref()?))).collect();
        match dash {
            None => {
                chart.draw_series(LineSeries::new(points, style))?;
            }
            Some((on, off)) => {
                chart.draw_series(DashedLineSeries::new(points, self.thick(on), self.thick(off), style))?;
            }
        }
        Ok(())
    }

    /// The area between two edges of the fan, from the last known month on.
    fn band<S: Sheet>(&self, chart: &mut Plot<'_, S>, edges: (usize, usize), color: RGBColor) -> Result<(), Failed<S>> {
        let series = self.series;
        let origin = usize::try_from(series.known).ok().and_then(|month| Some((month as f64, series.standing[month]?)));
        let edge = |edge: usize| {
            let months = series.fan.iter().enumerate();
            months.filter_map(move |(month, edges)| Some((month as f64, edges.as_ref()?[edge])))
        };
        let mut area: Vec<(f64, f64)> = origin.into_iter().chain(edge(edges.0)).collect();
        area.extend(edge(edges.1).collect::<Vec<_>>().into_iter().rev());
        if area.len() > 2 {
            chart.draw_series([Polygon::new(area, color.filled())])?;
        }
        Ok(())
    }

    /// The last known month, June and December, and what is due there.
    fn points<S: Sheet>(&self, chart: &mut Plot<'_, S>, known: usize) -> Result<(), Failed<S>> {
        let (series, palette) = (self.series, self.palette);
        let dot = |month: usize, color: RGBColor, radius: f64| {
            let value = series.standing.get(month).copied().flatten()?;
            Some(Circle::new((month as f64, value), self.unit(radius), color.filled()))
        };
        if known < MONTHS {
            chart.draw_series(dot(MONTHS - 1, palette.plan, 3.5))?;
        }
        if known <= JUNE {
            chart.draw_series(dot(JUNE, palette.plan, 3.5))?;
        }
        if known > 0 {
            chart.draw_series(dot(known - 1, palette.actual, 3.0))?;
        }
        for (month, due) in [(JUNE, series.due[0]), (MONTHS - 1, series.due[1])] {
            let Some(due) = due else { continue };
            let diamond = |radius: f64, color: RGBColor| {
                let r = self.unit(radius);
                let corners = vec![(0, -r), (r, 0), (0, r), (-r, 0)];
                EmptyElement::at((month as f64, due)) + Polygon::new(corners, color.filled())
            };
            chart.draw_series([diamond(6.0, palette.surface), diamond(4.5, palette.target)])?;
        }
        Ok(())
    }

    /// Labels at the ends of the lines, moved apart, with leaders.
    fn labels<S: Sheet>(&self, root: &Area<S>, ends: &[End]) -> Result<(), Failed<S>> {
        let frame = self.frame;
        let mut places: Vec<f64> = ends.iter().map(|end| frame.y(end.value)).collect();
        spread(&mut places, LABEL_SPACE, frame.top, frame.bottom - 4.0);
        for (end, place) in ends.iter().zip(places) {
            let from = (frame.right + 6.0, frame.y(end.value));
            let to = (frame.right + 18.0, place);
            self.rule(root, from, to, self.palette.axis, 1.0, None)?;
            self.words(root, &end.text, (to.0 + 3.0, place), end.color, HPos::Left, VPos::Center, end.strong)?;
        }
        Ok(())
    }

    /// A straight line. Upright and level ones are put onto whole device pixels, so that hairlines stay hairlines.
    fn rule<S: Sheet>(
        &self,
        root: &Area<S>,
        from: (f64, f64),
        to: (f64, f64),
        color: RGBColor,
        width: f64,
        dash: Option<(f64, f64)>,
    ) -> Result<(), Failed<S>> {
        let style = color.stroke_width(self.thick(width));
        let point = |(x, y): (f64, f64)| (self.unit(x), self.unit(y));
        let (mut from, mut to) = (point(from), point(to));
        if from.1 == to.1 {
            let y = snapped(from.1);
            (from.1, to.1) = (y, y);
        }
        if from.0 == to.0 {
            let x = snapped(from.0);
            (from.0, to.0) = (x, x);
        }
        match dash {
            None => root.draw(&PathElement::new(vec![from, to], style)),
            Some((on, off)) => {
                root.draw(&DashedPathElement::new(vec![from, to], self.thick(on), self.thick(off), style))
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a text has that many properties")]
    fn words<S: Sheet>(
        &self,
        root: &Area<S>,
        text: &str,
        at: (f64, f64),
        color: RGBColor,
        across: HPos,
        up: VPos,
        strong: bool,
    ) -> Result<(), Failed<S>> {
        let weight = if strong { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FAMILY), TEXT * self.units * S::TYPE, weight);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(across, up));
        root.draw(&Text::new(text.to_owned(), (self.unit(at.0), self.unit(at.1)), style))
    }

    fn unit(&self, pixels: f64) -> i32 {
        (pixels * self.units).round() as i32
    }

    fn thick(&self, pixels: f64) -> u32 {
        (pixels * self.units).round().max(1.0) as u32
    }
}

/// The middle of the device pixel a unit lies in.
fn snapped(unit: i32) -> i32 {
    unit.div_euclid(8) * 8 + 4
}
