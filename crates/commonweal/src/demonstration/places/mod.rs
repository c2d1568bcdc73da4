//! London, three boards with their members, the bodies round them, and six invented partners.

mod bodies;
mod people;
mod seats;

use board::places::{
    Appointment, CreateBody, CreatePerson, CreateSeat, RecordAlias, RecordSuccession, Seat, Tenure,
    appoint, create_body, create_person, create_seat, load_london, record_alias, record_succession,
    seats_of, tenures_of,
};
use board::vocabulary::{RecordId, Slug};

use self::bodies::{BODIES, MERGED};
use self::people::PEOPLE;
use self::seats::{Held, Holder, SEATS};
use super::stage::Stage;

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    load_london(&stage.house, &stage.who).await?;
    load_bodies(stage).await?;
    load_people(stage).await?;
    load_seats(stage).await
}

async fn load_bodies(stage: &Stage) -> anyhow::Result<()> {
    for row in BODIES {
        let slug = row
            .slug
            .map_or_else(|| Ok(Slug::from_words(row.name)), str::parse)?;
        if stage.record(&format!("-/body/{slug}")).await?.is_some() {
            continue;
        }
        let new = CreateBody {
            name: row.name.to_owned(),
            public_name: None,
            slug: Some(slug),
            body_type: row.body_type,
            area_id: Some(stage.area(row.area).await?),
            responsibility: row.responsibility.map(str::to_owned),
            quorum: row.quorum.map(str::parse).transpose()?,
            valid_from: row.from,
            valid_to: None,
            origin: row.origin,
        };
        let made = create_body(&stage.house, &stage.who, new).await?;
        also_known_as(stage, made.record.id, row.aliases).await?;
    }
    let (from, to, on, kind) = MERGED;
    let merger = RecordSuccession {
        from_id: stage.body(from).await?,
        to_id: stage.body(to).await?,
        on,
        kind,
    };
    record_succession(&stage.house, &stage.who, merger).await?;
    Ok(())
}

async fn load_people(stage: &Stage) -> anyhow::Result<()> {
    for row in PEOPLE {
        let slug = Slug::from_words(row.name);
        if stage.record(&format!("-/person/{slug}")).await?.is_some() {
            continue;
        }
        let new = CreatePerson {
            name: row.name.to_owned(),
            slug: Some(slug),
            spoken_name: None,
            contact: row.contact.map(str::to_owned),
            public_contact: row.contact.is_some(),
            for_body: None,
            origin: row.origin,
        };
        let made = create_person(&stage.house, &stage.who, new).await?;
        also_known_as(stage, made.record.id, row.aliases).await?;
    }
    Ok(())
}

async fn also_known_as(
    stage: &Stage,
    record_id: RecordId,
    aliases: &[(board::thread::AliasKind, &str)],
) -> anyhow::Result<()> {
    for &(kind, value) in aliases {
        let alias = RecordAlias {
            record_id,
            kind,
            value: value.to_owned(),
        };
        record_alias(&stage.house, &stage.who, alias).await?;
    }
    Ok(())
}

async fn load_seats(stage: &Stage) -> anyhow::Result<()> {
    for (board, seats) in SEATS {
        let of_body_id = stage.body(board).await?;
        let present = seats_of(&stage.house, of_body_id).await?;
        for row in *seats {
            let known = present.iter().find(|seat| seat.record.title == row.role);
            let seat: Seat = if let Some(known) = known {
                known.clone()
            } else {
                let new = CreateSeat {
                    of_body_id,
                    role: row.role.to_owned(),
                    statutory_role: row.statutory_role,
                    standing: row.standing,
                    votes: row.votes,
                    portfolio: row.portfolio.map(str::to_owned),
                    origin: row.origin(),
                };
                create_seat(&stage.house, &stage.who, new).await?
            };
            let mut tenures = tenures_of(&stage.house, &[seat.record.id]).await?;
            for held in row.held {
                let holder = seat_holder(stage, seat.record.id, held).await?;
                let tenure = put_into(stage, &tenures, holder).await?;
                if let Some((name, start)) = held.substitute {
                    let stand_in = Appointment {
                        person_id: Some(stage.person(name).await?),
                        holder_body_id: None,
                        start,
                        end: None,
                        substitute_for: Some(tenure.id),
                        ..seat_holder(stage, seat.record.id, held).await?
                    };
                    put_into(stage, &tenures, stand_in).await?;
                }
                tenures.push(tenure);
            }
        }
    }
    Ok(())
}

async fn seat_holder(stage: &Stage, seat_id: RecordId, held: &Held) -> anyhow::Result<Appointment> {
    let (person_id, holder_body_id) = match held.by {
        Holder::Person(name) => (Some(stage.person(name).await?), None),
        Holder::Body(slug) => (None, Some(stage.body(slug).await?)),
    };
    let for_body_id = match held.speaks_for {
        Some(slug) => Some(stage.body(slug).await?),
        None => None,
    };
    Ok(Appointment {
        seat_id,
        person_id,
        holder_body_id,
        for_body_id,
        start: held.from,
        end: held.to,
        substitute_for: None,
    })
}

/// Appoints whoever is not there yet.
async fn put_into(stage: &Stage, present: &[Tenure], new: Appointment) -> anyhow::Result<Tenure> {
    let known = present.iter().find(|tenure| {
        tenure.person_id == new.person_id
            && tenure.holder_body_id == new.holder_body_id
            && tenure.start == new.start
    });
    match known {
        Some(known) => Ok(known.clone()),
        None => Ok(appoint(&stage.house, &stage.who, new).await?),
    }
}
