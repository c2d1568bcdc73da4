use std::sync::Arc;

use board::access::EmailAddress;
use board::asks::Round;
use board::indicators::Figures;
use board::outcomes::PublishedFigures;
use board::outcomes::returns::{
    AnswerHelp, AnswerHelpError, CloseRoundError, EscalatePartner, EscalatePartnerError,
    ExtendPartner, ExtendPartnerError, RemindPartner, RemindPartnerError, RenewLink,
    RenewLinkError, answer_help, close_returns, escalate_partner, extend_partner, remind_partner,
    renew_link, return_address, standing_of,
};
use board::vocabulary::RecordId;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::Desk;
use crate::failure::{Failure, refused};
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(super) struct Remind {
    /// The partners, by short name.
    #[arg(required = true, value_name = "PARTNER")]
    partners: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Extend {
    /// The partner, by short name.
    partner: String,
    /// The new last day.
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

#[derive(Debug, Args)]
pub(super) struct Escalate {
    /// The partner, by short name.
    partner: String,
    /// Whom to tell, by name or office.
    #[arg(long, value_name = "OFFICE")]
    to: String,
    /// Their mailbox.
    #[arg(long, value_name = "MAILBOX")]
    mailbox: EmailAddress,
}

#[derive(Debug, Args)]
pub(super) struct Link {
    /// The partner, by short name.
    partner: String,
}

#[derive(Debug, Args)]
pub(super) struct Help {
    /// Which wish for help, by the identity that --json shows.
    ask: Uuid,
    /// What was done, or why nothing was.
    words: String,
}

/// The partner of a round with a short name.
async fn partner(desk: &Desk<'_>, round: &Round, slug: &str) -> Result<RecordId, Failure> {
    let standing = standing_of(desk.house, round, desk.who.today).await?;
    let found = standing
        .places()
        .map(|(_, place)| &place.partner)
        .find(|partner| partner.slug.as_str() == slug)
        .map(|partner| partner.id);
    found.ok_or_else(|| {
        let mut known: Vec<&str> = standing
            .places()
            .map(|(_, place)| place.partner.slug.as_str())
            .collect();
        known.sort_unstable();
        known.dedup();
        Failure::usage(format!(
            "“{slug}” is no partner of this round; there are {}",
            known.join(", ")
        ))
    })
}

pub(super) async fn remind(
    desk: &Desk<'_>,
    round: &Round,
    options: &Remind,
) -> Result<(), Failure> {
    let mut partners = Vec::new();
    for slug in &options.partners {
        partners.push((slug, partner(desk, round, slug).await?));
    }
    for (slug, partner) in partners {
        let input = RemindPartner {
            round_id: round.record.id,
            partner,
            address: desk.address(),
        };
        refused!(
            remind_partner(desk.house, &desk.who, input).await,
            RemindPartnerError
        )?;
        eprintln!("A reminder to {slug} is in the outbox.");
    }
    Ok(())
}

pub(super) async fn extend(desk: &Desk<'_>, round: &Round, options: Extend) -> Result<(), Failure> {
    let input = ExtendPartner {
        round_id: round.record.id,
        partner: partner(desk, round, &options.partner).await?,
        about_id: None,
        until: options.until,
        why: options.because,
    };
    refused!(
        extend_partner(desk.house, &desk.who, input).await,
        ExtendPartnerError
    )
}

pub(super) async fn escalate(
    desk: &Desk<'_>,
    round: &Round,
    options: Escalate,
) -> Result<(), Failure> {
    let input = EscalatePartner {
        round_id: round.record.id,
        partner: partner(desk, round, &options.partner).await?,
        to_name: options.to,
        to: options.mailbox,
    };
    refused!(
        escalate_partner(desk.house, &desk.who, input).await,
        EscalatePartnerError
    )
}

pub(super) async fn link(desk: &Desk<'_>, round: &Round, options: &Link) -> Result<(), Failure> {
    let input = RenewLink {
        round_id: round.record.id,
        partner: partner(desk, round, &options.partner).await?,
    };
    let made = refused!(
        renew_link(desk.house, &desk.who, input).await,
        RenewLinkError
    )?;
    let link = return_address(&desk.address(), &made.secret);
    if desk.json {
        return print_json(&json!({
            "partner": options.partner, "link": link, "withdrawn": made.withdrawn,
        }));
    }
    eprintln!(
        "{} that {} had {} nothing any more.",
        match made.withdrawn {
            1 => "The link".to_owned(),
            many => format!("The {many} links"),
        },
        options.partner,
        if made.withdrawn == 1 { "opens" } else { "open" },
    );
    print(&link)
}

pub(super) async fn help(desk: &Desk<'_>, options: Help) -> Result<(), Failure> {
    let input = AnswerHelp {
        ask_id: options.ask,
        words: options.words,
    };
    refused!(
        answer_help(desk.house, &desk.who, input).await,
        AnswerHelpError
    )
}

pub(super) async fn close(desk: &Desk<'_>, round: &Round) -> Result<(), Failure> {
    let who = desk.who.clone();
    let figures = PublishedFigures::new(
        desk.house.clone(),
        Figures::new(installation::engine(desk.place)?),
        Arc::new(move || who.clone()),
    );
    refused!(
        close_returns(desk.house, &desk.who, &figures, round.record.id).await,
        CloseRoundError
    )?;
    Ok(())
}
