//! Whatever bytes come, every measure ends within its bound of turns and gives a sound answer or a reason.
#![no_main]

#[path = "../drive/mod.rs"]
mod drive;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| drive::drive(bytes, measures::numeric::turns_taken));
