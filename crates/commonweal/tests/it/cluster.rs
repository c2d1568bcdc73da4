//! `cluster`: a scheduler and executors in processes of their own, and commands that let them do the work.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use serde_json::Value;

use crate::fixture::smoking;
use crate::machine::{Machine, Said, commonweal, output};

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_mins(2);
/// How often a scheduler is asked whether its executors have come, each time in a process of its own.
const ATTEMPTS: usize = 2_000;
/// How far a double may lie from that of one process: sums are added up in another order.
const TOLERANCE: f64 = 1e-12;

/// A part of a cluster. Dropping it ends it.
struct Part {
    child: Child,
    lines: Receiver<String>,
    said: Arc<Mutex<Vec<String>>>,
}

impl Part {
    fn start(words: &[&str]) -> Self {
        let mut child = commonweal(Path::new("no-data"))
            .args([
                "--log",
                "warn,ballista_executor::execution_loop=info",
                "cluster",
            ])
            .args(words)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let messages = BufReader::new(child.stderr.take().unwrap());
        let keep = Arc::clone(&said);
        thread::spawn(move || {
            for line in messages.lines().map_while(Result::ok) {
                keep.lock().unwrap().push(line.clone());
                // The test may have ended, and nobody reads on.
                let _ = sender.send(line);
            }
        });
        Self { child, lines, said }
    }

    /// Waits for a line with these words.
    fn line(&self, words: &str) -> String {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(_) => {}
                Err(gone) => panic!("{gone}, no “{words}” in {:?}", self.said.lock().unwrap()),
            }
        }
    }

    /// Asks it to end, and gives its exit code.
    fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Cluster {
    scheduler: Part,
    url: String,
    executors: Vec<Part>,
    options: Vec<String>,
}

impl Cluster {
    fn new(executors: usize) -> Self {
        Self::with(executors, &[])
    }

    fn with(executors: usize, options: &[&str]) -> Self {
        let mut words = vec!["scheduler", "--listen", "127.0.0.1:0", "--lost-after", "3"];
        words.extend(options);
        let scheduler = Part::start(&words);
        let line = scheduler.line("The scheduler is at ");
        let url = line.rsplit(' ').next().unwrap().to_owned();
        let mut cluster = Self {
            scheduler,
            url,
            executors: Vec::new(),
            options: options.iter().map(|option| (*option).to_owned()).collect(),
        };
        cluster.grow(executors);
        cluster
    }

    /// Starts executors until there are so many.
    fn grow(&mut self, wanted: usize) {
        while self.executors.len() < wanted {
            let mut words = vec!["executor", "--slots", "1", "--scheduler", &self.url];
            words.extend(self.options.iter().map(String::as_str));
            self.executors.push(Part::start(&words));
        }
        let came = (0..ATTEMPTS).any(|_| self.status() == wanted as u64);
        assert!(came, "{wanted} executors never came");
    }

    fn status(&self) -> u64 {
        let mut words = vec!["cluster", "status", &self.url, "--json"];
        words.extend(self.options.iter().map(String::as_str));
        let (code, out, err) = output(commonweal(Path::new("no-data")).args(words));
        assert_eq!(code, Some(0), "{err}");
        let standing: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(standing["scheduler"], self.url.as_str());
        standing["executors"].as_u64().unwrap()
    }

    fn run(&self, machine: &Machine, words: &[&str]) -> Said {
        let mut all = words.to_vec();
        all.extend(["--cluster", &self.url]);
        all.extend(self.options.iter().map(String::as_str));
        machine.run(&all)
    }
}

