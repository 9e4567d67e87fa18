//! What the screen 挂图作战 shows beside the figures: what the pack's projects are, and when the draws complete them.

use std::collections::BTreeMap;

use guoban_model::model::Settings;
use guoban_planning::wall::{Finishes, Funnel, Shape, funnels};
use rust_decimal::Decimal;

use super::Session;

/// How the chart is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// By which of the ways to group; the first where nobody chose.
    pub group: usize,
    /// To the end of the year after, not only through its first quarter.
    pub long: bool,
    /// Only projects that are late or held up.
    pub held: bool,
    /// The project whose stages are shown, by its row.
    pub opened: Option<usize>,
    /// The finish its stages are scheduled back from, counted from January of the plan year (0); June where nobody chose.
    pub wanted: Option<i32>,
}

/// The projects of the open pack.
#[derive(Debug)]
pub struct Walled {
    /// What they are; `None` where the pack has none.
    pub shape: Option<Shape>,
    /// What passes from stage to stage.
    pub funnels: Vec<Funnel>,
    /// When draws complete them, as last counted.
    pub finishes: Option<Finishes>,
    /// What the draws were counted for.
    of: Drawn,
}

/// What draws of finishes depend on.
#[derive(Debug, PartialEq)]
struct Drawn {
    settings: Settings,
    assumed: BTreeMap<String, Decimal>,
    seed: u32,
}

impl Drawn {
    fn of(session: &Session) -> Self {
        let scenario = session.scenario();
        Self {
            settings: session.results.projection.settings().clone(),
            assumed: scenario.assumptions.clone(),
            seed: scenario.seed,
        }
    }
}

impl Session {
    /// Whether projects are known and their draws counted for the settings as they are.
    pub fn is_walled(&self) -> bool {
        self.wall.as_ref().is_some_and(|wall| wall.of == Drawn::of(self))
    }

    /// The same with its projects, and draws of the settings as they are.
    pub fn walled(&self) -> Self {
        let known = self.wall.as_deref();
        let shape = known.map_or_else(|| Shape::of(self.pack()), |known| known.shape.clone());
        let funnels = known.map_or_else(|| funnels(self.pack()), |known| known.funnels.clone());
        let run = &self.results.projection;
        let finishes = shape.as_ref().map(|shape| Finishes::count(self.model(), self.scenario(), shape, run));
        self.with_wall(Walled { shape, funnels, finishes, of: Drawn::of(self) })
    }
}
