//! The scheduler: takes plans, cuts them into tasks, hands these to executors.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use arrow_flight::flight_service_server::FlightServiceServer;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::extension::{BallistaConfigGrpcEndpoint, SessionConfigExt};
use ballista_core::flight_proxy_service::BallistaFlightProxyService;
use ballista_core::serde::protobuf::ExecutorHeartbeat;
use ballista_core::serde::protobuf::executor_status::Status;
use ballista_core::serde::protobuf::scheduler_grpc_server::SchedulerGrpcServer;
use ballista_scheduler::cluster::{BallistaCluster, ClusterState};
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::create_scheduler;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use evidence_datafusion::sessions::{Memory, runtime};
use evidence_datafusion::storage::Stores;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use crate::encryption::{Credentials, deepest, dialling};
use crate::functions;
use crate::roll_call::RollCall;
use crate::travelling_tables::TravellingTables;
use crate::{ClusterError, LARGEST_MESSAGE};

/// What executors hold of a finished job goes after so many seconds: the client has fetched its answer by then.
const KEPT_AFTER_JOB: u64 = 60;
/// A stopping scheduler waits so long for whoever is still speaking.
const LEAVE: Duration = Duration::from_secs(5);

/// A scheduler that is ready to listen.
#[derive(Debug)]
pub struct Scheduler {
    /// Where it listens.
    pub listener: TcpListener,
    /// Its certificates; `None` to encrypt nothing and ask nobody who they are.
    pub credentials: Option<Credentials>,
    /// An executor that was not heard of for so long is given up and its tasks are done again. A busy one calls every
    /// five seconds.
    pub lost_after: Duration,
    /// The machine's clock: seconds since 1970.
    pub now: fn() -> u64,
}

impl Scheduler {
    /// Serves until `until` comes, then lets whoever speaks finish for some seconds.
    ///
    /// # Errors
    /// When it cannot be started or stops by itself.
    pub async fn serve(self, until: impl Future<Output = ()>) -> Result<(), ClusterError> {
        let failed = |what: String| ClusterError::Stopped {
            role: "scheduler",
            what,
        };
        let address = self
            .listener
            .local_addr()
            .map_err(|error| failed(error.to_string()))?;
        let config = Arc::new(self.config(&address.ip().to_string(), address.port()));
        let cluster = BallistaCluster::new_from_config(&config)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let executors = cluster.cluster_state();
        let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, config)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let dialling = dialling(self.credentials.clone());
        // Answers reach a client through the scheduler, so that clients need not reach executors.
        let answers = BallistaFlightProxyService::new(
            LARGEST_MESSAGE,
            LARGEST_MESSAGE,
            self.credentials.is_some(),
            Some(Arc::new(BallistaConfigGrpcEndpoint::new(dialling))),
        );
        let (lost_after, now) = (self.lost_after.as_secs(), self.now);
        let mut server = Server::builder();
        if let Some(credentials) = &self.credentials {
            server = server
                .tls_config(credentials.server())
                .map_err(|error| failed(deepest(&error)))?;
        }
        let server = server
            .add_service(RollCall::new(move || {
                alive(executors.as_ref(), now().saturating_sub(lost_after))
            }))
            .add_service(
                SchedulerGrpcServer::new(scheduler)
                    .max_decoding_message_size(LARGEST_MESSAGE)
                    .max_encoding_message_size(LARGEST_MESSAGE),
            )
            .add_service(
                FlightServiceServer::new(answers)
                    .max_decoding_message_size(LARGEST_MESSAGE)
                    .max_encoding_message_size(LARGEST_MESSAGE),
            );
        let stopping = Notify::new();
        let incoming = TcpIncoming::from(self.listener);
        let serving = server.serve_with_incoming_shutdown(incoming, stopping.notified());
        let mut serving = std::pin::pin!(serving);
        let ended = tokio::select! {
            ended = &mut serving => ended,
            () = until => {
                stopping.notify_one();
                // Whoever has not finished by then is not waited for.
                tokio::time::timeout(LEAVE, serving).await.unwrap_or(Ok(()))
            }
        };
        ended.map_err(|error| failed(deepest(&error)))
    }

    fn config(&self, host: &str, port: u16) -> SchedulerConfig {
        let stores: Arc<Stores> = Arc::default();
        let dialling = dialling(self.credentials.clone());
        let is_encrypted = self.credentials.is_some();
        let on_each = Arc::clone(&dialling);
        let lost_after = self.lost_after.as_secs().max(1);
        SchedulerConfig {
            external_host: host.to_owned(),
            bind_host: host.to_owned(),
            bind_port: port,
            // Executors come and ask for tasks, so that they need no door of their own for orders.
            scheduling_policy: TaskSchedulingPolicy::PullStaged,
            executor_timeout_seconds: lost_after,
            expire_dead_executor_interval_seconds: (lost_after / 3).max(1),
            no_executors_grace_period_seconds: lost_after,
            finished_job_data_clean_up_interval_seconds: KEPT_AFTER_JOB,
            grpc_client_max_message_size: u32::try_from(LARGEST_MESSAGE).unwrap_or(u32::MAX),
            enable_embedded_flight_proxy: true,
            use_tls: is_encrypted,
            override_config_producer: Some(Arc::new(move || {
                SessionConfig::new_with_ballista()
                    .with_ballista_use_tls(is_encrypted)
                    .with_ballista_override_create_grpc_client_endpoint(Arc::clone(&on_each))
            })),
            override_session_builder: Some(Arc::new(move |settings| {
                functions::state(settings, runtime(Memory::AsNeeded, &stores)?)
            })),
            override_logical_codec: Some(Arc::new(TravellingTables::default())),
            override_create_grpc_client_endpoint: Some(dialling),
            ..SchedulerConfig::default()
        }
    }
}

/// How many executors were heard of since then and are not on their way out.
fn alive(executors: &dyn ClusterState, since: u64) -> usize {
    let here = |heard: &ExecutorHeartbeat| {
        let status = heard.status.as_ref();
        let status = status.and_then(|status| status.status.as_ref());
        heard.timestamp >= since
            && !matches!(status, Some(Status::Terminating(_) | Status::Dead(_)))
    };
    let heard = executors.executor_heartbeats();
    heard.values().filter(|heard| here(heard)).count()
}
