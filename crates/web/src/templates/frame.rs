//! What stands round a page: title, board, navigation, the bar beneath it, who is signed in.

use board::vocabulary::Role;
use serde::Serialize;

use crate::routes::OFFICERS;

/// A place to go: words and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words that are underlined.
    pub text: String,
    /// Where they lead.
    pub href: String,
}

impl Link {
    /// A link with these words to this address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// One item of the navigation or of the bar beneath it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavigationItem {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub href: String,
    /// Whether the page belongs to this item: it gets the knot on the thread.
    pub current: bool,
}

/// The site's or the board's name in the header and its home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// The board's name, or "Commonweal" on pages that belong to no board.
    pub name: String,
    /// Where the name leads.
    pub home: String,
}

/// The bar under the header: the area of work in bold, then its pages, or the boards that share a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Name of the area, for screen readers and in bold at the start.
    pub name: String,
    /// Its pages.
    pub items: Vec<NavigationItem>,
}

/// Language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    /// The code in the `lang` attribute, such as `en-GB` or `bn`.
    pub code: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// Everything round the page. `layout.html` and `task_layout.html` read it; the page's own model is separate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The page's title as the browser shows it; the board's name follows it.
    pub title: String,
    /// Whose page it is.
    pub site: Site,
    /// Its language.
    pub language: Language,
    /// Items on the brass line; none in a task.
    pub navigation: Vec<NavigationItem>,
    /// The bar beneath, where there is one.
    pub section: Option<Section>,
    /// Pages above this one, nearest last.
    pub trail: Vec<Link>,
    /// One step back, in a task.
    pub back: Option<Link>,
    /// Name of the person who is signed in.
    pub person: Option<String>,
    /// Words to show in the search box.
    pub search: String,
    /// Whether the page shows any illustrative value, which puts the band under the header.
    pub illustrative: bool,
    /// Whether a form on the page has problems, which puts "Error:" before the title.
    pub has_problems: bool,
    /// Links in the footer.
    pub footer: Vec<Link>,
}

impl Frame {
    /// A page of `site` with this title, in English, with no navigation, nobody signed in and nothing illustrative.
    pub fn new(title: impl Into<String>, site: Site) -> Self {
        Self {
            title: title.into(),
            site,
            language: Language {
                code: "en-GB",
                direction: "ltr",
            },
            navigation: Vec::new(),
            section: None,
            trail: Vec::new(),
            back: None,
            person: None,
            search: String::new(),
            illustrative: false,
            has_problems: false,
            footer: vec![
                Link::new("Accessibility", "/accessibility"),
                Link::new("Privacy", "/privacy"),
                Link::new("Open data", "/data"),
                Link::new("Report a mistake", "/report-a-mistake"),
            ],
        }
    }

    /// A page that belongs to no board.
    pub fn commonweal(title: impl Into<String>) -> Self {
        Self::new(
            title,
            Site {
                name: "Commonweal".to_owned(),
                home: "/".to_owned(),
            },
        )
    }
}

/// The public navigation of a board; `board` is its short name in addresses and `current` the words of one item.
#[must_use]
pub fn public_navigation(board: &str, current: &str) -> Vec<NavigationItem> {
    [
        ("Home", ""),
        ("Evidence", "/evidence"),
        ("Priorities", "/priorities"),
        ("Progress", "/progress"),
        ("Meetings", "/meetings"),
        ("About", "/about"),
    ]
    .into_iter()
    .map(|(text, path)| item(text, format!("/{board}{path}"), current))
    .collect()
}

/// An item of the desk: its words, its address, and the roles that may open it; none is everybody.
type DeskItem = (&'static str, &'static str, Option<&'static [Role]>);

const ANALYSTS: &[Role] = &[Role::Officer, Role::Analyst];

/// The pages of the desk. A test holds the roles to those of the table of routes.
const DESK: &[DeskItem] = &[
    ("My work", "/desk", None),
    (
        "Evidence",
        "/desk/evidence",
        Some(&[Role::Analyst, Role::Officer, Role::Approver]),
    ),
    ("Needs", "/desk/needs", Some(ANALYSTS)),
    (
        "Strategy",
        "/desk/strategy",
        Some(&[Role::Officer, Role::Administrator, Role::Approver]),
    ),
    ("Outcomes", "/desk/outcomes", Some(ANALYSTS)),
    (
        "Delivery",
        "/desk/delivery",
        Some(&[Role::Officer, Role::Administrator, Role::Analyst]),
    ),
    ("Returns", "/desk/returns", Some(&[Role::Officer])),
    (
        "Meetings",
        "/desk/meetings",
        Some(&[Role::Officer, Role::Administrator, Role::Analyst]),
    ),
    ("Joins", "/desk/joins", Some(OFFICERS)),
];

/// The navigation of a person who is signed in, as far as `may` says that they hold one of the roles for it; `current` is
/// the words of one item.
#[must_use]
pub fn desk_navigation(current: &str, may: impl Fn(&[Role]) -> bool) -> Vec<NavigationItem> {
    DESK.iter()
        .filter(|(_, _, roles)| roles.is_none_or(&may))
        .map(|&(text, href, _)| item(text, href.to_owned(), current))
        .collect()
}

fn item(text: &str, href: String, current: &str) -> NavigationItem {
    NavigationItem {
        text: text.to_owned(),
        href,
        current: text == current,
    }
}
