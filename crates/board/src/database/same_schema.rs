//! What holds of the tables as a whole, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Statement};

use super::{Database, DatabaseAddress};

/// Every column as `table.column`, with `?` where it may be missing. Tables of the migrator are left out.
async fn columns(database: &Database) -> BTreeSet<String> {
    let connection = database.reader();
    // The key of a table is never missing, whether or not SQLite calls it so.
    let query = if database.is_postgres() {
        "SELECT table_name || '.' || column_name AS name, is_nullable = 'YES' AS may_be_missing \
         FROM information_schema.columns WHERE table_schema = current_schema()"
    } else {
        "SELECT m.name || '.' || c.name AS name, c.\"notnull\" = 0 AND c.pk = 0 AS may_be_missing \
         FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
    };
    let rows = connection
        .query_all_raw(Statement::from_string(
            connection.get_database_backend(),
            query,
        ))
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            let name: String = row.try_get("", "name").unwrap();
            let may_be_missing: bool = row.try_get("", "may_be_missing").unwrap();
            name + if may_be_missing { "?" } else { "" }
        })
        .filter(|name| !name.starts_with("seaql_migrations."))
        .collect()
}

/// What is an engine's business, and the engines' own tables for it.
const ENGINES_BUSINESS: [(&str, &[&str]); 9] = [
    ("link", &["link"]),
    ("tag", &["tagging"]),
    ("version", &["text_version", "set_version", "data_version"]),
    ("answer", &["answer"]),
    ("approval", &[]),
    ("reminder", &[]),
    ("attendance", &["attendance"]),
    ("attachment", &["attachment"]),
    ("history", &[]),
];

fn duplicates_of_an_engine<'a>(tables: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    tables
        .into_iter()
        .filter(|table| {
            ENGINES_BUSINESS
                .iter()
                .any(|(business, own)| table.contains(business) && !own.contains(table))
        })
        .collect()
}

testkit::store_tests! {
    in crate;

    async fn the_columns_are_those_of_a_new_file(house) {
        let folder = tempfile::tempdir().unwrap();
        let file = Database::open(&DatabaseAddress::in_folder(folder.path())).await.unwrap();
        let columns_here = columns(house.database()).await;
        assert!(columns_here.len() > 50, "{columns_here:?}");
        assert_eq!(columns_here, columns(&file).await);
    }

    async fn no_capability_has_a_table_that_is_an_engines_business(house) {
        let columns = columns(house.database()).await;
        let tables: BTreeSet<&str> =
            columns.iter().filter_map(|column| column.split('.').next()).collect();
        assert!(tables.contains("record"));
        assert_eq!(duplicates_of_an_engine(tables), Vec::<&str>::new());
    }
}

#[test]
fn a_table_of_links_or_approvals_of_a_capabilitys_own_is_caught() {
    let planted = [
        "outcome",
        "outcome_link",
        "strategy_approval",
        "text_version",
    ];
    assert_eq!(
        duplicates_of_an_engine(planted),
        ["outcome_link", "strategy_approval"]
    );
}
