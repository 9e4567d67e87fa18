//! What is taken out of the page: tables as numbers, drawings as pictures.

use guoban_planning::grid::{csv, html, tab_separated};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, CanvasRenderingContext2d, ClipboardEvent, Document, Element, HtmlCanvasElement, HtmlDocument,
    HtmlImageElement, HtmlTableElement, MouseEvent,
};

use super::{clip, files};

/// A way to take something out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// A table onto the clipboard.
    Copy,
    /// A table as a file of values between commas.
    Csv,
    /// A drawing as lines.
    Svg,
    /// A drawing as a picture of points.
    Png,
}

/// What a drawing looks like is in style sheets, which do not travel with it.
const LOOKS: [&str; 12] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "opacity",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "visibility",
];

/// What stands around a table or a drawing with its name.
const AROUND: &str = ".taken, .panel, details, section, aside";

/// Points of a picture for each of the page.
const FINE: f64 = 2.0;

/// Takes out what stands beside the button that was pressed; tells whether the browser took it.
pub fn take(event: &MouseEvent, take: Take) -> bool {
    taken(event, take).is_some()
}

fn taken(event: &MouseEvent, take: Take) -> Option<()> {
    let page = web_sys::window()?.document()?;
    let button: Element = event.target()?.dyn_into().ok()?;
    let around = button.closest(AROUND).ok()??;
    let find = |selector: &str| around.query_selector(selector).ok().flatten();
    let done = match take {
        Take::Copy => copy(&page, &clip::whole(&find("table")?.dyn_into().ok()?)),
        Take::Csv => {
            let table: HtmlTableElement = find("table")?.dyn_into().ok()?;
            files::save(&file_name(&around, "csv"), &csv(&clip::whole(&table)))
        }
        Take::Svg => files::save(&file_name(&around, "svg"), &drawing(&find("svg[role='img']")?)?.text),
        Take::Png => match find("svg[role='img']") {
            Some(svg) => rasterised(drawing(&svg)?, file_name(&around, "png"), &page)?,
            None => pictured(&find("canvas")?.dyn_into().ok()?, file_name(&around, "png"), &page)?,
        },
    };
    done.then_some(())
}

/// The heading beside it, as the name of a file.
fn file_name(around: &Element, kind: &str) -> String {
    let named = around.closest(".panel, section, aside").ok().flatten();
    let head = named.and_then(|named| named.query_selector(".panel__t, h2").ok().flatten());
    let text = head.and_then(|head| head.text_content()).unwrap_or_default();
    let plain: String = text.chars().map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
    let words: Vec<&str> = std::iter::once("guoban").chain(plain.split_whitespace()).collect();
    format!("{}.{kind}", words.join("-"))
}

/// Puts a table onto the clipboard by the browser's own command, which pages without encryption may use too.
fn copy(page: &Document, rows: &[Vec<String>]) -> bool {
    let Some(page) = page.dyn_ref::<HtmlDocument>() else { return false };
    let (text, table) = (tab_separated(rows), html(rows));
    let put = Closure::<dyn FnMut(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            let kept = data.set_data("text/plain", &text).and_then(|()| data.set_data("text/html", &table));
            if kept.is_ok() {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        }
    });
    let listener = put.as_ref().unchecked_ref();
    let asked = page.add_event_listener_with_callback_and_bool("copy", listener, true);
    let done = asked.is_ok() && page.exec_command("copy").unwrap_or_default();
    page.remove_event_listener_with_callback_and_bool("copy", listener, true).unwrap_or_default();
    done
}

/// A drawing that stands on its own.
struct Drawing {
    text: String,
    width: f64,
    height: f64,
}

/// A drawing of the page with its looks written into it, on the ground it stands on.
fn drawing(svg: &Element) -> Option<Drawing> {
    let window = web_sys::window()?;
    let copy: Element = svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let all = |root: &Element| {
        let inside = root.query_selector_all("*").ok()?;
        let inside = (0..inside.length()).filter_map(|index| inside.item(index)?.dyn_into::<Element>().ok());
        Some(std::iter::once(root.clone()).chain(inside).collect::<Vec<Element>>())
    };
    for (own, copied) in all(svg)?.iter().zip(all(&copy)?) {
        let looks = window.get_computed_style(own).ok()??;
        for name in LOOKS {
            copied.set_attribute(name, &looks.get_property_value(name).ok()?).ok()?;
        }
        copied.remove_attribute("class").ok()?;
    }
    let place = svg.get_bounding_client_rect();
    let (width, height) = (place.width(), place.height());
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg").ok()?;
    copy.set_attribute("width", &width.to_string()).ok()?;
    copy.set_attribute("height", &height.to_string()).ok()?;
    let ground = ground_of(svg);
    let inside =
        format!("<rect width=\"100%\" height=\"100%\" fill=\"{ground}\" stroke=\"none\"/>{}", copy.inner_html());
    copy.set_inner_html(&inside);
    // The only name of HTML that plain XML does not know.
    Some(Drawing { text: copy.outer_html().replace("&nbsp;", "&#160;"), width, height })
}

/// The colour behind an element.
fn ground_of(element: &Element) -> String {
    let panel = element.closest(".panel").ok().flatten();
    let looks = panel.and_then(|panel| web_sys::window()?.get_computed_style(&panel).ok()?);
    looks.and_then(|looks| looks.get_property_value("background-color").ok()).unwrap_or_else(|| "#fff".to_owned())
}

/// Paints a drawing as points and saves them.
fn rasterised(drawing: Drawing, name: String, page: &Document) -> Option<bool> {
    let image = HtmlImageElement::new().ok()?;
    let Drawing { text, width, height } = drawing;
    let (painted, page) = (image.clone(), page.clone());
    let paint = move || {
        let (width, height) = (width * FINE, height * FINE);
        let canvas = empty(&page, width, height)?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.draw_image_with_html_image_element_and_dw_and_dh(&painted, 0.0, 0.0, width, height).ok()?;
        save(&canvas, &name)
    };
    let loaded = Closure::once_into_js(move || {
        paint().unwrap_or_default();
    });
    image.set_onload(Some(loaded.unchecked_ref()));
    let encoded = String::from(js_sys::encode_uri_component(&text));
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{encoded}"));
    Some(true)
}

/// Saves a canvas on the ground it stands on.
fn pictured(canvas: &HtmlCanvasElement, name: String, page: &Document) -> Option<bool> {
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let copy = empty(page, width, height)?;
    let context: CanvasRenderingContext2d = copy.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str(&ground_of(canvas));
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_html_canvas_element(canvas, 0.0, 0.0).ok()?;
    save(&copy, &name).map(|()| true)
}

fn empty(page: &Document, width: f64, height: f64) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = page.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.round() as u32);
    canvas.set_height(height.round() as u32);
    Some(canvas)
}

fn save(canvas: &HtmlCanvasElement, name: &str) -> Option<()> {
    let name = name.to_owned();
    let keep = Closure::once_into_js(move |blob: JsValue| {
        files::save_blob(&name, blob.dyn_into::<Blob>());
    });
    canvas.to_blob(keep.unchecked_ref()).ok()
}
