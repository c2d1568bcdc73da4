//! Services, and the stock that was taken of them: what was published on a day, under the receipt that says of which files.

use crate::database::schema::table;
use crate::vocabulary::Origin;

super::migration!(
    Services,
    "m0023_services",
    [
        table("service")
            .record_id()
            .reference_null("provider_id", "body")
            .text_null("languages")
            .date_null("checked_on"),
        table("stocktake")
            .id()
            .reference("service_id", "service")
            .date("as_at")
            .reference("receipt_id", "receipt")
            .text("result")
            .one_of("origin", Origin::WORDS)
            .unique(&["service_id", "as_at"]),
    ]
);
