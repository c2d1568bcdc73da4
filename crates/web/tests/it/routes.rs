//! The table of routes against the running site: every route, every role, one's own board and another.

use axum::http::{Method, StatusCode};
use board::vocabulary::Role;
use web::Audience;
use web::routes::Route;

use crate::site::Site;

/// An address for a path of the table: the board of the test, and parts that name nothing.
pub(crate) fn sample(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{b}" => "hackney",
            part if part.starts_with('{') => "2022-09-22",
            part => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// What a guard does to a visitor.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Passage {
    In,
    SignInFirst,
    Refused,
}

fn passage(route: &Route, status: StatusCode, location: &str) -> Passage {
    match status {
        StatusCode::UNAUTHORIZED => Passage::SignInFirst,
        StatusCode::SEE_OTHER if location.starts_with("/sign-in?") => Passage::SignInFirst,
        StatusCode::FORBIDDEN => Passage::Refused,
        status if status.is_server_error() => panic!("{} {}: {status}", route.method, route.path),
        _ => Passage::In,
    }
}

fn expected(
    audience: Audience,
    role: Option<Role>,
    own_board: bool,
    of_a_board: bool,
) -> Option<Passage> {
    Some(match (audience, role) {
        // A link that opens nothing says so; the pages behind it have tests of their own.
        (Audience::Link(_), _) => return None,
        (Audience::Public, _) | (Audience::SignedIn, Some(_)) => Passage::In,
        (Audience::SignedIn | Audience::Roles(_), None) => Passage::SignInFirst,
        (Audience::Roles(roles), Some(role)) => {
            // At the desk a person works for a board of their own; under a board's address it is that board that counts.
            let here = own_board || !of_a_board;
            if here && roles.contains(&role) {
                Passage::In
            } else {
                Passage::Refused
            }
        }
    })
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_says() {
    let site = Site::new().await;
    let table = web::server::table(site.app.clone());
    assert!(table.len() > 15, "only {} routes", table.len());
    let mut checked = 0;
    let mut people = vec![(None, true, String::new())];
    for &role in Role::ALL {
        for (own_board, body) in [(true, site.hackney), (false, site.city)] {
            let person = site
                .person(&format!("{role} of {own_board}"), &[(role, Some(body))])
                .await;
            people.push((Some(role), own_board, site.sign_in(&person).await));
        }
    }
    // A fresh router: signing so many people in has used up what one address may send.
    let site = site.serving(|app| app);
    for route in table.iter().filter(|route| route.path != "/sign-out") {
        // Forms may be sent so often only; this is about who may send them at all.
        let limited = route.method == Method::POST;
        for (role, own_board, cookie) in &people {
            let of_a_board = route.path.starts_with("/{b}");
            let Some(expected) = expected(route.audience, *role, *own_board, of_a_board) else {
                continue;
            };
            let path = sample(route.path);
            let page = if limited {
                site.ask_afresh(route.method.clone(), &path, cookie).await
            } else {
                site.ask(route.method.clone(), &path, cookie, "", &[]).await
            };
            let found = passage(route, page.status, page.location());
            assert_eq!(
                found, expected,
                "{} {path} as {role:?}, own board {own_board}: {}",
                route.method, page.status
            );
            checked += 1;
        }
    }
    assert_eq!(checked % people.len(), 0);
}

#[tokio::test]
async fn the_table_holds_every_change_with_its_permission() {
    let site = Site::new().await;
    let table = web::server::table(site.app.clone());
    for route in &table {
        assert_eq!(
            route.method == Method::POST,
            route.permission.is_some(),
            "{} {}",
            route.method,
            route.path
        );
        if let (Audience::Roles(roles), Some(permission)) = (route.audience, route.permission) {
            assert!(
                permission.open || roles.iter().all(|role| permission.roles.contains(role)),
                "{} lets in roles that may not {}",
                route.path,
                permission.act
            );
        }
        if route.path.starts_with("/desk") {
            assert_ne!(
                route.audience,
                Audience::Public,
                "{} is a page of the desk",
                route.path
            );
        }
        assert_eq!(
            matches!(route.audience, Audience::Link(_)),
            route.path.contains("{token}") && route.path != "/sign-in/{token}",
            "{}",
            route.path
        );
    }
    let mut addresses: Vec<_> = table
        .iter()
        .map(|route| (route.method.as_str(), route.path))
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), table.len());
}

/// A route that did not go through the table would have no guard and no row.
#[test]
fn no_route_is_made_beside_the_table() {
    fn look(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let shipped = text.split("#[cfg(test)]").next().unwrap();
                if shipped.contains(".route(")
                    || shipped.contains(".nest(")
                    || shipped.contains(".fallback(")
                {
                    found.push(path.file_name().unwrap().to_string_lossy().into_owned());
                }
            }
        }
    }
    let mut found = Vec::new();
    look(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    found.sort_unstable();
    assert_eq!(
        found,
        ["assets.rs", "routes.rs"],
        "only the table makes routes, and the assets that everybody may read"
    );
}

#[tokio::test]
async fn a_board_that_is_not_there_is_not_found_before_anything_else() {
    let site = Site::new().await;
    for path in ["/nobody", "/NOBODY", "/no--body/priorities"] {
        let page = site.get(path, "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A person must never be led to a page that does not exist.
#[tokio::test]
async fn navigation_and_footer_lead_only_to_pages_that_exist() {
    let site = Site::new().await;
    let table = web::server::table(site.app.clone());
    let pages: Vec<String> = table
        .iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| route.path.replace("{b}", "hackney"))
        .collect();
    let mut links: Vec<String> = web::templates::public_navigation("hackney", "")
        .into_iter()
        .chain(web::templates::desk_navigation("", |_| true))
        .map(|item| item.href)
        .collect();
    links.extend(
        web::templates::Frame::commonweal("Home")
            .footer
            .into_iter()
            .map(|link| link.href),
    );
    let dead: Vec<&String> = links.iter().filter(|link| !pages.contains(link)).collect();
    assert!(dead.is_empty(), "{dead:?}");
}

/// Nobody is shown an item of the desk that would turn them away, and nobody misses one that would let them in.
#[tokio::test]
async fn the_desk_shows_each_role_what_it_may_open() {
    let site = Site::new().await;
    let table = web::server::table(site.app.clone());
    for &role in Role::ALL {
        let shown: Vec<String> = web::templates::desk_navigation("", |roles| roles.contains(&role))
            .into_iter()
            .map(|item| item.href)
            .collect();
        for item in web::templates::desk_navigation("", |_| true) {
            let route = table
                .iter()
                .find(|route| route.method == Method::GET && route.path == item.href)
                .unwrap();
            let may = match route.audience {
                Audience::Roles(roles) => roles.contains(&role),
                _ => true,
            };
            assert_eq!(
                shown.contains(&item.href),
                may,
                "{} for {role:?}",
                item.href
            );
        }
    }
}
