//! How limits were made.

/// The method behind a set of limits, to be printed beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Wilson's score interval of a proportion.
    Wilson,
    /// Exact limits of a Poisson count by chi-square quantiles.
    ExactPoisson,
    /// Byar's approximation to the exact Poisson limits.
    Byar,
    /// Estimate plus and minus so many standard errors.
    Normal,
    /// The same on the log scale, carried back.
    LogNormal,
    /// Fieller's limits of a ratio of two estimates that share their data.
    Fieller,
}

impl Method {
    /// A short name that stays the same between versions, for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ExactPoisson => "exact_poisson",
            Self::Byar => "byar",
            Self::Normal => "normal",
            Self::LogNormal => "log_normal",
            Self::Fieller => "fieller",
        }
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Wilson => "Wilson score",
            Self::ExactPoisson => "exact Poisson",
            Self::Byar => "Byar's approximation",
            Self::Normal => "normal approximation",
            Self::LogNormal => "normal approximation on the log scale",
            Self::Fieller => "Fieller",
        })
    }
}