/// Records of people with an ethnic category, a sex and a tenth of deprivation, so many in each row group.
pub(crate) fn parquet_of_records(rows: usize, in_each: usize) -> Vec<u8> {
    let codes = ["A", "B", "M", "R", "Z", "", "99", "Q9"];
    // A multiplicative step that meets every row once and looks like chance.
    let drawn =
        |row: usize, salt: usize| row.wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503) >> 7;
    let texts = |cell: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new(
            (0..rows)
                .map(|row| Some(cell(row)))
                .collect::<StringArray>(),
        )
    };
    let batch = RecordBatch::try_from_iter([
        (
            "Ethnic",
            texts(&|row| codes[drawn(row, 1) % codes.len()].to_owned()),
        ),
        (
            "Sex",
            texts(&|row| ["1", "2", "9"][drawn(row, 2) % 3].to_owned()),
        ),
        ("Tenth", texts(&|row| (1 + drawn(row, 3) % 10).to_string())),
        (
            "Person",
            texts(&|row| format!("{:020x}", drawn(row, 4) % (rows * 2 / 3))),
        ),
    ])
    .unwrap();
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(in_each))
        .set_dictionary_enabled(false)
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn stocktake(file: &str) -> Vec<&str> {
    vec![
        "stocktake",
        file,
        "--by",
        "ethnic-category,sex,deprivation",
        "--map",
        "ethnic-category=Ethnic",
        "--map",
        "sex=Sex",
        "--map",
        "deprivation=Tenth",
        "--person",
        "Person",
        "--json",
    ]
}

/// The same, but for the last digits of doubles and the number of a receipt.
fn assert_same(one: &Value, other: &Value, whole: &str) {
    match (one, other) {
        (Value::Object(ones), Value::Object(others)) => {
            assert!(ones.keys().eq(others.keys()), "{whole}");
            for (key, one) in ones {
                assert_same(one, &others[key], whole);
            }
        }
        (Value::Array(ones), Value::Array(others)) => {
            assert_eq!(ones.len(), others.len(), "{whole}");
            for (one, other) in ones.iter().zip(others) {
                assert_same(one, other, whole);
            }
        }
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            assert!(
                (one - other).abs() <= TOLERANCE * one.abs().max(other.abs()),
                "{one} is not {other} in {whole}"
            );
        }
        _ => assert_eq!(one, other, "{whole}"),
    }
}

#[test]
fn answers_are_those_of_one_process_whether_one_two_or_four_executors_work() {
    let machine = Machine::new();
    let figures = machine.write("smoking.csv", smoking(18.0));
    machine
        .run(&["import", &figures, "--data-set", "Smoking survey"])
        .done();
    let extract = machine.write("extract.parquet", parquet_of_records(40_000, 2_500));
    let text = machine.write("extract.csv", "Ethnic,Sex\nM,1\nM,2\nA,1\nZ,9\n");
    let measured = "select area_name, rate(count, denominator)['value'] as rate, \
                    proportion(count, denominator)['lower95'] as lower, sum(value) as added, stddev(value) as spread \
                    from observations group by area_name order by area_name";
    let joined = "select i.name, d.title, count(*) as many from observations o join indicators i on i.indicator = o.indicator \
                  join data_sets d on d.data_set = o.data_set group by i.name, d.title";
    let questions: [Vec<&str>; 6] = [
        stocktake(&extract),
        vec![
            "stocktake",
            &text,
            "--by",
            "sex",
            "--map",
            "sex=Sex",
            "--json",
        ],
        vec!["gap", "--indicator", "900", "--area", "E09000012", "--json"],
        vec!["sql", measured, "--format", "json"],
        vec!["sql", joined, "--format", "json"],
        vec![
            "sql",
            "select value from observations where area_code = 'E09000012' order by period",
            "--format",
            "json",
        ],
    ];
    let alone: Vec<Value> = questions
        .iter()
        .map(|words| machine.run(words).done().json())
        .collect();
    let mut cluster = Cluster::new(1);
    for executors in [1, 2, 4] {
        cluster.grow(executors);
        for (words, alone) in questions.iter().zip(&alone) {
            let found = cluster.run(&machine, words).done().json();
            assert_same(&found, alone, &format!("{words:?} with {executors}"));
        }
    }
    assert!(
        cluster.executors[0]
            .said
            .lock()
            .unwrap()
            .iter()
            .any(|line| line.contains("Received task")),
        "the work was done here"
    );
}

