//! The code at the foot of a page, which a telephone reads.

use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules of a side, with the quiet zone of four around them.
    pub size: u32,
    /// The dark modules as the path of a drawing, one module a unit.
    pub path: String,
}

/// Free modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code of a text; `None` where the text is too long for one.
pub fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some(Code { size: (code.size() + 2 * QUIET) as u32, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints the path as a picture of `scale` pixels a module, by nothing but what the path says.
    fn picture(code: &Code, scale: usize) -> (usize, Vec<bool>) {
        let side = code.size as usize;
        let mut dark = vec![false; side * side];
        for run in code.path.split('M').filter(|run| !run.is_empty()) {
            let numbers: Vec<usize> =
                run.split(|one: char| !one.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            let (x, y, wide) = (numbers[0], numbers[1], numbers[2]);
            dark[y * side + x..y * side + x + wide].fill(true);
        }
        let pixels = side * scale;
        (pixels, (0..pixels * pixels).map(|at| dark[at / pixels / scale * side + at % pixels / scale]).collect())
    }

    #[test]
    fn another_program_reads_what_was_written() {
        let link = |settings: usize| format!("https://example.gov.cn/guoban/#s=1{}", "Ab3_-x".repeat(settings));
        for text in [link(1), link(12), link(33), link(120)] {
            let (side, pixels) = picture(&code(&text).unwrap(), 3);
            let grey = |x: usize, y: usize| if pixels[y * side + x] { 0 } else { 255 };
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1);
            assert_eq!(grids[0].decode().unwrap().1, text);
        }
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(code(&"a".repeat(3_000)), None);
    }
}
