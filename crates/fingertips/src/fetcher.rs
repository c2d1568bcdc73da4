//! Asking politely: one request at a time, with a pause, with what is known already, and not for ever.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE, RETRY_AFTER,
};
use reqwest::{Client, Response, StatusCode, redirect};
use thiserror::Error;
use tokio::io::AsyncWriteExt;
use url::Url;

use crate::answers::Expected;
use crate::cache::{Begun, Cache, Entry};
use crate::retry_after::retry_after;

/// Redirects to the same host that are followed.
const MOST_REDIRECTS: usize = 5;

/// What tells the time and waits, so that tests need neither.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Ends after `time`.
    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// How to ask.
#[derive(Debug, Clone)]
pub struct Manners {
    /// What we say we are, with how to reach whoever runs us.
    pub user_agent: String,
    /// Between two requests.
    pub pause: Duration,
    /// How often one address is asked before we give up; at least once.
    pub tries: u32,
    /// The longest wait that a server may ask of us.
    pub longest_wait: Duration,
    /// The most bytes that one answer may have.
    pub most_bytes: u64,
    /// How long the server may be silent.
    pub silence: Duration,
    /// What was confirmed less long ago is taken without asking.
    pub fresh_for: Duration,
    /// Whether the system's proxy is used.
    pub system_proxy: bool,
}

impl Manners {
    /// The manners that a public service may expect: a second between requests, five tries, answers up to 512 MB.
    #[must_use]
    pub fn of(user_agent: String) -> Self {
        Self {
            user_agent,
            pause: Duration::from_secs(1),
            tries: 5,
            longest_wait: Duration::from_mins(10),
            most_bytes: 512 * 1024 * 1024,
            silence: Duration::from_mins(5),
            fresh_for: Duration::from_hours(1),
            system_proxy: true,
        }
    }
}

/// Why something was not fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The server refuses, and would again.
    #[error("{url} was refused with {status}: {reason}")]
    Refused {
        /// What was asked.
        url: Url,
        /// What was answered.
        status: u16,
        /// What to make of it.
        reason: &'static str,
    },
    /// Tried as often as is polite.
    #[error(
        "{url} was asked {tries} times without success; the last time {last}. What had arrived is kept: the same command goes on from there"
    )]
    GaveUp {
        /// What was asked.
        url: Url,
        /// How often.
        tries: u32,
        /// What went wrong at last.
        last: String,
    },
    /// The server wants us to wait longer than we are prepared to.
    #[error("{url} may be asked again only in {seconds} seconds; start the same command then")]
    AskedToWait {
        /// What was asked.
        url: Url,
        /// How long the server asks us to wait.
        seconds: u64,
    },
    /// The answer leads elsewhere.
    #[error(
        "{url} sends us to another place, {to}, which is not followed; if the service has moved, name its new address"
    )]
    Elsewhere {
        /// What was asked.
        url: Url,
        /// Where we were sent.
        to: String,
    },
    /// The answer is not what it should be.
    #[error("the answer of {url} is not used: {fault}")]
    NotData {
        /// What was asked.
        url: Url,
        /// What is wrong with it.
        fault: String,
    },
    /// The answer is larger than is taken.
    #[error("the answer of {url} is larger than {most} bytes; ask for fewer indicators at a time")]
    TooLarge {
        /// What was asked.
        url: Url,
        /// The most that is taken.
        most: u64,
    },
    /// The connection cannot be prepared.
    #[error("the connection cannot be prepared: {0}")]
    Client(String),
    /// The cache cannot be read or written.
    #[error("the folder of fetched files cannot be used")]
    Cache(#[from] io::Error),
}

/// Whether what was fetched is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing was known of this address, or its content has changed.
    New,
    /// The server has what it had.
    Unchanged,
    /// It was confirmed so lately that nobody was asked.
    Fresh,
}

/// What is kept of an address.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// What was asked.
    pub url: Url,
    /// Whether it is news.
    pub found: Found,
    /// What is known of it.
    pub entry: Entry,
    /// Where its content lies.
    pub file: PathBuf,
}

/// Asks one address at a time and keeps what it answers.
pub struct Fetcher<'a> {
    client: Client,
    cache: Cache,
    manners: Manners,
    clock: &'a dyn Clock,
    asked_before: bool,
}

/// What one try came to, where it is not final.
enum Try {
    Done(Box<Fetched>),
    /// Again, after a wait that the server may have set.
    Again {
        last: String,
        wait: Option<Duration>,
    },
}

