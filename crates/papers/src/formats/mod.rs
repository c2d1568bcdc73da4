//! The formats that need no heavy engine. Each takes a checked [`Paper`](crate::Paper) and cannot fail.

pub mod html;
pub mod text;
