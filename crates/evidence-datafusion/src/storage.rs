//! Where a file lies: on this machine, or in object storage.
//!
//! Object storage is read through `object_store`: buckets of S3 and of whatever speaks like it, and plain web servers that
//! answer requests for parts of a file. Keys and endpoints come from the environment under the names that everybody
//! uses (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`, …); each machine of a cluster has its own.
//!
//! Must not know: what a file holds. Start with [`Address`].

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use datafusion::error::{DataFusionError, Result};
use datafusion::execution::object_store::{DefaultObjectStoreRegistry, ObjectStoreRegistry};
use object_store::aws::AmazonS3Builder;
use object_store::http::HttpBuilder;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use thiserror::Error;
use url::Url;

/// A store that does not answer is asked for so long, and no longer.
const PATIENCE: Duration = Duration::from_secs(20);
const ATTEMPTS: usize = 3;

/// Where one file lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// On this machine.
    Path(PathBuf),
    /// In object storage: `s3://BUCKET/KEY`, `http://` or `https://`.
    Url(Url),
}

/// What was given is no address of a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotAnAddress {
    /// It begins with something that nobody here can read.
    #[error(
        "“{0}” cannot be read: name a path, or an address that begins with s3://, https://, http:// or file://"
    )]
    Scheme(String),
    /// It is spelled wrongly.
    #[error("“{given}” is no address: {what}")]
    Spelling {
        /// What was given.
        given: String,
        /// What is wrong with it.
        what: String,
    },
    /// It names a folder, or nothing within the bucket.
    #[error("“{0}” names no file: write the whole name, such as s3://bucket/folder/file.parquet")]
    NoFile(String),
    /// It carries a question mark, as signed addresses do.
    #[error(
        "“{0}” has a ? in it: signed addresses and queries cannot be read in parts; name the file without, and give \
         keys in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)"
    )]
    Query(String),
}

impl Address {
    /// The last part: the name that messages use.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            Self::Url(url) => url
                .path_segments()
                .and_then(|mut parts| parts.next_back())
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

impl From<&Path> for Address {
    fn from(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Url(url) => url.fmt(f),
        }
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    /// A path, unless it has `://` in it.
    fn from_str(given: &str) -> std::result::Result<Self, NotAnAddress> {
        if !given.contains("://") {
            return Ok(Self::Path(PathBuf::from(given)));
        }
        let url = Url::parse(given).map_err(|error| NotAnAddress::Spelling {
            given: given.to_owned(),
            what: error.to_string(),
        })?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(NotAnAddress::Query(given.to_owned()));
        }
        match url.scheme() {
            "file" => {
                let path = url.to_file_path().map_err(|()| NotAnAddress::Spelling {
                    given: given.to_owned(),
                    what: "a file of this machine is written file:///folder/file".to_owned(),
                })?;
                Ok(Self::Path(path))
            }
            "s3" | "http" | "https" => {
                let address = Self::Url(url);
                if address.name().is_empty() {
                    return Err(NotAnAddress::NoFile(given.to_owned()));
                }
                Ok(address)
            }
            _ => Err(NotAnAddress::Scheme(given.to_owned())),
        }
    }
}

/// The stores that addresses lead to. Each is opened when it is first asked for, and then kept.
#[derive(Debug, Default)]
pub struct Stores {
    opened: DefaultObjectStoreRegistry,
}

impl ObjectStoreRegistry for Stores {
    fn register_store(
        &self,
        url: &Url,
        store: Arc<dyn ObjectStore>,
    ) -> Option<Arc<dyn ObjectStore>> {
        self.opened.register_store(url, store)
    }

    fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>> {
        if let Ok(store) = self.opened.get_store(url) {
            return Ok(store);
        }
        let store = open(url)?;
        self.opened.register_store(url, Arc::clone(&store));
        Ok(store)
    }
}

fn open(url: &Url) -> Result<Arc<dyn ObjectStore>> {
    let retry = RetryConfig {
        max_retries: ATTEMPTS,
        retry_timeout: PATIENCE,
        ..RetryConfig::default()
    };
    let unknown = |error: object_store::Error| DataFusionError::ObjectStore(Box::new(error));
    let store: Arc<dyn ObjectStore> = match (url.scheme(), url.host_str()) {
        ("s3", Some(bucket)) => {
            let bucket = AmazonS3Builder::from_env().with_bucket_name(bucket);
            Arc::new(bucket.with_retry(retry).build().map_err(unknown)?)
        }
        ("http" | "https", Some(_)) => {
            // What is sent in the clear is for whoever runs the network to know; `docs/how-to/run-a-cluster.md` says so.
            let client = ClientOptions::new().with_allow_http(true);
            let server = url.origin().ascii_serialization();
            let server = HttpBuilder::new().with_url(server);
            let server = server.with_client_options(client).with_retry(retry);
            Arc::new(server.build().map_err(unknown)?)
        }
        _ => {
            return Err(DataFusionError::Configuration(format!(
                "there is no store for {url}"
            )));
        }
    };
    Ok(store)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Address, NotAnAddress};

    fn read(given: &str) -> Result<Address, NotAnAddress> {
        given.parse()
    }

    #[test]
    fn a_path_is_a_path_however_it_is_written() {
        for path in [
            "extract.csv",
            "/data/extract 1.csv",
            "s3/extract",
            "C:\\x.csv",
        ] {
            assert_eq!(read(path), Ok(Address::from(Path::new(path))));
        }
        assert_eq!(
            read("file:///data/extract%201.csv"),
            Ok(Address::from(Path::new("/data/extract 1.csv")))
        );
    }

    #[test]
    fn an_address_is_named_by_its_last_part() {
        for (given, name) in [
            ("s3://bucket/2026/extract.parquet", "extract.parquet"),
            ("https://files.example:9000/extract.csv", "extract.csv"),
            ("folder/extract.csv", "extract.csv"),
        ] {
            let address = read(given).unwrap();
            assert_eq!(
                (address.name(), address.to_string().as_str()),
                (name.to_owned(), given)
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_what_to_write() {
        for (given, words) in [
            ("ftp://host/file", "s3://"),
            ("s3://bucket", "names no file"),
            ("s3://bucket/folder/", "names no file"),
            ("https://host/file?X-Amz-Signature=1", "without"),
            ("http://", "no address"),
            ("file://host/share/file", "file:///"),
        ] {
            let refused = read(given).unwrap_err().to_string();
            assert!(refused.contains(words), "{given}: {refused}");
        }
    }
}
