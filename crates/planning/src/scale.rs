//! Where figures and their labels stand in a drawing.

/// A round distance between ticks, 1, 2 or 5 times a power of ten: at most so many fit into a span.
pub fn step(span: f64, most: f64) -> f64 {
    let least = span / most;
    let mut power = 1.0;
    while power > least {
        power /= 10.0;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| power * factor >= least).unwrap_or(10.0);
    power * factor
}

/// The last published decimal: ticks closer than that would read the same.
pub fn finest(decimals: u32) -> f64 {
    (0..decimals).fold(1.0, |unit, _| unit / 10.0)
}

/// Moves labels apart so that none covers another; `places` are their middles, in any order.
pub fn spread(places: &mut [f64], space: f64, top: f64, bottom: f64) {
    // A handful of labels: sorted by insertion.
    let mut order: Vec<usize> = Vec::with_capacity(places.len());
    for index in 0..places.len() {
        let at = order.iter().position(|other| places[*other] > places[index]).unwrap_or(order.len());
        order.insert(at, index);
    }
    let mut last = f64::NEG_INFINITY;
    for index in &order {
        places[*index] = places[*index].max(last + space).max(top);
        last = places[*index];
    }
    let mut next = bottom;
    for index in order.iter().rev() {
        places[*index] = places[*index].min(next);
        next = places[*index] - space;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_apart_and_stay_inside() {
        let mut places = [50.0, 52.0, 51.0];
        spread(&mut places, 15.0, 10.0, 60.0);
        assert_eq!(places, [30.0, 60.0, 45.0]);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!([step(1_500.0, 4.0), step(0.9, 5.0), step(7.0, 8.0)], [500.0, 0.2, 1.0]);
        assert_eq!(finest(2), 0.01);
    }
}
