use std::fs::File;
use std::path::PathBuf;

use board::House;
use board::indicators::{
    DataVersion, ImportData, Imported, NewDataSet, changed_units, earlier_release, fitting,
    import_data, passage_of, preview_file, remembered_mappings, undo_import, versions_of,
};
use board::vocabulary::{Origin, Slug};
use clap::Args;
use evidence::disclosure::Policy;
use evidence::engine::{Engine, FileHash, Source};
use evidence::intake::mapping::{Field, Mapping, Role};
use evidence::intake::{Choices, Intake, is_area_code};
use serde_json::{Value, json};

mod said_of_import;

use said_of_import::{as_json, in_words};

use super::release_preview::ReleasePreview;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Import {
    /// Data files and the files that describe them, which together are one release of one data set.
    #[arg(required_unless_present = "undo", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Name of the data set. By default the name of its indicator, or of the first file where there are several.
    #[arg(long, value_name = "NAME")]
    data_set: Option<String>,
    /// Who publishes the data set; asked once, with its first release.
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    /// Under which licence it is published, such as "Open Government Licence v3.0"; asked once.
    #[arg(long, value_name = "WORDS")]
    licence: Option<String>,
    /// The words that the licence asks for; asked once.
    #[arg(long, value_name = "WORDS")]
    attribution: Option<String>,
    /// Say what would change and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Load it as a version that waits until somebody publishes it at the desk.
    #[arg(long)]
    wait: bool,
    /// Read `<5` and its like as figures that the publisher hides.
    #[arg(long)]
    less_than_is_hidden: bool,
    /// Write the sound rows although others are faulty.
    #[arg(long)]
    leave_out_faulty_rows: bool,
    /// The hiding rule of a new data set whose figures nobody has published yet. A later release keeps the rule of its data set.
    #[arg(long, value_name = "RULE", value_parser = policy_named, requires = "policy_reason")]
    policy: Option<Policy>,
    /// Why this rule is the right one, in a sentence. It is kept with the data set.
    #[arg(long, value_name = "REASON")]
    policy_reason: Option<String>,
    /// Say what a column holds: “Rate=value”, “LA code=area code”, “2021=value by period”, “Phone=ignore”; “*” is every other column. May be repeated.
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// State for all rows what no column says: “indicator name=Falls”, “unit=%”, “polarity=low is good”, “period=2022”. May be repeated.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Read only the rows with this in a column: `org_type=England|ICB` takes either. May be repeated; a row must fit all.
    #[arg(long, value_name = "COLUMN=TEXT")]
    only: Vec<String>,
    /// Say which area a name stands for, where a table without codes has one that is not clear: “Newcastle=E08000021”. May be repeated.
    #[arg(long, value_name = "NAME=CODE")]
    area: Vec<String>,
    /// Read text that is not UTF-8 as Windows-1252, which Excel calls plain CSV.
    #[arg(long = "windows-1252")]
    windows_1252: bool,
    /// The sheet of a workbook to read. By default the one with the table.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Read a table whose layout is not known as `--dry-run` shows that it is understood.
    #[arg(long)]
    as_proposed: bool,
    /// Give areas whose code has ended the code that the same place has today.
    #[arg(long)]
    areas_as_today: bool,
    /// Take the newest version of a data set back, named as `import` printed it. The one before counts again.
    #[arg(long, value_name = "VERSION", conflicts_with_all = ["files", "dry_run", "wait"])]
    undo: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// What the files are called for people, where their own names say nothing.
    #[arg(skip)]
    called: Vec<String>,
    /// Where the figures come from, where another command brings them.
    #[arg(skip)]
    origin: Option<Origin>,
    /// The data files that they were made of here, where another command has made them, with what each is called.
    #[arg(skip)]
    made_of: Vec<(String, FileHash)>,
}

