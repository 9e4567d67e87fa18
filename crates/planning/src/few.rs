//! Ordering lists of dozens.

use std::cmp::Ordering;

/// Sorts a short list; equal elements keep their order.
///
/// The standard library's stable sort is made for millions and brings five kilobytes into the page for each type that is
/// sorted. Lists of targets, levers and names are short: this goes through them pair by pair.
pub fn sort_few<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && compare(&items[at - 1], &items[at]) == Ordering::Greater {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_few;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items: Vec<(u8, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_few(&mut items, |left, right| left.0.cmp(&right.0));
            proptest::prop_assert_eq!(items, expected);
        }
    }
}
