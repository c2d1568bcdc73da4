//! The named measures as functions of SQL.
//!
//! ```sql
//! select area, dsr(count, population, standard_population)['value'] from deaths group by area
//! ```
//!
//! Each is an aggregate over a group of rows and gives a structure: `value`, limits at 95% and 99.8%, `method`,
//! `undefined` with the reason where there is no value, and `more` with what else the measure says, as JSON. NULL is an
//! empty cell: where a number is needed the query ends and tells the row. Start with [`register`].

mod aggregate;
mod rows;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use datafusion::logical_expr::AggregateUDF;
use datafusion::prelude::SessionContext;

use crate::named::{ALL, NamedMeasure};
use crate::options::Options;
use aggregate::MeasureAggregate;

/// Makes every named measure a function of this context.
pub fn register(session: &SessionContext) {
    register_with(session, Options::default());
}

/// The same with other choices than the usual ones, such as which way is good: SQL has no place for them.
pub fn register_with(session: &SessionContext, options: Options) {
    let options = Arc::new(options);
    for &measure in ALL {
        session.register_udaf(function(measure, Arc::clone(&options)));
    }
}

/// Every named measure as a function, with the usual choices.
#[must_use]
pub fn functions() -> Vec<AggregateUDF> {
    let options = Arc::new(Options::default());
    ALL.iter()
        .map(|measure| function(measure, Arc::clone(&options)))
        .collect()
}

/// A measure as an aggregate function; a dash in its name is an underline in SQL.
#[must_use]
pub fn function(measure: &'static NamedMeasure, options: Arc<Options>) -> AggregateUDF {
    AggregateUDF::from(MeasureAggregate::new(measure, options))
}

/// The name of a measure as SQL writes names.
#[must_use]
pub fn in_sql(name: &str) -> String {
    name.replace('-', "_")
}
