//! Long lists in pages.

use serde::Serialize;
use utoipa::ToSchema;

use super::Problem;

/// Things on one page, where nobody says how many.
const USUAL: u32 = 100;
/// And at most.
const MOST: u32 = 1_000;
/// The last page that can be asked for.
const LAST: u32 = 1_000_000;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listing<T> {
    /// The number of the page, from 1.
    #[schema(minimum = 1)]
    page: u32,
    /// How many things a page has at most.
    #[schema(minimum = 1, maximum = 1000)]
    per_page: u32,
    /// How many there are on all pages.
    #[schema(minimum = 0)]
    total: u64,
    /// The address of the next page, or null on the last.
    #[schema(format = "uri-reference")]
    next: Option<String>,
    /// What is on this page.
    items: Vec<T>,
}

/// Which page is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    page: u32,
    per_page: u32,
}

impl Wanted {
    /// The page that was asked for.
    pub(super) fn asked(page: Option<u32>, per_page: Option<u32>) -> Result<Self, Problem> {
        let (page, per_page) = (page.unwrap_or(1), per_page.unwrap_or(USUAL));
        if page == 0 || page > LAST {
            return Err(Problem::bad_question(format!(
                "Pages are counted from 1, and there are none after {LAST}."
            )));
        }
        if per_page == 0 || per_page > MOST {
            return Err(Problem::bad_question(format!(
                "A page has 1 to {MOST} things; {per_page} were asked for."
            )));
        }
        Ok(Self { page, per_page })
    }

    /// Whether the thing with this number, from 0, is on the page.
    pub(super) fn holds(self, number: u64) -> bool {
        let from = u64::from(self.page - 1) * u64::from(self.per_page);
        (from..from + u64::from(self.per_page)).contains(&number)
    }

    /// The page, of so many things, at an address of its own.
    pub(super) fn listing<T>(self, items: Vec<T>, total: u64, uri: &axum::http::Uri) -> Listing<T> {
        let is_last = u64::from(self.page) * u64::from(self.per_page) >= total;
        Listing {
            page: self.page,
            per_page: self.per_page,
            total,
            next: (!is_last).then(|| next(uri, self.page + 1)),
            items,
        }
    }

    /// The page of a list that is there whole.
    pub(super) fn of<T>(self, all: Vec<T>, uri: &axum::http::Uri) -> Listing<T> {
        let total = all.len() as u64;
        let items = (0..).zip(all).filter(|(number, _)| self.holds(*number));
        self.listing(items.map(|(_, item)| item).collect(), total, uri)
    }
}

/// The same address with another page.
fn next(uri: &axum::http::Uri, page: u32) -> String {
    let mut parts: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("page="))
        .collect();
    let page = format!("page={page}");
    parts.push(&page);
    format!("{}?{}", uri.path(), parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_every_thing_once() {
        let uri = "/api/v1/areas?q=a&page=2&per_page=3".parse().unwrap();
        let mut seen = Vec::new();
        for page in 1..=3 {
            let wanted = Wanted::asked(Some(page), Some(3)).unwrap();
            let listing = wanted.of((0..7).collect(), &uri);
            assert_eq!(listing.total, 7);
            let next = format!("/api/v1/areas?q=a&per_page=3&page={}", page + 1);
            assert_eq!(listing.next, (page < 3).then_some(next));
            seen.extend(listing.items);
        }
        assert!(seen.into_iter().eq(0..7));
        let past = Wanted::asked(Some(LAST), Some(1_000)).unwrap();
        assert!(past.of(vec![1], &uri).items.is_empty());
    }

    #[test]
    fn a_page_that_cannot_be_is_refused() {
        for (page, per_page) in [
            (Some(0), None),
            (Some(LAST + 1), None),
            (None, Some(0)),
            (None, Some(1_001)),
        ] {
            assert!(Wanted::asked(page, per_page).is_err());
        }
    }
}
