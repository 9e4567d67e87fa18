//! What is taken out of the page: tables as numbers, drawings as pictures.

use std::rc::Rc;

use guoban_planning::grid::{Table, csv, html, tab_separated};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Blob, CanvasRenderingContext2d, ClipboardEvent, Document, Element, HtmlCanvasElement, HtmlDocument,
    HtmlImageElement, HtmlTableElement, MouseEvent,
};
use yew::Callback;

use super::picture::{Drawing, drawing, whole};
use super::{clip, files};
use crate::chart::draw::lines;
use crate::chart::palette::Palette;
use crate::chart::series::Series;
use crate::modules::{self, Arrived, Name};
use crate::state::Msg;
use crate::texts::Locale;

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

/// What stands around a table or a drawing with its name.
const AROUND: &str = ".taken, .panel, details, section, aside";

/// Points of a picture for each of the page.
const FINE: f64 = 2.0;

/// A chart on a canvas: its figures, drawn again as lines where a picture is wanted of it.
pub type Charted = (Series, Locale);

/// Takes a table out that stands beside the button that was pressed; tells whether the browser took it.
pub fn take(event: &MouseEvent, take: Take) -> bool {
    let taken = || {
        let (around, table) = table_beside(event)?;
        let rows = clip::whole(&table);
        Some(match take {
            Take::Copy => copy(&web_sys::window()?.document()?, &rows),
            _ => files::save(&file_name(&around, "csv"), &csv(&rows)),
        })
    };
    taken().unwrap_or_default()
}

/// The table beside the button that was pressed, with the name of a file for it.
pub fn taken_table(event: &MouseEvent) -> Option<(String, Table)> {
    let (around, table) = table_beside(event)?;
    let heads = table.query_selector_all("thead tr").map_or(0, |rows| rows.length() as usize);
    let taken = Table { name: heading(&around), heads, rows: clip::whole(&table) };
    Some((file_name(&around, "xlsx"), taken))
}

fn table_beside(event: &MouseEvent) -> Option<(Element, HtmlTableElement)> {
    let around = around(&button(event)?)?;
    let table = around.query_selector("table").ok()??.dyn_into().ok()?;
    Some((around, table))
}

/// Asks for a picture of what stands beside the button that was pressed; what makes pictures is fetched for the first.
pub fn picture(event: &MouseEvent, take: Take, chart: Option<Rc<Charted>>, answer: Callback<Msg>) {
    let Some(button) = button(event) else { return };
    spawn_local(async move {
        match modules::fetch(Name::Pictures).await {
            Ok(Arrived::Pictures(pictures)) => (pictures.save)(&button, take, chart.as_deref()),
            _ => answer.emit(Msg::NotArrived(Name::Pictures)),
        }
    });
}

/// Saves a picture of what stands beside a button: of a chart, of what is marked as one, of a drawing, else of the table.
pub fn save_picture(button: &Element, take: Take, chart: Option<&Charted>) {
    let save = || {
        let around = around(button)?;
        let find = |selector: &str| around.query_selector(selector).ok().flatten();
        let drawing = match chart {
            Some((series, locale)) => charted(&find("canvas")?, series, locale)?,
            None => drawing(&["[data-picture]", "svg[role='img']", "table"].into_iter().find_map(find)?)?,
        };
        match take {
            Take::Svg => files::save(&file_name(&around, "svg"), &drawing.text).then_some(()),
            _ => rasterised(drawing, file_name(&around, "png"), &web_sys::window()?.document()?),
        }
    };
    // A browser that lets nobody save says so itself.
    save().unwrap_or_default();
}

/// The chart of a canvas, as large as it is and in its colours.
fn charted(canvas: &Element, series: &Series, locale: &Locale) -> Option<Drawing> {
    let place = canvas.get_bounding_client_rect();
    let size = (place.width(), place.height());
    let (view, inside) = lines(series, size, &Palette::read(canvas)?, locale)?;
    Some(whole(canvas, size, &view, &inside))
}

fn button(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn around(button: &Element) -> Option<Element> {
    button.closest(AROUND).ok()?
}

/// The name of the panel it stands in, or its heading.
fn heading(around: &Element) -> String {
    let named = around.closest(".panel, section, aside").ok().flatten();
    let head = |named: &Element| named.query_selector(".panel__t, h2, h3, h4").ok()??.text_content();
    named.and_then(|named| named.get_attribute("aria-label").or_else(|| head(&named))).unwrap_or_default()
}

/// The same as the name of a file.
fn file_name(around: &Element, kind: &str) -> String {
    let plain: String = heading(around).chars().map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
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

/// Paints a drawing as points and saves them.
fn rasterised(drawing: Drawing, name: String, page: &Document) -> Option<()> {
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
    Some(())
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