/// One release that another command brings, with what its publisher says of it.
pub(super) struct Release {
    /// Where its files lie, the figures first, and what each is called for people.
    pub(super) files: Vec<(PathBuf, String)>,
    /// The name of the data set; by default that of its indicator.
    pub(super) data_set: Option<String>,
    /// Who publishes it.
    pub(super) source: String,
    /// Under which licence.
    pub(super) licence: Option<String>,
    /// The words that the licence asks for.
    pub(super) attribution: Option<String>,
    /// Where its figures come from.
    pub(super) origin: Origin,
    /// The data files that they were made of here, with what each is called.
    pub(super) made_of: Vec<(String, FileHash)>,
}

impl Release {
    /// Takes the release in as `import` would, or says what would change. Gives what became of it, in words and as JSON,
    /// and its state.
    pub(super) async fn take_in(
        self,
        house: &House,
        engine: &dyn Engine,
        dry_run: bool,
        wait: bool,
    ) -> Result<(String, Value, &'static str), Failure> {
        let (files, called) = self.files.into_iter().unzip();
        let options = Import {
            files,
            data_set: self.data_set,
            source: Some(self.source),
            licence: self.licence,
            attribution: self.attribution,
            dry_run,
            wait,
            less_than_is_hidden: false,
            leave_out_faulty_rows: false,
            policy: None,
            policy_reason: None,
            map: Vec::new(),
            set: Vec::new(),
            only: Vec::new(),
            area: Vec::new(),
            windows_1252: false,
            sheet: None,
            as_proposed: false,
            areas_as_today: false,
            undo: None,
            json: false,
            called,
            origin: Some(self.origin),
            made_of: self.made_of,
        };
        let (intake, outcome) = become_of(house, engine, &options).await?;
        Ok((
            in_words(house, &intake, &outcome),
            as_json(&intake, &outcome),
            outcome.state,
        ))
    }
}

/// What became of the files.
struct Outcome {
    title: String,
    state: &'static str,
    version: Option<DataVersion>,
    preview: Option<ReleasePreview>,
}

/// Takes a release in, or says everything that must be mended first.
pub(crate) async fn run(place: &Place, options: Import) -> Result<(), Failure> {
    let house = installation::open(place).await?;
    let engine = installation::engine(place)?;
    let result = match &options.undo {
        Some(version) => undo(&house, version, options.json).await,
        None => take_in(&house, engine.as_ref(), &options).await,
    };
    house.database().clone().close().await;
    result
}

async fn take_in(house: &House, engine: &dyn Engine, options: &Import) -> Result<(), Failure> {
    let (intake, outcome) = become_of(house, engine, options).await?;
    say(house, options, &intake, &outcome)?;
    if intake.staged.is_some() {
        return Ok(());
    }
    let count = intake.problems.len();
    Err(Failure::input(format!(
        "{}; nothing was written",
        match count {
            1 => "1 problem must be mended first".to_owned(),
            _ => format!("{count} problems must be mended first"),
        }
    )))
}

async fn become_of(
    house: &House,
    engine: &dyn Engine,
    options: &Import,
) -> Result<(Intake, Outcome), Failure> {
    let (mut intake, title) = stage(house, engine, options).await?;
    let Some(file) = intake.staged else {
        let outcome = Outcome {
            title,
            state: "refused",
            version: None,
            preview: None,
        };
        return Ok((intake, outcome));
    };
    let origin = options.origin.unwrap_or(Origin::Imported);
    let preview = preview_file(house, engine, file, &title, intake.policy, origin).await;
    let preview = match preview {
        Ok(preview) => preview,
        Err(error) => {
            engine.discard(file).await?;
            return Err(error.into());
        }
    };
    let changes = (*preview.result).clone();
    let changed_units = match earlier_release(house, &title).await? {
        Some(earlier) => changed_units(engine, file, &earlier, &changes).await?,
        None => Vec::new(),
    };
    let who = installation::operator(SystemClocks::of(house).await?);
    let preview = ReleasePreview::of(house, &who.actor, who.today, changes, changed_units).await?;
    let preview = Some(preview);
    if options.dry_run {
        engine.discard(file).await?;
        let outcome = Outcome {
            title,
            state: "dry run",
            version: None,
            preview,
        };
        return Ok((intake, outcome));
    }
    intake.sources.extend(options.made_of.iter().cloned());
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet {
            policy: intake.policy,
            policy_reason: options.policy_reason.clone(),
            source: options.source.clone(),
            licence: options.licence.clone(),
            attribution: options.attribution.clone(),
            ..NewDataSet::published(&title)
        },
        origin,
        publish: !options.wait,
    };
    let imported = import_data(house, engine, &who, &intake, input).await?;
    let state = match &imported {
        Imported::Same(_) => "same",
        Imported::Version(_) if options.wait => "waiting",
        Imported::Version(_) => "published",
    };
    let outcome = Outcome {
        title,
        state,
        version: Some(imported.release().version.clone()),
        preview,
    };
    Ok((intake, outcome))
}

