//! A database for each test on the server that `scripts/with-postgres` starts, copied from one that was made once.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use crate::template::TestProgram;

/// Processes that make a template wait for one another on this lock. The number means nothing.
const LOCK: i64 = 5_318_008;

/// The address of the server, or `None` outside CI where there is none.
///
/// # Panics
/// In CI, where every store test must run on both databases.
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no binary that reads the environment for them"
)]
pub(crate) fn server() -> Option<String> {
    if let Ok(address) = env::var("COMMONWEAL_TEST_POSTGRES") {
        return Some(address);
    }
    assert!(
        env::var_os("CI").is_none(),
        "no PostgreSQL: run `make test`, or `scripts/with-postgres cargo nextest run ...`, which start one"
    );
    None
}

/// A database of a test's own.
pub(crate) struct OwnDatabase {
    server: String,
    name: String,
}

impl OwnDatabase {
    /// Copies the template. Where there is none yet, `make` fills an empty database at the address that it is given;
    /// other processes wait meanwhile.
    pub(crate) async fn from_template(server: String, make: impl AsyncFnOnce(String)) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "test_{}_{}",
            std::process::id(),
            MADE.fetch_add(1, Ordering::Relaxed)
        );
        let connection = connect(&server).await;
        let template = template(&server, &connection, make).await;
        // A test that was killed may have left one of this name.
        run(
            &connection,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )
        .await;
        run(
            &connection,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        connection.close().await.expect("the connection closes");
        Self { server, name }
    }

    pub(crate) fn address(&self) -> String {
        with_database(&self.server, &self.name)
    }

    pub(crate) async fn remove(self) {
        let connection = connect(&self.server).await;
        run(
            &connection,
            &format!("DROP DATABASE {} WITH (FORCE)", self.name),
        )
        .await;
        connection.close().await.expect("the connection closes");
    }
}

async fn template(
    server: &str,
    connection: &DatabaseConnection,
    make: impl AsyncFnOnce(String),
) -> String {
    let name = format!("template_{}", TestProgram::running().build);
    run(connection, &format!("SELECT pg_advisory_lock({LOCK})")).await;
    if !is_finished(connection, &name).await {
        run(
            connection,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )
        .await;
        run(connection, &format!("CREATE DATABASE {name}")).await;
        make(with_database(server, &name)).await;
        // Only a finished template is marked as one.
        run(
            connection,
            &format!("ALTER DATABASE {name} IS_TEMPLATE true"),
        )
        .await;
    }
    run(connection, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
    name
}

async fn is_finished(connection: &DatabaseConnection, name: &str) -> bool {
    let query = sea_orm::Statement::from_string(
        sea_orm::DbBackend::Postgres,
        format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate"),
    );
    connection
        .query_one_raw(query)
        .await
        .expect("the server lists its databases")
        .is_some()
}

async fn connect(address: &str) -> DatabaseConnection {
    // One connection, because the lock belongs to a connection.
    let mut options = ConnectOptions::new(address);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .expect("the server in COMMONWEAL_TEST_POSTGRES answers")
}

async fn run(connection: &DatabaseConnection, statement: &str) {
    connection
        .execute_unprepared(statement)
        .await
        .expect(statement);
}

/// The same server's address with another database's name.
fn with_database(address: &str, name: &str) -> String {
    let (place, options) = address
        .split_once('?')
        .map_or((address, None), |(place, rest)| (place, Some(rest)));
    let server = place.rsplit_once('/').map_or(place, |(server, _)| server);
    let options = options.map_or_else(String::new, |options| format!("?{options}"));
    format!("{server}/{name}{options}")
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_name_of_the_database_changes() {
        let socket = "postgres://commonweal@localhost/postgres?host=/run/a";
        assert_eq!(
            with_database(socket, "test_1"),
            "postgres://commonweal@localhost/test_1?host=/run/a"
        );
        assert_eq!(
            with_database("postgres://a:b@c:5432/d", "e"),
            "postgres://a:b@c:5432/e"
        );
    }
}
