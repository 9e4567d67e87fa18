//! The formula language: text to checked nodes.

pub mod check;
mod functions;
mod inputs;
mod lexer;
pub mod names;
mod node;
mod parser;
mod peers;
mod resolve;
mod targets;
mod words;
mod work;

pub use check::MOST_COPIED;
pub use functions::FURTHEST;
pub use guoban_kernel::compile::Temporal;
pub use guoban_kernel::operation::{Binary, Unary};
pub use lexer::{Found, LONGEST};
pub use node::{Aggregate, Calendar, Node, NodeKind, RowRef, Word};
pub use parser::{Ast, DEEPEST, DEEPEST_TREE, parse};
pub use peers::WIDEST_LAG;
pub use work::work;