#[test]
fn an_executor_that_is_killed_in_the_middle_does_not_change_the_answer() {
    let machine = Machine::new();
    let extract = machine.write("extract.parquet", parquet_of_records(160_000, 10_000));
    let words = stocktake(&extract);
    let alone = machine.run(&words).done().json();
    let mut cluster = Cluster::new(2);
    let mut asking = commonweal(&machine.data())
        .args(&words)
        .args(["--cluster", &cluster.url])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut killed = cluster.executors.remove(0);
    // Its second task: what came of the first is lost with it.
    killed.line("Received task");
    killed.line("Received task");
    killed.child.kill().unwrap();
    killed.child.wait().unwrap();
    assert!(
        asking.try_wait().unwrap().is_none(),
        "the question was answered before anything was killed"
    );
    let answered = asking.wait_with_output().unwrap();
    let err = String::from_utf8(answered.stderr).unwrap();
    assert!(answered.status.success(), "{err}");
    let found: Value = serde_json::from_slice(&answered.stdout).unwrap();
    assert_eq!(found, alone);
}

#[test]
fn a_cluster_that_cannot_work_says_so_and_what_to_do() {
    let machine = Machine::new();
    let text = machine.write("extract.csv", "Sex\n1\n2\n");
    let on = |url: &str| {
        machine.run(&[
            "stocktake",
            &text,
            "--by",
            "sex",
            "--map",
            "sex=Sex",
            "--cluster",
            url,
        ])
    };
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = on(&format!("http://{free}"));
    assert_eq!(nobody.code, 1);
    assert!(nobody.err.contains("no scheduler answers"), "{nobody:?}");

    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap();
    thread::spawn(move || {
        for connection in other.incoming() {
            // Whoever asks has gone away when it does not like the answer.
            let _ = connection
                .unwrap()
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let stranger = on(&format!("http://{address}"));
    assert_eq!(stranger.code, 1);
    assert!(stranger.err.contains("no scheduler"), "{stranger:?}");

    for (url, words) in [
        ("127.0.0.1:50050", "no address of a cluster"),
        ("https://127.0.0.1:50050", "needs a certificate"),
    ] {
        let refused = on(url);
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains(words), "{refused:?}");
    }

    let empty = Cluster::new(0);
    let idle = on(&empty.url);
    assert_eq!(idle.code, 1);
    assert!(
        idle.err.contains("has no executors; start one with"),
        "{idle:?}"
    );
}

#[test]
fn a_cluster_that_is_lost_on_the_way_ends_the_question() {
    let machine = Machine::new();
    let extract = machine.write("extract.parquet", parquet_of_records(160_000, 10_000));
    let ask = |cluster: &Cluster| {
        commonweal(&machine.data())
            .args(stocktake(&extract))
            .args(["--cluster", &cluster.url])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let refused = |asking: Child| {
        let answered = asking.wait_with_output().unwrap();
        assert_eq!(answered.status.code(), Some(1));
        String::from_utf8(answered.stderr).unwrap()
    };
    let mut cluster = Cluster::new(1);
    let asking = ask(&cluster);
    cluster.executors[0].line("Received task");
    cluster.executors.clear();
    let err = refused(asking);
    assert!(err.contains("the last executor is gone"), "{err}");

    cluster.grow(1);
    let asking = ask(&cluster);
    cluster.executors[0].line("Received task");
    cluster.scheduler.child.kill().unwrap();
    let err = refused(asking);
    assert!(
        err.contains("a connection within the cluster broke"),
        "{err}"
    );
}

#[test]
fn parts_stop_when_asked_and_leave_nothing_behind() {
    let machine = Machine::new();
    let extract = machine.write("extract.parquet", parquet_of_records(2_000, 500));
    let mut cluster = Cluster::new(0);
    let folder = machine.path("work");
    let executor = Part::start(&[
        "executor",
        "--scheduler",
        &cluster.url,
        "--work-dir",
        &folder.to_string_lossy(),
    ]);
    cluster.executors.push(executor);
    cluster.grow(1);
    cluster.run(&machine, &stocktake(&extract)).done();
    let executor = cluster.executors.remove(0);
    assert_eq!(executor.stop(), Some(0));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    cluster.grow(0);
    assert_eq!(cluster.scheduler.stop(), Some(0));
}

#[test]
fn an_address_that_others_reach_needs_certificates_or_a_word() {
    for words in [
        &["scheduler", "--listen", "0.0.0.0:0"][..],
        &[
            "executor",
            "--listen",
            "0.0.0.0:0",
            "--scheduler",
            "http://127.0.0.1:1",
        ],
    ] {
        let (code, _, err) = output(commonweal(Path::new("no-data")).arg("cluster").args(words));
        assert_eq!(code, Some(2));
        assert!(err.contains("reads every file"), "{err}");
        assert!(err.contains("--on-private-network"), "{err}");
    }
}

/// Certificates of one authority, made with OpenSSL.
fn certificates(machine: &Machine, name: &str) -> [String; 3] {
    let path = |file: &str| {
        machine
            .path(&format!("{name}-{file}"))
            .to_string_lossy()
            .into_owned()
    };
    let openssl = |words: &[&str]| {
        let (code, _, err) = output(Command::new("openssl").args(words));
        assert_eq!(code, Some(0), "{err}");
    };
    let (authority, authority_key) = (path("authority.pem"), path("authority.key"));
    let (certificate, key, request) = (
        path("machine.pem"),
        path("machine.key"),
        path("machine.csr"),
    );
    let curve = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
    ];
    let names = "subjectAltName=IP:127.0.0.1,DNS:localhost";
    openssl(
        &[
            &["req", "-x509"][..],
            &curve,
            &[
                "-keyout",
                &authority_key,
                "-out",
                &authority,
                "-subj",
                "/CN=Authority",
                "-days",
                "2",
            ],
        ]
        .concat(),
    );
    openssl(
        &[
            &["req"][..],
            &curve,
            &[
                "-keyout",
                &key,
                "-out",
                &request,
                "-subj",
                "/CN=Machine",
                "-addext",
                names,
            ],
        ]
        .concat(),
    );
    openssl(&[
        "x509",
        "-req",
        "-in",
        &request,
        "-CA",
        &authority,
        "-CAkey",
        &authority_key,
        "-CAcreateserial",
        "-copy_extensions",
        "copy",
        "-days",
        "2",
        "-out",
        &certificate,
    ]);
    [certificate, key, authority]
}

/// Three files as options.
fn options([certificate, key, authority]: &[String; 3]) -> [&str; 6] {
    [
        "--certificate",
        certificate,
        "--key",
        key,
        "--authority",
        authority,
    ]
}

#[test]
fn with_certificates_only_their_holders_take_part() {
    let machine = Machine::new();
    let extract = machine.write("extract.parquet", parquet_of_records(4_000, 500));
    let ours = certificates(&machine, "ours");
    let theirs = certificates(&machine, "theirs");
    let cluster = Cluster::with(2, &options(&ours));
    assert!(cluster.url.starts_with("https://"), "{}", cluster.url);
    let words = stocktake(&extract);
    let found = cluster.run(&machine, &words).done().json();
    assert_eq!(found, machine.run(&words).done().json());

    let with = |url: &str, more: &[&str]| {
        let mut all = words.clone();
        all.extend(["--cluster", url]);
        all.extend(more);
        machine.run(&all)
    };
    let stranger = with(&cluster.url, &options(&theirs));
    assert_eq!(stranger.code, 1);
    assert!(
        stranger.err.contains("no scheduler answers"),
        "{stranger:?}"
    );
    let plain = cluster.url.replace("https", "http");
    let unsecured = with(&plain, &[]);
    assert_eq!(unsecured.code, 1);
    assert!(
        unsecured.err.contains("no scheduler answers"),
        "{unsecured:?}"
    );
    let mixed = with(&plain, &options(&ours));
    assert_eq!(mixed.code, 2);
    assert!(mixed.err.contains("write https://"), "{mixed:?}");
}
