//! The plans of `evidence-datafusion` and the measures of `measures-sql` on several machines, with Apache Ballista.
//!
//! A cluster has one **scheduler**, which cuts a plan into tasks, and **executors**, which carry tasks out and hold what lies
//! between them; whoever asks is its **client**. All three are the same program, because plans travel between them.
//!
//! * [`Cluster`] is the client: it opens sessions, as `evidence_datafusion::sessions` wants them;
//! * [`Scheduler`] and [`Executor`] are the two other roles;
//! * [`encryption`] says who may speak with whom.
//!
//! Must not know: what is asked, what a statistic is, what may be shown. What is decided about figures is decided before a
//! plan comes here, and after its rows have left.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")
)]

mod client;
pub mod encryption;
mod executor;
mod fault;
mod functions;
mod roll_call;
mod scheduler;
mod travelling_tables;

use thiserror::Error;

pub use client::Cluster;
pub use encryption::Credentials;
pub use executor::Executor;
pub use scheduler::Scheduler;

/// Where a scheduler listens when nobody says otherwise.
pub const USUAL_PORT: u16 = 50050;

/// Messages between the roles may be so large: a plan may carry small tables.
const LARGEST_MESSAGE: usize = 64 * 1024 * 1024;

/// Why there is no cluster to work with.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// The address is not that of a scheduler.
    #[error(
        "“{0}” is no address of a cluster; write it like http://127.0.0.1:50050, or https:// with certificates"
    )]
    NotAnAddress(String),
    /// The address and the certificates do not fit together.
    #[error(
        "{0} is encrypted, which needs a certificate, its key and the authority of the cluster"
    )]
    NeedsCredentials(String),
    /// Certificates are given for an address that is not encrypted.
    #[error("certificates are given, but {0} is not encrypted; write https://")]
    NeedsEncryption(String),
    /// Nobody answers there.
    #[error(
        "no scheduler answers at {address} ({what}); look whether `commonweal cluster scheduler` runs there and listens on \
         that address, and whether both sides or neither use certificates"
    )]
    Unreachable {
        /// The address.
        address: String,
        /// What the system said.
        what: String,
    },
    /// Something answers, but no scheduler of ours.
    #[error("{0} is no scheduler of Commonweal")]
    NotOurs(String),
    /// It is of another version.
    #[error(
        "the scheduler at {address} is version {theirs} and this program {ours}; every machine of a cluster must run the \
         same build"
    )]
    OtherVersion {
        /// The address.
        address: String,
        /// Its version.
        theirs: String,
        /// Ours.
        ours: String,
    },
    /// Nobody would do the work.
    #[error(
        "the scheduler at {0} has no executors; start one with `commonweal cluster executor --scheduler {0}`"
    )]
    NoExecutors(String),
    /// The address can be reached by anybody on the network, and nothing would stop them.
    #[error(
        "{0} can be reached from other machines, and a cluster without certificates asks nobody who they are: whoever reaches \
         it reads every file that its executors can read, and the records in it. Give --certificate, --key and \
         --authority, listen on 127.0.0.1, or, on a network that only the cluster’s own machines reach, say \
         --on-private-network"
    )]
    Open(std::net::SocketAddr),
    /// An executor that listens everywhere must say where others find it.
    #[error(
        "{0} is every address of this machine; say with --advertise by which name other machines reach it"
    )]
    NowhereToBeFound(std::net::SocketAddr),
    /// A file of certificates cannot be used.
    #[error("{file} cannot be used: {what}")]
    Certificate {
        /// The file.
        file: String,
        /// Why.
        what: String,
    },
    /// The folder for what lies between tasks cannot be used.
    #[error("the work folder {folder} cannot be used")]
    WorkFolder {
        /// The folder.
        folder: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A role stopped by itself.
    #[error("the {role} stopped: {what}")]
    Stopped {
        /// Which one.
        role: &'static str,
        /// What it said.
        what: String,
    },
}
