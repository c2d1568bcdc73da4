use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that look random and are the same in every run.
#[derive(Debug)]
pub struct RepeatableBytes {
    state: AtomicU64,
}

/// The steps of one source; sources start this far apart, so that they do not meet within a test.
const FAR_APART: u64 = 0x1000_0000_0000;

/// The odd constant by which `SplitMix64` walks (Steele, Lea and Flood, 2014).
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl RepeatableBytes {
    /// The bytes of source number `number`. Two sources give different bytes.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self {
            state: AtomicU64::new(number.wrapping_mul(FAR_APART).wrapping_mul(STEP)),
        }
    }

    /// A source that nobody else in this process has. Number 0 is left for what templates are made with, so that a test
    /// never draws an identity that stands in its template already.
    #[must_use]
    pub fn unlike_others() -> Self {
        static TAKEN: AtomicU64 = AtomicU64::new(1);
        Self::numbered(TAKEN.fetch_add(1, Ordering::Relaxed))
    }

    /// Fills a buffer with the next bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = mixed(
                self.state
                    .fetch_add(STEP, Ordering::Relaxed)
                    .wrapping_add(STEP),
            );
            for (byte, random) in chunk.iter_mut().zip(word.to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

/// The mixing step of `SplitMix64`.
fn mixed(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(source: &RepeatableBytes) -> [u8; 16] {
        let mut bytes = [0; 16];
        source.fill(&mut bytes);
        bytes
    }

    #[test]
    fn the_first_word_is_the_published_one() {
        // SplitMix64 from seed 0, as in the reference implementation by Sebastiano Vigna.
        let first = u64::from_le_bytes(
            drawn(&RepeatableBytes::numbered(0))[..8]
                .try_into()
                .expect("eight bytes"),
        );
        assert_eq!(first, 0xE220_A839_7B1D_CDAF);
    }

    #[test]
    fn a_source_repeats_itself_in_the_next_run_and_never_within_one() {
        let source = RepeatableBytes::numbered(7);
        let first = drawn(&source);
        assert_ne!(first, drawn(&source));
        assert_eq!(first, drawn(&RepeatableBytes::numbered(7)));
        assert_ne!(first, drawn(&RepeatableBytes::numbered(8)));
        assert_ne!(
            drawn(&RepeatableBytes::unlike_others()),
            drawn(&RepeatableBytes::unlike_others())
        );
    }
}
