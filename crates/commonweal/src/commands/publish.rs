use board::House;
use board::indicators::{
    DataSet, Release, changed_units, data_sets, preview_version, publish_version, release_before,
    waiting_version,
};
use board::vocabulary::Slug;
use clap::Args;
use evidence::disclosure::Policy;
use evidence::engine::Engine;
use serde_json::json;

use super::import::policy_named;
use super::release_preview::ReleasePreview;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// The data set whose release waits, by its short name or its name.
    #[arg(value_name = "DATA-SET")]
    data_set: String,
    /// Publish only if the data set is under this hiding rule. Its rule was chosen with its first release, and what waits has passed it.
    #[arg(long, value_name = "RULE", value_parser = policy_named)]
    policy: Option<Policy>,
    /// Say what would change and publish nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Publishes the release of a data set that waits, and says what changes by it.
pub(crate) async fn run(place: &Place, options: Publish) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let engine = installation::engine(place)?;
    let result = publish(&house, engine.as_ref(), &options).await;
    house.database().clone().close().await;
    result
}

async fn publish(house: &House, engine: &dyn Engine, options: &Publish) -> Result<(), Failure> {
    let data_set = called(house, &options.data_set).await?;
    let title = data_set.record.title.clone();
    if let Some(policy) = options.policy.filter(|policy| *policy != data_set.policy) {
        return Err(Failure::usage(format!(
            "“{title}” is under the hiding rule “{}”, not “{}”; a release that is under another rule is loaded as another data set",
            data_set.policy.rule().name,
            policy.rule().name
        )));
    }
    let Some(version) = waiting_version(house, data_set.record.id).await? else {
        return Err(Failure::input(format!(
            "no release of “{title}” waits; load one with `commonweal import --wait FILE`"
        )));
    };
    let release = Release { data_set, version };
    let changes = preview_version(house, engine, &release).await?;
    let changes = (*changes.result).clone();
    let units = match release_before(house, &release).await? {
        Some(earlier) => changed_units(engine, release.version.file, &earlier, &changes).await?,
        None => Vec::new(),
    };
    let who = installation::operator(SystemClocks::of(house).await?);
    let preview = ReleasePreview::of(house, &who.actor, who.today, changes, units).await?;
    let record = &release.version.record;
    if !options.dry_run {
        publish_version(house, &who, record.id, record.revision)
            .await
            .map_err(Failure::input)?;
    }
    let policy = release.data_set.policy;
    if options.json {
        return print_json(&json!({
            "data_set": title,
            "state": if options.dry_run { "dry run" } else { "published" },
            "version": record.slug.as_str(),
            "policy": policy,
            "policy_in_words": policy.words(),
            "rows": release.version.rows,
            "loaded_by": release.version.loaded_by_name,
            "changes": preview.as_json(),
            "changed_units": preview.changed_units(),
            "notes": release.version.notes,
        }));
    }
    let mut lines = vec![format!(
        "{title}, version {}, loaded by {}. {}",
        release.version.number,
        release.version.loaded_by_name,
        policy.words()
    )];
    lines.extend(preview.in_words(house));
    lines.push(if options.dry_run {
        "Dry run: nothing was published.".to_owned()
    } else {
        format!("Published as {}.", record.slug)
    });
    print(&lines.join("\n"))
}

/// The data set of this short name or name.
pub(super) async fn called(house: &House, name: &str) -> Result<DataSet, Failure> {
    let slug = Slug::from_words(name);
    data_sets(house)
        .await?
        .into_iter()
        .find(|set| set.record.slug == slug)
        .ok_or_else(|| {
            Failure::usage(format!(
                "there is no data set “{name}”; `commonweal datasets` lists what there is"
            ))
        })
}
