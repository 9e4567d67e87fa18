//! Which targets are listed, in which order: by section, by what the last step moved, by chance; chosen ones on top.

use crate::few::sort_few;
use guoban_model::pack::{GroupId, OwnerId, Pack, Scope, TargetId};

use crate::judge::{Board, Row, State};
use crate::moved::Moved;

/// In which order targets are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the pack's sections.
    #[default]
    Section,
    /// What the last step moved most first, then what it turned, then the rest in the pack's order.
    Change,
    /// The least likely at mid-year first, then by the full year; what is not judged comes last.
    Chance,
}

/// Which verdicts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those with this verdict, in either period.
    State(State),
    /// Those the last step moved or turned.
    Moved,
    /// Those whose verdict the last step turned.
    Turned,
}

/// Which part of the targets is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A section of the board.
    Section(GroupId),
    /// What stands on the territory, or what this level of government runs.
    Scope(Scope),
}

/// What a reader chose to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The order.
    pub order: Order,
    /// Only these verdicts.
    pub wanted: Option<Wanted>,
    /// Only what this owner answers for.
    pub owner: Option<OwnerId>,
    /// Only this part.
    pub part: Option<Part>,
}

impl Choice {
    /// Whether something is left out.
    pub fn is_narrowed(&self) -> bool {
        self.wanted.is_some() || self.owner.is_some() || self.part.is_some()
    }
}

/// What rows stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Chosen by the reader.
    Pinned,
    /// A section of the pack.
    Section(GroupId),
    /// Everything, in an order of its own.
    All(Order),
}

/// Rows under one heading, never without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What they stand under.
    pub heading: Heading,
    /// Rows of the board, from the top.
    pub rows: Vec<usize>,
}

/// The rows of a board as a reader chose to see them. Pinned targets stand on top and are never left out.
///
/// `moved` is what the last step did, `pins` the pinned targets in the order they were chosen.
pub fn listed(pack: &Pack, board: &Board, moved: Option<&Moved>, choice: &Choice, pins: &[TargetId]) -> Vec<Block> {
    let place = |pin: &TargetId| board.rows.iter().position(|row| row.target == *pin);
    let pinned: Vec<usize> = pins.iter().filter_map(place).collect();
    let rest: Vec<usize> = (0..board.rows.len())
        .filter(|row| !pinned.contains(row) && is_listed(pack, *row, &board.rows[*row], moved, choice))
        .collect();
    let mut blocks = vec![Block { heading: Heading::Pinned, rows: pinned }];
    match choice.order {
        Order::Section => blocks.extend((0..pack.groups.len()).map(GroupId).map(|group| {
            let belongs = |row: &usize| pack.targets[board.rows[*row].target.0].group == group;
            Block { heading: Heading::Section(group), rows: rest.iter().copied().filter(belongs).collect() }
        })),
        order => blocks.push(Block { heading: Heading::All(order), rows: ordered(board, moved, order, rest) }),
    }
    blocks.retain(|block| !block.rows.is_empty());
    blocks
}

fn is_listed(pack: &Pack, index: usize, row: &Row, moved: Option<&Moved>, choice: &Choice) -> bool {
    let target = &pack.targets[row.target.0];
    let wanted = match choice.wanted {
        None => true,
        Some(Wanted::State(state)) => row.half.state == state || row.year.state == state,
        Some(Wanted::Moved) => moved.is_some_and(|moved| moved.touches(index)),
        Some(Wanted::Turned) => moved.is_some_and(|moved| moved.flips.iter().any(|flip| flip.row == index)),
    };
    let part = match choice.part {
        None => true,
        Some(Part::Section(group)) => target.group == group,
        Some(Part::Scope(scope)) => pack.variables[target.variable.0].scope == Some(scope),
    };
    wanted && part && choice.owner.is_none_or(|owner| target.owner == owner)
}

fn ordered(board: &Board, moved: Option<&Moved>, order: Order, mut rows: Vec<usize>) -> Vec<usize> {
    match order {
        Order::Section => {}
        Order::Change => {
            let place = |row: &usize| {
                let moved = moved?;
                let flip = || moved.flips.iter().position(|flip| flip.row == *row);
                moved.moves.iter().position(|found| found.row == *row).or_else(|| Some(moved.moves.len() + flip()?))
            };
            let key = |row: &usize| place(row).unwrap_or(usize::MAX);
            sort_few(&mut rows, |left, right| key(left).cmp(&key(right)));
        }
        Order::Chance => {
            let chance = |row: &usize| {
                let of = |probability: Option<f64>| probability.unwrap_or(2.0);
                (of(board.rows[*row].half.probability), of(board.rows[*row].year.probability))
            };
            sort_few(&mut rows, |left, right| {
                let (left, right) = (chance(left), chance(right));
                left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
            });
        }
    }
    rows
}
