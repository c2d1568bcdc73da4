use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use fingertips::Clock;
use jiff::Timestamp;

/// A clock on which waiting takes no time: it notes how long, and goes forward by it.
pub(crate) struct StandingClock {
    start: Timestamp,
    waits: Mutex<Vec<Duration>>,
}

impl StandingClock {
    pub(crate) fn new() -> Self {
        Self::at("2026-03-02T10:00:00Z")
    }

    pub(crate) fn at(time: &str) -> Self {
        Self {
            start: time.parse().unwrap(),
            waits: Mutex::default(),
        }
    }

    pub(crate) fn waits(&self) -> Vec<u64> {
        self.waits
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_secs)
            .collect()
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        let waited: Duration = self.waits.lock().unwrap().iter().sum();
        self.start + waited
    }

    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.waits.lock().unwrap().push(time);
        Box::pin(ready(()))
    }
}
