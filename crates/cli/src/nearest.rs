//! Names like one that is not known.

/// Names offered at most.
const OFFERED: usize = 3;

/// The known names nearest to `name`: those that contain it or differ in few letters, nearest first.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let limit = name.chars().count() / 2 + 1;
    let mut ranked: Vec<(usize, &str)> = known
        .filter_map(|other| {
            let distance = distance(name, other);
            let contained = !name.is_empty() && (other.contains(name) || name.contains(other));
            (distance <= limit || contained).then_some((distance, other))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
}

/// Letters to insert, remove or replace.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, letter) in left.chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (index, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(row[index] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_come_first() {
        let known = ["rice_area", "vegetable_area", "hogs_early", "voucher"];
        assert_eq!(nearest("rice_aera", known.into_iter()), ["rice_area"]);
        assert_eq!(nearest("area", known.into_iter()), ["rice_area", "vegetable_area"]);
        assert!(nearest("xyz", known.into_iter()).is_empty());
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
