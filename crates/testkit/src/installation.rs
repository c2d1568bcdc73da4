use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::postgres::{self, OwnDatabase};
use crate::sqlite;

/// An installation of a test's own, on SQLite, with its data folder. Dropping it removes the folder.
///
/// Made by [`installation!`](crate::installation!).
#[derive(Debug)]
pub struct TestInstallation<House> {
    /// The open house.
    pub house: House,
    folder: TempDir,
}

impl<House> TestInstallation<House> {
    /// For [`installation!`](crate::installation): copies the template and opens the copy.
    ///
    /// `make` fills an empty data folder, `open` opens one.
    #[doc(hidden)]
    pub async fn on_sqlite(
        make: impl AsyncFnOnce(&Path),
        open: impl AsyncFnOnce(&Path) -> House,
    ) -> Self {
        let folder = sqlite::folder_from_template(make).await;
        let house = open(folder.path()).await;
        Self { house, folder }
    }

    /// The folder that holds the database and every other file of the installation.
    #[must_use]
    pub fn data_folder(&self) -> &Path {
        self.folder.path()
    }
}

/// For [`store_tests!`](crate::store_tests): runs a test in a data folder of its own with a SQLite file in it.
///
/// `make` fills an empty data folder, from which tests are copied.
///
/// # Panics
/// When the test does.
#[doc(hidden)]
pub fn on_sqlite(make: impl AsyncFnOnce(&Path), test: impl AsyncFnOnce(&Path)) {
    runtime().block_on(async {
        let folder = sqlite::folder_from_template(make).await;
        test(folder.path()).await;
    });
}

/// For [`store_tests!`](crate::store_tests): runs a test on a PostgreSQL database of its own, with a data folder beside.
/// Says so where there is no PostgreSQL, and fails in CI.
///
/// `make` fills an empty database at an address, from which tests are copied; `test` gets the address of the copy.
///
/// # Panics
/// When the test does.
#[doc(hidden)]
pub fn on_postgres(make: impl AsyncFnOnce(String), test: impl AsyncFnOnce(String, &Path)) {
    let Some(server) = postgres::server() else {
        eprintln!(
            "skipped: COMMONWEAL_TEST_POSTGRES is not set; scripts/with-postgres starts a server and sets it"
        );
        return;
    };
    let runtime = runtime();
    let folder = sqlite::fresh_folder();
    let database = runtime.block_on(OwnDatabase::from_template(server, make));
    let address = database.address();
    // The database goes whether or not the test succeeds: a server is shared by many tests.
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(test(address, folder.path()));
    }));
    runtime.block_on(database.remove());
    if let Err(cause) = outcome {
        panic::resume_unwind(cause);
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts")
}
