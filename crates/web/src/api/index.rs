//! `/api/v1`: where everything is.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Where to go on from here.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Index {
    /// What this is.
    name: &'static str,
    /// The version of the interface. Under one version fields are added, and none is renamed or removed.
    version: &'static str,
    /// The page about it.
    #[schema(format = "uri-reference")]
    about: &'static str,
    /// Its description by OpenAPI.
    #[schema(format = "uri-reference")]
    openapi: &'static str,
    /// The lists that it begins with.
    lists: Lists,
}

/// The lists.
#[derive(Debug, Serialize, ToSchema)]
struct Lists {
    #[schema(format = "uri-reference")]
    data_sets: &'static str,
    #[schema(format = "uri-reference")]
    indicators: &'static str,
    #[schema(format = "uri-reference")]
    areas: &'static str,
    #[schema(format = "uri-reference")]
    boards: &'static str,
}

/// Say where everything is.
#[utoipa::path(get, operation_id = "showInterface", path = "/api/v1", tag = "About", responses(
    (status = 200, description = "Where everything is", body = Index),
    (status = "default", description = "Why there is no answer", body = super::Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show() -> Json<Index> {
    Json(Index {
        name: "Commonweal",
        version: "1",
        about: "/developers",
        openapi: "/api/v1/openapi.json",
        lists: Lists {
            data_sets: "/api/v1/data-sets",
            indicators: "/api/v1/indicators",
            areas: "/api/v1/areas",
            boards: "/api/v1/boards",
        },
    })
}
