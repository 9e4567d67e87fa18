//! When projects may be completed, by the draws of what nobody here decides.
//!
//! A project has no error band of its own: what is drawn are the assumptions of the pack, slippage and weather among them. Draws
//! are those of the chances of targets, so that a difference between two scenarios is never chance.

use guoban_model::ensemble::{Draws, Ensemble, LANES};
use guoban_model::model::{Model, Projection};
use guoban_model::program::CellRef;

use super::project::Project;
use super::shape::Shape;
use super::{JUNE, MONTHS};
use crate::scenario::Scenario;

/// Draws that are counted; enough for the whole percent that is shown.
pub const FINISH_DRAWS: u32 = 1_024;

/// In how many draws each project is completed in which month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finishes {
    /// Draws counted.
    pub draws: u32,
    /// The month of the as-of date: the first that is counted.
    pub from: i32,
    /// By project, then by month from [`Finishes::from`]: draws in which it is completed then; what is completed before counts
    /// for the first.
    months: Vec<Vec<u32>>,
    /// By number of projects: draws in which so many are completed by the end of June, and by the end of December.
    completed: [Vec<u32>; 2],
}

impl Finishes {
    /// Counts the draws of a run of the scenario.
    pub fn count(model: &Model, scenario: &Scenario, shape: &Shape, run: &Projection) -> Self {
        let pack = model.pack();
        let pinned: Vec<bool> =
            pack.assumptions.iter().map(|assumption| scenario.assumptions.contains_key(&assumption.id)).collect();
        let rows = pack.tables[shape.table.0].rows.len();
        let from = run.as_of().month.offset_from(pack.year).clamp(0, MONTHS - 1);
        let span = (MONTHS - from) as usize;
        let cell = |row: usize, offset: i32| CellRef { variable: shape.position, row, offset };
        let wanted: Vec<CellRef> =
            (0..rows).flat_map(|row| (from..MONTHS).map(move |offset| cell(row, offset))).collect();
        let ensemble = Ensemble::new(model, &pinned, &wanted);
        let draws = Draws::new(pack, scenario.seed, 0..FINISH_DRAWS);
        let mut months = vec![vec![0; span]; rows];
        let mut completed = [vec![0; rows + 1], vec![0; rows + 1]];
        let ends = [JUNE, 11].map(|end: i32| end - from);
        let mut values = [0.0; LANES];
        ensemble.each_block(run, &draws, 0..FINISH_DRAWS as usize, |block, outcomes| {
            let mut counts = [[0_usize; LANES]; 2];
            for (row, months) in months.iter_mut().enumerate() {
                let mut open = [true; LANES];
                for (month, drawn) in months.iter_mut().enumerate() {
                    outcomes.read(row * span + month, &mut values);
                    for lane in 0..block.len() {
                        if open[lane] && values[lane] >= shape.complete_at {
                            open[lane] = false;
                            *drawn += 1;
                            for (counts, end) in counts.iter_mut().zip(ends) {
                                counts[lane] += usize::from(month as i32 <= end);
                            }
                        }
                    }
                }
            }
            for (completed, counts) in completed.iter_mut().zip(counts) {
                counts[..block.len()].iter().for_each(|count| completed[*count] += 1);
            }
        });
        Self { draws: FINISH_DRAWS, from, months, completed }
    }

    /// The share of draws in which a project is completed by the end of a month, from 0 to 1.
    pub fn by(&self, row: usize, month: i32) -> Option<f64> {
        let months = self.months.get(row)?;
        let upto = usize::try_from(month - self.from + 1).unwrap_or(0).min(months.len());
        Some(f64::from(months[..upto].iter().sum::<u32>()) / f64::from(self.draws))
    }

    /// The share of draws in which a project is completed by the end of June, where that is asked: it is planned by then, or may be
    /// completed by then.
    pub fn by_june(&self, project: &Project) -> Option<f64> {
        let share = self.by(project.row, JUNE)?;
        let is_asked = project.planned.finish.is_some_and(|finish| finish <= JUNE);
        (is_asked || share > 0.0).then_some(share)
    }

    /// Shares of draws by the month in which a project is completed, from [`Finishes::from`] on.
    pub fn of(&self, row: usize) -> Vec<f64> {
        let share = |count: &u32| f64::from(*count) / f64::from(self.draws);
        self.months.get(row).map(|months| months.iter().map(share).collect()).unwrap_or_default()
    }

    /// Shares of draws by the number of projects completed by the end of June (or of December), from 0 on.
    pub fn completed(&self, by_december: bool) -> Vec<f64> {
        let counts = &self.completed[usize::from(by_december)];
        counts.iter().map(|count| f64::from(*count) / f64::from(self.draws)).collect()
    }

    /// The numbers of completed projects below which a tenth, a half, and nine tenths of the draws lie.
    pub fn range(&self, by_december: bool) -> [usize; 3] {
        let shares = self.completed(by_december);
        [0.1, 0.5, 0.9].map(|below| {
            let mut sum = 0.0;
            shares
                .iter()
                .position(|share| {
                    sum += share;
                    sum >= below
                })
                .unwrap_or(0)
        })
    }
}
