use std::sync::Arc;

use board::House;
use board::access::{MakeSignInLink, find_account, make_sign_in_link};
use evidence_datafusion::records::{DataFusionStockTaker, PassingFolder};
use papers_typst::Printer;
use web::{App, Settings};

use crate::commands::DeskFetcher;
use crate::configuration::{Place, Serve};
use crate::demonstration::people_to_sign_in_as;
use crate::failure::Failure;
use crate::installation;
use crate::listening::{interrupted, listen};
use crate::machine::SystemClocks;
use crate::mail;
use crate::printing::TypstPrinter;

/// Serves the pages until interrupted, then finishes what is under way.
pub(crate) async fn run(place: &Place, options: Serve) -> Result<(), Failure> {
    let listener = listen(options.listen).await?;
    let listening = listener.local_addr()?;
    let mut settings = Settings::for_address(
        place
            .address
            .clone()
            .unwrap_or_else(|| format!("http://{listening}")),
    );
    settings.proxies = options.proxy;
    settings.contact = options.contact.clone();
    refuse_open_passwords(&settings)?;
    let mail = options.mail.server()?.map(Arc::new);

    let house = installation::open(place).await?;
    let is_empty = board::access::accounts(&house).await?.is_empty();
    let known = board::portal::installation(&house).await?;
    let clocks = SystemClocks {
        fixed: options.today.or(known.today),
    };
    let address = settings.public_address.clone();
    let engine = Arc::new(installation::data_engine(place)?);
    let mut app = App::new(house.clone(), Arc::new(clocks), settings)
        .with_engine(engine.clone())
        .with_parquet(engine)
        .with_fetcher(Arc::new(DeskFetcher {
            data: place.data.clone(),
            base_address: options.fingertips,
            contact: options.contact,
        }))
        .with_stock_taker(Arc::new(DataFusionStockTaker::new(
            PassingFolder::at(place.data.join("passing")),
            installation::workbooks(),
        )))
        .with_printer(Arc::new(TypstPrinter(Printer::new())));
    if let Some(server) = mail.clone() {
        app = app.with_postman(server);
    }
    eprintln!("Commonweal is at {address}");
    if let Some(today) = clocks.fixed {
        eprintln!("The board's date is fixed at {today}.");
    }
    if known.is_demonstration {
        print_links(&house, clocks, &address).await?;
    }
    if is_empty {
        eprintln!(
            "Nobody has an account yet. Make the first administrator with:\n  \
             commonweal --data {} sign-in you@council.example --first-administrator \"Board officer\"",
            place.data.display()
        );
    }
    let carrying = mail.map(|server| tokio::spawn(mail::carry(house.clone(), clocks, server)));
    web::server::serve(listener, app, interrupted()).await?;
    if let Some(carrying) = carrying {
        carrying.abort();
    }
    house.database().clone().close().await;
    eprintln!("Stopped.");
    Ok(())
}

/// Prints a link for each of the people that the demonstration can be looked at as.
async fn print_links(house: &House, clocks: SystemClocks, address: &str) -> Result<(), Failure> {
    let who = installation::operator(clocks);
    eprintln!("Sign in with one of these links. Each works once, for an hour:");
    for name in people_to_sign_in_as() {
        let account = find_account(house, name).await?;
        let input = MakeSignInLink {
            person_id: account.person_id,
            lasts: MakeSignInLink::BY_HAND,
        };
        let link = make_sign_in_link(house, &who, input).await?;
        eprintln!("  {name}\n    {address}/sign-in/{}", link.secret.text());
    }
    Ok(())
}

/// Without encryption only a machine of one's own may be served: passwords would travel in the clear.
fn refuse_open_passwords(settings: &Settings) -> Result<(), Failure> {
    let address = &settings.public_address;
    if settings.is_https() {
        return Ok(());
    }
    let host = address.strip_prefix("http://").ok_or_else(|| {
        Failure::usage(format!(
            "“{address}” is no address of a site; write it like https://board.example"
        ))
    })?;
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let own_machine = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    if own_machine {
        Ok(())
    } else {
        Err(Failure::usage(format!(
            "{address} would send passwords in the clear; put a proxy with a certificate in front and name its \
             address with --address https://board.example"
        )))
    }
}

#[cfg(test)]
mod tests {
    use web::Settings;

    use super::refuse_open_passwords;

    #[test]
    fn passwords_travel_encrypted_or_within_one_machine() {
        for fine in [
            "https://board.example",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:8080",
        ] {
            assert!(
                refuse_open_passwords(&Settings::for_address(fine)).is_ok(),
                "{fine}"
            );
        }
        for open in [
            "http://0.0.0.0:8080",
            "http://board.example",
            "board.example",
            "",
        ] {
            assert!(
                refuse_open_passwords(&Settings::for_address(open)).is_err(),
                "{open}"
            );
        }
    }
}
