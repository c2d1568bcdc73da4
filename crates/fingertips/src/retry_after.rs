//! How long a server asks us to wait: `Retry-After`, RFC 9110 section 10.2.3.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// Reads seconds or an HTTP date. A date that has passed is no wait; what is neither is `None`.
pub(crate) fn retry_after(words: &str, now: Timestamp) -> Option<Duration> {
    let words = words.trim();
    if let Ok(seconds) = words.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let then = DateTimeParser::new().parse_timestamp(words).ok()?;
    let seconds = then.as_second().saturating_sub(now.as_second());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn seconds_dates_and_nonsense() {
        let now: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let read = |words| retry_after(words, now).map(|wait| wait.as_secs());
        assert_eq!(read(" 120 "), Some(120));
        assert_eq!(read("Mon, 02 Mar 2026 10:01:30 GMT"), Some(90));
        assert_eq!(read("Mon, 02 Mar 2026 09:00:00 GMT"), Some(0));
        assert_eq!(read("soon"), None);
        assert_eq!(read("-5"), None);
    }
}
