use std::path::PathBuf;

use board::frameworks::{elements_of, framework_by_slug};
use board::needs::needs_of;
use board::strategy::{
    ApprovalError, Approve, Approver, CreatePriority, CreatePriorityError, CreateStrategy,
    CreateStrategyError, EndStrategy, EndStrategyError, Horizon, RequestApproval, Strategy,
    adopt_priority, approval_route, approve, create_priority, create_strategy, end_strategy,
    priorities_of, publish_strategy, request_approval, set_strategy_text,
};
use board::texts::{blocks_of_words, versions_of};
use board::vocabulary::{Origin, RecordId};
use clap::Args;
use jiff::civil::Date;

use super::Desk;
use crate::commands::{text_of_file, word};
use crate::failure::{Failure, refused};

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Its name.
    title: String,
    /// The first day.
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    to: Date,
}

#[derive(Debug, Args)]
pub(super) struct Words {
    /// A text file in UTF-8.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct AddPriority {
    /// Its name.
    title: String,
    /// What it means for residents, in plain words.
    plain_words: String,
    /// When it is to show: immediate or longer-term.
    #[arg(long, value_parser = word::<Horizon>, default_value = "longer-term")]
    horizon: Horizon,
    /// The needs that it answers, by short name.
    #[arg(long, value_name = "NEED", value_delimiter = ',')]
    need: Vec<String>,
    /// The pillars that it stands on, by short name.
    #[arg(long, value_name = "PILLAR", value_delimiter = ',')]
    pillar: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Adopt {
    /// The priority, by short name.
    priority: String,
}

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// Who is to approve, by office, in order.
    #[arg(required = true, value_name = "OFFICE")]
    offices: Vec<String>,
    /// The last day for an answer.
    #[arg(long, value_name = "DATE")]
    due: Date,
}

