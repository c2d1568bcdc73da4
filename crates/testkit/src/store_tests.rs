/// Writes each test once and runs it twice, on SQLite and on PostgreSQL, each time in an installation of its own.
///
/// The first line says by which name the calling crate knows `board`: `crate` within it, `board` elsewhere. Each test
/// gets an installed house and becomes a module with two tests, `sqlite` and `postgres`; the run counts both and
/// fails when the counts differ.
///
/// ```text
/// testkit::store_tests! {
///     in crate;
///
///     async fn a_saved_outcome_comes_back(house) {
///         // ...
///     }
/// }
/// ```
#[macro_export]
macro_rules! store_tests {
    (in $board:ident; $($(#[$meta:meta])* async fn $name:ident($house:ident) $body:block)+) => {
        $(
            $(#[$meta])*
            mod $name {
                use super::*;

                async fn test($house: $board::House) $body

                #[test]
                fn sqlite() {
                    $crate::on_sqlite($crate::make_in_folder!($board), async |folder: &std::path::Path| {
                        let address = $board::database::DatabaseAddress::in_folder(folder);
                        test($crate::open_house!($board, address, folder, $crate::RepeatableBytes::unlike_others())).await;
                    });
                }

                #[test]
                fn postgres() {
                    $crate::on_postgres(
                        async |address: String| {
                            let address = $board::database::DatabaseAddress::Postgres(address);
                            $crate::install!($board, address, std::path::Path::new("unused"));
                        },
                        async |address: String, folder: &std::path::Path| {
                            let address = $board::database::DatabaseAddress::Postgres(address);
                            test($crate::open_house!($board, address, folder, $crate::RepeatableBytes::unlike_others())).await;
                        },
                    );
                }
            }
        )+
    };
}

/// An installation of a test's own on SQLite, for tests that need one and do not test the database: a
/// [`TestInstallation`](crate::TestInstallation), made within an async function.
///
/// ```text
/// let installation = testkit::installation!(board);
/// let page = get(&installation.house, "/sign-in").await;
/// ```
#[macro_export]
macro_rules! installation {
    ($board:ident) => {
        $crate::TestInstallation::on_sqlite(
            $crate::make_in_folder!($board),
            async |folder: &std::path::Path| {
                let address = $board::database::DatabaseAddress::in_folder(folder);
                $crate::open_house!(
                    $board,
                    address,
                    folder,
                    $crate::RepeatableBytes::unlike_others()
                )
            },
        )
        .await
    };
}

/// Part of [`store_tests!`]: fills an empty data folder with an installed database.
#[doc(hidden)]
#[macro_export]
macro_rules! make_in_folder {
    ($board:ident) => {
        async |folder: &std::path::Path| {
            let address = $board::database::DatabaseAddress::in_folder(folder);
            $crate::install!($board, address, folder);
        }
    };
}

/// Part of [`store_tests!`]: migrates and installs an empty database.
#[doc(hidden)]
#[macro_export]
macro_rules! install {
    ($board:ident, $address:expr, $folder:expr) => {{
        let clocks = $crate::FakeClocks::default();
        let who = $board::Who {
            actor: $board::vocabulary::Actor::command_line(),
            today: clocks.today,
            now: clocks.now,
        };
        let house = $crate::open_house!(
            $board,
            $address,
            $folder,
            $crate::RepeatableBytes::numbered(0)
        );
        house
            .install(&who)
            .await
            .expect("an empty installation can be set up");
        house.database().clone().close().await;
    }};
}

/// Part of [`store_tests!`]: opens a house at an address.
#[doc(hidden)]
#[macro_export]
macro_rules! open_house {
    ($board:ident, $address:expr, $folder:expr, $bytes:expr) => {{
        struct Bytes($crate::RepeatableBytes);

        impl $board::runner::Randomness for Bytes {
            fn fill(&self, bytes: &mut [u8]) {
                self.0.fill(bytes);
            }
        }

        let database = $board::database::Database::open(&$address)
            .await
            .expect("the test's database opens");
        $board::House::new(
            database,
            $folder.to_path_buf(),
            std::sync::Arc::new(Bytes($bytes)),
        )
    }};
}