/// Reads the files: as the command line says, else as the last release of the data set was read, else as a publisher's
/// layout says; under the hiding rule of the data set. Gives what was found and the name of the data set.
async fn stage(
    house: &House,
    engine: &dyn Engine,
    options: &Import,
) -> Result<(Intake, String), Failure> {
    let known = remembered_mappings(house).await?;
    let named = options.data_set.as_deref().and_then(|title| {
        let slug = Slug::from_words(title);
        known.iter().find(|held| held.data_set.record.slug == slug)
    });
    let wanted = options.policy.unwrap_or_default();
    let mut choices = Choices {
        less_than_is_hidden: options.less_than_is_hidden,
        leave_out_faulty_rows: options.leave_out_faulty_rows,
        policy: wanted,
        before: Vec::new(),
        areas_as_today: options.areas_as_today,
        windows_1252: options.windows_1252,
        // Looking is free: a dry run shows what would come of the proposal.
        as_proposed: options.as_proposed || options.dry_run,
        remembered: named.map(|held| held.mapping.clone()),
        said: said(options)?,
    };
    if let Some(title) = &options.data_set {
        (choices.policy, choices.before) = passage_of(house, title, None, wanted).await?;
    }
    let mut intake = engine.stage(sources(options)?, choices.clone()).await?;
    let heading: Vec<String> = intake
        .proposal
        .iter()
        .flat_map(|proposal| &proposal.columns)
        .map(|column| column.heading.clone())
        .collect();
    let found =
        fitting(&known, &heading).filter(|_| options.data_set.is_none() && !options.as_proposed);
    let title = match (&options.data_set, found) {
        (Some(title), _) => title.clone(),
        (None, Some(found)) => found.data_set.record.title.clone(),
        (None, None) => title_of(&intake, &options.files),
    };
    // Only the files say which data set this is, and so how it was read before and under which rule it must be read.
    let passage = passage_of(house, &title, None, wanted).await?;
    if found.is_some() || passage.0 != choices.policy || passage.1 != choices.before {
        if let Some(file) = intake.staged {
            engine.discard(file).await?;
        }
        (choices.policy, choices.before) = passage;
        if let Some(found) = found {
            choices.remembered = Some(found.mapping.clone());
        }
        intake = engine.stage(sources(options)?, choices).await?;
    }
    if options.policy.is_some() && intake.policy != wanted {
        if let Some(file) = intake.staged {
            engine.discard(file).await?;
        }
        return Err(Failure::usage(format!(
            "“{title}” has its hiding rule already, “{}”; leave --policy out",
            intake.policy.rule().name
        )));
    }
    Ok((intake, title))
}

pub(super) fn policy_named(name: &str) -> Result<Policy, String> {
    Policy::named(name).ok_or_else(|| {
        let known: Vec<String> = Policy::ALL
            .iter()
            .map(|policy| format!("  {}: {}", policy.rule().name, policy.rule().when))
            .collect();
        format!("the rules are\n{}", known.join("\n"))
    })
}

