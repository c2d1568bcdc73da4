//! Evidence (capability C2): one indicator, a place compared, all evidence of a board; receipts and open data; loading a
//! release, looking at it before it counts, publishing it.
//!
//! Must not know how figures are read or worked out: pages ask [`board::indicators::Figures`]. Start with
//! `indicator_page.rs`; the sentences and the charts are made by [`board::indicators::finding`] and its neighbours, for papers too.

mod asked;
mod blind_spots_desk_page;
mod blind_spots_page;
mod boundaries_page;
mod columns_page;
mod compare_page;
mod courses;
mod data_page;
mod data_set_page;
mod deprivation_page;
mod desk_items_page;
mod desk_page;
mod desk_service_page;
mod done_about_it;
mod downloads;
mod drawings;
mod evidence_item_page;
mod evidence_items_page;
mod evidence_page;
mod evidence_review_page;
mod evidence_reviews_page;
mod fetch_page;
mod figures_list_page;
mod gap_page;
mod indicator_page;
mod load_release;
mod localities_page;
mod neighbours_page;
mod place_drawings;
mod place_page;
mod rate_page;
mod rates_page;
mod receipt_foot;
mod receipt_page;
mod release_page;
mod services_page;
mod stocktake_drawings;
mod stocktake_page;
mod stocktake_words;
pub(crate) mod take_away;
mod take_stock_columns_page;
mod take_stock_page;
mod themes_page;
mod to_do;
mod unanswered;
mod ward_figures;

pub(crate) use ward_figures::{WardFigure, ward_figures};

use board::indicators::{finding, policy, shown};
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

/// The roles that work with evidence.
const EVIDENCE: &[Role] = &[Role::Analyst, Role::Officer, Role::Approver];

/// The roles that load releases and take them back; approvers only look and publish.
const LOADERS: &[Role] = &[Role::Analyst, Role::Officer];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let desk = Audience::Roles(EVIDENCE);
    let loaders = Audience::Roles(LOADERS);
    service_routes(release_routes(public_routes(routes)))
        .get("/desk/evidence", desk, desk_page::show)
        .upload(
            "/desk/evidence",
            loaders,
            &policy::LOAD_DATA,
            desk_page::submit,
        )
        .get(
            "/desk/evidence/blind-spots",
            desk,
            blind_spots_desk_page::show,
        )
        .post(
            "/desk/evidence/blind-spots",
            loaders,
            &policy::SET_COVERAGE,
            blind_spots_desk_page::submit,
        )
        .get("/desk/evidence/boundaries", desk, boundaries_page::show)
        .upload(
            "/desk/evidence/boundaries",
            loaders,
            &policy::LOAD_BOUNDARIES,
            boundaries_page::submit,
        )
        .get("/desk/evidence/fetch", loaders, fetch_page::show)
        .upload(
            "/desk/evidence/fetch",
            loaders,
            &policy::LOAD_DATA,
            fetch_page::submit,
        )
        .get("/desk/evidence/rates", loaders, rates_page::show)
        .post(
            "/desk/evidence/rates",
            loaders,
            &policy::LOAD_DATA,
            rates_page::submit,
        )
        .get("/desk/evidence/items", desk, desk_items_page::show)
        .upload(
            "/desk/evidence/items",
            loaders,
            &policy::ADD_EVIDENCE_ITEM,
            desk_items_page::submit,
        )
        .get(
            "/desk/evidence/items/list",
            loaders,
            figures_list_page::show,
        )
        .upload(
            "/desk/evidence/items/list",
            loaders,
            &policy::ADD_EVIDENCE_ITEM,
            figures_list_page::submit,
        )
        .get("/desk/evidence/neighbours", desk, neighbours_page::show)
        .upload(
            "/desk/evidence/neighbours",
            loaders,
            &policy::LOAD_NEIGHBOURS,
            neighbours_page::submit,
        )
        .get("/desk/evidence/themes", desk, themes_page::show)
        .post(
            "/desk/evidence/themes",
            loaders,
            &policy::SET_THEME,
            themes_page::submit,
        )
        .get("/desk/evidence/localities", desk, localities_page::show)
        .upload(
            "/desk/evidence/localities",
            loaders,
            &policy::DEFINE_LOCALITY,
            localities_page::submit,
        )
}

