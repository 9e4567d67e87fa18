//! Where in a pack's text an item is written.

/// Line, counted from 1, of the item with this id in one of these sections, looked for after the line `after`.
///
/// It looks for `id = "…"` at the start of a line below `[[section]]`, which is how packs are written; an item written
/// otherwise is not found.
pub fn line_of(text: &str, sections: &[&str], id: &str, after: usize) -> Option<usize> {
    let mut inside = false;
    for (index, line) in text.lines().enumerate().skip(after) {
        let line = line.trim();
        if let Some(header) = line.strip_prefix("[[").and_then(|rest| rest.split_once("]]")) {
            inside = sections.contains(&header.0.trim());
        } else if inside
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == "id"
            && value.trim().strip_prefix('"').and_then(|rest| rest.split_once('"')).is_some_and(|found| found.0 == id)
        {
            return Some(index + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn an_item_is_found_in_its_own_section_and_table() {
        let text =
            "[[table]]\nid = \"a\"\n[[table.row]]\nid = \"x\"\n[[table]]\nid = \"b\"\n[[table.row]]\nid=\"x\" # two\n";
        assert_eq!(line_of(text, &["table"], "b", 0), Some(6));
        assert_eq!(line_of(text, &["table.row"], "x", 0), Some(4));
        assert_eq!(line_of(text, &["table.row"], "x", 6), Some(8));
        assert_eq!(line_of(text, &["lever"], "x", 0), None);
    }
}
