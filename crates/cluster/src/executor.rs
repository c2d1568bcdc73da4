//! An executor: asks the scheduler for tasks, carries them out, and hands on what comes of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use arrow_flight::flight_service_server::FlightServiceServer;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_core::extension::SessionConfigExt;
use ballista_executor::ArrowFlightServerProvider;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_executor::flight_service::BallistaFlightService;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::SessionConfig;
use evidence_datafusion::storage::Stores;
use tokio::net::TcpListener;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use crate::client::SchedulerAddress;
use crate::encryption::{Credentials, deepest, dialling};
use crate::{ClusterError, LARGEST_MESSAGE, functions};

/// What is left of jobs that nobody cleaned up goes after so many seconds, and at the end.
const LEFT_BEHIND: u64 = 24 * 60 * 60;
const LOOK_FOR_IT: u64 = 60 * 60;

/// An executor that is ready to listen.
#[derive(Debug)]
pub struct Executor {
    /// Where it listens for others who fetch what it made.
    pub listener: TcpListener,
    /// By which name others reach it; the address that it listens on where nobody says.
    pub advertise: Option<String>,
    /// The scheduler, as `http://HOST:PORT` or `https://HOST:PORT`.
    pub scheduler: String,
    /// Certificates; `None` to encrypt nothing and ask nobody who they are.
    pub credentials: Option<Credentials>,
    /// Where it keeps what lies between tasks; a passing folder where nobody says.
    pub work_folder: Option<PathBuf>,
    /// How many tasks it carries out at a time.
    pub slots: usize,
    /// Bytes of memory for all of them together; seven tenths of the machine's where nobody says.
    pub memory: Option<u64>,
}

impl Executor {
    /// Looks whether the scheduler is there and whether others will find this executor.
    ///
    /// # Errors
    /// When not.
    pub async fn check(&self) -> Result<(), ClusterError> {
        self.host()?;
        let scheduler = SchedulerAddress::fitting(&self.scheduler, self.credentials.as_ref())?;
        scheduler.ask(self.credentials.as_ref()).await.map(drop)
    }

    /// Works until the process is interrupted or asked to end, then finishes the tasks under way and removes what it
    /// made.
    ///
    /// # Errors
    /// When it cannot be started or stops by itself.
    pub async fn work(self) -> Result<(), ClusterError> {
        let host = self.host()?;
        let failed = |what: String| ClusterError::Stopped {
            role: "executor",
            what,
        };
        let scheduler = SchedulerAddress::fitting(&self.scheduler, self.credentials.as_ref())?;
        let listening = self
            .listener
            .local_addr()
            .map_err(|error| failed(error.to_string()))?;
        let (folder, _passing) = work_folder(self.work_folder.as_deref())?;
        let registry = functions::registry().map_err(|error| failed(error.to_string()))?;
        let stores: Arc<Stores> = Arc::default();
        let dialling = dialling(self.credentials.clone());
        let is_encrypted = self.credentials.is_some();
        let (on_each, passing) = (Arc::clone(&dialling), folder.clone());
        let config = ExecutorProcessConfig {
            bind_host: listening.ip().to_string(),
            external_host: Some(host),
            port: listening.port(),
            scheduler_host: scheduler.host,
            scheduler_port: scheduler.port,
            vcores: self.slots,
            memory_pool_size: self.memory,
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            work_dir: Some(folder),
            job_data_ttl_seconds: LEFT_BEHIND,
            job_data_clean_up_interval_seconds: LOOK_FOR_IT,
            grpc_max_decoding_message_size: u32::try_from(LARGEST_MESSAGE).unwrap_or(u32::MAX),
            grpc_max_encoding_message_size: u32::try_from(LARGEST_MESSAGE).unwrap_or(u32::MAX),
            override_function_registry: Some(Arc::new(registry)),
            override_config_producer: Some(Arc::new(move || {
                SessionConfig::new_with_ballista()
                    .with_ballista_grpc_client_max_message_size(LARGEST_MESSAGE)
                    .with_ballista_use_tls(is_encrypted)
                    .with_ballista_override_create_grpc_client_endpoint(Arc::clone(&on_each))
            })),
            override_runtime_producer: Some(Arc::new(move |_| {
                let stores: Arc<Stores> = Arc::clone(&stores);
                RuntimeEnvBuilder::new()
                    .with_object_store_registry(stores)
                    .with_temp_file_path(passing.clone())
                    .build_arc()
            })),
            override_arrow_flight_service: Some(handing_on(self.listener, self.credentials)),
            override_create_grpc_client_endpoint: Some(dialling),
            ..ExecutorProcessConfig::default()
        };
        start_executor_process(Arc::new(config))
            .await
            .map_err(|error| failed(error.to_string()))
    }

    fn host(&self) -> Result<String, ClusterError> {
        if let Some(name) = &self.advertise {
            return Ok(name.clone());
        }
        let listening = self
            .listener
            .local_addr()
            .map_err(|error| ClusterError::Stopped {
                role: "executor",
                what: error.to_string(),
            })?;
        if listening.ip().is_unspecified() {
            return Err(ClusterError::NowhereToBeFound(listening));
        }
        Ok(match listening {
            std::net::SocketAddr::V4(address) => address.ip().to_string(),
            std::net::SocketAddr::V6(address) => format!("[{}]", address.ip()),
        })
    }
}

/// The folder, made for its owner alone: what lies between tasks are codes of people.
fn work_folder(given: Option<&Path>) -> Result<(String, Option<tempfile::TempDir>), ClusterError> {
    let refused = |folder: &Path| {
        let folder = folder.display().to_string();
        move |source| ClusterError::WorkFolder { folder, source }
    };
    let (folder, passing) = if let Some(folder) = given {
        let mut maker = fs::DirBuilder::new();
        maker.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.create(folder).map_err(refused(folder))?;
        (folder.to_owned(), None)
    } else {
        let mut maker = tempfile::Builder::new();
        maker.prefix("commonweal-executor-");
        #[cfg(unix)]
        maker.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let passing = maker.tempdir().map_err(refused(&std::env::temp_dir()))?;
        (passing.path().to_owned(), Some(passing))
    };
    let name = folder.to_str().ok_or_else(|| {
        let is_no_text = std::io::Error::from(std::io::ErrorKind::InvalidInput);
        refused(&folder)(is_no_text)
    })?;
    Ok((name.to_owned(), passing))
}

/// The service from which others fetch what tasks made.
fn handing_on(
    listener: TcpListener,
    credentials: Option<Credentials>,
) -> Arc<ArrowFlightServerProvider> {
    let listener = Mutex::new(Some(listener));
    Arc::new(move |work_folder, _, mut stopping, _| {
        let listener = listener
            .lock()
            .ok()
            .and_then(|mut listener| listener.take());
        let credentials = credentials.clone();
        tokio::spawn(async move {
            let stopped = |what: String| BallistaError::General(what);
            let listener = listener.ok_or_else(|| stopped("it was to listen twice".to_owned()))?;
            let mut server = Server::builder();
            if let Some(credentials) = credentials {
                server = server
                    .tls_config(credentials.server())
                    .map_err(|error| stopped(deepest(&error)))?;
            }
            server
                .add_service(
                    FlightServiceServer::new(BallistaFlightService::new(work_folder))
                        .max_decoding_message_size(LARGEST_MESSAGE)
                        .max_encoding_message_size(LARGEST_MESSAGE),
                )
                .serve_with_incoming_shutdown(TcpIncoming::from(listener), stopping.recv())
                .await
                .map_err(|error| stopped(deepest(&error)))
        })
    })
}
