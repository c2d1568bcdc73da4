//! How records of different capabilities are joined: the relations of the thread, in one table.
//!
//! *Up* answers why, *down* answers so what. A relation lists the kinds that it may join; anything else is refused.

use crate::thread::{Registry, Relation, RelationSpec};
use crate::vocabulary::Kind;

/// A need, priority, paragraph, review or assessment rests on evidence.
pub const CITES: Relation = Relation("cites");
/// A priority answers a need.
pub const ADDRESSES: Relation = Relation("addresses");
/// A paragraph puts a priority, need or action into words.
pub const EXPRESSES: Relation = Relation("expresses");
/// An action delivers a priority.
pub const DELIVERS: Relation = Relation("delivers");
/// An action serves an outcome.
pub const SERVES: Relation = Relation("serves");
/// An outcome shows how a priority is going.
pub const MEASURES_PROGRESS_OF: Relation = Relation("measures progress of");
/// A round, decision or review was reported to a meeting.
pub const REPORTED_IN: Relation = Relation("reported in");
/// A recommendation was decided on in a meeting.
pub const DECIDED_IN: Relation = Relation("decided in");
/// Minutes record a meeting.
pub const RECORDS: Relation = Relation("records");
/// An action, need or piece of evidence came out of something that was said or decided.
pub const AROSE_FROM: Relation = Relation("arose from");
/// A recommendation became an action, a draft a strategy.
pub const BECAME: Relation = Relation("became");
/// Something said changed what is written or done.
pub const CHANGED: Relation = Relation("changed");
/// An action does work of a cross-cutting area.
pub const OVERLAPS: Relation = Relation("overlaps");
/// A later record takes the place of an earlier one.
pub const SUPERSEDES: Relation = Relation("supersedes");
/// A record corrects another, which is kept.
pub const CORRECTS: Relation = Relation("corrects");

/// Relations whose upper end comes later in the thread: the outcome that an action serves, the minute in which a round
/// was reported. Seen from below they answer *so what*.
pub const FORWARD: &[Relation] = &[SERVES, REPORTED_IN, BECAME, CHANGED];

const fn kind(name: &'static str) -> Kind {
    Kind(name)
}

const ACTION: Kind = kind("action");
const ASSESSMENT: Kind = kind("assessment");
const COURSE_REVIEW: Kind = kind("course-review");
const DECISION: Kind = kind("decision");
const ELEMENT: Kind = kind("element");
const EVENT: Kind = kind("event");
const EVIDENCE: Kind = kind("evidence-item");
const EVIDENCE_REVIEW: Kind = kind("evidence-review");
const ITEM: Kind = kind("item");
const NEED: Kind = kind("need");
const OUTCOME: Kind = kind("outcome");
const PARAGRAPH: Kind = kind("paragraph");
const PRIORITY: Kind = kind("priority");
const RECOMMENDATION: Kind = kind("recommendation");
const ROUND: Kind = kind("round");
const STRATEGY: Kind = kind("strategy");
const TEXT: Kind = kind("text");

const RELATIONS: &[RelationSpec] = &[
    RelationSpec {
        relation: CITES,
        joins: &[
            (NEED, EVIDENCE),
            (PRIORITY, EVIDENCE),
            (PARAGRAPH, EVIDENCE),
            (COURSE_REVIEW, EVIDENCE),
            (EVIDENCE_REVIEW, EVIDENCE),
            (ASSESSMENT, EVIDENCE),
        ],
        up: "rests on",
        down: "is the evidence for",
    },
    RelationSpec {
        relation: ADDRESSES,
        joins: &[(PRIORITY, NEED)],
        up: "answers",
        down: "is answered by",
    },
    RelationSpec {
        relation: EXPRESSES,
        joins: &[
            (PARAGRAPH, PRIORITY),
            (PARAGRAPH, NEED),
            (PARAGRAPH, ACTION),
        ],
        up: "puts into words",
        down: "is put into words in",
    },
    RelationSpec {
        relation: DELIVERS,
        joins: &[(ACTION, PRIORITY)],
        up: "delivers",
        down: "is delivered by",
    },
    RelationSpec {
        relation: SERVES,
        joins: &[(ACTION, OUTCOME)],
        up: "serves",
        down: "is served by",
    },
    RelationSpec {
        relation: MEASURES_PROGRESS_OF,
        joins: &[(OUTCOME, PRIORITY)],
        up: "measures progress of",
        down: "is measured by",
    },
    RelationSpec {
        relation: REPORTED_IN,
        joins: &[
            (ROUND, ITEM),
            (ROUND, PARAGRAPH),
            (DECISION, ITEM),
            (DECISION, PARAGRAPH),
            (COURSE_REVIEW, ITEM),
            (COURSE_REVIEW, PARAGRAPH),
            (OUTCOME, ITEM),
            (OUTCOME, PARAGRAPH),
            (TEXT, ITEM),
        ],
        up: "was reported in",
        down: "heard of",
    },
    RelationSpec {
        relation: DECIDED_IN,
        joins: &[
            (RECOMMENDATION, ITEM),
            (DECISION, ITEM),
            (DECISION, PARAGRAPH),
            (STRATEGY, ITEM),
        ],
        up: "was decided in",
        down: "decided on",
    },
    RelationSpec {
        relation: RECORDS,
        joins: &[(TEXT, EVENT)],
        up: "records",
        down: "is recorded in",
    },
    RelationSpec {
        relation: AROSE_FROM,
        joins: &[
            (ACTION, PARAGRAPH),
            (ACTION, ITEM),
            (ACTION, RECOMMENDATION),
            (ACTION, DECISION),
            (ACTION, EVENT),
            (ACTION, ASSESSMENT),
            (NEED, PARAGRAPH),
            (NEED, EVENT),
            (EVIDENCE, PARAGRAPH),
            (EVIDENCE, EVENT),
        ],
        up: "arose from",
        down: "gave rise to",
    },
    RelationSpec {
        relation: BECAME,
        joins: &[(RECOMMENDATION, ACTION), (TEXT, STRATEGY)],
        up: "became",
        down: "was once",
    },
    RelationSpec {
        relation: CHANGED,
        joins: &[
            (RECOMMENDATION, PARAGRAPH),
            (RECOMMENDATION, ACTION),
            (RECOMMENDATION, PRIORITY),
        ],
        up: "changed",
        down: "was changed by",
    },
    RelationSpec {
        relation: OVERLAPS,
        joins: &[(ACTION, ELEMENT)],
        up: "also does the work of",
        down: "is also worked on by",
    },
    RelationSpec {
        relation: SUPERSEDES,
        joins: &[],
        up: "takes the place of",
        down: "was replaced by",
    },
    RelationSpec {
        relation: CORRECTS,
        joins: &[],
        up: "corrects",
        down: "is corrected by",
    },
];

/// Registers the relations.
pub(crate) fn register(registry: &mut Registry) {
    registry.relations(RELATIONS);
}
