//! `/api/v1/openapi.json`: the interface described by OpenAPI 3.1, from the types and functions that answer.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Description;

use super::{
    areas, boards, compare, data_sets, figures, gap, index, indicators, meetings, receipts,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Commonweal: data for programs",
        version = "1.0.0",
        description = "What the public pages of this site show, as JSON. It only reads and needs no key. Every answer that is worked out \
                       carries the number of a receipt by which anybody can recompute it; every row that is given away names its \
                       data set. A figure that is not shown says why: suppressed to protect people, missing, not asked, or not \
                       applicable. Illustrative figures are made up to show the product and are not for use.",
        license(name = "As each data set states it", url = "/data")
    ),
    paths(
        index::show,
        data_sets::list,
        data_sets::show,
        indicators::list,
        indicators::show,
        figures::list,
        figures::csv,
        areas::list,
        compare::show,
        gap::show,
        receipts::show,
        boards::list,
        meetings::list,
    ),
    tags(
        (name = "Evidence", description = "Indicators and their figures"),
        (name = "Boards", description = "Boards and their meetings"),
        (name = "About", description = "The interface itself"),
    )
)]
struct Interface;

/// The description.
pub(super) fn description() -> Description {
    Interface::openapi()
}

pub(super) async fn show() -> Json<Description> {
    Json(description())
}
