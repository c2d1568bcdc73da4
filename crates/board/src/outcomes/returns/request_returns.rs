use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::letters::Letter;
use super::{name_of, questions};
use crate::access::{EmailAddress, NewToken, Purpose, Secret, make_token};
use crate::asks::{
    self, AskAct, AskEventKind, NewAsk, NewRound, Round, RoundPurpose, record_event,
};
use crate::database::DatabaseError;
use crate::delivery;
use crate::outcomes::{LIVE, outcomes_of, policy};
use crate::portal::{NewMessage, queue_message};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId, Slug};

/// A partner to ask, and whom its message reaches.
#[derive(Debug, Clone)]
pub struct AskedPartner {
    /// Which body.
    pub body_id: RecordId,
    /// Whom the message reaches, by name or office.
    pub contact: String,
    /// Their mailbox.
    pub email: EmailAddress,
    /// The outcomes and actions that it is asked about.
    pub about: Vec<RecordId>,
}

/// A round of returns to open.
#[derive(Debug, Clone)]
pub struct RequestReturns {
    /// The board that asks.
    pub body_id: RecordId,
    /// Its name: "Summer 2022".
    pub title: String,
    /// The readable part of its address.
    pub slug: Option<Slug>,
    /// The last day on which an answer is in time.
    pub closes: Date,
    /// Who is asked about what.
    pub partners: Vec<AskedPartner>,
    /// How people reach this installation, for the links: `https://board.example`.
    pub address: String,
    /// Where this comes from.
    pub origin: Origin,
}

/// A round that was opened.
#[derive(Debug)]
pub struct Requested {
    /// The round.
    pub round: Round,
    /// Each partner's link. The secrets leave the house here and in the messages, nowhere else.
    pub links: Vec<(RecordId, Secret)>,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum RequestReturnsError {
    /// Without a name.
    #[error("Give the round a name, such as Summer 2022")]
    NoTitle,
    /// Already over.
    #[error("The last day must be today or later")]
    AlreadyOver,
    /// Nobody to ask.
    #[error("Choose at least one partner and what to ask it about")]
    NobodyAsked,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// A link stays open so many days after a round's last day, so that a late partner can still answer.
const DAYS_OF_GRACE: i64 = 90;

/// Opens a round: asks every partner about every outcome and action chosen for it, makes one link for each and writes one
/// message to each.
pub async fn request_returns(
    house: &House,
    who: &Who,
    input: RequestReturns,
) -> Result<Requested, RequestReturnsError> {
    let title = input.title.trim();
    if title.is_empty() {
        return Err(RequestReturnsError::NoTitle);
    }
    if input.closes < who.today {
        return Err(RequestReturnsError::AlreadyOver);
    }
    if input
        .partners
        .iter()
        .all(|partner| partner.about.is_empty())
    {
        return Err(RequestReturnsError::NobodyAsked);
    }
    let board = name_of(house, input.body_id).await?;
    let mut act = house
        .begin(who, &policy::REQUEST_RETURNS, Some(input.body_id))
        .await?;
    let new = NewRound {
        body_id: input.body_id,
        title: title.to_owned(),
        slug: input.slug,
        purpose: RoundPurpose::Returns,
        opens: who.today,
        closes: input.closes,
        origin: input.origin,
    };
    let round = asks::open_round(&mut act, new).await?;
    questions::current_version(&mut act).await?;
    let mut links = Vec::new();
    for partner in input
        .partners
        .iter()
        .filter(|partner| !partner.about.is_empty())
    {
        for &about_id in &partner.about {
            let new = NewAsk {
                round_id: Some(round.record.id),
                about_id,
                act: AskAct::Answer,
                to_body: Some(partner.body_id),
                to_person: None,
                to_role: Some(partner.contact.clone()),
                due: input.closes,
                step: 0,
            };
            let ask = asks::ask(&mut act, new).await?;
            record_event(&mut act, &ask, AskEventKind::Sent, None).await?;
        }
        let secret = link_for(&mut act, &round, partner.body_id).await?;
        let letter = Letter {
            to: &partner.contact,
            board: &board,
            round: title,
            count: partner.about.len(),
            due: input.closes,
            link: &return_address(&input.address, &secret),
        };
        let (subject, words) = letter.request();
        let message = NewMessage {
            board_id: Some(input.body_id),
            about_id: Some(round.record.id),
            for_body_id: Some(partner.body_id),
            to_name: partner.contact.clone(),
            to: partner.email.clone(),
            subject,
            words,
        };
        queue_message(&mut act, message).await?;
        links.push((partner.body_id, secret));
    }
    act.about(round.record.id);
    act.commit().await?;
    Ok(Requested { round, links })
}

/// A link that opens what a partner is asked in a round.
pub(super) async fn link_for(
    act: &mut Act,
    round: &Round,
    partner: RecordId,
) -> Result<Secret, RunnerError> {
    let new = NewToken {
        purpose: Purpose::Return,
        person_id: None,
        round_id: Some(round.record.id),
        body_id: Some(partner),
        expires_at: end_of_link(round.closes, act.who().today, act.who().now),
    };
    Ok(make_token(act, new).await?.0)
}

/// When a link stops working, by the machine's clock: as far away as the round's last day is by the board's, and the days
/// of grace.
fn end_of_link(closes: Date, today: Date, now: Timestamp) -> Timestamp {
    let days = today
        .until(closes)
        .map_or(0, |span| i64::from(span.get_days()))
        .max(0);
    now.checked_add(SignedDuration::from_hours(24 * (days + DAYS_OF_GRACE)))
        .unwrap_or(Timestamp::MAX)
}

/// The whole address of the page that a link opens, for whoever holds it.
#[must_use]
pub fn return_address(site: &str, secret: &Secret) -> String {
    format!("{}/r/{}", site.trim_end_matches('/'), secret.text())
}

/// Whom the board would expect to hear from: for every partner, the live outcomes that it is part of and the open actions
/// that it owns. The board itself is not among them.
pub async fn expected_returns(
    house: &House,
    body_id: RecordId,
    today: Date,
) -> Result<Vec<(RecordId, Vec<RecordId>)>, DatabaseError> {
    let mut expected: Vec<(RecordId, Vec<RecordId>)> = Vec::new();
    let mut expect = |partner: RecordId, about: RecordId| {
        if partner == body_id {
            return;
        }
        match expected.iter_mut().find(|(known, _)| *known == partner) {
            Some((_, list)) => list.push(about),
            None => expected.push((partner, vec![about])),
        }
    };
    for outcome in outcomes_of(house, Some(body_id)).await? {
        if outcome.record.state == LIVE {
            for role in outcome.roles_on(today) {
                expect(role.body_id, outcome.record.id);
            }
        }
    }
    for action in delivery::actions(house, Some(body_id)).await? {
        if let (true, Some(owner)) = (action.record.state == delivery::OPEN, action.owner_body_id) {
            expect(owner, action.record.id);
        }
    }
    Ok(expected)
}
