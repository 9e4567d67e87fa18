//! Which targets a room looks at: the chosen ones, then what moved, then the rest.

use guoban_model::pack::Pack;

use crate::judge::Board;
use crate::moved::Moved;

/// Targets on a page of meeting mode.
pub const PAGE: usize = 8;

/// Pages of so many targets, at least one.
pub fn pages(rows: usize) -> usize {
    rows.div_ceil(PAGE).max(1)
}

/// All rows of a board in the order in which a few of them are shown: the pinned ones (ids of targets) as they were chosen, the
/// headline's, the row that is looked at, what the last step moved or turned, then the rest in the pack's order.
pub fn spotlight(
    pack: &Pack,
    board: &Board,
    pins: &[String],
    selected: Option<usize>,
    moved: Option<&Moved>,
) -> Vec<usize> {
    let row_of = |id: &String| board.rows.iter().position(|row| pack.targets[row.target.0].id == *id);
    let steps = moved.into_iter().flat_map(|moved| {
        let turned = moved.flips.iter().map(|flip| flip.row);
        turned.chain(moved.moves.iter().map(|moved| moved.row))
    });
    let wanted =
        pins.iter().filter_map(row_of).chain(board.headline).chain(selected).chain(steps).chain(0..board.rows.len());
    let mut rows: Vec<usize> = Vec::with_capacity(board.rows.len());
    for row in wanted.filter(|row| *row < board.rows.len()) {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}
