//! What pages are made of, as macros in one template each; the inputs stand at the top of each file.
//!
//! ```jinja
//! {% from "components/tag.html" import status %}
//! {{ status("Did not answer") }}
//! ```
//!
//! Every status is said with colour, shape and word together. Text is escaped; what a macro takes as markup has a name
//! that ends in `_html` or is a drawing. `/components` shows each in every state ([`crate::gallery`]).

mod figure;

pub use figure::{Figure, Table};
