use board::access::{
    Account, FindAccountError, MakeSignInLink, SetUpAdministrator, accounts, find_account,
    make_sign_in_link, set_up_administrator,
};
use board::{House, Who};

use crate::configuration::{Place, SignIn, USUAL_ADDRESS};
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::print;

/// Prints a link that signs a person in once.
pub(crate) async fn run(place: &Place, options: SignIn) -> Result<(), Failure> {
    let house = installation::open(place).await?;
    let who = installation::operator(SystemClocks { fixed: None });
    let account = account(&house, &who, &options).await?;
    let input = MakeSignInLink {
        person_id: account.person_id,
        lasts: MakeSignInLink::BY_HAND,
    };
    let link = make_sign_in_link(&house, &who, input).await?;
    let usual = format!("http://{USUAL_ADDRESS}");
    let address = place.address.as_deref().unwrap_or(&usual);
    print(&format!(
        "{}/sign-in/{}",
        address.trim_end_matches('/'),
        link.secret.text()
    ))?;
    eprintln!(
        "For {}. It works once, for {} minutes.",
        link.email,
        input.lasts.as_mins()
    );
    house.database().clone().close().await;
    Ok(())
}

async fn account(house: &House, who: &Who, options: &SignIn) -> Result<Account, Failure> {
    if let Some(name) = &options.first_administrator {
        let email = options.person.parse().map_err(Failure::input)?;
        let input = SetUpAdministrator {
            name: name.clone(),
            email,
        };
        return set_up_administrator(house, who, input)
            .await
            .map_err(Failure::input);
    }
    match find_account(house, &options.person).await {
        Ok(account) => Ok(account),
        Err(FindAccountError::Database(error)) => Err(error.into()),
        Err(nobody @ FindAccountError::Nobody(_)) if accounts(house).await?.is_empty() => {
            Err(Failure::input(format!(
                "{nobody}: this installation has no accounts yet. Make the first administrator with \
                 `sign-in you@council.example --first-administrator \"Board officer\"`"
            )))
        }
        Err(problem) => Err(Failure::input(problem)),
    }
}
