//! Documents of a board in versions: for everybody a list, each document with every version it had, its files, and what changed
//! between them; at the desk the words, saved as versions, published and given to boards and organisations.
//!
//! Must not know what a document is about. Start with `document_page.rs`.

mod changes_page;
mod desk_document_page;
mod desk_page;
mod document_page;
mod documents_page;
mod shared;

use board::documents::{Document, document, policy};
use board::texts::Version;
use board::vocabulary::Role;

use crate::app::App;
use crate::refusal::Refusal;
use crate::routes::{Audience, Routes};
use crate::visitor::Visitor;

/// The roles that write documents.
const WRITERS: &[Role] = &[Role::Officer, Role::Analyst];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let writers = Audience::Roles(WRITERS);
    let officers = Audience::Roles(&[Role::Officer]);
    routes
        .get("/{b}/documents", Audience::Public, documents_page::show)
        .get(
            "/{b}/documents/{slug}",
            Audience::Public,
            document_page::newest,
        )
        .get(
            "/{b}/documents/{slug}/{version}",
            Audience::Public,
            document_page::version,
        )
        .get(
            "/{b}/documents/{slug}/{version}/changes",
            Audience::Public,
            changes_page::show,
        )
        .get(
            "/{b}/documents/{slug}/{version}/{file}",
            Audience::Public,
            document_page::download,
        )
        .get("/desk/documents", writers, desk_page::show)
        .post(
            "/desk/documents",
            writers,
            &policy::WRITE_DOCUMENT,
            desk_page::submit,
        )
        .get("/desk/documents/{slug}", writers, desk_document_page::show)
        .post(
            "/desk/documents/{slug}",
            writers,
            &policy::WRITE_DOCUMENT,
            desk_document_page::save,
        )
        .post(
            "/desk/documents/{slug}/share",
            writers,
            &policy::SHARE_DOCUMENT,
            desk_document_page::share,
        )
        .post(
            "/desk/shared-documents",
            officers,
            &policy::CONSIDER_DOCUMENT,
            desk_page::consider,
        )
        .post(
            "/desk/documents/{slug}/publish",
            officers,
            &policy::PUBLISH_DOCUMENT,
            desk_document_page::publish,
        )
}

/// The document of this board at an address.
async fn document_at(app: &App, visitor: &Visitor, slug: &str) -> Result<Document, Refusal> {
    let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    document(&app.house, visitor.board()?.record.id, &slug)
        .await?
        .ok_or(Refusal::NotFound)
}

/// The public version with a number, as it stands in an address.
fn public_version<'a>(document: &'a Document, number: &str) -> Result<&'a Version, Refusal> {
    let number: i64 = number.parse().map_err(|_| Refusal::NotFound)?;
    document
        .public_versions()
        .find(|version| version.number == number)
        .ok_or(Refusal::NotFound)
}
