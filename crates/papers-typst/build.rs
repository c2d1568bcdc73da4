//! Builds the crate again when the type faces were installed anew.

fn main() {
    println!("cargo:rerun-if-changed=fonts/installed");
}
