//! How the tables of a data set are read: which column holds what, as somebody said of its last release.

use crate::database::schema::table;

super::migration!(
    Mappings,
    "m0020_mappings",
    [table("data_set_mapping").record_id().text("mapping")]
);
