//! A server of files for one test: plain HTTP with parts of files, and, where it is given a key, as much of S3 as reading
//! one file takes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server under way. It ends with the test.
pub(crate) struct FileServer {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

struct Shelf {
    files: BTreeMap<String, Vec<u8>>,
    /// The key that must have signed each request, where one must.
    key: Option<&'static str>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl FileServer {
    /// Serves files by their paths, which begin with a slash.
    pub(crate) fn of(files: &[(&str, Vec<u8>)], key: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let shelf = Arc::new(Shelf {
            files: files
                .iter()
                .map(|(path, bytes)| ((*path).to_owned(), bytes.clone()))
                .collect(),
            key,
            asked: Arc::clone(&asked),
        });
        thread::spawn(move || {
            for connection in listener.incoming() {
                let shelf = Arc::clone(&shelf);
                // A client that goes away in the middle is no failure of the server.
                thread::spawn(move || connection.map(|connection| shelf.serve(&connection)));
            }
        });
        Self { address, asked }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked for, each as `GET /path bytes=0-3`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Shelf {
    fn serve(&self, connection: &TcpStream) -> std::io::Result<()> {
        let mut from = BufReader::new(connection);
        loop {
            let mut line = String::new();
            if from.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let mut words = line.split_whitespace();
            let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let (mut range, mut signed) = (None, None);
            loop {
                let mut heading = String::new();
                from.read_line(&mut heading)?;
                let Some((name, value)) = heading.trim().split_once(':') else {
                    break;
                };
                match name.to_ascii_lowercase().as_str() {
                    "range" => range = Some(value.trim().to_owned()),
                    "authorization" => signed = Some(value.trim().to_owned()),
                    _ => {}
                }
            }
            let part = range.clone().unwrap_or_default();
            let asked = format!("{method} {path} {part}");
            self.asked.lock().unwrap().push(asked.trim().to_owned());
            self.answer(
                connection,
                method,
                path,
                range.as_deref(),
                signed.as_deref(),
            )?;
        }
    }

    fn answer(
        &self,
        mut to: &TcpStream,
        method: &str,
        path: &str,
        range: Option<&str>,
        signed: Option<&str>,
    ) -> std::io::Result<()> {
        let is_let = self.key.is_none_or(|key| {
            signed.is_some_and(|signed| signed.contains(&format!("Credential={key}/")))
        });
        let refusal = |status: &str, code: &str| {
            let body = format!("<Error><Code>{code}</Code></Error>");
            format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {}\r\n\r\n{}",
                body.len(),
                if method == "HEAD" { "" } else { &body }
            )
        };
        if !is_let {
            return to.write_all(refusal("403 Forbidden", "AccessDenied").as_bytes());
        }
        let Some(bytes) = self.files.get(path) else {
            return to.write_all(refusal("404 Not Found", "NoSuchKey").as_bytes());
        };
        let all = bytes.len();
        let (first, last) =
            match range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-')) {
                // The last so many bytes.
                Some(("", many)) => (all.saturating_sub(many.parse().unwrap()), all),
                Some((first, "")) => (first.parse().unwrap(), all),
                Some((first, last)) => {
                    let last: usize = last.parse().unwrap();
                    (first.parse().unwrap(), (last + 1).min(all))
                }
                None => (0, all),
            };
        let status = if range.is_some() {
            format!(
                "206 Partial Content\r\nContent-Range: bytes {first}-{}/{all}",
                last.saturating_sub(1)
            )
        } else {
            "200 OK".to_owned()
        };
        write!(
            to,
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nAccept-Ranges: bytes\r\nETag: \"{all:x}\"\r\n\
             Last-Modified: Thu, 08 Sep 2022 09:00:00 GMT\r\n\r\n",
            last - first
        )?;
        if method == "HEAD" {
            return Ok(());
        }
        to.write_all(&bytes[first..last])
    }
}
