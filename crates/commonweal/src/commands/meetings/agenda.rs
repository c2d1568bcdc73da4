use board::calendar::Reading;
use board::events::{Event, Exemption, ItemType, Mode, NewItem, Way};
use board::meetings::{
    AddItem, AddItemError, ChangeItem, ChangeItemError, CreateMeeting, CreateMeetingError,
    MoveItem, MoveItemError, PublishAgenda, PublishAgendaError, TakeOffItem, TakeOffItemError,
    add_item, change_item, create_meeting, move_item, publish_agenda, take_off_item,
};
use board::vocabulary::Origin;
use clap::Args;
use jiff::civil::{Date, Time};

use super::Desk;
use crate::commands::word;
use crate::failure::{Failure, refused};

#[derive(Debug, Args)]
pub(super) struct Create {
    /// When it begins, such as 16:00.
    #[arg(long, value_name = "TIME")]
    starts: Option<Time>,
    /// When it ends.
    #[arg(long, value_name = "TIME")]
    ends: Option<Time>,
    /// Where.
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// How people take part: in-person, online, or in-person-and-online.
    #[arg(long, value_parser = word::<Mode>, default_value = "in-person-and-online")]
    mode: Mode,
    /// How clear days are counted: working-days, excluded-days or calendar-days.
    #[arg(long, value_parser = word::<Reading>, default_value = "working-days")]
    reading: Reading,
    /// It is not held in public.
    #[arg(long)]
    private: bool,
}

/// Why an item is heard in private.
#[derive(Debug, Args)]
pub(super) struct ExemptOptions {
    /// It is heard in private: the paragraph of Schedule 12A, 1 to 7.
    #[arg(long, value_name = "PARAGRAPH", requires = "exempt_because")]
    exempt: Option<u8>,
    /// Why hearing it in private serves the public better.
    #[arg(long, value_name = "WORDS", requires = "exempt")]
    exempt_because: Option<String>,
}

impl ExemptOptions {
    fn exemption(self) -> Option<Exemption> {
        Some(Exemption {
            paragraph: self.exempt?,
            reason: self.exempt_because.unwrap_or_default(),
        })
    }
}

#[derive(Debug, Args)]
pub(super) struct AddOptions {
    /// What it is about.
    title: String,
    /// The printed number; the next whole number by default.
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// What sort: procedure, report, discussion, presentation, questions, session or break.
    #[arg(long = "type", value_name = "TYPE", value_parser = word::<ItemType>, default_value = "report")]
    item_type: ItemType,
    /// Who introduces it, by office.
    #[arg(long, value_name = "OFFICE")]
    presenter: Option<String>,
    /// For how many minutes.
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<i64>,
    #[command(flatten)]
    exempt: ExemptOptions,
    /// Once the agenda is published: why it cannot wait.
    #[arg(long, value_name = "WORDS")]
    urgent_because: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ChangeOptions {
    /// The number of the item.
    item: String,
    /// What it is about.
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// What sort: procedure, report, discussion, presentation, questions, session or break.
    #[arg(long = "type", value_name = "TYPE", value_parser = word::<ItemType>)]
    item_type: Option<ItemType>,
    /// Who introduces it, by office; empty for nobody.
    #[arg(long, value_name = "OFFICE")]
    presenter: Option<String>,
    /// For how many minutes.
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<i64>,
    #[command(flatten)]
    exempt: ExemptOptions,
    /// It is heard in public after all.
    #[arg(long, conflicts_with = "exempt")]
    in_public: bool,
}

#[derive(Debug, Args)]
pub(super) struct MoveOptions {
    /// The number of the item.
    item: String,
    /// Which way: up or down.
    #[arg(value_name = "WAY", value_parser = word::<Way>)]
    way: Way,
}

#[derive(Debug, Args)]
pub(super) struct TakeOffOptions {
    /// The number of the item.
    item: String,
    /// Why it is not heard; the audit log keeps it.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

#[derive(Debug, Args)]
pub(super) struct PublishOptions {
    /// When it is late: the chair's reason, which stands on the public page.
    #[arg(long, value_name = "WORDS")]
    late_because: Option<String>,
}

pub(super) async fn create(desk: &Desk<'_>, on: Date, options: Create) -> Result<(), Failure> {
    let input = CreateMeeting {
        body_id: desk.board.record.id,
        on,
        starts: options.starts,
        ends: options.ends,
        place: options.place,
        mode: options.mode,
        in_public: !options.private,
        reading: options.reading,
        origin: Origin::Entered,
    };
    refused!(
        create_meeting(desk.house, &desk.who, input).await,
        CreateMeetingError
    )?;
    Ok(())
}

pub(super) async fn add(
    desk: &Desk<'_>,
    meeting: &Event,
    options: AddOptions,
) -> Result<(), Failure> {
    let input = AddItem {
        meeting_id: meeting.record.id,
        item: NewItem {
            number: options.number,
            minutes: options.minutes,
            presenter: options.presenter,
            exempt: options.exempt.exemption(),
            urgent_reason: options.urgent_because,
            ..NewItem::new(options.title, options.item_type)
        },
    };
    refused!(add_item(desk.house, &desk.who, input).await, AddItemError)?;
    Ok(())
}

pub(super) async fn change(
    desk: &Desk<'_>,
    meeting: &Event,
    options: ChangeOptions,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let exempt = if options.in_public {
        None
    } else {
        options.exempt.exemption().or(item.exempt)
    };
    let input = ChangeItem {
        item_id: item.record.id,
        seen_revision: item.record.revision,
        title: options.title.unwrap_or(item.record.title),
        item_type: options.item_type.unwrap_or(item.item_type),
        presenter: options
            .presenter
            .or(item.presenter)
            .filter(|office| !office.trim().is_empty()),
        minutes: options.minutes.or(item.minutes),
        exempt,
    };
    refused!(
        change_item(desk.house, &desk.who, input).await,
        ChangeItemError
    )?;
    Ok(())
}

pub(super) async fn shift(
    desk: &Desk<'_>,
    meeting: &Event,
    options: &MoveOptions,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let input = MoveItem {
        item_id: item.record.id,
        seen_revision: item.record.revision,
        way: options.way,
    };
    refused!(move_item(desk.house, &desk.who, input).await, MoveItemError)
}

pub(super) async fn take_off(
    desk: &Desk<'_>,
    meeting: &Event,
    options: TakeOffOptions,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let input = TakeOffItem {
        item_id: item.record.id,
        seen_revision: item.record.revision,
        reason: options.because,
    };
    refused!(
        take_off_item(desk.house, &desk.who, input).await,
        TakeOffItemError
    )
}

pub(super) async fn publish(
    desk: &Desk<'_>,
    meeting: &Event,
    options: PublishOptions,
) -> Result<(), Failure> {
    let input = PublishAgenda {
        meeting_id: meeting.record.id,
        seen_revision: meeting.record.revision,
        late_reason: options.late_because,
    };
    refused!(
        publish_agenda(desk.house, &desk.who, input).await,
        PublishAgendaError
    )
}
