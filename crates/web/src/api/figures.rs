//! `/api/v1/indicators/{indicator}/figures`: the rows of one indicator, as their publisher published them.
//!
//! Rows are the publisher's own, so that each names its data set in place of a receipt; what is worked out from them
//! (`compare`, `gap`) has one.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use board::indicators::take_away_indicator;
use evidence::cell::{Limits as Pairs, Origin};
use evidence::engine::Filter;
use evidence::observation::State as FigureState;
use evidence::open_data::{OpenFile, OpenRow, Package, Part, Wanted as Rows, each};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};

use super::indicators::numbered;
use super::listing::{Listing, Wanted};
use super::question::{Named, Question, some_words};
use super::{Found, Problem};
use crate::app::App;
use crate::indicators::take_away::{File, hand_over};

/// One row: an indicator in one area and period, for one sex, age and category.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figure {
    /// The short name of the data set that holds it.
    data_set: String,
    /// The number of that data set's version.
    version: i64,
    /// The publisher's number of the indicator.
    indicator: String,
    /// The code of the area.
    area_code: String,
    /// The name of the area.
    area_name: String,
    /// The type of the area in the publisher's words.
    area_type: String,
    /// The code of the larger area that the publisher sets it in.
    parent_code: Option<String>,
    /// The name of that larger area.
    parent_name: Option<String>,
    /// The period as the publisher writes it.
    period: String,
    /// The first day of the period.
    #[schema(format = "date")]
    period_start: Option<String>,
    /// The length of the period in months; null for a single day.
    period_months: Option<u16>,
    /// The sex in the publisher's words.
    sex: String,
    /// The age in the publisher's words.
    age: String,
    /// The kind of category; null for everybody.
    category_type: Option<String>,
    /// The category; null for everybody.
    category: Option<String>,
    /// Whether there is a value, and why not.
    #[schema(schema_with = state_words)]
    state: FigureState,
    /// The value in the unit of the indicator; null unless the state is `value`.
    value: Option<f64>,
    /// The publisher's confidence limits.
    #[schema(value_type = Option<Limits>)]
    limits: Option<Pairs>,
    /// The numerator.
    count: Option<f64>,
    /// The denominator.
    denominator: Option<f64>,
    /// The publisher's note on the value.
    note: Option<String>,
    /// Where it comes from.
    #[schema(schema_with = origin_words)]
    origin: Origin,
}

/// Confidence limits by their confidence in per cent, each lower and upper; null where they are not known.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes what `evidence` writes")]
pub(super) struct Limits {
    /// 95% limits, lower and upper.
    #[schema(rename = "95", min_items = 2, max_items = 2)]
    at_95: Option<Vec<f64>>,
    /// 99.8% limits, lower and upper.
    #[schema(rename = "99.8", min_items = 2, max_items = 2)]
    at_998: Option<Vec<f64>>,
}

/// A text that is one of some words.
pub(super) fn one_of<const N: usize>(words: [&'static str; N]) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words))
        .build()
}

/// The five states of a figure.
pub(super) fn state_words() -> Object {
    one_of([
        "value",
        "suppressed",
        "missing",
        "not_asked",
        "not_applicable",
    ])
}

/// Where a figure can come from.
pub(super) fn origin_words() -> Object {
    one_of(["entered", "imported", "quoted", "illustrative"])
}

impl Figure {
    fn of(open: &OpenRow<'_>, part: &Part) -> Self {
        let row = open.row;
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            data_set: part.data_set.clone(),
            version: part.version,
            indicator: row.indicator.to_owned(),
            area_code: row.area_code.to_owned(),
            area_name: row.area_name.to_owned(),
            area_type: row.area_type.to_owned(),
            parent_code: given(row.parent_code),
            parent_name: given(row.parent_name),
            period: row.period.to_owned(),
            period_start: open.period_start(),
            period_months: open.period_months(),
            sex: row.sex.to_owned(),
            age: row.age.to_owned(),
            category_type: given(row.category_type),
            category: given(row.category),
            state: row.state,
            value: row.value,
            limits: open.limits(),
            count: row.count,
            denominator: row.denominator,
            note: given(row.note),
            origin: open.origin,
        }
    }
}

