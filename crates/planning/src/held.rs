//! What holds a lever back that moves no target by itself.

use guoban_model::explain::formula_of;
use guoban_model::formula::{Binary, Node, NodeKind};
use guoban_model::model::Projection;
use guoban_model::pack::{ColumnKind, LeverId, Pack, VariableId};
use guoban_model::text::{Language, Text};
use guoban_model::time::HORIZON;

/// Why a lever moves no target by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// It goes into a minimum in which other inputs are smaller: their names.
    ByInputs(Vec<Text>),
    /// It only moves a shared pool, which no target reads: index into the pack's limits.
    OnlyLimit(usize),
}

/// Why moving a lever from `before` to `after` moved no target; `None` where the pack does not tell.
pub fn held(pack: &Pack, lever: LeverId, before: &Projection, after: &Projection) -> Option<Held> {
    let moved: Vec<bool> = (0..pack.variables.len()).map(|id| differs(pack, VariableId(id), before, after)).collect();
    let inputs = inputs(pack, lever, &moved);
    if !inputs.is_empty() {
        return Some(Held::ByInputs(inputs));
    }
    let of = |id: VariableId| moved.get(id.0).copied().unwrap_or(false);
    pack.limits.iter().position(|limit| of(limit.used) || of(limit.available)).map(Held::OnlyLimit)
}

fn differs(pack: &Pack, id: VariableId, before: &Projection, after: &Projection) -> bool {
    (0..pack.rows_of(id)).any(|row| {
        (0..HORIZON as i32).any(|month| {
            let bits = |figures: &Projection| figures.at(id, row, month).map(f64::to_bits);
            bits(before) != bits(after)
        })
    })
}

/// What stands beside the lever, or beside what it moved, in the minima of variables that did not move.
fn inputs(pack: &Pack, lever: LeverId, moved: &[bool]) -> Vec<Text> {
    let reads = |node: &Node| {
        let mut found = false;
        node.walk(&mut |node| {
            found |= match &node.kind {
                NodeKind::Lever(id) => *id == lever,
                NodeKind::Variable(id, _) => moved[id.0],
                NodeKind::Cell(column, _) => match pack.tables[column.table.0].columns[column.column].kind {
                    ColumnKind::Formula(id) => moved[id.0],
                    _ => pack.levers[lever.0].cell.is_some_and(|(own, _)| own == *column),
                },
                _ => false,
            };
            !found
        });
        found
    };
    let mut names: Vec<Text> = Vec::new();
    let still = (0..pack.variables.len()).filter(|id| !moved[*id]);
    for (variable, row) in still.flat_map(|id| (0..pack.rows_of(VariableId(id))).map(move |row| (id, row))) {
        let Some((formula, _)) = formula_of(&pack.variables[variable], row) else { continue };
        formula.walk(&mut |node| {
            let mut sides = Vec::new();
            minimum(node, &mut sides);
            if sides.len() > 1 && sides.iter().any(|side| reads(side)) {
                for name in sides.iter().filter(|side| !reads(side)).filter_map(|side| name(pack, side)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                return false;
            }
            true
        });
    }
    names
}

/// The sides of a minimum, of those within it too.
fn minimum<'node>(node: &'node Node, sides: &mut Vec<&'node Node>) {
    match &node.kind {
        NodeKind::Binary(Binary::Min, left, right) => {
            for side in [left, right] {
                if matches!(side.kind, NodeKind::Binary(Binary::Min, ..)) {
                    minimum(side, sides)
                } else {
                    sides.push(side)
                }
            }
        }
        NodeKind::Convert(inner, _) => minimum(inner, sides),
        _ => {}
    }
}

/// The first thing with a name that a side reads.
fn name(pack: &Pack, node: &Node) -> Option<Text> {
    let mut found = None;
    node.walk(&mut |node| {
        let name = match &node.kind {
            NodeKind::Lever(id) => Some(&pack.levers[id.0].name),
            NodeKind::Assumption(id) => Some(&pack.assumptions[id.0].name),
            NodeKind::Variable(id, _) => Some(&pack.variables[id.0].name),
            NodeKind::Cell(column, _) => Some(&pack.tables[column.table.0].columns[column.column].name),
            _ => None,
        };
        if found.is_none() {
            found = name.cloned();
        }
        found.is_none()
    });
    found
}

impl Held {
    /// The reason in words.
    pub fn message(&self, pack: &Pack, language: Language) -> String {
        match (self, language) {
            (Self::ByInputs(names), Language::Zh) => {
                let names: Vec<String> = names.iter().map(|name| format!("“{}”", name.zh)).collect();
                format!("单独调动不见效：它与{}取最小，受其中更小的一项限制。", names.join(""))
            }
            (Self::ByInputs(names), Language::En) => {
                let names: Vec<&str> = names.iter().map(|name| &*name.en).collect();
                format!(
                    "Does nothing alone: the least of it and {} counts, and one of them is smaller.",
                    names.join(", ")
                )
            }
            (Self::OnlyLimit(index), _) => {
                let name = pack.limits.get(*index).map_or("", |limit| limit.name.get(language));
                match language {
                    Language::Zh => format!("不直接改变任务：只改变“{name}”够不够用。"),
                    Language::En => format!("Moves no target itself: only whether “{name}” suffices."),
                }
            }
        }
    }
}
