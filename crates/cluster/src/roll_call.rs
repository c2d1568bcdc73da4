//! Asks a scheduler who it is and who works for it.
//!
//! The answer is in the headers of a response without a body, so that it is read by whatever version asks.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;

use tonic::body::Body;
use tonic::codegen::{Context, Poll, Service, http};
use tonic::server::NamedService;
use tonic::transport::{Channel, Error};

const VERSION: &str = "x-commonweal-version";
const EXECUTORS: &str = "x-commonweal-executors";

/// What a scheduler says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) version: String,
    pub(crate) executors: usize,
}

/// The version of this build.
pub(crate) fn version() -> String {
    let ballista = ballista_core::BALLISTA_VERSION;
    format!("{} (Ballista {ballista})", env!("CARGO_PKG_VERSION"))
}

/// Answers for a scheduler.
#[derive(Clone)]
pub(crate) struct RollCall {
    executors: Arc<dyn Fn() -> usize + Send + Sync>,
}

impl RollCall {
    /// A service that counts executors with this function.
    pub(crate) fn new(executors: impl Fn() -> usize + Send + Sync + 'static) -> Self {
        Self {
            executors: Arc::new(executors),
        }
    }
}

impl NamedService for RollCall {
    const NAME: &'static str = "commonweal.RollCall";
}

impl Service<http::Request<Body>> for RollCall {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        let mut response = http::Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(EXECUTORS, http::HeaderValue::from((self.executors)()));
        if let Ok(version) = http::HeaderValue::from_str(&version()) {
            headers.insert(VERSION, version);
        }
        ready(Ok(response))
    }
}

/// Asks; nothing where whoever answers is no scheduler of ours.
pub(crate) async fn ask(channel: &mut Channel) -> Result<Option<Standing>, Error> {
    std::future::poll_fn(|context| channel.poll_ready(context)).await?;
    let mut question = http::Request::new(Body::empty());
    *question.method_mut() = http::Method::POST;
    *question.uri_mut() = http::Uri::from_static("/commonweal.RollCall/Ask");
    let answer = channel.call(question).await?;
    let said = |name: &str| answer.headers().get(name)?.to_str().ok();
    let standing = said(VERSION)
        .zip(said(EXECUTORS))
        .and_then(|(version, executors)| {
            Some(Standing {
                version: version.to_owned(),
                executors: executors.parse().ok()?,
            })
        });
    Ok(standing)
}