impl<'a> Fetcher<'a> {
    /// Prepares to ask.
    pub fn new(cache: Cache, manners: Manners, clock: &'a dyn Clock) -> Result<Self, FetchError> {
        // Redirects are looked at one by one: what leaves the host is not followed.
        let same_host = redirect::Policy::custom(|attempt| {
            let from = attempt.previous().first();
            let stays = from.is_some_and(|from| {
                from.origin() == attempt.url().origin()
                    || (from.host() == attempt.url().host()
                        && from.scheme() == "http"
                        && attempt.url().scheme() == "https")
            });
            if stays && attempt.previous().len() <= MOST_REDIRECTS {
                attempt.follow()
            } else {
                attempt.stop()
            }
        });
        let mut builder = Client::builder()
            .user_agent(&manners.user_agent)
            .redirect(same_host)
            .connect_timeout(Duration::from_secs(20))
            .read_timeout(manners.silence)
            .gzip(true);
        if !manners.system_proxy {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| FetchError::Client(with_causes(&error)))?;
        Ok(Self {
            client,
            cache,
            manners,
            clock,
            asked_before: false,
        })
    }

    /// Gives the content of an address: from the cache where it is fresh or the server says that it has not changed, else
    /// from the server, going on where an earlier answer broke off.
    pub async fn get(&mut self, url: &Url, expected: Expected) -> Result<Fetched, FetchError> {
        let known = self.cache.entry(url.as_str())?;
        if let Some(entry) = &known {
            let age = self.clock.now().duration_since(entry.fetched_at);
            let is_fresh = Duration::try_from(age).is_ok_and(|age| age < self.manners.fresh_for);
            if is_fresh {
                return Ok(self.fetched(url, Found::Fresh, entry.clone()));
            }
        }
        let tries = self.manners.tries.max(1);
        let mut last = String::new();
        for number in 1..=tries {
            if self.asked_before {
                self.clock.wait(self.manners.pause).await;
            }
            self.asked_before = true;
            match self.once(url, expected, known.as_ref()).await? {
                Try::Done(fetched) => return Ok(*fetched),
                Try::Again { last: words, wait } => {
                    last = words;
                    if let Some(asked) = wait.filter(|asked| *asked > self.manners.longest_wait) {
                        return Err(FetchError::AskedToWait {
                            url: url.clone(),
                            seconds: asked.as_secs(),
                        });
                    }
                    if number < tries {
                        // 2, 4, 8 … seconds, unless the server says how long.
                        let doubled = Duration::from_secs(1 << number.min(9));
                        let wait = wait.unwrap_or(doubled).min(self.manners.longest_wait);
                        self.clock.wait(wait).await;
                    }
                }
            }
        }
        Err(FetchError::GaveUp {
            url: url.clone(),
            tries,
            last,
        })
    }

    fn fetched(&self, url: &Url, found: Found, entry: Entry) -> Fetched {
        Fetched {
            url: url.clone(),
            found,
            file: self.cache.path(&entry.sha256),
            entry,
        }
    }

