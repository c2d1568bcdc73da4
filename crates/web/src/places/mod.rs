//! Places, bodies and people (capability C1): who sits on a board, the wards of its area, and at the desk the members,
//! the bodies and the areas.
//!
//! The rules are [`board::places`]'s; this module puts them into pages.

mod about_page;
mod areas_page;
mod bodies_page;
mod new_body_page;
mod new_person_page;
mod new_seat_page;
mod people_page;
mod seat_page;
mod wards_page;

use board::places::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, OFFICERS, Routes};

/// The roles that look after areas and bodies for every board.
const ADMINISTRATORS: &[Role] = &[Role::Administrator];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/{b}/about", Audience::Public, about_page::show)
        .get("/{b}/wards", Audience::Public, wards_page::show)
        .get(
            "/desk/members",
            Audience::Roles(OFFICERS),
            people_page::show,
        )
        .get(
            "/desk/members/new",
            Audience::Roles(OFFICERS),
            new_person_page::show,
        )
        .post(
            "/desk/members/new",
            Audience::Roles(OFFICERS),
            &policy::ADD_PEOPLE,
            new_person_page::submit,
        )
        .get(
            "/desk/members/seats/new",
            Audience::Roles(OFFICERS),
            new_seat_page::show,
        )
        .post(
            "/desk/members/seats/new",
            Audience::Roles(OFFICERS),
            &policy::CHANGE_MEMBERSHIP,
            new_seat_page::submit,
        )
        .get(
            "/desk/members/seats/{slug}",
            Audience::Roles(OFFICERS),
            seat_page::show,
        )
        .post(
            "/desk/members/seats/{slug}",
            Audience::Roles(OFFICERS),
            &policy::CHANGE_MEMBERSHIP,
            seat_page::appoint,
        )
        .post(
            "/desk/members/seats/{slug}/end",
            Audience::Roles(OFFICERS),
            &policy::CHANGE_MEMBERSHIP,
            seat_page::end,
        )
        .get("/desk/bodies", Audience::Roles(OFFICERS), bodies_page::show)
        .get(
            "/desk/bodies/new",
            Audience::Roles(ADMINISTRATORS),
            new_body_page::show,
        )
        .post(
            "/desk/bodies/new",
            Audience::Roles(ADMINISTRATORS),
            &policy::CHANGE_BODIES,
            new_body_page::submit,
        )
        .get("/desk/areas", Audience::Roles(OFFICERS), areas_page::show)
        .post(
            "/desk/areas",
            Audience::Roles(ADMINISTRATORS),
            &policy::CHANGE_AREAS,
            areas_page::load,
        )
}

/// A word of the vocabulary as it begins a line.
fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
