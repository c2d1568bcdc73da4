//! The one cookie: the secret of a sign-in. Read by the server alone, sent to this site alone.

use axum::http::{HeaderMap, HeaderValue, header};
use board::access::Secret;

use crate::app::Settings;

/// The name says to the browser: set by this host, for this host, over an encrypted connection. Browsers keep cookies
/// with this name out of everybody else's hands, and refuse them where the connection is not encrypted; on a machine of
/// one's own without encryption the plain name serves.
fn name(settings: &Settings) -> &'static str {
    if settings.is_https() {
        "__Host-commonweal"
    } else {
        "commonweal"
    }
}

/// The secret that a browser sent, if it sent one.
pub(crate) fn read(headers: &HeaderMap, settings: &Settings) -> Option<Secret> {
    let wanted = name(settings);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
        .and_then(Secret::read)
}

/// The header that gives a browser its secret. It lasts as long as the browser is open; the server ends it sooner.
pub(crate) fn set(secret: &Secret, settings: &Settings) -> HeaderValue {
    written(&secret.text(), "", settings)
}

/// The header that takes it away again.
pub(crate) fn clear(settings: &Settings) -> HeaderValue {
    written("", "; Max-Age=0", settings)
}

fn written(value: &str, lasts: &str, settings: &Settings) -> HeaderValue {
    let secure = if settings.is_https() { "; Secure" } else { "" };
    let name = name(settings);
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}"
    ))
    .expect("the name and a secret are letters and digits")
}
