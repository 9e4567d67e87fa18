//! Where in a pack's text an item is written.

/// Line, counted from 1, of the item with this id in one of these sections, looked for after the line `after`.
///
/// A section is `[lever]` or `[chapter.lever]`, with items as `id = { … }` at the start of a line; an item may have a
/// heading of its own, `[chapter.lever.id]`; and there is the long form, `id = "…"` below `[[lever]]`. Rows, the section
/// `table.row`, may be lines of a grid too. An item written otherwise, or made by a template, is not found.
pub fn line_of(text: &str, sections: &[&str], id: &str, after: usize) -> Option<usize> {
    let mut place = Place::Elsewhere;
    let rows = sections.contains(&"table.row");
    for (index, line) in text.lines().enumerate().skip(after) {
        if let Some(heading) = line.trim().strip_prefix("[[").and_then(|rest| rest.split_once("]]")) {
            place = if sections.contains(&kind(heading.0)) { Place::List } else { Place::Elsewhere };
        } else if let Some((heading, "")) = line.strip_prefix('[').and_then(|rest| rest.trim_end().split_once(']')) {
            place = Place::Elsewhere;
            let heading = kind(heading);
            if sections.contains(&heading) || rows && heading.starts_with("table.") && heading.ends_with(".row") {
                place = Place::ById;
            } else if heading.rsplit_once('.').is_some_and(|(of, own)| sections.contains(&of) && unquoted(own) == id) {
                return Some(index + 1);
            }
        } else {
            let found = match place {
                Place::ById => {
                    line.split_once('=').is_some_and(|(key, _)| unquoted(key) == id && !key.starts_with(' '))
                }
                Place::List => line
                    .trim()
                    .split_once('=')
                    .is_some_and(|(key, value)| key.trim() == "id" && first_string(value.trim()) == Some(id)),
                Place::Elsewhere => false,
            };
            let in_grid = || rows && line.trim().strip_prefix('[').and_then(first_string) == Some(id);
            if found || in_grid() {
                return Some(index + 1);
            }
        }
    }
    // A target of a block of rows, `id.row`, stands where the block does.
    let block = id.rsplit_once('.').filter(|_| sections.contains(&"target"));
    block.and_then(|(block, _)| line_of(text, sections, block, after))
}

/// What a line can stand in.
enum Place {
    Elsewhere,
    /// `[[lever]]`: an item, with its id among its fields.
    List,
    /// `[lever]`: items by id.
    ById,
}

/// A heading without its chapter.
fn kind(heading: &str) -> &str {
    let heading = heading.trim();
    heading.strip_prefix("chapter.").unwrap_or(heading)
}

fn unquoted(key: &str) -> &str {
    let key = key.trim_end();
    key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key)
}

/// The string a text begins with.
fn first_string(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.split_once('"').map(|(string, _)| string)
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

    #[test]
    fn items_by_id_are_found() {
        let text = "[[chapter]]\n[chapter.lever]\na = { name = \"b\",\n  b = 1 }\n\"乙\" = { name = \"c\" }\n\
                    [chapter.table.t]\ngrid = [\n  [\"id\", \"name\"],\n  [\"x\", \"a\"],\n]\n\
                    [chapter.table.u.row]\nx = { name = \"x\" }\n[lever.c]\nname = \"c\"\n";
        assert_eq!(line_of(text, &["lever"], "a", 0), Some(3));
        assert_eq!(line_of(text, &["lever"], "乙", 0), Some(5));
        assert_eq!(line_of(text, &["lever"], "c", 0), Some(13));
        assert_eq!(line_of(text, &["lever"], "b", 0), None);
        assert_eq!(line_of(text, &["table"], "t", 0), Some(6));
        assert_eq!(line_of(text, &["table.row"], "x", 6), Some(9));
        assert_eq!(line_of(text, &["table.row"], "x", 10), Some(12));
    }
}
