//! What an officer does on the page of minutes: paste them, complete an action, settle a finding, publish.

use std::io::Read;

use axum::extract::State;
use board::meetings::{
    LONGEST_MINUTES, Mend, MendAction, MendActionError, MissingPart, NotMinutes, PasteMinutes,
    PasteMinutesError, PublishMinutes, PublishMinutesError, SettleFinding, SettleFindingError,
    mend_action, minutes_of_file, paste_minutes, publish_minutes, settle_finding,
};
use board::vocabulary::{Origin, capital};
use evidence::engine::Source;

use super::drawn::meeting_on;
use super::minutes_page::again;
use crate::address::Path;
use crate::app::App;
use crate::forms::{Brought, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

fn here(date: &str) -> String {
    format!("/desk/meetings/{date}/minutes")
}

pub(super) async fn paste(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    Upload { mut form, files }: Upload,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let mut file_name = None;
    let words = match files.first().map(Brought::source) {
        Some(source) => {
            file_name = Some(source.name.clone());
            match text_of(source) {
                Ok(text) => text,
                Err(problem) => {
                    form.problem("file", problem);
                    return again(&app, &visitor, &meeting, &form).await;
                }
            }
        }
        None => form.raw("words").to_owned(),
    };
    if words.len() > LONGEST_MINUTES {
        form.problem("words", capital(&NotMinutes::TooLong.to_string()));
        return again(&app, &visitor, &meeting, &form).await;
    }
    let input = PasteMinutes {
        meeting_id: meeting.record.id,
        words,
        file_name,
        origin: Origin::Entered,
    };
    match paste_minutes(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(&here(&date))),
        Err(PasteMinutesError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("words", capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

/// The text of an uploaded file, or what to do about it.
fn text_of(source: Source) -> Result<String, String> {
    let mut bytes = Vec::new();
    let most = LONGEST_MINUTES as u64 + 1;
    source
        .content
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|_| "The file did not arrive whole. Send it again.".to_owned())?;
    minutes_of_file(&bytes).map_err(|why| capital(&why.to_string()))
}

pub(super) async fn mend(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let minuted_id = form.text("action").parse().map_err(|_| Refusal::NotFound)?;
    let due_field = format!("due-{minuted_id}");
    let due = form.date(&due_field, "The date by which it is to be done");
    if !form.is_sound() {
        return again(&app, &visitor, &meeting, &form).await;
    }
    let words = |name: &str| {
        let text = form.text(&format!("{name}-{minuted_id}"));
        (!text.is_empty()).then(|| text.to_owned())
    };
    let input = MendAction {
        meeting_id: meeting.record.id,
        minuted_id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        owner: words("owner"),
        words: words("words"),
        due,
    };
    match mend_action(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&here(&date))),
        Err(MendActionError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem_in(
                &due_field,
                &format!("{due_field}-day"),
                capital(&problem.to_string()),
            );
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

pub(super) async fn settle(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let finding_id: uuid::Uuid = form
        .text("finding")
        .parse()
        .map_err(|_| Refusal::NotFound)?;
    let mend_field = format!("mend-{finding_id}");
    let words_field = format!("mend-words-{finding_id}");
    let words = form.text(&words_field).to_owned();
    let mend = match form.text(&mend_field) {
        "stands" => Mend::AsItStands(words),
        "words" => Mend::Reword(words),
        "number" => Mend::Renumber(words),
        "carry" => Mend::Carry,
        "answered" => Mend::Answered(words),
        "open" => Mend::LeaveOpen,
        _ => {
            form.problem(&mend_field, "Choose what the minutes are to show");
            return again(&app, &visitor, &meeting, &form).await;
        }
    };
    let input = SettleFinding {
        meeting_id: meeting.record.id,
        finding_id,
        seen_version: form.text("version").parse().unwrap_or(0),
        mend,
    };
    match settle_finding(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&here(&date))),
        Err(SettleFindingError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem(&words_field, capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let input = PublishMinutes {
        meeting_id: meeting.record.id,
        seen_version: form.text("version").parse().unwrap_or(0),
    };
    match publish_minutes(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&here(&date))),
        Err(PublishMinutesError::Runner(error)) => Err(error.into()),
        Err(PublishMinutesError::Incomplete(missing)) => {
            for one in missing {
                let of = one.of;
                let (field, control) = match one.part {
                    MissingPart::Words => (format!("words-{of}"), format!("words-{of}")),
                    MissingPart::Owner => (format!("owner-{of}"), format!("owner-{of}")),
                    MissingPart::Due => (format!("due-{of}"), format!("due-{of}-day")),
                    MissingPart::Decision => (format!("mend-{of}"), format!("mend-{of}")),
                };
                form.problem_in(&field, &control, format!("{}: {}", one.place, one.words));
            }
            again(&app, &visitor, &meeting, &form).await
        }
        Err(problem) => {
            form.problem_with_form(capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}
