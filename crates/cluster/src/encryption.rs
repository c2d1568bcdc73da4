//! Who may speak with whom: certificates, and addresses that may be listened on without them.
//!
//! With [`Credentials`], every connection between the roles is encrypted and both ends show a certificate of the cluster's
//! own authority, which is also the only check of who somebody is: Ballista itself has none. So one authority is made for
//! one cluster and signs nothing else.

use std::error::Error;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::extension::EndpointOverrideFn;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity, Server, ServerTlsConfig};

use crate::ClusterError;

/// A machine that does not take a connection is given up after so long.
const CONNECTING: Duration = Duration::from_secs(5);
/// A machine that fell silent is asked after so long whether it is still there, and given up after as long again.
const SILENCE: Duration = Duration::from_secs(10);

/// What a machine shows, and by what it knows the others. All in PEM.
#[derive(Clone)]
pub struct Credentials {
    identity: Identity,
    authority: Certificate,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    /// From three files: the certificate of this machine, its key, and the certificate of the cluster's authority.
    ///
    /// # Errors
    /// When one cannot be read or does not hold what it should.
    pub fn read(certificate: &Path, key: &Path, authority: &Path) -> Result<Self, ClusterError> {
        let pem = |file: &Path, label: &str| {
            let refused = |what: String| ClusterError::Certificate {
                file: file.display().to_string(),
                what,
            };
            let text = fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
            let has = text
                .lines()
                .any(|line| line.starts_with("-----BEGIN") && line.contains(label));
            if has {
                Ok(text)
            } else {
                Err(refused(format!(
                    "it has no “-----BEGIN {label}-----”; it must be in PEM form"
                )))
            }
        };
        let certificate_text = pem(certificate, "CERTIFICATE")?;
        let key_text = pem(key, "PRIVATE KEY")?;
        let credentials = Self {
            identity: Identity::from_pem(certificate_text, key_text),
            authority: Certificate::from_pem(pem(authority, "CERTIFICATE")?),
        };
        // What cannot be used is said now, and with the name of the file.
        Server::builder()
            .tls_config(credentials.server())
            .map_err(|error| ClusterError::Certificate {
                file: format!("{} with {}", certificate.display(), key.display()),
                what: deepest(&error),
            })?;
        Ok(credentials)
    }

    /// What a machine that is called demands.
    pub(crate) fn server(&self) -> ServerTlsConfig {
        ServerTlsConfig::new()
            .identity(self.identity.clone())
            .client_ca_root(self.authority.clone())
    }

    fn client(&self) -> ClientTlsConfig {
        ClientTlsConfig::new()
            .identity(self.identity.clone())
            .ca_certificate(self.authority.clone())
    }
}

/// How every connection of a cluster is made.
pub(crate) fn dialling(credentials: Option<Credentials>) -> EndpointOverrideFn {
    Arc::new(move |endpoint| dial(endpoint, credentials.as_ref()))
}

/// One end of a connection, with the time that it may take.
pub(crate) fn dial(
    endpoint: Endpoint,
    credentials: Option<&Credentials>,
) -> Result<Endpoint, Box<dyn Error + Send + Sync>> {
    let endpoint = match credentials {
        None => endpoint,
        Some(credentials) => {
            // Ballista writes http:// in some places whatever is set.
            let address = endpoint.uri().to_string();
            let address = match address.strip_prefix("http://") {
                Some(rest) => format!("https://{rest}"),
                None => address,
            };
            Endpoint::from_shared(address)?.tls_config(credentials.client())?
        }
    };
    Ok(endpoint
        .connect_timeout(CONNECTING)
        .http2_keep_alive_interval(SILENCE)
        .keep_alive_timeout(SILENCE)
        .keep_alive_while_idle(true)
        .tcp_nodelay(true))
}

/// Refuses an address that others reach, unless certificates or the network keep strangers out.
///
/// # Errors
/// When neither does.
pub fn may_listen(
    address: SocketAddr,
    credentials: Option<&Credentials>,
    on_private_network: bool,
) -> Result<(), ClusterError> {
    if credentials.is_some() || on_private_network || address.ip().is_loopback() {
        Ok(())
    } else {
        Err(ClusterError::Open(address))
    }
}

/// What lies at the bottom of an error.
pub(crate) fn deepest(error: &(dyn Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(cause) = deepest.source() {
        deepest = cause;
    }
    deepest.to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Credentials, may_listen};

    #[test]
    fn what_others_reach_needs_a_reason() {
        for (address, without) in [
            ("127.0.0.1:50050", true),
            ("[::1]:50050", true),
            ("0.0.0.0:50050", false),
            ("10.0.0.4:50050", false),
            ("[2001:db8::1]:50050", false),
        ] {
            let address = address.parse().unwrap();
            assert_eq!(
                may_listen(address, None, false).is_ok(),
                without,
                "{address}"
            );
            assert!(may_listen(address, None, true).is_ok());
        }
    }

    #[test]
    fn a_file_that_is_no_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cluster.pem");
        std::fs::write(&file, "-----BEGIN PUBLIC KEY-----").unwrap();
        let refused = Credentials::read(&file, &file, &file).unwrap_err();
        assert!(
            refused.to_string().contains("cluster.pem cannot be used"),
            "{refused}"
        );
        let refused = Credentials::read(Path::new("/none"), &file, &file).unwrap_err();
        assert!(
            refused.to_string().starts_with("/none cannot be used"),
            "{refused}"
        );
    }
}
