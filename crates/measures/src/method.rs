//! How limits were made.

/// The method behind a set of limits, to be printed beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Wilson's score interval of a proportion.
    Wilson,
    /// Exact limits of a proportion, by Clopper and Pearson.
    ExactBinomial,
    /// Exact limits of a Poisson count by chi-square quantiles.
    ExactPoisson,
    /// Byar's approximation to the exact Poisson limits.
    Byar,
    /// Dobson's limits of a weighted sum of counts.
    Dobson,
    /// Student's t limits of a mean.
    StudentT,
    /// Estimate plus and minus so many standard errors.
    Normal,
    /// The same on the log scale, carried back.
    LogNormal,
    /// Shares of results from counts that were drawn again.
    Bootstrap,
    /// Fieller's limits of a ratio of two estimates that share their data.
    Fieller,
}

impl Method {
    /// A short name that stays the same between versions, for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ExactBinomial => "exact_binomial",
            Self::ExactPoisson => "exact_poisson",
            Self::Byar => "byar",
            Self::Dobson => "dobson",
            Self::StudentT => "student_t",
            Self::Normal => "normal",
            Self::LogNormal => "log_normal",
            Self::Bootstrap => "bootstrap",
            Self::Fieller => "fieller",
        }
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Wilson => "Wilson score",
            Self::ExactBinomial => "exact binomial",
            Self::ExactPoisson => "exact Poisson",
            Self::Byar => "Byar's approximation",
            Self::Dobson => "Dobson",
            Self::StudentT => "Student's t",
            Self::Normal => "normal approximation",
            Self::LogNormal => "normal approximation on the log scale",
            Self::Bootstrap => "bootstrap of Poisson counts",
            Self::Fieller => "Fieller",
        })
    }
}
