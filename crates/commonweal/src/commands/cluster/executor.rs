use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::Args;
use cluster::Executor;

use super::{Certificates, open_door, refused};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct ExecutorOptions {
    /// Address of the scheduler, such as `http://127.0.0.1:50050`.
    #[arg(long, value_name = "URL")]
    scheduler: String,
    /// Where to listen for those that fetch results; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Listen where other machines reach it, without certificates: only the cluster's own machines reach this network.
    #[arg(long)]
    on_private_network: bool,
    /// The name by which other machines reach this one; the address of --listen by default.
    #[arg(long, value_name = "HOST")]
    advertise: Option<String>,
    /// Where results lie until they are fetched. It holds codes of people; a passing folder by default.
    #[arg(long, value_name = "DIR")]
    work_dir: Option<PathBuf>,
    /// How many tasks to carry out at a time; as many as there are processors by default.
    #[arg(long, value_name = "NUMBER")]
    slots: Option<NonZeroUsize>,
    /// Memory for all tasks together, beyond which they use the disk; seven tenths of the machine's by default.
    #[arg(long, value_name = "MEGABYTES", value_parser = clap::value_parser!(u64).range(64..))]
    memory: Option<u64>,
    #[command(flatten)]
    certificates: Certificates,
}

/// Runs an executor until interrupted.
pub(super) async fn run(options: ExecutorOptions) -> Result<(), Failure> {
    let (listener, credentials) = open_door(
        options.listen,
        options.on_private_network,
        &options.certificates,
    )
    .await?;
    let listening = listener.local_addr()?;
    let slots = options
        .slots
        .or_else(|| available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let scheduler = options.scheduler.clone();
    let executor = Executor {
        listener,
        advertise: options.advertise,
        scheduler: options.scheduler,
        credentials,
        work_folder: options.work_dir,
        slots,
        memory: options
            .memory
            .map(|megabytes| megabytes.saturating_mul(1024 * 1024)),
    };
    executor.check().await.map_err(refused)?;
    eprintln!("The executor is at {listening} with {slots} slots, working for {scheduler}");
    executor.work().await.map_err(refused)?;
    eprintln!("Stopped.");
    Ok(())
}
