//! The named measures as functions of SQL.
//!
//! ```sql
//! select area, dsr(count, population, standard_population)['value'] from deaths group by area
//! ```
//!
//! Each is an aggregate over a group of rows and gives a structure: `value`, limits at 95% and 99.8%, `method`, and
//! `undefined` with the reason where there is no value. Start with [`register`].

mod aggregate;
mod rows;
#[cfg(test)]
mod tests;

use datafusion::logical_expr::AggregateUDF;
use datafusion::prelude::SessionContext;

use crate::named::{ALL, NamedMeasure};
use aggregate::MeasureAggregate;

/// Makes every named measure a function of this context.
pub fn register(session: &SessionContext) {
    for &measure in ALL {
        session.register_udaf(function(measure));
    }
}

/// A measure as an aggregate function; a dash in its name is an underline in SQL.
#[must_use]
pub fn function(measure: &'static NamedMeasure) -> AggregateUDF {
    AggregateUDF::from(MeasureAggregate::new(measure))
}

/// The name of a measure as SQL writes names.
#[must_use]
pub fn in_sql(name: &str) -> String {
    name.replace('-', "_")
}
