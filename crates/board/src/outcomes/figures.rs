use jiff::civil::Date;

use crate::vocabulary::{Origin, RecordId};

/// One figure of a series, safe to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The period in words: "2020", "2018 to 2020".
    pub period: String,
    /// The last day of the period.
    pub ends: Date,
    /// The value on the scale of its unit.
    pub value: f64,
    /// 95% limits, lower and upper, where they are known.
    pub limits: Option<(f64, f64)>,
    /// Where it comes from.
    pub origin: Origin,
    /// The number of its receipt.
    pub receipt: Option<String>,
}

/// The figures could not be read. The cause is for the log.
#[derive(Debug, thiserror::Error)]
#[error("the figures could not be read: {0}")]
pub struct FiguresUnavailable(pub String);

/// Whoever holds the figures of indicators.
#[async_trait::async_trait]
pub trait Figures: Send + Sync {
    /// The series of an indicator in an area, oldest first. Periods whose figure is hidden or missing are left out: nothing
    /// can be concluded from them. Empty when nothing is known.
    async fn series(
        &self,
        indicator: RecordId,
        area: RecordId,
    ) -> Result<Vec<Point>, FiguresUnavailable>;
}

/// Nobody holds any figures.
#[derive(Debug, Clone, Copy)]
pub struct NoFigures;

#[async_trait::async_trait]
impl Figures for NoFigures {
    async fn series(&self, _: RecordId, _: RecordId) -> Result<Vec<Point>, FiguresUnavailable> {
        Ok(Vec::new())
    }
}
