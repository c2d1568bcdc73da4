use board::access::EmailAddress;
use board::outcomes::returns::{
    AskedPartner, PartnerToAsk, RequestReturns, RequestReturnsError, Requested, request_returns,
    return_address, whom_to_ask,
};
use board::vocabulary::Origin;
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Desk;
use super::shown::round_as_json;
use crate::failure::{Failure, refused};
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(super) struct Open {
    /// Its name, such as "Winter 2022".
    title: String,
    /// The last day on which an answer is in time.
    #[arg(long, value_name = "DATE")]
    closes: Date,
    /// Whom the letter to a partner reaches, where it is not whom the last one reached.
    #[arg(long, value_names = ["PARTNER", "OFFICE", "MAILBOX"], num_args = 3)]
    to: Vec<String>,
    /// Only these partners, by short name.
    #[arg(long, value_name = "PARTNER", value_delimiter = ',')]
    only: Vec<String>,
    /// Print each partner's link. Whoever holds it answers in the partner's name; the letters hold it too.
    #[arg(long)]
    links: bool,
    /// Say who would be asked about what, and ask nobody.
    #[arg(long, conflicts_with = "links")]
    dry_run: bool,
}

/// Opens a round, or says who would be asked.
pub(super) async fn open(desk: &Desk<'_>, options: Open) -> Result<(), Failure> {
    let mut expected = whom_to_ask(desk.house, desk.board.record.id, desk.who.today).await?;
    let named = options.to.iter().step_by(3).chain(&options.only);
    for name in named {
        if !expected.iter().any(|one| one.partner.slug.as_str() == name) {
            return Err(Failure::usage(format!(
                "“{name}” has nothing to be asked about; partners are {}",
                slugs(&expected).join(", ")
            )));
        }
    }
    if !options.only.is_empty() {
        expected.retain(|one| {
            options
                .only
                .iter()
                .any(|name| one.partner.slug.as_str() == name)
        });
    }
    for to in options.to.chunks_exact(3) {
        if let [name, office, mailbox] = to
            && let Some(one) = expected
                .iter_mut()
                .find(|one| one.partner.slug.as_str() == name)
        {
            one.contact = Some((office.clone(), mailbox.clone()));
        }
    }
    if options.dry_run {
        return preview(desk, &expected);
    }
    let input = RequestReturns {
        body_id: desk.board.record.id,
        title: options.title,
        slug: None,
        closes: options.closes,
        partners: reached(&expected)?,
        address: desk.address(),
        origin: Origin::Entered,
    };
    let done = refused!(
        request_returns(desk.house, &desk.who, input).await,
        RequestReturnsError
    )?;
    let links = if options.links {
        addresses(&expected, &done, &desk.address())
    } else {
        Vec::new()
    };
    opened(desk, &done, &links).await
}

fn slugs(expected: &[PartnerToAsk]) -> Vec<&str> {
    expected
        .iter()
        .map(|one| one.partner.slug.as_str())
        .collect()
}

/// Everybody with a mailbox; all who have none are named at once.
fn reached(expected: &[PartnerToAsk]) -> Result<Vec<AskedPartner>, Failure> {
    let mut partners = Vec::new();
    let mut problems = Vec::new();
    for one in expected {
        let slug = &one.partner.slug;
        let Some((contact, mailbox)) = &one.contact else {
            problems.push(format!(
                "no mailbox is known for {}; say --to {slug} OFFICE MAILBOX, or name the others with --only",
                one.partner.title
            ));
            continue;
        };
        match mailbox.parse::<EmailAddress>() {
            Ok(email) => partners.push(AskedPartner {
                body_id: one.partner.id,
                contact: contact.clone(),
                email,
                about: one.about.iter().map(|about| about.id).collect(),
            }),
            Err(invalid) => problems.push(format!("{slug}: {invalid}")),
        }
    }
    if problems.is_empty() {
        Ok(partners)
    } else {
        Err(Failure::input(format!(
            "nobody was asked\n{}",
            problems.join("\n")
        )))
    }
}

fn preview(desk: &Desk<'_>, expected: &[PartnerToAsk]) -> Result<(), Failure> {
    if desk.json {
        let list: Vec<Value> = expected.iter().map(expected_as_json).collect();
        return print_json(&list);
    }
    let rows: Vec<Vec<String>> = expected
        .iter()
        .map(|one| {
            vec![
                one.partner.slug.to_string(),
                one.partner.title.clone(),
                match one.about.len() {
                    1 => "1 question".to_owned(),
                    many => format!("{many} questions"),
                },
                match &one.contact {
                    Some((name, mailbox)) => format!("{name} <{mailbox}>"),
                    None => "No mailbox is known".to_owned(),
                },
            ]
        })
        .collect();
    print(&columns(&rows))?;
    eprintln!("Nobody was asked.");
    Ok(())
}

fn expected_as_json(one: &PartnerToAsk) -> Value {
    json!({
        "partner": one.partner.slug.as_str(),
        "name": one.partner.title,
        "about": one.about.iter().map(|about| about.reference().to_string()).collect::<Vec<_>>(),
        "to": one.contact.as_ref().map(|(name, _)| name),
        "mailbox": one.contact.as_ref().map(|(_, mailbox)| mailbox),
    })
}

/// The links of a round: partner, its name, address.
fn addresses(
    expected: &[PartnerToAsk],
    done: &Requested,
    site: &str,
) -> Vec<(String, String, String)> {
    done.links
        .iter()
        .filter_map(|(id, secret)| {
            let one = expected.iter().find(|one| one.partner.id == *id)?;
            Some((
                one.partner.slug.to_string(),
                one.partner.title.clone(),
                return_address(site, secret),
            ))
        })
        .collect()
}

async fn opened(
    desk: &Desk<'_>,
    done: &Requested,
    links: &[(String, String, String)],
) -> Result<(), Failure> {
    if desk.json {
        let mut fields = round_as_json(desk, &done.round).await?;
        let links: Vec<Value> = links
            .iter()
            .map(|(partner, name, link)| json!({ "partner": partner, "name": name, "link": link }))
            .collect();
        fields.insert("links".to_owned(), json!(links));
        return print_json(&fields);
    }
    let count = done.links.len();
    let mut words = vec![format!(
        "{} is open ({}): {}, in the outbox until they leave",
        done.round.record.title,
        done.round.record.slug,
        match count {
            1 => "1 letter".to_owned(),
            many => format!("{many} letters"),
        }
    )];
    words.extend(
        links
            .iter()
            .map(|(_, name, link)| format!("{name}  {link}")),
    );
    print(&words.join("\n"))
}
