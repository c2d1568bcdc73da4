//! `commonweal serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::machine::{Machine, commonweal, output};
use crate::mail_catcher::MailCatcher;

/// A server under way. Dropping it ends it.
pub(crate) struct Server {
    child: Child,
    address: String,
    messages: BufReader<std::process::ChildStderr>,
}

impl Server {
    fn start(data: &Path) -> Self {
        Self::start_with(data, &["--today", "2022-09-08"])
    }

    fn start_with(data: &Path, options: &[&str]) -> Self {
        Self::start_in(data, options, &[])
    }

    /// With something in the environment.
    pub(crate) fn start_in(data: &Path, options: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = commonweal(data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(options)
            .envs(environment.iter().copied())
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut messages = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        messages.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("Commonweal is at http://")
            .unwrap_or_else(|| panic!("{line}"))
            .to_owned();
        Self {
            child,
            address,
            messages,
        }
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    /// Signs somebody of the demonstration in, and gives the cookie that says so.
    pub(crate) fn sign_in(&self, machine: &Machine, name: &str) -> String {
        let address = format!("{name}@demonstration.example");
        let link = machine.run(&["sign-in", &address]).done();
        let (_, path) = link.out.trim().split_once("/sign-in/").unwrap();
        let signed_in = self.ask("POST", &format!("/sign-in/{path}"), "", "");
        let cookie = header(&signed_in, "set-cookie");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// What is answered to somebody with a cookie, head and body.
    pub(crate) fn ask(&self, method: &str, path: &str, cookie: &str, form: &str) -> String {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        write!(
            connection,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_answers_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path());
    let health = server.get("/health");
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    assert!(health.contains("content-security-policy"), "{health}");
    assert!(server.get("/sign-in").contains("<h1"));
    let asked = Command::new("kill")
        .arg(server.child.id().to_string())
        .status()
        .unwrap();
    assert!(asked.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    server.messages.read_to_string(&mut rest).unwrap();
    assert!(
        rest.contains("The board's date is fixed at 2022-09-08"),
        "{rest}"
    );
    assert!(rest.contains("--first-administrator"), "{rest}");
    assert!(rest.ends_with("Stopped.\n"), "{rest}");
}

#[test]
fn a_link_made_while_it_runs_works_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let (code, link, err) = output(commonweal(folder.path()).args([
        "sign-in",
        "officer@council.example",
        "--first-administrator",
        "Board officer",
    ]));
    assert_eq!(code, Some(0), "{err}");
    let path = link.trim().strip_prefix("http://127.0.0.1:8080").unwrap();
    assert!(server.get(path).contains("Sign in as Board officer?"));
}

#[test]
fn a_port_in_use_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, out, err) = output(commonweal(folder.path()).args(["serve", "--listen", &address]));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("choose another place with --listen"), "{err}");
}

#[test]
fn a_site_without_encryption_is_not_served_to_others() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = output(
        commonweal(folder.path())
            .args(["--address", "http://board.example"])
            .args(["serve", "--listen", "127.0.0.1:0"]),
    );
    assert_eq!(code, Some(2));
    assert!(err.contains("in the clear"), "{err}");
}

#[test]
fn a_demonstration_is_served_on_its_own_day_with_links_to_sign_in_by() {
    let folder = tempfile::tempdir().unwrap();
    let (code, table, err) = output(commonweal(folder.path()).arg("demo"));
    assert_eq!(code, Some(0), "{err}");
    assert!(table.contains("people"), "{table}");
    let (code, again, err) = output(commonweal(folder.path()).arg("demo"));
    assert_eq!((code, again), (Some(0), table), "{err}");

    let mut server = Server::start_with(folder.path(), &[]);
    let mut said = String::new();
    let mut links = Vec::new();
    while links.len() < 5 {
        said.clear();
        assert!(
            server.messages.read_line(&mut said).unwrap() > 0,
            "it ended early"
        );
        if let Some((_, path)) = said.trim().split_once(&server.address) {
            links.push(path.to_owned());
        }
    }
    let page = server.get(&links[0]);
    assert!(page.contains("Sign in as Board officer?"), "{page}");
    assert!(
        server
            .get("/hackney")
            .contains("Hackney Health and Wellbeing Board")
    );
}

#[test]
fn the_outbox_leaves_by_itself_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = output(commonweal(folder.path()).arg("demo"));
    assert_eq!(code, Some(0), "{err}");
    let catcher = MailCatcher::refusing("nobody-at-all");
    let url = catcher.url();
    let mail = [
        "--mail-server",
        &url,
        "--mail-from",
        "board@council.example",
    ];
    let _server = Server::start_with(folder.path(), &mail);
    let letter = catcher.letter();
    assert!(letter.contains("From: board@council.example"), "{letter}");
    assert!(letter.contains("Dear "), "{letter}");
}

/// What an answer says in a header.
pub(crate) fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    answer
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .unwrap_or_else(|| panic!("{answer}"))
}
