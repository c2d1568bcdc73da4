//! The program as somebody at a terminal uses it: arguments in, standard output, standard error and an exit code out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod actions;
mod areas;
mod attachments;
mod backups;
mod cluster;
mod documents;
mod drawings;
mod drills;
mod evidence;
mod fetching;
mod file_server;
mod fixture;
mod machine;
mod mail;
mod mail_catcher;
mod measure;
mod meetings;
mod minutes;
mod old_workbooks;
mod open_data;
mod packs;
mod papers;
mod postgres;
mod programme;
mod rates;
mod returns;
mod serving;
mod signing_in;
mod small_areas;
mod statements;
mod stocktake;
mod stored_files;
mod strategy;
mod tables;
mod thread;
