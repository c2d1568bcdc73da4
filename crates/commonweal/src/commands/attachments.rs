use std::fs;
use std::path::PathBuf;

use board::files::{
    AddAttachment, AddAttachmentError, Attachment, AttachmentRole, AttachmentTerms,
    NoteMissingAttachment, NoteMissingAttachmentError, RemoveAttachment, RemoveAttachmentError,
    add_attachment, attachments_of, note_missing_attachment, remove_attachment, terms_of,
    unattached_appendices,
};
use board::thread::{Record, find};
use board::vocabulary::{Origin, Reference};
use board::{House, Who};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{operator_of, word};
use crate::configuration::Place;
use crate::failure::{Failure, refused};
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Attachments {
    /// A report, an agenda item or a document, such as hackney/item/2022-09-22-5; `thread show` prints references.
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Attach a file.
    Add {
        /// The file: PDF, DOCX, XLSX, ODT, ODS, CSV, TXT, PNG or JPEG, up to 25 MB.
        file: PathBuf,
        /// Its title, by which readers know what it is.
        #[arg(long, value_name = "TITLE")]
        title: String,
        /// What it is: appendix, background, source or scan.
        #[arg(long, value_name = "ROLE", default_value = "appendix", value_parser = word::<AttachmentRole>)]
        role: AttachmentRole,
        /// Which version of it, in its author's words.
        #[arg(long, value_name = "WORDS")]
        version: Option<String>,
        /// The date that it bears.
        #[arg(long, value_name = "DATE")]
        dated: Option<Date>,
    },
    /// Say that something which belongs to the record is missing, and why.
    Missing {
        /// Its title.
        #[arg(long, value_name = "TITLE")]
        title: String,
        /// What it is: appendix, background, source or scan.
        #[arg(long, value_name = "ROLE", default_value = "appendix", value_parser = word::<AttachmentRole>)]
        role: AttachmentRole,
        /// Why it is missing; readers see it.
        #[arg(long, value_name = "WORDS")]
        why: String,
    },
    /// Remove an attachment.
    Remove {
        /// Its identity, as the list prints it.
        id: Uuid,
        /// Why; the log keeps it.
        #[arg(long, value_name = "WORDS")]
        why: String,
    },
}

/// Lists the attachments of a record; attaches a file, says what is missing, or removes one.
pub(crate) async fn run(place: &Place, options: Attachments) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, options).await;
    house.database().clone().close().await;
    result
}

async fn asked(house: &House, options: Attachments) -> Result<(), Failure> {
    let who = operator_of(house).await?;
    let record = record_called(house, &options.reference).await?;
    if let Some(act) = options.act {
        do_act(house, &who, &record, act).await?;
    }
    let terms = terms_of(house, &record, who.today).await?.ok_or_else(|| {
        Failure::usage(format!(
            "nothing can be attached to {}; name a report, an agenda item or a document",
            options.reference
        ))
    })?;
    let attachments = attachments_of(house, &[record.id])
        .await?
        .remove(&record.id)
        .unwrap_or_default();
    if options.json {
        print_json(&as_json(&record, &terms, &attachments))
    } else {
        print(&in_words(&record, &terms, &attachments))
    }
}

async fn record_called(house: &House, wanted: &str) -> Result<Record, Failure> {
    let reference: Reference = wanted.parse().map_err(|error| {
        Failure::usage(format!(
            "“{wanted}” is no reference ({error}); it looks like hackney/text/terms-of-reference"
        ))
    })?;
    find(house, &reference)
        .await?
        .ok_or_else(|| Failure::usage(format!("there is no record {reference}")))
}

async fn do_act(house: &House, who: &Who, record: &Record, act: Act) -> Result<(), Failure> {
    match act {
        Act::Add {
            file,
            title,
            role,
            version,
            dated,
        } => {
            let bytes = fs::read(&file).map_err(|error| {
                Failure::while_doing(error, format!("cannot read {}", file.display()))
            })?;
            let name = file.file_name().unwrap_or_default();
            let input = AddAttachment {
                record_id: record.id,
                role,
                title,
                version,
                dated,
                name: name.to_string_lossy().into_owned(),
                bytes,
                origin: Origin::Entered,
            };
            match add_attachment(house, who, input).await {
                Err(AddAttachmentError::Folder(error)) => Err(error.into()),
                other => refused!(other, AddAttachmentError).map(|_| ()),
            }
        }
        Act::Missing { title, role, why } => {
            let input = NoteMissingAttachment {
                record_id: record.id,
                role,
                title,
                version: None,
                dated: None,
                reason: why,
                origin: Origin::Entered,
            };
            let noted = note_missing_attachment(house, who, input).await;
            refused!(noted, NoteMissingAttachmentError).map(|_| ())
        }
        Act::Remove { id, why } => {
            let input = RemoveAttachment {
                record_id: record.id,
                attachment_id: id,
                reason: why,
            };
            let removed = remove_attachment(house, who, input).await;
            refused!(removed, RemoveAttachmentError).map(|_| ())
        }
    }
}

fn as_json(record: &Record, terms: &AttachmentTerms, attachments: &[Attachment]) -> Value {
    let listed: Vec<Value> = attachments
        .iter()
        .map(|one| {
            let file = one.file();
            json!({
                "id": one.id,
                "role": one.role,
                "title": one.title,
                "version": one.version,
                "dated": one.dated.map(|day| day.to_string()),
                "file_name": one.file_name(),
                "media_type": file.map(|file| file.media_type),
                "bytes": file.map(|file| file.bytes),
                "sha256": file.map(|file| file.hash),
                "missing_because": one.lost_reason(),
                "origin": one.origin.to_string(),
            })
        })
        .collect();
    json!({
        "reference": record.reference().to_string(),
        "title": record.title,
        "public": terms.is_public,
        "attachments": listed,
        "unattached_appendices": unattached_appendices(&terms.words, attachments),
    })
}

fn in_words(record: &Record, terms: &AttachmentTerms, attachments: &[Attachment]) -> String {
    let mut lines = vec![record.title.clone()];
    if attachments.is_empty() {
        lines.push("Supporting documents: none.".to_owned());
    }
    for one in attachments {
        let missing = one
            .lost_reason()
            .map_or_else(String::new, |reason| format!("\n  Missing: {reason}"));
        lines.push(format!(
            "{}\n  {}\n  {}{missing}",
            one.title,
            one.particulars(),
            one.id
        ));
    }
    lines.extend(
        unattached_appendices(&terms.words, attachments)
            .iter()
            .map(|name| {
                format!("To check: the words name Appendix {name}, and no such appendix is here.")
            }),
    );
    lines.join("\n")
}
