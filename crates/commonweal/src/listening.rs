//! Listening on a port, until somebody says stop.

use std::io::ErrorKind;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::failure::Failure;

/// Opens a port, or says what to do.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let advice = match error.kind() {
            ErrorKind::AddrInUse => format!(
                "something else listens on {address} already; stop it, or choose another place with --listen"
            ),
            ErrorKind::PermissionDenied => format!(
                "this user may not listen on {address}; choose a port of 1024 or more with --listen"
            ),
            _ => format!("cannot listen on {address}; choose another place with --listen"),
        };
        Failure::while_doing(error, advice)
    })
}

/// Resolves when the process is asked to stop.
pub(crate) async fn interrupted() {
    let by_key = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let by_signal = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let by_signal = std::future::pending::<()>();
    tokio::select! {
        () = by_key => {}
        () = by_signal => {}
    }
}
