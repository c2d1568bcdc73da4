//! The client of a cluster: sessions whose plans others carry out.

use std::str::FromStr;
use std::sync::Arc;

use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use evidence_datafusion::sessions::{Fault, Sessions, Wish, runtime};
use evidence_datafusion::storage::Stores;
use tonic::transport::Endpoint;
use url::Url;

use crate::encryption::{Credentials, deepest, dial, dialling};
use crate::fault;
use crate::roll_call::{self, Standing};
use crate::travelling_tables::TravellingTables;
use crate::{ClusterError, LARGEST_MESSAGE, USUAL_PORT};

/// Into so many parts a plan is cut. Each is a task; an executor takes as many at a time as it has slots.
const PARTS: usize = 16;
/// A file of more bytes is read by several.
const WORTH_SHARING: usize = 1024 * 1024;

/// Where a scheduler is, as everybody writes it: `http://HOST:PORT`, or `https://` with certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchedulerAddress {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) is_encrypted: bool,
}

impl FromStr for SchedulerAddress {
    type Err = ClusterError;

    fn from_str(given: &str) -> std::result::Result<Self, ClusterError> {
        let wrong = || ClusterError::NotAnAddress(given.to_owned());
        let url = Url::parse(given).map_err(|_| wrong())?;
        let is_encrypted = match url.scheme() {
            "http" => false,
            "https" => true,
            _ => return Err(wrong()),
        };
        let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        let host = url.host_str().filter(|_| bare).ok_or_else(wrong)?;
        Ok(Self {
            host: host.to_owned(),
            // The usual port of a web server is never meant.
            port: url.port().unwrap_or(USUAL_PORT),
            is_encrypted,
        })
    }
}

impl std::fmt::Display for SchedulerAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.is_encrypted { "https" } else { "http" };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl SchedulerAddress {
    /// The address, if it and the certificates fit together.
    pub(crate) fn fitting(
        given: &str,
        credentials: Option<&Credentials>,
    ) -> std::result::Result<Self, ClusterError> {
        let address: Self = given.parse()?;
        match (address.is_encrypted, credentials) {
            (true, None) => Err(ClusterError::NeedsCredentials(address.to_string())),
            (false, Some(_)) => Err(ClusterError::NeedsEncryption(address.to_string())),
            _ => Ok(address),
        }
    }

    /// Asks the scheduler there who it is, and refuses one of another version.
    pub(crate) async fn ask(
        &self,
        credentials: Option<&Credentials>,
    ) -> std::result::Result<Standing, ClusterError> {
        let address = self.to_string();
        let unreachable = |error: &(dyn std::error::Error + 'static)| ClusterError::Unreachable {
            address: address.clone(),
            what: deepest(error),
        };
        let endpoint =
            Endpoint::from_shared(address.clone()).map_err(|error| unreachable(&error))?;
        let endpoint = dial(endpoint, credentials).map_err(|error| unreachable(error.as_ref()))?;
        let mut channel = endpoint
            .connect()
            .await
            .map_err(|error| unreachable(&error))?;
        let standing = roll_call::ask(&mut channel)
            .await
            .map_err(|error| unreachable(&error))?
            .ok_or_else(|| ClusterError::NotOurs(address.clone()))?;
        let ours = roll_call::version();
        if standing.version == ours {
            Ok(standing)
        } else {
            Err(ClusterError::OtherVersion {
                address,
                theirs: standing.version,
                ours,
            })
        }
    }
}

/// A cluster that was there when it was asked.
#[derive(Clone, Debug)]
pub struct Cluster {
    address: SchedulerAddress,
    credentials: Option<Credentials>,
    executors: usize,
    stores: Arc<Stores>,
}

impl Cluster {
    /// Looks whether a scheduler of the same version answers at `http://HOST:PORT`, or `https://HOST:PORT` with
    /// credentials. Whether it has executors is not looked at.
    ///
    /// # Errors
    /// When none does, within some seconds.
    pub async fn find(
        address: &str,
        credentials: Option<Credentials>,
    ) -> std::result::Result<Self, ClusterError> {
        let address = SchedulerAddress::fitting(address, credentials.as_ref())?;
        let standing = address.ask(credentials.as_ref()).await?;
        Ok(Self {
            address,
            credentials,
            executors: standing.executors,
            stores: Arc::default(),
        })
    }

    /// The same, for somebody who has work for it.
    ///
    /// # Errors
    /// When there is no scheduler, or it has no executors.
    pub async fn ready(
        address: &str,
        credentials: Option<Credentials>,
    ) -> std::result::Result<Self, ClusterError> {
        let cluster = Self::find(address, credentials).await?;
        if cluster.executors == 0 {
            return Err(ClusterError::NoExecutors(cluster.address.to_string()));
        }
        Ok(cluster)
    }

    /// The scheduler's address.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// How many executors it had when it was asked.
    #[must_use]
    pub fn executors(&self) -> usize {
        self.executors
    }

    fn settings(&self, wish: Wish) -> SessionConfig {
        let parts = if wish.in_order { 1 } else { PARTS };
        let mut settings = SessionConfig::new_with_ballista()
            .with_target_partitions(parts)
            .with_ballista_job_name("commonweal")
            .with_ballista_grpc_client_max_message_size(LARGEST_MESSAGE)
            .with_ballista_use_tls(self.address.is_encrypted)
            .with_ballista_logical_extension_codec(Arc::new(TravellingTables::default()))
            .with_ballista_override_create_grpc_client_endpoint(dialling(self.credentials.clone()));
        settings.options_mut().optimizer.repartition_file_min_size = WORTH_SHARING;
        settings
    }
}

impl Sessions for Cluster {
    fn session(&self, wish: Wish) -> Result<SessionContext> {
        let state = SessionStateBuilder::new()
            .with_default_features()
            .with_config(self.settings(wish))
            .with_runtime_env(runtime(wish.memory, &self.stores)?)
            .build()
            .upgrade_for_ballista(self.address())?;
        Ok(SessionContext::new_with_state(state))
    }

    fn fault(&self, error: &DataFusionError) -> Option<Fault> {
        Some(fault::of(&self.address(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::SchedulerAddress;

    #[test]
    fn an_address_has_the_usual_port_and_nothing_behind_it() {
        for (given, written) in [
            ("http://127.0.0.1:50099", "http://127.0.0.1:50099"),
            ("http://scheduler.example", "http://scheduler.example:50050"),
            ("https://[::1]:7000/", "https://[::1]:7000"),
        ] {
            let address: SchedulerAddress = given.parse().unwrap();
            assert_eq!(address.to_string(), written);
        }
        for wrong in [
            "127.0.0.1:50050",
            "df://127.0.0.1:50050",
            "http://",
            "http://host/path",
            "http://me@host",
            "",
        ] {
            let refused = wrong.parse::<SchedulerAddress>().unwrap_err();
            assert!(
                refused.to_string().contains("http://127.0.0.1:50050"),
                "{refused}"
            );
        }
    }
}
