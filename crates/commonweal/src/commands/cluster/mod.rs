//! `commonweal cluster`, and what the commands that use one have in common.

mod executor;
mod scheduler;
mod status;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use cluster::encryption::may_listen;
use cluster::{Cluster, ClusterError, Credentials};
use evidence_datafusion::sessions::{Local, Sessions};
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::listening::listen;
use executor::ExecutorOptions;
use scheduler::SchedulerOptions;
use status::StatusOptions;

#[derive(Debug, Args)]
#[command(name = "cluster")]
pub(crate) struct ClusterOptions {
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Hand out tasks until interrupted: one for each cluster.
    Scheduler(SchedulerOptions),
    /// Carry out tasks until interrupted: as many as there are machines.
    Executor(ExecutorOptions),
    /// Say whether a scheduler answers and how many executors it has.
    Status(StatusOptions),
}

/// Runs a part of a cluster.
pub(crate) async fn run(options: ClusterOptions) -> Result<(), Failure> {
    match options.part {
        Part::Scheduler(options) => scheduler::run(options).await,
        Part::Executor(options) => executor::run(options).await,
        Part::Status(options) => status::run(options).await,
    }
}

/// The certificates of a machine of a cluster, or of who uses one.
#[derive(Debug, Clone, Args)]
pub(crate) struct Certificates {
    /// Certificate of this machine, in PEM; with --key and --authority, connections within the cluster are encrypted and
    /// both ends show who they are.
    #[arg(
        long,
        env = "COMMONWEAL_CLUSTER_CERTIFICATE",
        value_name = "FILE",
        help_heading = "Cluster",
        requires_all = ["key", "authority"]
    )]
    certificate: Option<PathBuf>,
    /// Key of that certificate.
    #[arg(
        long,
        env = "COMMONWEAL_CLUSTER_KEY",
        value_name = "FILE",
        help_heading = "Cluster",
        requires = "certificate"
    )]
    key: Option<PathBuf>,
    /// Certificate of the cluster's own authority, which signed those of all its machines.
    #[arg(
        long,
        env = "COMMONWEAL_CLUSTER_AUTHORITY",
        value_name = "FILE",
        help_heading = "Cluster",
        requires = "certificate"
    )]
    authority: Option<PathBuf>,
}

impl Certificates {
    fn read(&self) -> Result<Option<Credentials>, Failure> {
        match (&self.certificate, &self.key, &self.authority) {
            (Some(certificate), Some(key), Some(authority)) => {
                Credentials::read(certificate, key, authority)
                    .map(Some)
                    .map_err(refused)
            }
            _ => Ok(None),
        }
    }
}

/// Where a command's questions are carried out.
#[derive(Debug, Clone, Args)]
pub(crate) struct OnCluster {
    /// Let a cluster do the work: the address of its scheduler, such as `http://127.0.0.1:50050`.
    #[arg(long, value_name = "URL", help_heading = "Cluster")]
    cluster: Option<String>,
    #[command(flatten)]
    certificates: Certificates,
}

impl OnCluster {
    /// The cluster, which must be ready to work, or this process where none is named.
    pub(crate) async fn sessions(&self) -> Result<Arc<dyn Sessions>, Failure> {
        let Some(address) = &self.cluster else {
            return Ok(Arc::new(Local::default()));
        };
        let cluster = Cluster::ready(address, self.certificates.read()?);
        Ok(Arc::new(cluster.await.map_err(refused)?))
    }
}

/// Opens a port of a part of a cluster, unless strangers would come in by it.
async fn open_door(
    address: SocketAddr,
    on_private_network: bool,
    certificates: &Certificates,
) -> Result<(TcpListener, Option<Credentials>), Failure> {
    let credentials = certificates.read()?;
    may_listen(address, credentials.as_ref(), on_private_network).map_err(refused)?;
    Ok((listen(address).await?, credentials))
}

/// A wrong option is wrong usage; a cluster that does not answer is a failure.
fn refused(error: ClusterError) -> Failure {
    match error {
        ClusterError::NotAnAddress(_)
        | ClusterError::NeedsCredentials(_)
        | ClusterError::NeedsEncryption(_)
        | ClusterError::Certificate { .. }
        | ClusterError::Open(_)
        | ClusterError::NowhereToBeFound(_) => Failure::usage(error),
        other => other.into(),
    }
}
