//! Refuses to build when the published style sheet and templates are not installed: the binary embeds them.

use std::path::Path;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo hands a build script its settings in the environment"
)]
fn main() {
    let assets = Path::new("assets");
    println!("cargo:rerun-if-changed=assets/.state");
    // A release binary carries the templates inside it; a debug one reads them from the folder as it runs.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=src");
        println!("cargo:rerun-if-changed=assets");
    }
    let whole = ["public/commonweal.css", "templates", "fixtures"]
        .iter()
        .all(|part| assets.join(part).exists());
    if !whole {
        println!(
            "cargo:warning=crates/web/assets is missing: run `make assets` (crates/web/assets-src/install.sh)"
        );
        std::process::exit(1);
    }
}
