//! What is seen. A view shows what the state and the planning crate say, and computes nothing but places on the screen.

mod app;
mod as_of;
mod bar;
mod board;
mod context;
mod data;
mod dialogs;
mod draft;
mod failure;
mod hooks;
mod ledger;
mod levers;
mod live;
mod menu;
mod modal;
mod panels;
mod part;
mod phone;
mod simulate;
mod status;
mod toast;
mod trace;
mod tracing;

pub use app::App;
pub use data::data;
pub use dialogs::{DialogsProps, dialogs};
pub use failure::findings;
pub use hooks::Look;
pub use ledger::ledger;
pub use levers::lever_lists;
pub use panels::{chart_panel, detail_panel, why_panel};
pub use trace::{TraceProps, traced};
