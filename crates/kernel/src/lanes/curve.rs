//! Interpolation in a curve for a block of draws.

use super::{LANES, Lanes};
use crate::scalar;

/// Most points for which every segment is tried: without a branch all lanes go at once.
const FEW: usize = 12;

/// As [`scalar::interpolate`] for each lane.
pub fn run(x: &[f64], y: &[f64], at: &Lanes, out: &mut Lanes) {
    let (Some(&first), Some(&last)) = (y.first(), y.last()) else { return one_by_one(x, y, at, out) };
    if x.len() > FEW || x.len() != y.len() {
        return one_by_one(x, y, at, out);
    }
    out.fill(first);
    for (x, y) in x.windows(2).zip(y.windows(2)) {
        let (&[start, end], &[from, to]) = (x, y) else { continue };
        let (width, rise) = (end - start, to - from);
        for lane in 0..LANES {
            let at = at[lane];
            let value = from + rise * ((at - start) / width);
            out[lane] = blend(at >= start, value, out[lane]);
        }
    }
    let end = x.last().copied().unwrap_or(f64::NAN);
    for lane in 0..LANES {
        let at = at[lane];
        out[lane] = blend(at.is_nan(), at, blend(at >= end, last, out[lane]));
    }
}

/// One or the other by its bits: said like this it stays without a branch.
#[inline(always)]
fn blend(first: bool, a: f64, b: f64) -> f64 {
    let mask = u64::from(first).wrapping_neg();
    f64::from_bits(a.to_bits() & mask | b.to_bits() & !mask)
}

#[cold]
fn one_by_one(x: &[f64], y: &[f64], at: &Lanes, out: &mut Lanes) {
    for lane in 0..LANES {
        out[lane] = scalar::interpolate(x, y, at[lane]);
    }
}
