//! The pages of the server over HTTP, in this process, without a browser.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod agendas;
mod api;
mod areas;
mod attachments;
mod comments;
mod delivery;
mod documents;
mod drawings;
mod equity;
mod evidence;
mod evidence_reviews;
mod fetching;
mod headers;
mod limits;
mod meetings;
mod mistakes;
mod packs;
mod people;
mod places;
mod rates;
mod releases;
mod reports;
mod return_files;
mod returns;
mod routes;
mod signing_in;
mod similar_places;
mod site;
mod small_areas;
mod statements;
mod stocktake;
mod strategy;
mod take_away;
mod thread;
