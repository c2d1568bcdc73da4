//! HTML, twice: [`fragment`] for a page of ours and [`to_paste`] for another committee system.
//!
//! Both say the same in the same order. The fragment carries our classes, icons and drawings; what is pasted has
//! no class, style, script or picture, because committee systems strip them and leave holes. There a figure is
//! its title, its words and its table. The parts are in `parts.rs`, tables in `tables.rs`, escaping in `markup.rs`.

mod drawing;
mod icon;
mod markup;
mod parts;
mod tables;

use crate::Paper;
use markup::{Dress, Markup};

/// The paper as one `article` with our classes, for a page that carries our style sheet. Anchors are ids.
#[must_use]
pub fn fragment(paper: &Paper) -> String {
    let mut markup = Markup::new(paper, Dress::Page);
    parts::article(&mut markup);
    markup.finish()
}

/// The paper as a whole HTML document of plain headings, paragraphs, lists and tables, to be pasted or uploaded
/// elsewhere. Addresses are whole, so links still work there.
#[must_use]
pub fn to_paste(paper: &Paper) -> String {
    let mut markup = Markup::new(paper, Dress::Bare);
    markup.raw("<!doctype html>\n<html lang=\"");
    markup.text(&paper.language.to_string());
    markup.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    markup.text(&paper.title);
    markup.raw("</title>\n</head>\n<body>\n<main>\n");
    parts::article(&mut markup);
    markup.raw("</main>\n</body>\n</html>\n");
    markup.finish()
}
