use board::documents::{
    PublishDocument, PublishDocumentError, ShareDocument, ShareDocumentError, publish_document,
    share_document,
};
use board::places::bodies;
use clap::Args;
use jiff::civil::Date;

use super::{Desk, pack_called, shown};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(super) struct Publish {
    /// The pack, such as hackney/health-and-money.
    #[arg(value_name = "BOARD/PACK")]
    pack: String,
}

#[derive(Debug, Args)]
pub(super) struct Share {
    /// The pack, such as hackney/health-and-money.
    #[arg(value_name = "BOARD/PACK")]
    pack: String,
    /// Who is given it: the short name of a board or organisation.
    #[arg(long, value_name = "BODY")]
    with: String,
    /// The last day on which they are to say that they have considered it.
    #[arg(long, value_name = "DATE")]
    by: Date,
}

pub(super) async fn publish(desk: &Desk<'_>, options: &Publish) -> Result<(), Failure> {
    let (_, document) = pack_called(desk.house, &options.pack).await?;
    let input = PublishDocument {
        document_id: document.text.record.id,
        seen_version: document.newest().map_or(0, |version| version.number),
    };
    publish_document(desk.house, &desk.who, input)
        .await
        .map_err(|error| match error {
            PublishDocumentError::Runner(error) => error.into(),
            problem @ PublishDocumentError::AlreadyPublished => Failure::usage(problem),
        })?;
    let (_, document) = pack_called(desk.house, &options.pack).await?;
    shown::one(desk, &document).await
}

pub(super) async fn share(desk: &Desk<'_>, options: Share) -> Result<(), Failure> {
    let (_, document) = pack_called(desk.house, &options.pack).await?;
    let body = bodies(desk.house)
        .await?
        .into_iter()
        .find(|body| body.record.slug.as_str() == options.with)
        .ok_or_else(|| {
            Failure::usage(format!(
                "there is no board or organisation “{}”; its short name is the last part of its address",
                options.with
            ))
        })?;
    let input = ShareDocument {
        document_id: document.text.record.id,
        to_body: body.record.id,
        due: options.by,
    };
    share_document(desk.house, &desk.who, input)
        .await
        .map_err(|error| match error {
            ShareDocumentError::Runner(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    shown::one(desk, &document).await
}
