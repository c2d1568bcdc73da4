use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use cluster::Scheduler;
use web::Clocks as _;

use super::{Certificates, open_door, refused};
use crate::failure::Failure;
use crate::listening::interrupted;
use crate::machine::SystemClocks;

#[derive(Debug, Args)]
pub(crate) struct SchedulerOptions {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:50050", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Listen where other machines reach it, without certificates: only the cluster's own machines reach this network.
    #[arg(long)]
    on_private_network: bool,
    /// Give up an executor that was not heard of for so long, and let others do its tasks again.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    lost_after: u64,
    #[command(flatten)]
    certificates: Certificates,
}

/// Runs a scheduler until interrupted.
pub(super) async fn run(options: SchedulerOptions) -> Result<(), Failure> {
    let (listener, credentials) = open_door(
        options.listen,
        options.on_private_network,
        &options.certificates,
    )
    .await?;
    let listening = listener.local_addr()?;
    let scheme = if credentials.is_some() {
        "https"
    } else {
        "http"
    };
    eprintln!("The scheduler is at {scheme}://{listening}");
    let scheduler = Scheduler {
        listener,
        credentials,
        lost_after: Duration::from_secs(options.lost_after),
        now: || {
            SystemClocks { fixed: None }
                .now()
                .as_second()
                .unsigned_abs()
        },
    };
    scheduler.serve(interrupted()).await.map_err(refused)?;
    eprintln!("Stopped.");
    Ok(())
}
