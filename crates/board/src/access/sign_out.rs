use serde_json::json;

use super::{SignedIn, policy, store};
use crate::runner::{Done, House, RunnerError, Who};

/// Ends a sign-in. The secret in the browser opens nothing from now on. Doing it twice does nothing.
pub async fn sign_out(house: &House, who: &Who, signed_in: &SignedIn) -> Result<Done, RunnerError> {
    let mut act = house.begin(who, &policy::SIGN_OUT, None).await?;
    if store::end_session(act.connection(), signed_in.session_id, who.now).await? {
        act.note_of(signed_in.person.id, json!({ "signed out": true }));
    }
    act.commit().await
}
