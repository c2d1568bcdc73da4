//! Takes in the files of a release at the desk, or says what stands in the way.

use board::indicators::{
    DataSet, ImportData, ImportDataError, Imported, NewDataSet, import_data, passage_of, policy,
    remembered_mappings,
};
use board::vocabulary::Origin;
use evidence::disclosure::Policy;
use evidence::engine::FileHash;
use evidence::intake::mapping::Mapping;
use evidence::intake::{Choices, Intake};

use super::release_page::data_set_named;
use super::unanswered::refusal;
use crate::app::App;
use crate::forms::{Brought, FormState};
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// What became of files that were sent.
pub(super) enum Loaded {
    /// They wait to be published, at this address.
    Stored(String),
    /// Something must be mended; nothing was stored.
    Faulty(Box<Intake>),
    /// It must be said first what the columns hold; nothing was stored.
    Asks(Box<Intake>),
}

/// Where the figures of a release come from.
pub(super) struct Whence {
    pub(super) origin: Origin,
    /// The data files that they were made of here, with what each is called.
    pub(super) made_of: Vec<(String, FileHash)>,
}

/// Stages the files and, when nothing is faulty, stores them as a version that waits.
pub(super) async fn load(
    app: &App,
    visitor: &Visitor,
    title: &str,
    form: &FormState,
    files: &[Brought],
    said: Option<Mapping>,
) -> Result<Result<Loaded, ImportDataError>, Refusal> {
    let whence = Whence {
        origin: Origin::Imported,
        made_of: Vec::new(),
    };
    load_of(app, visitor, title, form, files, said, whence).await
}

/// The same with figures that come from somewhere else than a publisher's file.
pub(super) async fn load_of(
    app: &App,
    visitor: &Visitor,
    title: &str,
    form: &FormState,
    files: &[Brought],
    said: Option<Mapping>,
    whence: Whence,
) -> Result<Result<Loaded, ImportDataError>, Refusal> {
    let chosen = |word: &str| form.chosen("choices").iter().any(|choice| choice == word);
    let who = visitor.who();
    // Whoever may not load is told so before a large file is read.
    let body_id = visitor.board()?.record.id;
    if !policy::LOAD_DATA.allows(&who.actor, Some(body_id)) {
        return Err(Refusal::Forbidden);
    }
    let set = data_set_named(app, visitor, title).await?;
    let body_id = set.as_ref().map_or(Some(body_id), |set| set.record.body_id);
    let wanted = Policy::named(form.text("policy")).unwrap_or_default();
    let (policy, before) = passage_of(&app.house, title, body_id, wanted).await?;
    // What was said of the columns of a faulty file is said of the mended one too.
    let said = said.or_else(|| serde_json::from_str(form.text("mapping")).ok());
    let choices = Choices {
        less_than_is_hidden: chosen("less-than"),
        leave_out_faulty_rows: chosen("leave-out"),
        areas_as_today: chosen("areas-today"),
        windows_1252: chosen("windows-1252"),
        as_proposed: false,
        policy,
        before,
        // A page that asks about columns asks about all of them, so that nothing else need be remembered.
        remembered: match &set {
            Some(set) if said.is_none() => remembered_of(app, set).await?,
            _ => None,
        },
        said: said.unwrap_or_default(),
    };
    let engine = app.evidence.engine();
    let mut intake = engine
        .stage(files.iter().map(Brought::source).collect(), choices)
        .await
        .map_err(|error| refusal(board::indicators::FiguresError::Ask(error.into())))?;
    if intake.staged.is_none() {
        let loaded = if is_about_columns(&intake) {
            Loaded::Asks(Box::new(intake))
        } else {
            Loaded::Faulty(Box::new(intake))
        };
        return Ok(Ok(loaded));
    }
    intake.sources.extend(whence.made_of);
    let input = ImportData {
        body_id,
        data_set: NewDataSet {
            policy,
            policy_reason: Some(form.text("policy-reason").to_owned()),
            source: said_in(form, "source"),
            licence: said_in(form, "licence"),
            attribution: said_in(form, "attribution"),
            ..NewDataSet::published(title)
        },
        origin: whence.origin,
        publish: false,
    };
    Ok(
        match import_data(&app.house, engine, &who, &intake, input).await {
            Ok(Imported::Version(release) | Imported::Same(release)) => {
                let slug = &release.data_set.record.slug;
                Ok(Loaded::Stored(format!("/desk/evidence/{slug}/new")))
            }
            Err(ImportDataError::Runner(error)) => return Err(error.into()),
            Err(error) => Err(error),
        },
    )
}

/// What is known of the data set beside its files; most of it is said later.
fn said_in(form: &FormState, name: &str) -> Option<String> {
    Some(form.text(name).to_owned()).filter(|words| !words.is_empty())
}

/// Whether all that stands in the way is what columns hold and which areas names stand for, which a page can ask.
fn is_about_columns(intake: &Intake) -> bool {
    intake.proposal.as_ref().is_some_and(|proposal| {
        let unclear = proposal
            .named_areas
            .iter()
            .filter(|area| area.may_be.len() != 1)
            .count();
        let below = intake
            .problems
            .iter()
            .filter(|problem| problem.row != Some(proposal.heading_row));
        // Each name that is not clear is a problem at its first row.
        below.count() == unclear
    })
}

/// How the last release of a data set was read, where no publisher's layout said so.
async fn remembered_of(app: &App, set: &DataSet) -> Result<Option<Mapping>, Refusal> {
    Ok(remembered_mappings(&app.house)
        .await?
        .into_iter()
        .find(|held| held.data_set.record.id == set.record.id)
        .map(|held| held.mapping))
}
