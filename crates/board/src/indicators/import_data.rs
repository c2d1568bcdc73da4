use evidence::disclosure::Policy;
use evidence::engine::{Engine, EngineError, FileHash};
use evidence::intake::Intake;
use jiff::civil::Date;
use serde_json::json;

use super::publish_version::put_in_force;
use super::{
    CURRENT, DATA_SET, DATA_VERSION, DataSet, DataVersion, PUBLISHED, Release, UNDONE, WAITING,
    policy, store,
};
use crate::audit;
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{ActorKind, Origin, RecordId, Slug, Visibility};

/// The data set that a release belongs to; made when there is none of this name yet.
#[derive(Debug, Clone)]
pub struct NewDataSet {
    /// Its name. A release goes to the data set of the same name.
    pub title: String,
    /// Who publishes it.
    pub source: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The words that the licence asks for.
    pub attribution: Option<String>,
    /// What it needs before it may be shown. Asked once: a later release cannot loosen it.
    pub policy: Policy,
    /// Why that is enough.
    pub policy_reason: Option<String>,
    /// When the next release is due.
    pub next_due: Option<Date>,
}

impl NewDataSet {
    /// A data set that its owner has published, of which nothing else is said.
    #[must_use]
    pub fn published(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            source: None,
            licence: None,
            attribution: None,
            policy: Policy::AlreadyPublished,
            policy_reason: None,
            next_due: None,
        }
    }
}

/// A release to take in.
#[derive(Debug, Clone)]
pub struct ImportData {
    /// The board whose people load it; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// The data set.
    pub data_set: NewDataSet,
    /// Where its figures come from.
    pub origin: Origin,
    /// Publish it at once. Only the command line may: at a desk a second person looks first.
    pub publish: bool,
}

/// What became of a release.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// It is there as a new version.
    Version(Box<Release>),
    /// The very same content was there already; nothing was written.
    Same(Box<Release>),
}

impl Imported {
    /// The version, new or not.
    #[must_use]
    pub fn release(&self) -> &Release {
        match self {
            Self::Version(release) | Self::Same(release) => release,
        }
    }
}

/// Why a release was not taken in. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportDataError {
    /// A data set needs a name.
    #[error("say which data set this is")]
    NoTitle,
    /// Something in the files must be mended first.
    #[error("the files have problems that must be mended first")]
    Problems,
    /// The figures have not passed the hiding rule of their data set.
    #[error(
        "“{title}” is under another hiding rule, and a release of it cannot be under its own: {}",
        policy.words()
    )]
    OtherPolicy {
        /// The data set.
        title: String,
        /// Its rule.
        policy: Policy,
    },
    /// A rule that hides is chosen for a reason.
    #[error("say in a sentence why this hiding rule is the right one")]
    NoPolicyReason,
    /// Another release waits.
    #[error(
        "version {0} of this data set waits to be published; publish it or throw it away first"
    )]
    AnotherWaits(i64),
    /// It was made safe beside the releases that readers had, and they have another one by now.
    #[error(
        "while these files were read, another release of “{0}” was published; load them again, so that both are safe beside each other"
    )]
    Overtaken(String),
    /// At a desk a second person looks first.
    #[error("a second person publishes what you load")]
    SecondPersonNeeded,
    /// The data folder failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// How the next release of a data set passes disclosure control: under which policy, and beside which files that readers have
/// seen, the latest first.
///
/// Give its title, the board whose set it is, and the policy to use where the set is new. A set that is there keeps its own.
pub async fn passage_of(
    house: &House,
    title: &str,
    body_id: Option<RecordId>,
    where_new: Policy,
) -> Result<(Policy, Vec<FileHash>), DatabaseError> {
    let slug = Slug::from_words(title);
    let known = super::data_sets(house).await?;
    let Some(held) = known
        .into_iter()
        .find(|set| set.record.slug == slug && set.record.body_id == body_id)
    else {
        return Ok((where_new, Vec::new()));
    };
    let versions = super::versions_of(house, Some(held.record.id)).await?;
    Ok((held.policy, seen_by_readers(held.policy, &versions)))
}

