//! A scrambled Sobol sequence: evenly spread draws that depend on nothing but seed, dimension and index.
//!
//! Direction numbers are those of Joe and Kuo (new-joe-kuo-6, dimensions 2 to 32); scrambling is Owen's, by the hash of
//! Laine and Karras. Dimensions beyond the table reuse it under another scrambling and another order of the index.

const BITS: usize = 32;

/// Degree, coefficients and first direction numbers of each dimension after the first.
const TABLE: [(u32, u32, &[u32]); 31] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
    (7, 4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, 7, &[1, 1, 3, 13, 7, 35, 63]),
    (7, 8, &[1, 3, 5, 9, 1, 25, 53]),
    (7, 14, &[1, 3, 1, 13, 9, 35, 107]),
    (7, 19, &[1, 3, 1, 5, 27, 61, 31]),
    (7, 21, &[1, 1, 5, 11, 19, 41, 61]),
    (7, 28, &[1, 3, 5, 3, 3, 13, 69]),
    (7, 31, &[1, 1, 7, 13, 1, 19, 1]),
    (7, 32, &[1, 3, 7, 5, 13, 19, 59]),
    (7, 37, &[1, 1, 3, 9, 25, 29, 41]),
    (7, 41, &[1, 3, 5, 13, 23, 1, 55]),
    (7, 42, &[1, 3, 7, 3, 13, 59, 17]),
];

/// One dimension of the sequence.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// For each byte of an index and each of its values, the point of its bits.
    points: Box<[[u32; 256]; 4]>,
    scramble: u32,
    shuffle: u32,
}

impl Dimension {
    /// The dimension with this number, counted from 0, under a seed.
    pub fn new(dimension: usize, seed: u32) -> Self {
        let round = (dimension / (TABLE.len() + 1)) as u32;
        let directions = directions(dimension % (TABLE.len() + 1));
        let mut points = Box::new([[0; 256]; 4]);
        for (points, directions) in points.iter_mut().zip(directions.chunks(8)) {
            for byte in 1..256_usize {
                // Without its lowest bit the byte is one that was done before.
                points[byte] = points[byte & (byte - 1)] ^ directions[byte.trailing_zeros() as usize];
            }
        }
        let scramble = hash(seed ^ hash(dimension as u32 ^ 0x5151_7e35));
        // All dimensions of one round share the order of the index, or they would not be one sequence.
        let shuffle = hash(seed ^ hash(round ^ 0x8f2a_3c11));
        Self { points, scramble, shuffle }
    }

    /// The draw with this index, strictly between 0 and 1.
    pub fn draw(&self, index: u32) -> f64 {
        let index = scramble(index.reverse_bits(), self.shuffle).reverse_bits();
        let bytes = index.to_le_bytes();
        let point = self.points.iter().zip(bytes).fold(0, |point, (points, byte)| point ^ points[usize::from(byte)]);
        let point = scramble(point.reverse_bits(), self.scramble).reverse_bits();
        (f64::from(point) + 0.5) / 4_294_967_296.0
    }
}

fn directions(dimension: usize) -> [u32; BITS] {
    let mut directions = [0; BITS];
    let Some(&(degree, coefficients, first)) = dimension.checked_sub(1).and_then(|index| TABLE.get(index)) else {
        for (bit, direction) in directions.iter_mut().enumerate() {
            *direction = 1 << (BITS - 1 - bit);
        }
        return directions;
    };
    let degree = degree as usize;
    for (bit, &number) in first.iter().enumerate() {
        directions[bit] = number << (BITS - 1 - bit);
    }
    for bit in degree..BITS {
        let mut direction = directions[bit - degree] ^ (directions[bit - degree] >> degree);
        for term in 1..degree {
            if coefficients >> (degree - 1 - term) & 1 == 1 {
                direction ^= directions[bit - term];
            }
        }
        directions[bit] = direction;
    }
    directions
}

/// A random permutation of 32-bit numbers that moves a bit only by the bits below it: Owen scrambling of the reversed
/// number.
fn scramble(mut x: u32, seed: u32) -> u32 {
    x = x.wrapping_add(seed);
    x ^= x.wrapping_mul(0x6c50_b47c);
    x ^= x.wrapping_mul(0xb82f_1e52);
    x ^= x.wrapping_mul(0xc7af_e638);
    x ^ x.wrapping_mul(0x8d22_f6e6)
}

fn hash(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ x >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_fills_every_interval_once() {
        for dimension in 0..80 {
            let sequence = Dimension::new(dimension, 20_260_430);
            let mut filled = vec![0; 1_024];
            for index in 0..1_024 {
                filled[(sequence.draw(index) * 1_024.0) as usize] += 1;
            }
            assert!(filled.iter().all(|&count| count == 1), "dimension {dimension}");
        }
    }

    #[test]
    fn pairs_of_dimensions_fill_the_square() {
        for (a, b) in [(0, 1), (1, 2), (5, 17), (30, 31), (2, 40)] {
            let (first, second) = (Dimension::new(a, 7), Dimension::new(b, 7));
            let mut filled = [0; 64];
            for index in 0..4_096 {
                filled[(first.draw(index) * 8.0) as usize * 8 + (second.draw(index) * 8.0) as usize] += 1;
            }
            assert!(filled.iter().all(|&count: &i32| (24..=104).contains(&count)), "{a} {b}: {filled:?}");
        }
    }

    #[test]
    fn draws_never_change() {
        let sequence = Dimension::new(3, 20_260_430);
        let digest = (0..100).fold(0_u64, |digest, index| digest.rotate_left(7) ^ sequence.draw(index).to_bits());
        assert_eq!(format!("{digest:016x}"), GOLDEN);
    }

    const GOLDEN: &str = "aafe63b6078655e7";
}
