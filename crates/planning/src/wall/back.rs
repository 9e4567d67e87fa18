//! Back-scheduling (倒排工期): the latest months of a project's stages for a finish that is wanted.
//!
//! The backward pass of the critical-path method over a chain of stages whose durations are those of the plan: the latest month of
//! a stage lies as far before the wanted finish as the plan puts it before the planned one. Its float is the latest month less
//! the projected one; a stage with negative float is behind.

use guoban_model::pack::VariableId;
use guoban_model::text::Text;

use super::project::Project;

/// What a stage is.
#[derive(Clone, Debug, PartialEq)]
pub enum StageKind {
    /// What the project waits for must be there.
    Ready(Text),
    /// Works begin.
    Start,
    /// A node of the project.
    Node(Text),
    /// A problem must be solved.
    Problem(Text),
    /// The project is completed.
    Finish,
    /// A later stage of the pack.
    Later(VariableId),
}

/// A stage with its months, counted from January of the plan year (0).
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What it is.
    pub kind: StageKind,
    /// When it was planned.
    pub planned: Option<i32>,
    /// When it is projected; `None` beyond the run.
    pub projected: Option<i32>,
    /// The latest month for the wanted finish.
    pub latest: i32,
    /// It lies behind: it was reached before the as-of date.
    pub passed: bool,
}

impl Stage {
    /// Months to spare; negative: behind. `None` where it is not projected within the run.
    pub fn float(&self) -> Option<i32> {
        Some(self.latest - self.projected?)
    }

    /// Whether the wanted finish is missed by this stage as it is projected.
    pub fn is_behind(&self) -> bool {
        !self.passed && self.float().is_none_or(|float| float < 0)
    }
}

/// The stages of a project for a wanted finish.
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    /// The month at whose end it is to be completed.
    pub wanted: i32,
    /// The stages by their latest months.
    pub stages: Vec<Stage>,
    /// How fast the rest has to go, as a multiple of the plan's pace; `None` where no month is left, or no duration is planned.
    pub pace: Option<f64>,
    /// Works are complete.
    pub is_done: bool,
}

/// The latest months of a project's stages for a finish at the end of month `wanted`; `now` is the month of the as-of date.
/// `None` for a project without planned months.
pub fn back_schedule(project: &Project, wanted: i32, now: i32) -> Option<Back> {
    let planned = project.planned;
    let (start, finish, months) = (planned.start?, planned.finish?, planned.months()?);
    let shift = wanted - finish;
    let begun = project.projected.start.is_some_and(|start| start < now);
    let is_done = project.projected.finish.is_some_and(|finish| finish < now);
    let latest_start = start + shift;
    let stage = |kind: StageKind, planned: Option<i32>, projected: Option<i32>, latest: i32| Stage {
        kind,
        planned,
        projected,
        latest,
        passed: projected.is_some_and(|month| month < now),
    };
    let mut stages = vec![stage(StageKind::Start, Some(start), project.projected.start, latest_start)];
    for wait in &project.waits {
        // Works that go on wait for it now; others until they begin. When it will be there, no run says.
        let latest = if begun { now } else { latest_start };
        stages.push(Stage { passed: false, ..stage(StageKind::Ready(wait.name.clone()), None, None, latest) });
    }
    for node in &project.nodes {
        let due = node.due.unwrap_or(finish);
        stages.push(stage(StageKind::Node(node.name.clone()), node.due, node.month, due + shift));
    }
    for problem in &project.problems {
        let due = problem.due.unwrap_or(start);
        stages.push(stage(StageKind::Problem(problem.name.clone()), problem.due, problem.month, due + shift));
    }
    stages.push(stage(StageKind::Finish, Some(finish), project.projected.finish, wanted));
    if let Some(done) = project.projected.finish {
        // Later stages follow completion as far as they do now.
        let follow = project.later.iter().filter(|mark| mark.month > done);
        stages.extend(
            follow.map(|mark| stage(StageKind::Later(mark.stage), None, Some(mark.month), wanted + mark.month - done)),
        );
    }
    stages.sort_by_key(|stage| stage.latest);
    let rest = (1.0 - project.done.unwrap_or(0.0)).max(0.0) * f64::from(months);
    let left = wanted - now + 1;
    Some(Back { wanted, stages, pace: (left > 0).then(|| rest / f64::from(left)), is_done })
}
