//! The functions that every role knows. A plan names functions and does not carry them, so all roles must know the same.

use std::sync::Arc;

use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use datafusion::error::Result;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::{FunctionRegistry, SessionState, SessionStateBuilder};
use datafusion::prelude::SessionConfig;

/// A state in which plans are read: Ballista's own functions and every measure.
pub(crate) fn state(settings: SessionConfig, runtime: Arc<RuntimeEnv>) -> Result<SessionState> {
    let usual = default_session_builder(settings)?;
    let mut state = SessionStateBuilder::new_from_existing(usual)
        .with_runtime_env(runtime)
        .build();
    for measure in measures_sql::sql::functions() {
        state.register_udaf(Arc::new(measure))?;
    }
    Ok(state)
}

/// The same functions for an executor, which reads pieces of plans.
pub(crate) fn registry() -> Result<BallistaFunctionRegistry> {
    let state = state(
        ballista_core::utils::default_config_producer(),
        Arc::new(RuntimeEnv::default()),
    )?;
    Ok(BallistaFunctionRegistry::from(&state))
}

#[cfg(test)]
mod tests {
    use datafusion::execution::FunctionRegistry;

    #[test]
    fn executors_know_every_measure() {
        let registry = super::registry().unwrap();
        for measure in measures_sql::sql::functions() {
            assert!(registry.udaf(measure.name()).is_ok(), "{}", measure.name());
        }
        assert!(registry.udaf("sum").is_ok());
        assert!(registry.udf("get_field").is_ok());
    }
}
