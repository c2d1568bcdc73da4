//! Papers as a caller makes and reads them.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod checks;
mod every_field;
mod html;
mod text;
mod words_come_out_verbatim;