/// Where evidence is gathered before a workshop, and stock is taken of services.
fn service_routes(routes: Routes) -> Routes {
    let desk = Audience::Roles(EVIDENCE);
    let loaders = Audience::Roles(LOADERS);
    routes
        .get("/desk/evidence/reviews", desk, evidence_reviews_page::show)
        .post(
            "/desk/evidence/reviews",
            loaders,
            &policy::REVIEW_EVIDENCE,
            evidence_reviews_page::submit,
        )
        .get(
            "/desk/evidence/reviews/{review}",
            desk,
            evidence_review_page::show,
        )
        .post(
            "/desk/evidence/reviews/{review}",
            loaders,
            &policy::REVIEW_EVIDENCE,
            evidence_review_page::submit,
        )
        .get("/desk/evidence/take-stock", loaders, take_stock_page::show)
        .upload(
            "/desk/evidence/take-stock",
            loaders,
            &policy::KEEP_STOCKTAKE,
            take_stock_page::submit,
        )
        .get(
            "/desk/evidence/take-stock/{file}",
            loaders,
            take_stock_columns_page::show,
        )
        .upload(
            "/desk/evidence/take-stock/{file}",
            loaders,
            &policy::KEEP_STOCKTAKE,
            take_stock_columns_page::submit,
        )
        .get("/desk/evidence/services", desk, services_page::desk)
        .get(
            "/desk/evidence/services/{service}",
            desk,
            desk_service_page::show,
        )
        .post(
            "/desk/evidence/services/{service}",
            loaders,
            &policy::SET_COVERAGE,
            desk_service_page::submit,
        )
}

/// Where a release is looked at before it is published.
fn release_routes(routes: Routes) -> Routes {
    let desk = Audience::Roles(EVIDENCE);
    let loaders = Audience::Roles(LOADERS);
    routes
        .get("/desk/evidence/columns/{file}", loaders, columns_page::show)
        .post(
            "/desk/evidence/columns/{file}",
            loaders,
            &policy::LOAD_DATA,
            columns_page::submit,
        )
        .get("/desk/evidence/{data_set}/about", desk, data_set_page::show)
        .post(
            "/desk/evidence/{data_set}/about",
            loaders,
            &policy::DESCRIBE_DATA_SET,
            data_set_page::submit,
        )
        .get("/desk/evidence/{data_set}/new", desk, release_page::show)
        .upload(
            "/desk/evidence/{data_set}/new",
            loaders,
            &policy::LOAD_DATA,
            release_page::submit,
        )
        .post(
            "/desk/evidence/{data_set}/publish",
            desk,
            &policy::PUBLISH_DATA,
            release_page::publish,
        )
        .post(
            "/desk/evidence/{data_set}/take-back",
            loaders,
            &policy::UNDO_IMPORT,
            release_page::take_back,
        )
}

fn public_routes(routes: Routes) -> Routes {
    routes
        .get("/{b}/evidence", Audience::Public, evidence_page::show)
        .get(
            "/{b}/evidence/compare",
            Audience::Public,
            compare_page::show,
        )
        .get(
            "/{b}/evidence/blind-spots",
            Audience::Public,
            blind_spots_page::show,
        )
        .get(
            "/{b}/evidence/services",
            Audience::Public,
            services_page::show,
        )
        .get(
            "/{b}/evidence/services/{service}",
            Audience::Public,
            stocktake_page::show,
        )
        .get(
            "/{b}/evidence/{indicator}",
            Audience::Public,
            indicator_page::show,
        )
        .get(
            "/{b}/evidence/{indicator}/gap",
            Audience::Public,
            gap_page::show,
        )
        .get(
            "/{b}/evidence/{indicator}/figures.csv",
            Audience::Public,
            downloads::csv,
        )
        .get(
            "/{b}/evidence/{indicator}/figures.json",
            Audience::Public,
            downloads::json,
        )
        .get(
            "/{b}/evidence-items",
            Audience::Public,
            evidence_items_page::show,
        )
        .get(
            "/{b}/evidence-items/{slug}",
            Audience::Public,
            evidence_item_page::show,
        )
        .get("/{b}/places/{code}", Audience::Public, place_page::show)
        .get(
            "/{b}/places/{code}/deprivation",
            Audience::Public,
            deprivation_page::show,
        )
        .get(
            "/{b}/places/{code}/deprivation.csv",
            Audience::Public,
            deprivation_page::csv,
        )
        .get("/{b}/places/{code}/rate", Audience::Public, rate_page::show)
        .get("/receipt/{number}", Audience::Public, receipt_page::show)
        .get("/data", Audience::Public, data_page::show)
        .get("/data/{set}/{file}", Audience::Public, take_away::data_set)
        .get(
            "/data/indicators/{indicator}/{file}",
            Audience::Public,
            take_away::indicator,
        )
}
