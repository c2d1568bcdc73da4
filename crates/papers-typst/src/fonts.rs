//! The type faces of printed papers.
//!
//! Arimo (the widths of Arial), Noto Sans Arabic and Noto Sans Bengali are installed by `make assets` under the
//! SIL Open Font License and embedded here. Where they are not installed, and for characters they lack, the faces
//! that come with Typst stand in: Libertinus Serif, New Computer Modern and `DejaVu` Sans Mono.

use rust_embed::RustEmbed;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::{FontStore, embedded};

/// The families of running text, in the order in which they are asked for a character.
pub(crate) const FAMILIES: [&str; 4] = [
    "Arimo",
    "Noto Sans Bengali",
    "Noto Sans Arabic",
    "Libertinus Serif",
];

#[derive(RustEmbed)]
#[folder = "fonts/installed"]
#[allow_missing = true]
struct Installed;

/// The files of the installed faces, in an order that is the same on every machine: it decides which face stands in for a
/// missing character.
pub(crate) fn files() -> impl Iterator<Item = Vec<u8>> {
    let mut names: Vec<_> = Installed::iter()
        .filter(|name| name.ends_with(".ttf"))
        .collect();
    names.sort_unstable();
    names
        .into_iter()
        .filter_map(|name| Installed::get(&name))
        .map(|file| file.data.into_owned())
}

/// Every face there is, the installed ones first.
pub(crate) fn store() -> FontStore {
    let mut store = FontStore::new();
    for file in files() {
        for font in Font::iter(Bytes::new(file)) {
            let info = font.info().clone();
            if info.family == "Arimo" {
                // Drawings are made for pages, whose style sheet asks for Arial.
                let as_arial = FontInfo {
                    family: "Arial".into(),
                    ..info.clone()
                };
                store.push((font.clone(), as_arial));
            }
            store.push((font, info));
        }
    }
    store.extend(embedded());
    store
}

#[cfg(test)]
mod tests {
    use super::store;

    #[test]
    fn every_family_is_there_and_arial_is_too() {
        let store = store();
        for family in super::FAMILIES.iter().chain(&["Arial"]) {
            assert!(
                store.book().contains_family(&family.to_lowercase()),
                "{family} is missing: run `make assets`"
            );
        }
    }
}
