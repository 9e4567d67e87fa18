//! Prints the benchmarks as JSON. Arguments: pack files. `--digest` prints digests instead.

#![allow(clippy::expect_used)]

use std::time::Instant;

fn main() {
    let (options, files): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let texts: Vec<_> = files
        .iter()
        .map(|file| (file.as_str(), std::fs::read_to_string(file).expect("a pack file that can be read")))
        .collect();
    if options.iter().any(|option| option == "--digest") {
        for (file, text) in &texts {
            println!("{} {file}", guoban_bench::digest(text));
        }
        return;
    }
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1_000.0;
    let packs: Vec<_> = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let figures = guoban_bench::run(&clock, &packs);
    println!("{}", serde_json::to_string_pretty(&figures).expect("figures are plain data"));
}