/// Whether rows about a part of the people are wanted.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Categories {
    /// Rows for everybody and for categories.
    All,
    /// Rows for everybody alone.
    None,
    /// Rows for categories alone.
    Only,
}

/// Which figures are wanted; texts in the publisher's own spelling.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filters {
    /// The code of the area.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false, example = "E09000012")]
    area: Option<String>,
    /// The period.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    period: Option<String>,
    /// The sex.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    sex: Option<String>,
    /// The age.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    age: Option<String>,
    /// Whether rows about categories are wanted; all rows by default.
    #[param(inline, nullable = false)]
    categories: Option<Categories>,
    /// The kind of category.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    category_type: Option<String>,
    /// The category.
    #[serde(default, deserialize_with = "some_words")]
    #[param(min_length = 1, nullable = false)]
    category: Option<String>,
    /// The number of the page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, nullable = false)]
    page: Option<u32>,
    /// How many on a page.
    #[param(minimum = 1, maximum = 1000, nullable = false)]
    per_page: Option<u32>,
}

/// The same for a table, which has all rows.
struct FiltersAlone;

impl IntoParams for FiltersAlone {
    fn into_params(
        place: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        let mut params = Filters::into_params(place);
        params.retain(|param| param.name != "page" && param.name != "per_page");
        params
    }
}

impl Filters {
    /// The rows of an indicator that are wanted.
    fn rows(self, indicator: &str) -> Rows {
        Rows {
            filter: Filter {
                indicators: vec![indicator.to_owned()],
                areas: self.area.into_iter().collect(),
                periods: self.period.into_iter().collect(),
                categories: match self.categories {
                    None | Some(Categories::All) => None,
                    Some(Categories::None) => Some(false),
                    Some(Categories::Only) => Some(true),
                },
            },
            sex: self.sex,
            age: self.age,
            category_type: self.category_type,
            category: self.category,
        }
    }
}

/// List the figures of one indicator, in the order in which their publisher has them.
#[utoipa::path(get, operation_id = "listFigures", path = "/api/v1/indicators/{indicator}/figures", tag = "Evidence", params(
    ("indicator" = String, Path, description = "The publisher's number", min_length = 1),
    Filters,
), responses(
    (status = 200, description = "One page of figures", body = Listing<Figure>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Named(number): Named<String>,
    Question(filters): Question<Filters>,
) -> Found<Listing<Figure>> {
    let page = Wanted::asked(filters.page, filters.per_page)?;
    let package = package(&app, &number, filters).await?;
    let files: Vec<OpenFile> = package.parts.iter().map(|part| part.file).collect();
    let (mut total, mut figures) = (0, Vec::new());
    each(app.evidence.engine(), &files, &package.wanted, &mut |row| {
        if let (true, Some(part)) = (page.holds(total), package.parts.get(row.part)) {
            figures.push(Figure::of(row, part));
        }
        total += 1;
    })
    .await
    .map_err(|error| board::indicators::FiguresError::Ask(error.into()))?;
    Ok(Json(page.listing(figures, total, &uri)))
}

/// Give the figures of one indicator as comma-separated values.
#[utoipa::path(get, operation_id = "figuresAsTable", path = "/api/v1/indicators/{indicator}/figures.csv", tag = "Evidence", params(
    ("indicator" = String, Path, description = "The publisher's number", min_length = 1),
    FiltersAlone,
), responses(
    (status = 200, description = "All figures that the filters let through, with the columns of open data", body = String, content_type = "text/csv"),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn csv(
    State(app): State<App>,
    headers: HeaderMap,
    Named(number): Named<String>,
    Question(filters): Question<Filters>,
) -> Result<Response, Problem> {
    if filters.page.is_some() || filters.per_page.is_some() {
        return Err(Problem::bad_question(
            "A table has all rows: leave page and per_page out.",
        ));
    }
    let package = package(&app, &number, filters).await?;
    Ok(hand_over(&app, &headers, &package, File::Observations).await?)
}

/// The wanted rows of an indicator from every open data set that holds it.
async fn package(app: &App, number: &str, filters: Filters) -> Result<Package, Problem> {
    let indicator = numbered(app, number).await?;
    let package = take_away_indicator(&app.house, &indicator).await?;
    Ok(Package {
        wanted: filters.rows(number),
        ..package
    })
}
