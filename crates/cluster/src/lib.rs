//! The engine of `evidence-datafusion` on an Apache Ballista cluster.
