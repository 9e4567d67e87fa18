//! Who answers for what: owners against tasks, and all that concerns one owner with those under it.

use guoban_model::pack::{LeverId, OwnerId, Pack, TargetId};

use crate::problem::Problem;
use crate::reach::Reach;

/// An owner's part in a task; the weightiest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 牵头: answers for it.
    Lead,
    /// 配合: answers along with the owner.
    Joint,
    /// 有措施: holds a lever that moves it.
    Lever,
}

/// A task and everybody's part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The task.
    pub target: TargetId,
    /// By [`Matrix::owners`].
    pub parts: Vec<Option<Part>>,
}

/// Owners against tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Owners with a part in any task: each followed by those under it.
    pub owners: Vec<OwnerId>,
    /// Every task, in the pack's order.
    pub rows: Vec<Row>,
}

/// The matrix of a pack; `reach` says by lever which targets it moves.
pub fn matrix(pack: &Pack, reach: &[Reach]) -> Matrix {
    let part = |owner: OwnerId, id: TargetId| {
        let target = &pack.targets[id.0];
        let moves = |reach: &Reach| reach.targets.iter().any(|(moved, _)| *moved == id);
        let mut levers = pack.levers.iter().zip(reach).filter(|(lever, _)| lever.owner == owner);
        if target.owner == owner {
            Some(Part::Lead)
        } else if target.with.contains(&owner) {
            Some(Part::Joint)
        } else {
            levers.any(|(_, reach)| moves(reach)).then_some(Part::Lever)
        }
    };
    let targets = || (0..pack.targets.len()).map(TargetId);
    let owners: Vec<OwnerId> =
        in_order(pack).into_iter().filter(|owner| targets().any(|id| part(*owner, id).is_some())).collect();
    let row = |id| Row { target: id, parts: owners.iter().map(|owner| part(*owner, id)).collect() };
    Matrix { rows: targets().map(row).collect(), owners }
}

/// What concerns one owner and those under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The owner.
    pub owner: OwnerId,
    /// The owner itself, then those under it.
    pub family: Vec<OwnerId>,
    /// Tasks one of them answers for.
    pub leads: Vec<TargetId>,
    /// Tasks one of them answers for along with somebody else.
    pub joins: Vec<TargetId>,
    /// Levers one of them holds.
    pub levers: Vec<LeverId>,
    /// Numbers of the problems one of them is to clear, or that hold up a task one of them answers for.
    pub problems: Vec<u32>,
}

impl Charge {
    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.leads.is_empty() && self.joins.is_empty() && self.levers.is_empty() && self.problems.is_empty()
    }
}

/// The page of every owner whom something concerns, in the order of [`Matrix::owners`].
pub fn charges(pack: &Pack, problems: &[Problem]) -> Vec<Charge> {
    in_order(pack).into_iter().map(|owner| charge(pack, problems, owner)).filter(|charge| !charge.is_empty()).collect()
}

fn charge(pack: &Pack, problems: &[Problem], owner: OwnerId) -> Charge {
    let mut family = Vec::new();
    descend(pack, owner, &mut family);
    let is_own = |owner: &OwnerId| family.contains(owner);
    let targets =
        |own: &dyn Fn(TargetId) -> bool| (0..pack.targets.len()).map(TargetId).filter(|id| own(*id)).collect();
    let leads: Vec<TargetId> = targets(&|id| is_own(&pack.targets[id.0].owner));
    let joins = targets(&|id| !leads.contains(&id) && pack.targets[id.0].with.iter().any(is_own));
    let levers = (0..pack.levers.len()).map(LeverId).filter(|id| is_own(&pack.levers[id.0].owner)).collect();
    let concerns = |problem: &&Problem| match &problem.owner {
        Some(id) => family.iter().any(|owner| pack.owners[owner.0].id == *id),
        None => problem.target.as_deref().and_then(|id| pack.target(id)).is_some_and(|id| leads.contains(&id)),
    };
    let problems = problems.iter().filter(concerns).map(|problem| problem.number).collect();
    Charge { owner, leads, joins, levers, problems, family }
}

/// Owners in the pack's order, each followed by those under it.
fn in_order(pack: &Pack) -> Vec<OwnerId> {
    let mut order = Vec::new();
    for owner in (0..pack.owners.len()).map(OwnerId).filter(|owner| pack.owners[owner.0].under.is_none()) {
        descend(pack, owner, &mut order);
    }
    order
}

/// An owner and those under it; reading sees to it that nobody is under itself.
fn descend(pack: &Pack, owner: OwnerId, order: &mut Vec<OwnerId>) {
    if order.contains(&owner) {
        return;
    }
    order.push(owner);
    for below in (0..pack.owners.len()).map(OwnerId).filter(|below| pack.owners[below.0].under == Some(owner)) {
        descend(pack, below, order);
    }
}
