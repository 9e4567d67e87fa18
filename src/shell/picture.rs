//! What is on the page as a picture: drawings and tables with what they look like written into them.
//!
//! A table with bars in its cells is a chart as well. Its texts, rules and drawings are read where the browser has laid them
//! out, so that a picture of it is the one that is seen.

use std::fmt::Write;

use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, CssStyleDeclaration, Document, DomRect, Element, HtmlCanvasElement, Node, Range, Text,
    Window,
};

/// A drawing that stands on its own.
pub(super) struct Drawing {
    /// The SVG.
    pub(super) text: String,
    /// Its width in CSS pixels.
    pub(super) width: f64,
    /// Its height.
    pub(super) height: f64,
}

/// A property that says what a drawing looks like: its name, its value where nobody says anything, and whether what is inside
/// takes it over.
type Look = (&'static str, &'static str, bool);

/// What a drawing looks like is in style sheets, which do not travel with it.
const LOOKS: [Look; 18] = [
    ("color", "", true),
    ("fill", "rgb(0, 0, 0)", true),
    ("stroke", "none", true),
    ("stroke-width", "1px", true),
    ("stroke-dasharray", "none", true),
    ("stroke-linecap", "butt", true),
    ("stroke-linejoin", "miter", true),
    ("fill-opacity", "1", true),
    ("paint-order", "normal", true),
    ("font-family", "", true),
    ("font-size", "", true),
    ("font-weight", "400", true),
    ("font-style", "normal", true),
    ("text-anchor", "start", true),
    ("visibility", "visible", true),
    ("opacity", "1", false),
    ("overflow", "visible", false),
    ("vector-effect", "none", false),
];

/// Marks what is being read: what sticks or is only for the hand is put aside by the style sheet.
const READING: &str = "data-pictured";

/// What an element looks like, on the ground it stands on.
pub(super) fn drawing(root: &Element) -> Option<Drawing> {
    root.set_attribute(READING, "").ok()?;
    let drawn = read(root);
    root.remove_attribute(READING).ok()?;
    drawn
}

fn read(root: &Element) -> Option<Drawing> {
    let window = web_sys::window()?;
    let page = window.document()?;
    let canvas: HtmlCanvasElement = page.create_element("canvas").ok()?.dyn_into().ok()?;
    let measure = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let place = root.get_bounding_client_rect();
    let (width, height) = (place.width(), place.height());
    let mut pen = Pen { window, page, measure, origin: (place.left(), place.top()), out: String::new() };
    pen.element(root)?;
    let inside = pen.out;
    // The only name of HTML that plain XML does not know.
    let inside = inside.replace("&nbsp;", "&#160;").replace("url(&quot;#", "url(#").replace("&quot;)", ")");
    let used = definitions(&pen.window, &pen.page, &inside)?;
    Some(whole(root, (width, height), &format!("0 0 {width} {height}"), &(used + &inside)))
}

/// A drawing with what is inside it, on the ground `root` stands on.
pub(super) fn whole(root: &Element, (width, height): (f64, f64), view: &str, inside: &str) -> Drawing {
    let ground = ground_of(root);
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{view}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{ground}\" stroke=\"none\"/>{inside}</svg>"
    );
    Drawing { text, width, height }
}

/// The colour behind an element: that of the nearest one that has any.
fn ground_of(element: &Element) -> String {
    let mut at = Some(element.clone());
    while let Some(here) = at {
        let colour = web_sys::window().and_then(|window| value(&looks(&window, &here)?, "background-color"));
        if let Some(colour) = colour.filter(|colour| is_seen(colour)) {
            return colour;
        }
        at = here.parent_element();
    }
    "#fff".to_owned()
}

fn looks(window: &Window, element: &Element) -> Option<CssStyleDeclaration> {
    window.get_computed_style(element).ok()?
}

fn value(looks: &CssStyleDeclaration, name: &str) -> Option<String> {
    looks.get_property_value(name).ok()
}

/// Whether an element is for readers of the screen alone. The class of a drawing is no text, its attribute is.
fn is_unseen(element: &Element) -> bool {
    element.get_attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| class == "sr"))
}

/// Whether a colour shows.
fn is_seen(colour: &str) -> bool {
    !matches!(colour, "" | "transparent") && !colour.ends_with(", 0)") && !colour.ends_with("/ 0)")
}

