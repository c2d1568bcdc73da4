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
    /// The same on the scale of log odds, carried back.
    LogOddsNormal,
    /// Shares of results from counts that were drawn again.
    Bootstrap,
    /// Fieller's limits of a ratio of two estimates that share their data.
    Fieller,
    /// The normal approximation corrected for skew and tails, after Cornish and Fisher.
    CornishFisher,
    /// Estimate plus and minus so many standard errors, each group's error carried by its slope.
    Delta,
    /// Shares of repeated draws with a stated seed.
    Simulated,
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
            Self::LogOddsNormal => "log_odds_normal",
            Self::Bootstrap => "bootstrap",
            Self::Fieller => "fieller",
            Self::CornishFisher => "cornish_fisher",
            Self::Delta => "delta",
            Self::Simulated => "simulated",
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
            Self::LogOddsNormal => "normal approximation on the scale of log odds",
            Self::Bootstrap => "bootstrap of Poisson counts",
            Self::Fieller => "Fieller",
            Self::CornishFisher => "Cornish-Fisher",
            Self::Delta => "delta method",
            Self::Simulated => "simulation",
        })
    }
}
