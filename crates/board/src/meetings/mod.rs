//! Meetings: agenda, attendance, minutes and what was decided.

pub mod minutes_reading;