/// A length of CSS in pixels.
fn pixels(length: &str) -> f64 {
    length.strip_suffix("px").and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Writes elements down one after the other.
struct Pen {
    window: Window,
    page: Document,
    measure: CanvasRenderingContext2d,
    origin: (f64, f64),
    out: String,
}

impl Pen {
    fn element(&mut self, element: &Element) -> Option<()> {
        let looks = looks(&self.window, element)?;
        let is = |name: &str, wanted: &str| value(&looks, name).is_some_and(|value| value == wanted);
        if is("display", "none") || is("visibility", "hidden") || is_unseen(element) {
            return Some(());
        }
        if element.tag_name().eq_ignore_ascii_case("svg") {
            return self.svg(element);
        }
        // Handles of sliders and choices are for the hand.
        if matches!(element.tag_name().as_str(), "INPUT" | "SELECT") {
            return Some(());
        }
        let opacity = value(&looks, "opacity").filter(|opacity| opacity != "1");
        let is_cut = is("overflow-x", "hidden") || is("overflow-x", "clip");
        let place = element.get_bounding_client_rect();
        self.ground(&place, &looks);
        if let Some(opacity) = &opacity {
            write!(self.out, "<g opacity=\"{opacity}\">").ok()?;
        }
        if is_cut {
            let (x, y) = self.at(&place);
            let (width, height) = (place.width(), place.height());
            write!(
                self.out,
                "<svg x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" viewBox=\"{x:.2} {y:.2} {width:.2} {height:.2}\" overflow=\"hidden\">"
            )
            .ok()?;
        }
        let children = element.child_nodes();
        for child in (0..children.length()).filter_map(|index| children.item(index)) {
            match child.node_type() {
                Node::ELEMENT_NODE => self.element(child.dyn_ref()?)?,
                Node::TEXT_NODE => self.words(child.dyn_ref()?, &looks)?,
                _ => {}
            }
        }
        if is_cut {
            self.out.push_str("</svg>");
        }
        if opacity.is_some() {
            self.out.push_str("</g>");
        }
        Some(())
    }

    /// The place of something in the picture.
    fn at(&self, place: &DomRect) -> (f64, f64) {
        (place.left() - self.origin.0, place.top() - self.origin.1)
    }

    /// What is behind an element, and the rules around it.
    fn ground(&mut self, place: &DomRect, looks: &CssStyleDeclaration) -> Option<()> {
        let (x, y) = self.at(place);
        let (width, height) = (place.width(), place.height());
        let colour = value(looks, "background-color").filter(|colour| is_seen(colour));
        if let Some(colour) = colour {
            let round = pixels(&value(looks, "border-top-left-radius")?);
            write!(self.out, "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{round}\" fill=\"{colour}\"/>").ok()?;
        }
        for side in ["top", "right", "bottom", "left"] {
            let of = |what: &str| value(looks, &format!("border-{side}-{what}"));
            let thick = pixels(&of("width")?);
            let colour = of("color")?;
            if thick <= 0.0 || matches!(of("style")?.as_str(), "none" | "hidden") || !is_seen(&colour) {
                continue;
            }
            let (left, top, wide, high) = match side {
                "top" => (x, y, width, thick),
                "bottom" => (x, y + height - thick, width, thick),
                "left" => (x, y, thick, height),
                _ => (x + width - thick, y, thick, height),
            };
            write!(
                self.out,
                "<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{wide:.2}\" height=\"{high:.2}\" fill=\"{colour}\"/>"
            )
            .ok()?;
        }
        Some(())
    }

    /// Words, line by line as they stand.
    fn words(&mut self, text: &Text, looks: &CssStyleDeclaration) -> Option<()> {
        let all = text.data();
        if all.trim().is_empty() {
            return Some(());
        }
        let of = |name: &str| value(looks, name);
        let (style, weight, size, family) =
            (of("font-style")?, of("font-weight")?, of("font-size")?, of("font-family")?);
        self.measure.set_font(&format!("{style} {weight} {size} {family}"));
        let metrics = self.measure.measure_text("x").ok()?;
        let (above, below) = (metrics.font_bounding_box_ascent(), metrics.font_bounding_box_descent());
        let (colour, family) = (of("color")?, escaped(&family));
        for (line, place) in lines(&self.page, text, &all)? {
            let (x, top) = self.at(&place);
            let baseline = top + place.height() * above / (above + below).max(1.0);
            let (width, line) = (place.width(), escaped(&line));
            write!(
                self.out,
                "<text x=\"{x:.2}\" y=\"{baseline:.2}\" textLength=\"{width:.2}\" font-family=\"{family}\" font-size=\"{size}\" \
                 font-weight=\"{weight}\" font-style=\"{style}\" fill=\"{colour}\">{line}</text>"
            )
            .ok()?;
        }
        Some(())
    }

    /// A drawing inside, with its looks, where it stands.
    fn svg(&mut self, svg: &Element) -> Option<()> {
        let copy = looked(&self.window, svg, false)?;
        let place = svg.get_bounding_client_rect();
        let (x, y) = self.at(&place);
        for (name, length) in [("x", x), ("y", y), ("width", place.width()), ("height", place.height())] {
            copy.set_attribute(name, &format!("{length:.2}")).ok()?;
        }
        copy.set_attribute("xmlns", "http://www.w3.org/2000/svg").ok()?;
        self.out.push_str(&copy.outer_html());
        Some(())
    }
}

/// The lines of a text, each with its place.
fn lines(page: &Document, text: &Text, all: &str) -> Option<Vec<(String, DomRect)>> {
    let range = page.create_range().ok()?;
    range.select_node_contents(text).ok()?;
    let told = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let rects = range.get_client_rects()?;
    if rects.length() <= 1 {
        return Some(rects.get(0).map(|place| (told(all), place)).into_iter().collect());
    }
    let mut found = Vec::new();
    let (mut from, mut last) = (0, None::<f64>);
    for at in 0..text.length() {
        let Some(place) = placed(&range, text, at, at + 1).filter(|place| place.width() > 0.0) else { continue };
        if last.is_some_and(|last| place.top() - last > place.height() / 2.0) {
            found.push((from, at));
            from = at;
        }
        last = Some(place.top());
    }
    found.push((from, text.length()));
    let line = |(from, to): (u32, u32)| {
        let line = told(&text.substring_data(from, to - from).ok()?);
        Some((line, placed(&range, text, from, to)?))
    };
    Some(found.into_iter().filter_map(line).filter(|(line, _)| !line.is_empty()).collect())
}

fn placed(range: &Range, text: &Text, from: u32, to: u32) -> Option<DomRect> {
    range.set_start(text, from).ok()?;
    range.set_end(text, to).ok()?;
    Some(range.get_bounding_client_rect())
}

/// A copy of a drawing with its looks written into it. `shared`: it is drawn in several places, each in its own colour.
fn looked(window: &Window, own: &Element, shared: bool) -> Option<Element> {
    let copy: Element = own.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let all = |root: &Element| {
        let inside = root.query_selector_all("*").ok()?;
        let inside = (0..inside.length()).filter_map(|index| inside.item(index)?.dyn_into::<Element>().ok());
        Some(std::iter::once(root.clone()).chain(inside).collect::<Vec<Element>>())
    };
    for (place, (own, copied)) in all(own)?.iter().zip(all(&copy)?).enumerate() {
        let here = looks(window, own)?;
        let around = own.parent_element().and_then(|around| looks(window, &around)).filter(|_| place > 0 || shared);
        let colour = value(&here, "color")?;
        for (name, unsaid, passes_on) in LOOKS {
            let said = value(&here, name)?;
            let before = around.as_ref().filter(|_| passes_on).and_then(|around| value(around, name));
            let goes_without = match &before {
                Some(before) => *before == said,
                None => said == unsaid,
            };
            // Only drawings inside others are cut at their edges where nobody says anything.
            let is_cut = name == "overflow" && own.tag_name().eq_ignore_ascii_case("svg");
            if goes_without && !is_cut || shared && name == "color" {
                copied.remove_attribute(name).ok()?;
            } else if shared && matches!(name, "fill" | "stroke") && said == colour {
                copied.set_attribute(name, "currentColor").ok()?;
            } else {
                copied.set_attribute(name, &said).ok()?;
            }
        }
        copied.remove_attribute("class").ok()?;
    }
    Some(copy)
}

/// The symbols and hatchings a drawing names: they stand elsewhere in the page.
fn definitions(window: &Window, page: &Document, inside: &str) -> Option<String> {
    let mut out = String::new();
    let mut names: Vec<&str> = Vec::new();
    for piece in inside.split("url(#").skip(1).filter_map(|piece| piece.split_once(')')) {
        names.push(piece.0);
    }
    for piece in inside.split("href=\"#").skip(1).filter_map(|piece| piece.split_once('"')) {
        names.push(piece.0);
    }
    names.sort_unstable();
    names.dedup();
    for name in names {
        let Some(own) = page.get_element_by_id(name) else { continue };
        out.push_str(&looked(window, &own, own.tag_name().eq_ignore_ascii_case("symbol"))?.outer_html());
    }
    Some(if out.is_empty() { out } else { format!("<defs>{out}</defs>") })
}
