//! Parts of the page inside a browser: the chart's canvas, and the page when no pack arrives.
#![cfg(target_arch = "wasm32")]

use guoban_app::chart::draw::draw;
use guoban_app::chart::palette::Palette;
use guoban_app::chart::series::Series;
use guoban_app::texts::Locale;
use guoban_model::pack::Measure;
use plotters::style::RGBColor;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn page() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn series() -> Series {
    Series {
        row: 0,
        standing: std::array::from_fn(|month| Some(month as f64 * 100.0)),
        known: 3,
        baseline: std::array::from_fn(|month| Some(month as f64 * 90.0)),
        linear: Some(std::array::from_fn(|month| Some((month + 1) as f64 * 95.0))),
        seasonal: None,
        due: [Some(500.0), Some(1_120.0)],
        decimals: 1,
        fan: Default::default(),
        measure: Measure::Flow,
        span: (0, 11),
    }
}

fn palette() -> Palette {
    let ink = RGBColor(20, 30, 40);
    Palette {
        actual: ink,
        plan: RGBColor(31, 78, 158),
        outer: ink,
        inner: ink,
        base: ink,
        linear: ink,
        seasonal: ink,
        target: ink,
        grid: RGBColor(220, 220, 220),
        axis: ink,
        ink,
        faint: ink,
        today: ink,
        surface: RGBColor(255, 255, 255),
    }
}

#[wasm_bindgen_test]
fn a_chart_is_drawn_in_device_pixels_and_leaves_nothing_in_the_page() {
    let canvas: HtmlCanvasElement = page().create_element("canvas").unwrap().dyn_into().unwrap();
    let elements = page().query_selector_all("*").unwrap().length();
    for ratio in [1.0, 1.5, 2.0, 3.0] {
        let frame = draw(&canvas, &series(), (400.0, 160.0), ratio, &palette(), &Locale::chinese()).unwrap();
        assert_eq!((canvas.width(), canvas.height()), ((400.0 * ratio) as u32, (160.0 * ratio) as u32));
        assert!(frame.left > 10.0 && frame.right < 400.0);
        let empty = canvas_of_size(canvas.width(), canvas.height()).to_data_url().unwrap();
        assert_ne!(canvas.to_data_url().unwrap(), empty, "something is drawn at {ratio}");
    }
    // plotters measures text by elements with inline styles unless its backend measures; the policy forbids those.
    assert_eq!(page().query_selector_all("*").unwrap().length(), elements);
}

fn canvas_of_size(width: u32, height: u32) -> HtmlCanvasElement {
    let canvas: HtmlCanvasElement = page().create_element("canvas").unwrap().dyn_into().unwrap();
    canvas.set_width(width);
    canvas.set_height(height);
    canvas
}

#[wasm_bindgen_test]
async fn the_page_says_what_is_missing_when_no_pack_arrives() {
    // The test's browser speaks English.
    web_sys::window().unwrap().local_storage().unwrap().unwrap().set_item("guoban.language", "zh").unwrap();
    let place = page().create_element("div").unwrap();
    place.set_id("app");
    page().body().unwrap().append_child(&place).unwrap();
    guoban_app::start();
    for _ in 0..200 {
        if place.query_selector(".failure").unwrap().is_some() {
            break;
        }
        next_frame().await;
    }
    let text = place.text_content().unwrap_or_default();
    assert!(text.contains("底册打不开") && text.contains("packs/index.json"), "{text}");
    assert_eq!(place.query_selector_all("[style]").unwrap().length(), 0, "the policy forbids inline styles");
}

async fn next_frame() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}
