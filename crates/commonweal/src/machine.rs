//! The machine: its clocks and its randomness. Nothing outside this file asks the system for either.

use std::pin::Pin;
use std::time::Duration;

use board::House;
use board::database::DatabaseError;
use board::runner::Randomness;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::TryRng;
use rand::rngs::SysRng;

/// Greenwich and British Summer Time, written out because not every machine has a time zone database.
const UNITED_KINGDOM: &str = "GMT0BST,M3.5.0/1,M10.5.0";

/// The system's clock, and the board's date that follows it or stands still.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClocks {
    /// The board's date, where somebody fixed it.
    pub(crate) fixed: Option<Date>,
}

impl SystemClocks {
    /// The clocks of an installation, which may have fixed its date.
    pub(crate) async fn of(house: &House) -> Result<Self, DatabaseError> {
        let known = board::portal::installation(house).await?;
        Ok(Self { fixed: known.today })
    }
}

impl web::Clocks for SystemClocks {
    fn today(&self) -> Date {
        self.fixed.unwrap_or_else(|| {
            let zone = TimeZone::posix(UNITED_KINGDOM).unwrap_or(TimeZone::UTC);
            self.now().to_zoned(zone).date()
        })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is where time enters the program"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's time, and waits that are real.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PatientClock;

impl fingertips::Clock for PatientClock {
    fn now(&self) -> Timestamp {
        web::Clocks::now(&SystemClocks { fixed: None })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a pause between two requests to somebody else's server waits for nothing but time"
    )]
    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Random bytes from the operating system.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("an operating system without randomness cannot keep a secret, and the program must not go on");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Clocks as _;

    #[test]
    fn a_fixed_date_does_not_fix_the_time() {
        let day = jiff::civil::date(2022, 9, 8);
        let clocks = SystemClocks { fixed: Some(day) };
        assert_eq!(clocks.today(), day);
        assert!(clocks.now().as_second() > 1_700_000_000);
    }

    #[test]
    fn random_bytes_differ() {
        let mut two = [[0; 32]; 2];
        for bytes in &mut two {
            SystemRandomness.fill(bytes);
        }
        assert_ne!(two[0], two[1]);
    }
}
