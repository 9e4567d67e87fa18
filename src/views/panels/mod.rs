//! Below the board: the chosen target over the year, where its figure comes from, and what pulls the growth.

mod canvas;
mod chart;
mod detail;
mod figures;
mod pulls;

pub use chart::ChartPanel;
pub use detail::DetailPanel;
pub use pulls::PullsPanel;

use yew::prelude::*;

use crate::shared::Shared;
use crate::state::{Session, View};

/// Props of a panel.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// The open pack.
    pub session: Shared<Session>,
    /// What is looked at.
    pub view: Shared<View>,
    /// The theme: a drawing is made again when it changes.
    #[prop_or_default]
    pub theme: crate::state::Theme,
}
