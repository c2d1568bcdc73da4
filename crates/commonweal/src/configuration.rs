//! The command line and the environment, read once.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use board::database::DatabaseAddress;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use tracing_subscriber::EnvFilter;

use crate::commands::{
    Actions, Areas, Attachments, Audit, Backup, BlindSpots, Boundaries, ClusterOptions, Compare,
    Coverage, DataSets, DeprivationOptions, Doctor, Documents, EvidenceOptions, Explain, Fetch,
    FunnelOptions, GapOptions, Import, Indicators, Localities, Measure, Meetings, Minutes, Needs,
    Neighbours, Outbox, Pack, PaperOptions, ProcessOptions, ProfileOptions, ProgrammeOptions,
    Publish, RateOptions, ReadWorkbook, Restore, Returns, Search, Services, SqlOptions, Stocktake,
    Strategy, Thread,
};
use crate::mail::MailOptions;

/// The working system of a Health and Wellbeing Board.
#[derive(Debug, Parser)]
#[command(name = "commonweal", version, about, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(crate) place: Place,
    /// What to write to standard error, for instance "info" or "warn,web=debug".
    #[arg(
        long,
        global = true,
        env = "COMMONWEAL_LOG",
        default_value = "warn",
        value_name = "FILTER"
    )]
    pub(crate) log: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the installation is, and how people reach it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The data folder. It is made when it is not there.
    #[arg(
        long,
        global = true,
        env = "COMMONWEAL_DATA",
        default_value = "commonweal-data",
        value_name = "DIR"
    )]
    pub(crate) data: PathBuf,
    /// A PostgreSQL database to use instead of the file in the data folder.
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) database_url: Option<String>,
    /// How people reach the server, for instance `https://board.example`; where it listens by default.
    #[arg(long, global = true, env = "COMMONWEAL_ADDRESS", value_name = "URL")]
    pub(crate) address: Option<String>,
}

impl Place {
    /// Where the database file is, when there is one.
    pub(crate) fn database_file(&self) -> PathBuf {
        self.data.join(DatabaseAddress::FILE)
    }

    /// The address of the database.
    pub(crate) fn database(&self) -> DatabaseAddress {
        match &self.database_url {
            Some(url) => DatabaseAddress::Postgres(url.clone()),
            None => DatabaseAddress::in_folder(&self.data),
        }
    }
}

