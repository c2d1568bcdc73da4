//! Papers as a caller makes and reads them.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod checks;
mod docx;
mod every_field;
mod html;
mod office;
mod text;
mod words_come_out_verbatim;
mod xlsx;
