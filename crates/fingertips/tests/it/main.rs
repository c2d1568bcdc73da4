//! The fetcher against a server that answers well and badly.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod faults;
mod keeping;
mod standing_clock;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use fingertips::{Cache, Expected, FetchError, Fetched, Fetcher, Interface, Manners};
use standing_clock::StandingClock;
use testkit::AnsweringServer;

/// A table in the columns of the interface, of invented figures.
fn table(rows: usize) -> String {
    let mut text = "\u{feff}\"Indicator ID\",\"Area Code\",\"Value\"\r\n".to_owned();
    for row in 0..rows {
        let _ = write!(text, "\"900\",\"E09{row:06}\",\"{}\"\r\n", row % 100);
    }
    text
}

fn manners() -> Manners {
    Manners {
        system_proxy: false,
        most_bytes: 1_000_000,
        silence: Duration::from_secs(20),
        ..Manners::of("Commonweal/test (contact: nobody)".to_owned())
    }
}

/// Fetches the figures of indicator 900 into a folder.
async fn fetch(
    server: &AnsweringServer,
    folder: &Path,
    clock: &StandingClock,
) -> Result<Fetched, FetchError> {
    let interface = Interface::at(&format!("{}/api", server.address())).unwrap();
    let cache = Cache::open(folder.to_owned()).unwrap();
    let mut fetcher = Fetcher::new(cache, manners(), clock).unwrap();
    let url = interface.figures_of_indicator(900, 502, 6);
    fetcher.get(&url, Expected::Table).await
}