/// Where the server listens when nobody says otherwise.
pub(crate) const USUAL_ADDRESS: &str = "127.0.0.1:8080";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the actions of a board, or add those of a list.
    Actions(Actions),
    /// Say who leads each area of work, and when the board last looked at it.
    Areas(Areas),
    /// List what is attached to a report, an agenda item or a document; attach a file, say what is missing, remove one.
    Attachments(Attachments),
    /// Check the audit log.
    Audit(Audit),
    /// Save the database and its data files into one file.
    Backup(Backup),
    /// Say whom the evidence in use cannot see, and take down why and who is to change that.
    BlindSpots(BlindSpots),
    /// List the boundaries that maps are drawn from, or load a file of them.
    Boundaries(Boundaries),
    /// Run a part of a cluster, which carries out queries and stocktakes on several machines; or ask how one stands.
    Cluster(ClusterOptions),
    /// Say how a place compares on every indicator with England, its region, places like it or its own past, or where it stands out.
    Compare(Compare),
    /// Say which records of a board carry which element of a framework.
    Coverage(Coverage),
    /// List the data sets with source, licence and versions, or write one into a file to take away.
    Datasets(DataSets),
    /// Load the demonstration: safe to repeat.
    Demo,
    /// Say how deprived a place is, small area by small area.
    Deprivation(DeprivationOptions),
    /// Look the installation over and say what to mend.
    Doctor(Doctor),
    /// List the documents of a board with their versions, or print one.
    Documents(Documents),
    /// List or search the statements of a board with their sources, write one down, or add quoted figures from a list.
    Evidence(EvidenceOptions),
    /// Recompute the figures of a receipt and compare, or print what it quotes.
    Explain(Explain),
    /// Say which places lie further from the average than chance takes a place of their size.
    Funnel(FunnelOptions),
    /// Fetch data sets from their publisher and load them.
    Fetch(Fetch),
    /// Measure the inequality of an indicator within a place.
    Gap(GapOptions),
    /// Load a release of a data set.
    Import(Import),
    /// List the indicators, or let one carry a theme.
    Indicators(Indicators),
    /// List a board's localities, or make one of small areas or postcodes.
    Localities(Localities),
    /// List a board's meetings, show one, or do something at one: agenda, attendance, minutes, decisions.
    Meetings(Meetings),
    /// Measure the columns of a file: rates, gradients, gaps, trends.
    Measure(Measure),
    /// Read minutes.
    Minutes(Minutes),
    /// List what keeps a board's residents unwell, or write, publish or explain a need.
    Needs(Needs),
    /// List the groups of places that are like one another, or load one from a list.
    Neighbours(Neighbours),
    /// List what the board wrote to people and has not left yet.
    Outbox(Outbox),
    /// Make packs of evidence from published figures; list, print, publish and share them.
    Pack(Pack),
    /// Write the progress paper of a round, or the report of an item.
    Paper(PaperOptions),
    /// Say of a ward, locality or borough who lives there, what is unequal and what cannot be seen.
    Profile(ProfileOptions),
    /// Say whether an indicator changes or varies as it always did, and what can be expected of a target.
    Process(ProcessOptions),
    /// Say where a board's programme is, and which shared dates wait for another board.
    Programme(ProgrammeOptions),
    /// Publish the release of a data set that waits.
    Publish(Publish),
    /// Make a rate of counts and a population.
    Rate(RateOptions),
    /// Read a workbook for the program itself.
    #[command(hide = true)]
    ReadWorkbook(ReadWorkbook),
    /// Unpack a backup into an empty data folder.
    Restore(Restore),
    /// List a board's rounds of returns, show who has answered in one, open, chase or close one.
    Returns(Returns),
    /// Find records by the words of their titles.
    Search(Search),
    /// List the services of which stock was taken: how far each knows its users, how often it is counted, and its gaps.
    Services(Services),
    /// Serve the pages until interrupted.
    Serve(Serve),
    /// Print a link that signs a person in once.
    SignIn(SignIn),
    /// Ask the published data sets in SQL, with every measure as a function.
    Sql(SqlOptions),
    /// Take stock of a service: how far it knows its users, which residents it sees, who is lost on the way.
    Stocktake(Box<Stocktake>),
    /// List a board's strategies with versions and approvals, or write, compare, approve, publish or end one.
    Strategy(Strategy),
    /// Walk from a record up (why) and down (so what).
    Thread(Thread),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen.
    #[arg(long, default_value = USUAL_ADDRESS, value_name = "ADDRESS:PORT")]
    pub(crate) listen: SocketAddr,
    /// Fix the board's date. The machine's time is never fixed.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// Addresses of proxies whose X-Forwarded-For is believed.
    #[arg(
        long,
        env = "COMMONWEAL_PROXIES",
        value_delimiter = ',',
        value_name = "IP"
    )]
    pub(crate) proxy: Vec<IpAddr>,
    /// How people reach whoever runs this installation, shown on its pages.
    #[arg(long, env = "COMMONWEAL_CONTACT", value_name = "WORDS")]
    pub(crate) contact: Option<String>,
    /// Where the interface of Fingertips is, from which the desk fetches figures.
    #[arg(long, env = "COMMONWEAL_FINGERTIPS", default_value = fingertips::PUBLIC_ADDRESS, value_name = "URL")]
    pub(crate) fingertips: String,
    #[command(flatten)]
    pub(crate) mail: MailOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SignIn {
    /// Whom: email address, name or short name.
    pub(crate) person: String,
    /// On an empty installation: make PERSON, an email address, its first administrator, with this name or office.
    #[arg(long, value_name = "NAME")]
    pub(crate) first_administrator: Option<String>,
}

/// Starts writing messages to standard error.
pub(crate) fn start_log(command_line: &CommandLine) {
    let mut filter =
        EnvFilter::try_new(&command_line.log).unwrap_or_else(|_| EnvFilter::new("warn"));
    // What a cluster says of a job that failed, the command that asked says in its own words.
    if let Ok(silent) = "ballista_core::execution_plans::distributed_query=off".parse() {
        filter = filter.add_directive(silent);
    }
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::CommandLine;

    #[test]
    fn the_command_line_is_well_formed() {
        CommandLine::command().debug_assert();
    }
}
