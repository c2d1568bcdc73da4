//! How many requests an address may send, by class of route.
//!
//! Counted by the address that the connection comes from. Behind a proxy, whose address the settings name, it is the
//! last address that the proxy wrote into `X-Forwarded-For`; from anybody else that header is ignored. Must not know
//! any page.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use governor::middleware::NoOpMiddleware;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use crate::app::{Limit, Settings};
use crate::routes::Class;

/// The layer that counts.
pub(crate) type Limiter =
    GovernorLayer<Sender, NoOpMiddleware<governor::clock::QuantaInstant>, Body>;
type Counter = Arc<GovernorConfig<Sender, NoOpMiddleware<governor::clock::QuantaInstant>>>;

/// One counter for each class.
#[derive(Clone)]
pub(crate) struct Limiters {
    read: Counter,
    change: Counter,
    sign_in: Counter,
}

impl Limiters {
    pub(crate) fn new(settings: &Settings) -> Self {
        let sender = Sender {
            proxies: settings.proxies.clone().into(),
        };
        let counter = |limit: Limit| {
            GovernorConfigBuilder::default()
                .period(limit.pause)
                .burst_size(limit.burst.max(1))
                .key_extractor(sender.clone())
                .finish()
                .map(Arc::new)
                .expect("a limit has a pause and lets at least one request through")
        };
        Self {
            read: counter(settings.limits.read),
            change: counter(settings.limits.change),
            sign_in: counter(settings.limits.sign_in),
        }
    }

    /// Forgets addresses that have not asked for a while, so that the counters do not grow for ever.
    pub(crate) fn forget_idle(&self) {
        for counter in [&self.read, &self.change, &self.sign_in] {
            counter.limiter().retain_recent();
            counter.limiter().shrink_to_fit();
        }
    }

    pub(crate) fn of(&self, class: Class) -> Limiter {
        GovernorLayer::new(Arc::clone(match class {
            Class::Read => &self.read,
            Class::Change | Class::Upload => &self.change,
            Class::SignIn => &self.sign_in,
        }))
    }
}

/// Finds out from which address a request comes.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    proxies: Arc<[IpAddr]>,
}

impl KeyExtractor for Sender {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        Ok(sender(peer, request.headers(), &self.proxies))
    }
}

fn sender(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse::<IpAddr>().ok())
        .rfind(|address| !proxies.contains(address))
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn only_a_known_proxy_is_believed() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "192.0.2.7".parse().unwrap();
        let reader: IpAddr = "198.51.100.4".parse().unwrap();
        let headers = forwarded(&["203.0.113.9, 198.51.100.4"]);
        assert_eq!(sender(stranger, &headers, &[proxy]), stranger);
        assert_eq!(sender(proxy, &headers, &[proxy]), reader);
        // A reader who writes the header gets the address that the proxy added behind it.
        assert_eq!(
            sender(proxy, &forwarded(&["1.2.3.4", "198.51.100.4"]), &[proxy]),
            reader
        );
        assert_eq!(sender(proxy, &forwarded(&["nonsense"]), &[proxy]), proxy);
        assert_eq!(sender(proxy, &HeaderMap::new(), &[proxy]), proxy);
    }
}
