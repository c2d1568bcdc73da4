//! Meetings: agenda, attendance, minutes and what was decided.