#[derive(Debug, Args)]
pub(super) struct ApproveOptions {
    /// Whose approval it is, by office.
    office: String,
    /// The hash of the words that were read, or its first twelve letters.
    #[arg(long, value_name = "SHA256")]
    hash: String,
    /// Send the words back, for this reason.
    #[arg(long, value_name = "WORDS")]
    send_back_because: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct End {
    /// Why it ends now.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

pub(super) async fn create(desk: &Desk<'_>, options: Create) -> Result<Strategy, Failure> {
    let input = CreateStrategy {
        body_id: desk.board.record.id,
        title: options.title,
        slug: None,
        from: options.from,
        to: options.to.tomorrow().unwrap_or(options.to),
        origin: Origin::Entered,
    };
    refused!(
        create_strategy(desk.house, &desk.who, input).await,
        CreateStrategyError
    )
}

pub(super) async fn save_text(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &Words,
) -> Result<(), Failure> {
    let blocks = blocks_of_words(&text_of_file(&options.file)?);
    refused!(
        set_strategy_text(desk.house, &desk.who, strategy, blocks).await,
        CreateStrategyError
    )?;
    Ok(())
}

pub(super) async fn add_priority(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: AddPriority,
) -> Result<(), Failure> {
    let needs: Vec<(String, RecordId)> = needs_of(desk.house, desk.board.record.id)
        .await?
        .into_iter()
        .map(|need| (need.record.slug.to_string(), need.record.id))
        .collect();
    let mut pillars = Vec::new();
    if let Some(framework) = framework_by_slug(desk.house, "pillars").await? {
        for element in elements_of(desk.house, framework.record.id).await? {
            pillars.push((element.record.slug.to_string(), element.record.id));
        }
    }
    let position = priorities_of(desk.house, strategy.record.id).await?.len() + 1;
    let input = CreatePriority {
        strategy_id: strategy.record.id,
        title: options.title,
        slug: None,
        position: i64::try_from(position).unwrap_or(i64::MAX),
        plain_words: options.plain_words,
        horizon: options.horizon,
        needs: named(&options.need, &needs, "need")?,
        evidence: Vec::new(),
        elements: named(&options.pillar, &pillars, "pillar")?,
        origin: Origin::Entered,
    };
    refused!(
        create_priority(desk.house, &desk.who, input).await,
        CreatePriorityError
    )?;
    Ok(())
}

/// The records with these short names.
fn named(
    wanted: &[String],
    known: &[(String, RecordId)],
    what: &str,
) -> Result<Vec<RecordId>, Failure> {
    wanted
        .iter()
        .map(|slug| {
            let found = known.iter().find(|(known, _)| known == slug);
            found.map(|(_, id)| *id).ok_or_else(|| {
                let known: Vec<&str> = known.iter().map(|(slug, _)| slug.as_str()).collect();
                Failure::usage(format!(
                    "there is no {what} “{slug}”; there are {}",
                    known.join(", ")
                ))
            })
        })
        .collect()
}

pub(super) async fn adopt(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: &Adopt,
) -> Result<(), Failure> {
    let priorities = priorities_of(desk.house, strategy.record.id).await?;
    let priority = priorities
        .iter()
        .find(|priority| priority.record.slug.as_str() == options.priority)
        .ok_or_else(|| {
            Failure::usage(format!(
                "this strategy has no priority “{}”",
                options.priority
            ))
        })?;
    let record = &priority.record;
    refused!(
        adopt_priority(desk.house, &desk.who, record.id, record.revision).await,
        CreatePriorityError
    )?;
    Ok(())
}

pub(super) async fn ask(desk: &Desk<'_>, strategy: &Strategy, options: Ask) -> Result<(), Failure> {
    let input = RequestApproval {
        strategy_id: strategy.record.id,
        approvers: options
            .offices
            .into_iter()
            .map(|role| Approver {
                role,
                person_id: None,
                body_id: None,
            })
            .collect(),
        due: options.due,
    };
    refused!(
        request_approval(desk.house, &desk.who, input).await,
        ApprovalError
    )?;
    Ok(())
}

pub(super) async fn approved(
    desk: &Desk<'_>,
    strategy: &Strategy,
    options: ApproveOptions,
) -> Result<(), Failure> {
    let route = approval_route(desk.house, strategy, desk.who.today)
        .await?
        .ok_or_else(|| Failure::input(ApprovalError::NotAsked))?;
    let step = route
        .steps
        .iter()
        .find(|step| step.role.eq_ignore_ascii_case(&options.office))
        .ok_or_else(|| {
            let known: Vec<&str> = route.steps.iter().map(|step| step.role.as_str()).collect();
            Failure::usage(format!(
                "{} was not asked; {} were",
                options.office,
                known.join(", ")
            ))
        })?;
    let input = Approve {
        strategy_id: strategy.record.id,
        ask_id: step.ask.id,
        hash: whole_hash(desk, strategy, options.hash).await?,
        send_back_because: options.send_back_because,
    };
    refused!(approve(desk.house, &desk.who, input).await, ApprovalError)
}

/// The hash of the version that the first letters of a hash name. What names none is no version's and is refused later.
async fn whole_hash(
    desk: &Desk<'_>,
    strategy: &Strategy,
    typed: String,
) -> Result<String, Failure> {
    const SHORTEST: usize = 12;
    let Some(text) = strategy.text_id.filter(|_| typed.len() >= SHORTEST) else {
        return Ok(typed);
    };
    let versions = versions_of(desk.house, text).await?;
    Ok(versions
        .into_iter()
        .rev()
        .map(|version| version.hash)
        .find(|hash| hash.starts_with(&typed))
        .unwrap_or(typed))
}

pub(super) async fn publish(desk: &Desk<'_>, strategy: &Strategy) -> Result<(), Failure> {
    refused!(
        publish_strategy(desk.house, &desk.who, strategy.record.id).await,
        ApprovalError
    )?;
    Ok(())
}

pub(super) async fn end(desk: &Desk<'_>, strategy: &Strategy, options: End) -> Result<(), Failure> {
    let input = EndStrategy {
        strategy_id: strategy.record.id,
        seen_revision: strategy.record.revision,
        because: options.because,
    };
    refused!(
        end_strategy(desk.house, &desk.who, input).await,
        EndStrategyError
    )
}
