use clap::Args;
use cluster::Cluster;
use serde_json::json;

use super::{Certificates, refused};
use crate::failure::Failure;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct StatusOptions {
    /// Address of the scheduler, such as `http://127.0.0.1:50050`.
    #[arg(value_name = "URL")]
    scheduler: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    certificates: Certificates,
}

/// Asks a scheduler how it stands.
pub(super) async fn run(options: StatusOptions) -> Result<(), Failure> {
    let credentials = options.certificates.read()?;
    let cluster = Cluster::find(&options.scheduler, credentials)
        .await
        .map_err(refused)?;
    let (address, executors) = (cluster.address(), cluster.executors());
    if options.json {
        return print_json(&json!({ "scheduler": address, "executors": executors }));
    }
    let executors = match executors {
        0 => "no executors".to_owned(),
        1 => "1 executor".to_owned(),
        many => format!("{many} executors"),
    };
    print(&format!("The scheduler at {address} has {executors}."))
}