/// The files of the versions that readers have seen, the latest first: those that count, were replaced, or were taken back
/// afterwards. Nothing needs to be safe beside them where their owner has published them.
fn seen_by_readers(policy: Policy, versions: &[DataVersion]) -> Vec<FileHash> {
    if policy == Policy::AlreadyPublished {
        return Vec::new();
    }
    let mut seen = Vec::new();
    for version in versions {
        if version.published_on.is_some() && !seen.contains(&version.file) {
            seen.push(version.file);
        }
    }
    seen
}

/// Takes in what an engine has staged, as a new version of its data set. The file is made to last before the one commit
/// that names it, so that no version ever names a file that is not there. Whatever goes wrong, the staged file goes.
pub async fn import_data(
    house: &House,
    engine: &dyn Engine,
    who: &Who,
    intake: &Intake,
    input: ImportData,
) -> Result<Imported, ImportDataError> {
    let Some(file) = intake.staged else {
        return Err(ImportDataError::Problems);
    };
    match take_in(house, engine, who, intake, input).await {
        Ok(imported) => {
            if let Imported::Same(_) = &imported {
                engine.discard(file).await?;
            }
            Ok(imported)
        }
        Err(error) => {
            // The first error is the one to tell; a file left over is swept later.
            let _ = engine.discard(file).await;
            Err(error)
        }
    }
}

async fn take_in(
    house: &House,
    engine: &dyn Engine,
    who: &Who,
    intake: &Intake,
    input: ImportData,
) -> Result<Imported, ImportDataError> {
    let title = input.data_set.title.trim();
    if title.is_empty() {
        return Err(ImportDataError::NoTitle);
    }
    if input.publish && who.actor.kind != ActorKind::CommandLine {
        return Err(ImportDataError::SecondPersonNeeded);
    }
    let Some(file) = intake.staged else {
        return Err(ImportDataError::Problems);
    };
    let mut act = house.begin(who, &policy::LOAD_DATA, input.body_id).await?;
    // Two who load at once take turns, so that the second sees what the first has brought. From being kept to being named
    // the file belongs to nothing; a sweep waits for this lock too.
    audit::store::lock_head(act.connection(), None)
        .await
        .map_err(RunnerError::from)?;
    let data_set = data_set_of(&mut act, title, &input).await?;
    // What is written has passed the policy that it was staged under; another cannot be put in its place afterwards.
    if intake.policy != data_set.policy {
        return Err(ImportDataError::OtherPolicy {
            title: data_set.record.title,
            policy: data_set.policy,
        });
    }
    if data_set.policy != Policy::AlreadyPublished
        && data_set
            .policy_reason
            .as_deref()
            .is_none_or(|reason| reason.trim().is_empty())
    {
        return Err(ImportDataError::NoPolicyReason);
    }
    let versions = store::versions(act.connection(), house.registry(), Some(data_set.record.id))
        .await
        .map_err(RunnerError::from)?;
    if seen_by_readers(data_set.policy, &versions) != intake.beside {
        return Err(ImportDataError::Overtaken(data_set.record.title));
    }
    let in_play =
        |version: &&DataVersion| [WAITING, PUBLISHED].contains(&version.record.state.as_str());
    if let Some(same) = versions
        .iter()
        .filter(in_play)
        .find(|version| version.file == file && version.record.origin == input.origin)
    {
        let version = same.clone();
        return Ok(Imported::Same(Box::new(Release { data_set, version })));
    }
    if let Some(waiting) = versions
        .iter()
        .find(|version| version.record.state == WAITING)
    {
        return Err(ImportDataError::AnotherWaits(waiting.number));
    }
    engine.keep(file).await?;
    house.mark("file kept");
    let version = add_version(&mut act, &data_set, &versions, intake, &input, file).await?;
    if let Some(mapping) = intake.mapping() {
        store::remember_mapping(act.connection(), data_set.record.id, &mapping)
            .await
            .map_err(RunnerError::from)?;
        act.note(json!({ "data set": data_set.record.id.to_string(), "read as": mapping }));
    }
    let mut release = Release { data_set, version };
    if input.publish {
        release.version = put_in_force(&mut act, &release).await?;
    }
    act.about(release.version.record.id);
    act.commit().await?;
    Ok(Imported::Version(Box::new(release)))
}