/// What the command line says of columns.
fn said(options: &Import) -> Result<Mapping, Failure> {
    let mut said = Mapping {
        sheet: options.sheet.clone(),
        ..Mapping::default()
    };
    for words in &options.map {
        let (heading, role) = parted(words, "--map", "Rate=value")?;
        let role: Role = role.parse().map_err(Failure::usage)?;
        said.set_column(heading, role);
    }
    for words in &options.set {
        let (field, text) = parted(words, "--set", "unit=%")?;
        let known = Field::from_word(field).filter(|field| field.may_be_stated());
        let Some(field) = known else {
            let fields: Vec<_> = Field::ALL
                .into_iter()
                .filter(|field| field.may_be_stated())
                .map(Field::word)
                .collect();
            return Err(Failure::usage(format!(
                "“{field}” cannot be stated for all rows; write one of {}",
                fields.join(", ")
            )));
        };
        said.set_constant(field, text);
    }
    for words in &options.only {
        said.only.push(words.parse().map_err(Failure::usage)?);
    }
    for words in &options.area {
        let (name, code) = parted(words, "--area", "Newcastle=E08000021")?;
        if !is_area_code(code) {
            return Err(Failure::usage(format!(
                "“{code}” is no code of an area; a code is a letter and eight digits, such as E08000021"
            )));
        }
        said.areas.insert(name.to_owned(), code.to_owned());
    }
    Ok(said)
}

/// Both sides of the last equals sign: headings may hold one, fields never do.
fn parted<'a>(words: &'a str, option: &str, example: &str) -> Result<(&'a str, &'a str), Failure> {
    let parted = if option == "--map" || option == "--area" {
        words.rsplit_once('=')
    } else {
        words.split_once('=')
    };
    match parted.map(|(left, right)| (left.trim(), right.trim())) {
        Some((left, right)) if !left.is_empty() && !right.is_empty() => Ok((left, right)),
        _ => Err(Failure::usage(format!(
            "{option} takes two words with “=” between them, such as {option} \"{example}\""
        ))),
    }
}

/// Opens every file before anything is read, so that a wrong name costs nothing.
fn sources(options: &Import) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for (at, path) in options.files.iter().enumerate() {
        let own_name = || {
            path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            )
        };
        let name = options.called.get(at).cloned().unwrap_or_else(own_name);
        let file = File::open(path)
            .and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(std::io::Error::other(
                        "it is a folder; name the files in it",
                    ));
                }
                Ok(file)
            })
            .map_err(|error| Failure::usage(format!("cannot read {}: {error}", path.display())))?;
        sources.push(Source::new(name, file));
    }
    Ok(sources)
}

fn title_of(intake: &Intake, files: &[PathBuf]) -> String {
    let mut indicators = intake.catalogue.indicators.values();
    if let (Some(only), None) = (indicators.next(), indicators.next())
        && !only.name.is_empty()
    {
        return only.name.clone();
    }
    files
        .first()
        .and_then(|path| path.file_name())
        .map_or_else(String::new, |name| {
            let name = name.to_string_lossy();
            name.split('.')
                .next()
                .unwrap_or_default()
                .replace(['_', '-'], " ")
        })
}

async fn undo(house: &House, wanted: &str, as_json: bool) -> Result<(), Failure> {
    let versions = versions_of(house, None).await?;
    let slug = wanted.rsplit('/').next().unwrap_or(wanted);
    let version = versions
        .iter()
        .find(|version| version.record.slug.as_str() == slug)
        .ok_or_else(|| {
            Failure::usage(format!(
                "there is no version “{wanted}”; `commonweal import` prints the name of each version that it writes"
            ))
        })?;
    let who = installation::operator(SystemClocks::of(house).await?);
    undo_import(house, &who, version.record.id, version.record.revision)
        .await
        .map_err(Failure::input)?;
    let counts_again = version.replaces_id.and_then(|id| {
        versions
            .iter()
            .find(|held| held.record.id == id)
            .map(|held| held.record.slug.to_string())
    });
    if as_json {
        return print_json(&json!({ "undone": slug, "counts_again": counts_again }));
    }
    print(&match counts_again {
        Some(earlier) => format!("{slug} is taken back; {earlier} counts again."),
        None => format!("{slug} is taken back; its figures are gone from every page."),
    })
}

fn say(house: &House, options: &Import, intake: &Intake, outcome: &Outcome) -> Result<(), Failure> {
    if options.json {
        print_json(&as_json(intake, outcome))
    } else {
        print(&in_words(house, intake, outcome))
    }
}
