use board::House;
use board::indicators::{Figures, PlaceProfile, place_profile};
use clap::Args;
use evidence::analysis::{GroupsOf, Outlier, Profile};
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "profile")]
pub(crate) struct ProfileOptions {
    /// Code of a ward, borough or other area of a loaded lookup, or of a locality.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Says of a place who lives there, what is unequal, where it stands out, what is hidden and whom nobody can see.
pub(crate) async fn run(place: &Place, options: ProfileOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = show(&house, &figures, &options).await;
    house.database().clone().close().await;
    result
}

async fn show(house: &House, figures: &Figures, options: &ProfileOptions) -> Result<(), Failure> {
    let who = installation::operator(SystemClocks::of(house).await?);
    let found = place_profile(house, figures, &who, &options.area)
        .await
        .map_err(super::unanswered)?;
    if options.json {
        return print_json(&as_json(&found));
    }
    print(&in_words(&found))
}

fn as_json(found: &PlaceProfile) -> Value {
    let outlier = |one: &Outlier| {
        json!({
            "indicator": one.row.indicator.id, "name": one.row.indicator.name,
            "sex": one.row.sex, "age": one.row.age, "period": one.row.value.period().label,
            "value": one.row.value.value(), "limits": one.row.value.limits(),
            "verdict": one.row.judgement.verdict.word(),
        })
    };
    let stands_out = found.outliers.as_ref().map(|answer| {
        let list = |rows: &[Outlier]| rows.iter().map(outlier).collect::<Vec<_>>();
        json!({
            "worse": list(&answer.result.worse), "better": list(&answer.result.better),
            "lower_or_higher": list(&answer.result.lower_or_higher), "of": answer.result.all,
            "origin": answer.receipt.origin, "receipt": answer.receipt.number,
        })
    });
    let small_areas = found.profile.as_deref().map(super::answered);
    json!({
        "area": found.code, "name": found.name, "profile": small_areas, "no_profile": found.no_profile,
        "stands_out": stands_out, "hidden": found.hidden,
        "blind_spots": { "gaps": found.blind.0, "of": found.blind.1 },
    })
}

fn in_words(found: &PlaceProfile) -> String {
    let mut parts = vec![format!("{} ({})", found.name, found.code)];
    if let Some(answer) = &found.profile {
        parts.push(profile_in_words(&answer.result));
        parts.push(format!("Receipt {}", answer.receipt.number));
    }
    parts.extend(found.no_profile.iter().cloned());
    if let Some(answer) = &found.outliers {
        let result = &answer.result;
        let mut lines = vec![format!(
            "Stands out in {} of {} figures beside {}:",
            result.worse.len() + result.better.len() + result.lower_or_higher.len(),
            result.all,
            result.against.name
        )];
        let all = [&result.worse, &result.better, &result.lower_or_higher];
        lines.extend(all.into_iter().flatten().map(|one| {
            format!(
                "  {}: {} ({})",
                one.row.judgement.verdict.word(),
                one.row.indicator.name,
                super::figure_in_words(&one.row.value)
            )
        }));
        lines.push(format!("Receipt {}", answer.receipt.number));
        parts.push(lines.join("\n"));
    }
    if !found.hidden.is_empty() {
        parts.push(format!(
            "Hidden because too few people are counted: {}",
            found.hidden.join(", ")
        ));
    }
    parts.push(format!(
        "The indicators in use say nothing about a group in {} of {} cases: commonweal blind-spots --area {}",
        found.blind.0, found.blind.1, found.code
    ));
    parts.join("\n\n")
}

fn profile_in_words(profile: &Profile) -> String {
    let mut parts = Vec::new();
    let residents = profile.residents.map_or_else(
        || "Residents are not known".to_owned(),
        |people| format!("{people} residents"),
    );
    parts.push(format!(
        "{residents} in {} small areas ({})",
        profile.small_areas,
        profile.vintage.name()
    ));
    let share = |share: Option<f64>| {
        share.map_or_else(
            || "missing".to_owned(),
            |share| format!("{:.1}%", share * 100.0),
        )
    };
    let authority = profile
        .authority
        .as_ref()
        .map_or_else(|| "Authority".to_owned(), |area| area.name.to_string());
    if !profile.ages.is_empty() {
        let mut table = vec![vec![
            "Age".to_owned(),
            "People".to_owned(),
            "Share".to_owned(),
            authority.clone(),
        ]];
        table.extend(profile.ages.iter().map(|age| {
            vec![
                age.age.clone(),
                age.people
                    .map_or_else(|| "missing".to_owned(), |people| people.to_string()),
                share(age.share),
                share(age.share_of_authority),
            ]
        }));
        parts.push(columns(&table));
    }
    parts.extend(profile.groups.iter().map(|of: &GroupsOf| {
        let mut table = vec![vec![
            of.characteristic.to_string(),
            "People".to_owned(),
            "Share".to_owned(),
            authority.clone(),
        ]];
        table.extend(of.groups.iter().map(|group| {
            vec![
                group.group.to_string(),
                group
                    .people
                    .map_or_else(|| "missing".to_owned(), |people| people.to_string()),
                share(group.share),
                share(group.share_of_authority),
            ]
        }));
        columns(&table)
    }));
    parts.extend(
        profile
            .deprivation
            .as_ref()
            .map(super::deprivation::sentence),
    );
    parts.extend(profile.unequal.iter().map(|one| {
        format!(
            "{}: {} {:.1}%; best-off of {} wards, {}, {:.1}%",
            one.name,
            one.here.name,
            one.own * 100.0,
            one.of,
            one.best.name,
            one.best_share * 100.0
        )
    }));
    parts.extend(
        profile
            .missing
            .iter()
            .map(|missing| format!("Missing: {missing}")),
    );
    parts.join("\n\n")
}
