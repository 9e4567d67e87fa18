//! The Guoban page.
