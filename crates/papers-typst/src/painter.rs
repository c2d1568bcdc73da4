//! Paints drawings as dots, for formats whose readers do not all draw SVG.

use std::sync::Arc;

use papers::formats::docx::{Painter, Picture};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::fonts;

/// How many dots a picture has across: sharp on paper at the width of a page.
const ACROSS: f32 = 1_600.0;
/// How many dots a picture may have down.
const MOST_DOWN: f32 = 4_000.0;

/// Paints with the type faces of printed papers.
pub(crate) struct DotPainter {
    faces: Arc<fontdb::Database>,
}

impl DotPainter {
    pub(crate) fn new() -> Self {
        let mut faces = fontdb::Database::new();
        for file in fonts::files() {
            faces.load_font_data(file);
        }
        // Words in a face that is not there would silently be left out.
        faces.set_sans_serif_family("Arimo");
        Self {
            faces: Arc::new(faces),
        }
    }
}

impl Painter for DotPainter {
    fn paint(&self, drawing: &str) -> Option<Picture> {
        let options = Options {
            fontdb: Arc::clone(&self.faces),
            font_family: "Arimo".to_owned(),
            ..Options::default()
        };
        let tree = Tree::from_str(drawing, &options).ok()?;
        let size = tree.size();
        let scale = (ACROSS / size.width()).min(MOST_DOWN / size.height());
        let size = size.to_int_size().scale_by(scale)?;
        let mut dots = Pixmap::new(size.width(), size.height())?;
        dots.fill(Color::WHITE);
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut dots.as_mut(),
        );
        Some(Picture {
            png: dots.encode_png().ok()?,
            width: size.width(),
            height: size.height(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::every_field::DRAWING;

    #[test]
    fn a_drawing_becomes_a_picture_of_its_shape_with_its_words_in_it() {
        let painter = DotPainter::new();
        let picture = painter.paint(DRAWING).unwrap();
        assert!(picture.png.starts_with(b"\x89PNG"));
        assert_eq!((picture.width, picture.height), (1_600, 533));
        assert_eq!(painter.paint(DRAWING), Some(picture));

        let drawn = |words: &str| {
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><text x="2" y="15" font-family="arial, sans-serif">{words}</text></svg>"#
            );
            painter.paint(&svg).unwrap().png
        };
        assert_ne!(drawn("words"), drawn(""), "words were left out");
    }

    #[test]
    fn what_is_no_drawing_is_not_painted() {
        assert_eq!(DotPainter::new().paint("words"), None);
    }
}
