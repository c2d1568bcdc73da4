//! A form with files: the values as typed, and each file on disk until it has been read.

use std::io::Write;
use std::sync::Arc;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use crate::app::App;
use crate::forms::{Brought, FormState};
use crate::refusal::Refusal;

/// A release is a file of figures and a few that describe it.
const MOST_FILES: usize = 8;
/// Longest text in a field beside the files: a page of minutes pasted whole, and a little more, so that its page can say
/// that it is too long.
const LONGEST_TEXT: usize = 5 * 1024 * 1024;

/// What a browser sent.
pub(crate) struct Upload {
    pub(crate) form: FormState,
    pub(crate) files: Vec<Brought>,
}

impl FromRequest<App> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let unreadable = |_| {
            Refusal::explained(
                StatusCode::BAD_REQUEST,
                "We could not read the form",
                "Go back, choose the file again and send it once more.",
            )
        };
        let mut parts = Multipart::from_request(request, app)
            .await
            .map_err(unreadable)?;
        let mut pairs = Vec::new();
        let mut files = Vec::new();
        while let Some(part) = parts
            .next_field()
            .await
            .map_err(|error| too_large(&error))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(own_name) {
                // A browser sends a nameless empty file where none was chosen.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    if files.len() == MOST_FILES {
                        return Err(Refusal::explained(
                            StatusCode::BAD_REQUEST,
                            format!("More than {MOST_FILES} files at once"),
                            "Send one data file with the files that describe it.",
                        ));
                    }
                    files.push(Brought {
                        field: name,
                        name: file,
                        content: Arc::new(on_disk(app, part).await?),
                    });
                }
                None => {
                    let text = part.text().await.map_err(|error| too_large(&error))?;
                    pairs.push((name, text.chars().take(LONGEST_TEXT).collect()));
                }
            }
        }
        Ok(Self {
            form: FormState::from_pairs(pairs),
            files,
        })
    }
}

/// The name of a file without the folders that some browsers send with it.
fn own_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn too_large(error: &axum::extract::multipart::MultipartError) -> Refusal {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refusal::explained(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The file is larger than a page takes",
            "Pack it with gzip, or load it with “commonweal import” on the server.",
        );
    }
    Refusal::explained(
        StatusCode::BAD_REQUEST,
        "The file did not arrive whole",
        "Nothing was stored. Send it again.",
    )
}

/// Writes a file as it arrives, into a nameless file that is gone when it is closed.
async fn on_disk(
    app: &App,
    mut part: axum::extract::multipart::Field<'_>,
) -> Result<std::fs::File, Refusal> {
    let failed = |error: std::io::Error| {
        tracing::error!(cause = ?error, "an upload could not be written");
        Refusal::explained(
            StatusCode::SERVICE_UNAVAILABLE,
            "The file could not be written on this server",
            "Nothing was stored. Tell whoever looks after this site, and keep the file.",
        )
    };
    let mut file = tempfile::tempfile_in(app.house.data_folder()).map_err(failed)?;
    while let Some(chunk) = part.chunk().await.map_err(|error| too_large(&error))? {
        file.write_all(&chunk).map_err(failed)?;
    }
    Ok(file)
}
