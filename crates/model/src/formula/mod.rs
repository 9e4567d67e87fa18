//! The formula language: text to checked nodes.

mod node;

pub use node::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef, Temporal, Unary};
