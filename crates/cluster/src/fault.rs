//! What errors of a cluster mean to whoever asked.
//!
//! Ballista hands errors on as text, from another machine and often from the inside of several others. This is the one
//! place that reads that text.

use datafusion::error::DataFusionError;
use evidence_datafusion::sessions::{Fault, without_parts};

/// What Ballista's text says, what happened, and what to do. The first that fits counts.
const MACHINES: [(&[&str], &str); 5] = [
    (
        &["no live executors", "no executors", "No executors"],
        "the last executor is gone; start one with `commonweal cluster executor`, and ask again",
    ),
    (
        &["Resources exhausted", "ResourcesExhausted"],
        "an executor has too little memory for it; give executors more with --memory, or start more of them",
    ),
    (
        &[
            "No such file or directory",
            "Object at location",
            "NotFound",
        ],
        "a machine of the cluster cannot find the file; every one must see it at the same path, and the folder for passing \
         files (TMPDIR) too, or name it in object storage",
    ),
    (
        &[
            "PermissionDenied",
            "Permission denied",
            "Unauthenticated",
            "AccessDenied",
        ],
        "a machine of the cluster may not read the file; look at its owner, or at the keys in that machine’s environment",
    ),
    (
        &[
            "transport error",
            "GrpcConnectionError",
            "tcp connect error",
            "h2 protocol error",
            "BrokenPipe",
        ],
        "a connection within the cluster broke; look whether the scheduler and the executors still run, and ask again",
    ),
];

/// What an error of a session of the cluster at this address means.
pub(crate) fn of(address: &str, error: &DataFusionError) -> Fault {
    let said = error.to_string();
    for (signs, words) in MACHINES {
        if signs.iter().any(|sign| said.contains(sign)) {
            tracing::info!(error = said, "the cluster at {address} failed");
            return Fault::Machines(words.to_owned());
        }
    }
    Fault::Question(innermost(&error.find_root().strip_backtrace()))
}

/// What the innermost part of an error says. Ballista writes `Job 1 failed: … DataFusionError(Execution("rate: …"))`, with
/// the text as Rust quotes it.
fn innermost(said: &str) -> String {
    let said = without_parts(said);
    let quoted = said
        .rsplit_once("(\"")
        .and_then(|(_, rest)| rest.rsplit_once("\")"))
        .map(|(text, _)| unquoted(text));
    let text = quoted.as_deref().unwrap_or_else(|| {
        let lead = said.split_once(" failed: ");
        lead.filter(|(job, _)| job.starts_with("Job "))
            .map_or(said.as_str(), |(_, rest)| rest)
    });
    without_parts(text)
}

/// Text as it was before Rust quoted it.
fn unquoted(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some(quoted) => plain.push(quoted),
                None => {}
            },
            plain_letter => plain.push(plain_letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use datafusion::error::DataFusionError;
    use evidence_datafusion::sessions::Fault;

    fn fault(said: &str) -> Fault {
        super::of(
            "http://127.0.0.1:50050",
            &DataFusionError::Execution(said.to_owned()),
        )
    }

    #[test]
    fn a_question_that_fails_says_why_and_not_where() {
        for (said, words) in [
            (
                "Job 038GXFCAKC000 failed: Job failed due to stage 1 failed: Task failed due to runtime execution error: \
                 DataFusionError(Shared(External(DataFusionError(Execution(\"rate: column count: “\\\"a\\\"” is no number\")))))",
                "rate: column count: “\"a\"” is no number",
            ),
            (
                "Job 1 failed: Task failed due to runtime execution error: DataFusionError(ArrowError(CastError(\"Cannot \
                 cast string 'Barnet' to value of Int32 type\")))",
                "Cannot cast string 'Barnet' to value of Int32 type",
            ),
            (
                "Job 1 failed: nothing more is known",
                "nothing more is known",
            ),
            ("a word", "a word"),
        ] {
            assert_eq!(fault(said), Fault::Question(words.to_owned()));
        }
    }

    #[test]
    fn machines_that_fail_say_what_to_do() {
        for (said, words) in [
            (
                "Job 1 failed: all executors were lost and no executor re-registered within 3s; no executors remain",
                "cluster executor",
            ),
            (
                "Job 1 failed: ResourcesExhausted(\"Failed to allocate\")",
                "--memory",
            ),
            (
                "Job 1 failed: ObjectStore(NotFound { path: \"/data/a.parquet\" })",
                "same path",
            ),
            ("transport error", "still run"),
        ] {
            match fault(said) {
                Fault::Machines(found) => assert!(found.contains(words), "{found}"),
                Fault::Question(found) => panic!("{found}"),
            }
        }
    }
}
