use guoban_model::read::read_pack;
use std::time::Instant;
fn main() {
    let text = std::fs::read_to_string("www/packs/border-city.toml").unwrap();
    let n: usize = std::env::args().nth(1).and_then(|x| x.parse().ok()).unwrap_or(50);
    let mut best = 1e9f64;
    for _ in 0..n {
        let t = Instant::now();
        std::hint::black_box(read_pack(&text).unwrap());
        best = best.min(t.elapsed().as_secs_f64());
    }
    println!("read {:.3} ms", best * 1e3);
}
