/// Where random bytes come from. A parameter, so that tests can repeat themselves.
pub trait Randomness: Send + Sync {
    /// Fills a buffer with bytes that nobody can guess (in tests: with bytes that repeat).
    fn fill(&self, bytes: &mut [u8]);
}
