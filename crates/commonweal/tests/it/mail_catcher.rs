//! A mail server for one test: it takes every letter and keeps it. It speaks just enough of RFC 5321 for that.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// A mail server that catches letters.
pub(crate) struct MailCatcher {
    address: String,
    letters: Receiver<String>,
}

/// How long a letter may take before the test has failed.
const PATIENCE: Duration = Duration::from_mins(1);

impl MailCatcher {
    /// A server that refuses mailboxes with this word in them.
    pub(crate) fn refusing(word: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (caught, letters) = channel();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let caught = caught.clone();
                // A client that goes away in the middle is no failure of the server.
                thread::spawn(move || serve(&connection.unwrap(), word, &caught));
            }
        });
        Self { address, letters }
    }

    /// Its address, as `--mail-server` takes it.
    pub(crate) fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next letter, with its headings.
    pub(crate) fn letter(&self) -> String {
        self.letters.recv_timeout(PATIENCE).unwrap()
    }

    /// Whether nothing more was caught.
    pub(crate) fn is_empty(&self) -> bool {
        self.letters.try_recv().is_err()
    }
}

fn serve(connection: &TcpStream, refused: &str, caught: &Sender<String>) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection).lines();
    let say = |words: &str| write!(&mut &*connection, "{words}\r\n");
    say("220 catcher")?;
    while let Some(line) = lines.next().transpose()? {
        let command = line.split_whitespace().next().unwrap_or_default();
        match command.to_ascii_uppercase().as_str() {
            "RCPT" if line.contains(refused) => say("550 no such mailbox")?,
            "DATA" => {
                say("354 go on")?;
                let mut letter = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    letter += line.strip_prefix('.').unwrap_or(&line);
                    letter.push('\n');
                }
                // A test that ended meanwhile asks for no more letters.
                let _ = caught.send(letter);
                say("250 caught")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 fine")?,
        }
    }
    Ok(())
}
