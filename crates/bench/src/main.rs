//! Prints the benchmarks as JSON. Arguments: pack files. `--parts model,why` runs only those parts; `--digest` prints
//! digests instead.

#![allow(clippy::expect_used)]

use std::time::Instant;

use guoban_bench::Part;

fn main() {
    let (mut files, mut parts, mut digest) = (Vec::new(), String::new(), false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--digest" => digest = true,
            "--parts" => parts = arguments.next().unwrap_or_default(),
            _ => files.push(argument),
        }
    }
    let texts: Vec<_> = files
        .iter()
        .map(|file| (file.as_str(), std::fs::read_to_string(file).expect("a pack file that can be read")))
        .collect();
    if digest {
        for (file, text) in &texts {
            println!("{} {file}", guoban_bench::digest(text));
        }
        return;
    }
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1_000.0;
    let packs: Vec<_> =
        texts.iter().map(|(file, text)| (file.rsplit('/').next().unwrap_or(file), text.as_str())).collect();
    let figures = guoban_bench::run(&clock, &packs, &Part::named(&parts));
    println!("{}", serde_json::to_string_pretty(&figures).expect("figures are plain data"));
}