    async fn once(
        &self,
        url: &Url,
        expected: Expected,
        known: Option<&Entry>,
    ) -> Result<Try, FetchError> {
        let address = url.as_str();
        let begun = self.cache.begun(address);
        let mut request = self.client.get(url.clone());
        if let Some((bytes, begun)) = &begun {
            request = request
                .header(RANGE, format!("bytes={bytes}-"))
                .header(IF_RANGE, &begun.validator);
        } else if let Some(known) = known {
            if let Some(etag) = &known.etag {
                request = request.header(IF_NONE_MATCH, etag);
            } else if let Some(date) = &known.last_modified {
                request = request.header(IF_MODIFIED_SINCE, date);
            }
        }
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                return Ok(Try::Again {
                    last: format!("there was no answer ({})", with_causes(&error)),
                    wait: None,
                });
            }
        };
        let status = answer.status();
        if let (StatusCode::NOT_MODIFIED, Some(known)) = (status, known) {
            let entry = Entry {
                fetched_at: self.clock.now(),
                ..known.clone()
            };
            self.cache.note(address, &entry)?;
            let fetched = self.fetched(url, Found::Unchanged, entry);
            return Ok(Try::Done(Box::new(fetched)));
        }
        match status {
            StatusCode::RANGE_NOT_SATISFIABLE if begun.is_some() => {
                self.cache.forget_begun(address)?;
                Ok(Try::Again {
                    last: "the rest of a broken answer was not there".to_owned(),
                    wait: None,
                })
            }
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => {
                self.take(url, expected, known, begun, answer).await
            }
            _ if status.is_redirection() => Err(FetchError::Elsewhere {
                url: url.clone(),
                to: header(answer.headers(), "location").unwrap_or_else(|| "nowhere".to_owned()),
            }),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
                Ok(self.again(status, answer.headers()))
            }
            _ if status.is_server_error() => Ok(self.again(status, answer.headers())),
            _ => Err(FetchError::Refused {
                url: url.clone(),
                status: status.as_u16(),
                reason: match status {
                    StatusCode::NOT_FOUND => {
                        "there is nothing at this address; see that the address of the interface and the numbers are right"
                    }
                    StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                        "we may not ask this; a proxy on the way may be the reason"
                    }
                    StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
                        "the proxy wants a name and a password"
                    }
                    _ => "it does not take the question as it was put",
                },
            }),
        }
    }

    fn again(&self, status: StatusCode, headers: &HeaderMap) -> Try {
        let wait = header(headers, RETRY_AFTER.as_str())
            .and_then(|words| retry_after(&words, self.clock.now()));
        Try::Again {
            last: format!("it answered {}", status.as_u16()),
            wait,
        }
    }

    /// Takes a body in. What breaks off stays where it can be continued.
    async fn take(
        &self,
        url: &Url,
        expected: Expected,
        known: Option<&Entry>,
        begun: Option<(u64, Begun)>,
        answer: Response,
    ) -> Result<Try, FetchError> {
        let address = url.as_str();
        let headers = answer.headers().clone();
        let (bytes, begun) = match begun {
            Some((bytes, begun)) if answer.status() == StatusCode::PARTIAL_CONTENT => {
                let goes_on = header(&headers, CONTENT_RANGE.as_str())
                    .is_some_and(|range| range.starts_with(&format!("bytes {bytes}-")));
                if !goes_on {
                    self.cache.forget_begun(address)?;
                    return Ok(Try::Again {
                        last: "another part was sent than the one asked for".to_owned(),
                        wait: None,
                    });
                }
                (bytes, Some(begun))
            }
            _ if answer.status() == StatusCode::PARTIAL_CONTENT => {
                return Err(FetchError::NotData {
                    url: url.clone(),
                    fault: "a part was sent and the whole was asked for".to_owned(),
                });
            }
            _ => {
                self.cache.forget_begun(address)?;
                (0, to_be_continued(&headers))
            }
        };
        if header(&headers, CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("text/html")) {
            return Err(FetchError::NotData {
                url: url.clone(),
                fault: "it is a web page".to_owned(),
            });
        }
        if answer
            .content_length()
            .is_some_and(|length| length.saturating_add(bytes) > self.manners.most_bytes)
        {
            return Err(self.too_large(url));
        }
        if let Some(again) = self.receive(url, answer, bytes, begun.as_ref()).await? {
            return Ok(again);
        }
        if let Some(fault) = expected.fault(&self.cache.partial(address))? {
            self.cache.forget_begun(address)?;
            return Err(FetchError::NotData {
                url: url.clone(),
                fault,
            });
        }
        let (etag, last_modified) = match begun {
            Some(begun) => (begun.etag, begun.last_modified),
            None => validators(&headers),
        };
        let entry = self
            .cache
            .keep(address, etag, last_modified, self.clock.now())?;
        let found = match known {
            Some(known) if known.sha256 == entry.sha256 => Found::Unchanged,
            _ => Found::New,
        };
        Ok(Try::Done(Box::new(self.fetched(url, found, entry))))
    }

    fn too_large(&self, url: &Url) -> FetchError {
        FetchError::TooLarge {
            url: url.clone(),
            most: self.manners.most_bytes,
        }
    }

    /// Writes a body behind what is there. Gives why it must be asked for again, where it broke off.
    async fn receive(
        &self,
        url: &Url,
        mut answer: Response,
        mut bytes: u64,
        begun: Option<&Begun>,
    ) -> Result<Option<Try>, FetchError> {
        let address = url.as_str();
        let mut file = tokio::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.cache.partial(address))
            .await?;
        // Noted before the first byte, so that a process that is killed leaves what the next one can go on with.
        self.cache.note_begun(address, begun)?;
        loop {
            match answer.chunk().await {
                Ok(None) => break,
                Ok(Some(chunk)) => {
                    bytes += chunk.len() as u64;
                    if bytes > self.manners.most_bytes {
                        self.cache.forget_begun(address)?;
                        return Err(self.too_large(url));
                    }
                    file.write_all(&chunk).await?;
                }
                Err(error) => {
                    file.flush().await?;
                    if begun.is_none() {
                        self.cache.forget_begun(address)?;
                    }
                    return Ok(Some(Try::Again {
                        last: format!(
                            "the answer broke off after {bytes} bytes ({})",
                            with_causes(&error)
                        ),
                        wait: None,
                    }));
                }
            }
        }
        file.flush().await?;
        Ok(None)
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned())
}

fn validators(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    (
        header(headers, ETAG.as_str()),
        header(headers, LAST_MODIFIED.as_str()),
    )
}

/// How an answer could be continued: it has a length (a packed one has none by now), takes ranges, and has a strong validator.
fn to_be_continued(headers: &HeaderMap) -> Option<Begun> {
    header(headers, CONTENT_LENGTH.as_str())?;
    let takes_ranges = header(headers, ACCEPT_RANGES.as_str())? == "bytes";
    let (etag, last_modified) = validators(headers);
    let strong = etag.clone().filter(|etag| !etag.starts_with("W/"));
    takes_ranges.then_some(Begun {
        validator: strong?,
        etag,
        last_modified,
    })
}

/// An error of the connection in one line: the library's own words leave out why.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        cause = inner.source();
    }
    words
}
