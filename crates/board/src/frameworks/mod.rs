//! Dated taxonomies: pillars, protected characteristics, cross-cutting areas, missions and the like.
//!
//! Any record can carry any element. Frameworks are data that their publishers change, never code; the matrix of what
//! carries what, with its gaps, comes free. An engine: it knows no capability by name. Start with [`Framework`] and
//! [`coverage()`].

mod coverage;
mod framework;
mod reference;
pub(crate) mod store;
mod tag;
#[cfg(test)]
mod tests;

pub use coverage::{Coverage, CoverageRow, coverage};
pub use framework::{
    Element, Framework, FrameworkUse, NewElement, NewFramework, create_framework, element,
    elements_of, framework_by_slug, frameworks,
};
pub use reference::{LOAD_REFERENCE_FRAMEWORKS, load_reference_frameworks};
pub use tag::{Tagging, carriers_of, tag, taggings_of, untag};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A taxonomy.
pub const FRAMEWORK: Kind = Kind("framework");
/// One of its terms.
pub const ELEMENT: Kind = Kind("element");

/// The state of a framework or element that may be used.
pub const CURRENT: &str = "current";

/// Registers what the thread must know about this engine.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: FRAMEWORK,
            one: "framework",
            many: "frameworks",
            path: None,
            states: &[CURRENT],
        },
        KindSpec {
            kind: ELEMENT,
            one: "element",
            many: "elements",
            path: None,
            states: &[CURRENT],
        },
    ]);
}