/// The data set of this name, made where there is none.
async fn data_set_of(
    act: &mut Act,
    title: &str,
    input: &ImportData,
) -> Result<DataSet, RunnerError> {
    let house = act.house().clone();
    let slug = Slug::from_words(title);
    let known = store::data_sets(act.connection(), house.registry()).await?;
    let held = known
        .into_iter()
        .find(|set| set.record.slug == slug && set.record.body_id == input.body_id);
    if let Some(held) = held {
        return Ok(held);
    }
    let mut new = NewRecord::new(DATA_SET, input.body_id, title, CURRENT);
    new.slug = Some(slug);
    new.origin = input.origin;
    let described = input.data_set.clone();
    let data_set = DataSet {
        record: act.create(new).await?,
        source: described.source,
        licence: described.licence,
        attribution: described.attribution,
        policy: described.policy,
        policy_reason: described.policy_reason,
        next_due: described.next_due,
    };
    store::insert_data_set(act.connection(), &data_set).await?;
    act.note(json!({
        "data set": data_set.record.id.to_string(), "source": data_set.source, "licence": data_set.licence,
        "attribution": data_set.attribution, "disclosure policy": data_set.policy,
        "policy reason": data_set.policy_reason,
        "next due": data_set.next_due.map(|day| day.to_string()),
    }));
    Ok(data_set)
}

async fn add_version(
    act: &mut Act,
    data_set: &DataSet,
    earlier: &[DataVersion],
    intake: &Intake,
    input: &ImportData,
    file: FileHash,
) -> Result<DataVersion, RunnerError> {
    let number = earlier
        .iter()
        .map(|version| version.number)
        .max()
        .unwrap_or(0)
        + 1;
    let title = format!("{}, version {number}", data_set.record.title);
    let mut new = NewRecord::new(DATA_VERSION, data_set.record.body_id, title, WAITING);
    new.slug = Some(Slug::from_words(&format!(
        "{} version {number}",
        data_set.record.slug
    )));
    new.origin = input.origin;
    // What waits is for the people who look at it; publishing makes it everybody's.
    new.visibility = Visibility::Members;
    let replaces = earlier
        .iter()
        .find(|version| version.record.state == PUBLISHED);
    let version = DataVersion {
        record: act.create(new).await?,
        data_set_id: data_set.record.id,
        number,
        file,
        as_at: act.who().today,
        published_on: None,
        replaces_id: replaces.map(|version| version.record.id),
        rows: intake.sound_rows,
        sources: intake.sources.clone(),
        notes: intake.notes.clone(),
        indicator_ids: intake.catalogue.indicators.keys().cloned().collect(),
        loaded_by: act.who().actor.person(),
        loaded_by_name: act.who().actor.name.clone(),
    };
    store::insert_version(act.connection(), &version, &intake.catalogue).await?;
    act.note(json!({
        "version": version.record.id.to_string(), "of": data_set.record.id.to_string(),
        "sha256": version.file, "rows": version.rows, "sources": version.sources,
        "replaces": version.replaces_id.map(|id| id.to_string()),
    }));
    Ok(version)
}

/// Takes a version out of play: what it replaced counts again.
pub(super) async fn take_back(act: &mut Act, version: &DataVersion) -> Result<(), RunnerError> {
    let change = Change {
        state: Some(UNDONE),
        ..Change::default()
    };
    act.change(version.record.id, version.record.revision, change)
        .await?;
    Ok(())
}
