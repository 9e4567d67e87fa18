//! The formula language: text to checked nodes.

pub mod check;
mod functions;
mod lexer;
pub mod names;
mod node;
mod parser;

pub use functions::FURTHEST;
pub use lexer::{Found, LONGEST};
pub use node::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef, Temporal, Unary};
pub use parser::{Ast, DEEPEST, parse};
