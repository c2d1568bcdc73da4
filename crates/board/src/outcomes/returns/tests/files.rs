//! Files that come with a return, on both databases.

use super::*;
use crate::files::{
    AddAttachmentError, Attachment, ContentError, RemoveAttachment, attachments_of,
    remove_attachment, terms_of,
};
use crate::runner::RunnerError;

async fn first_ask(house: &House, link: &Token) -> Ask {
    let returns = partner_returns(house, link, who(0).today)
        .await
        .unwrap()
        .unwrap();
    returns.tasks[0].ask.clone()
}

fn file(ask: &Ask, title: &str, words: &str) -> AttachToReturn {
    AttachToReturn {
        ask_id: ask.id,
        title: title.to_owned(),
        name: "visits.csv".to_owned(),
        bytes: words.as_bytes().to_vec(),
    }
}

async fn held(house: &House, ask: &Ask) -> Vec<Attachment> {
    let id = return_record(ask);
    let mut all = attachments_of(house, &[id]).await.unwrap();
    all.remove(&id).unwrap_or_default()
}

/// Whether the public reads the files of a return.
async fn is_public(house: &House, ask: &Ask) -> bool {
    let record = thread::by_id(house, return_record(ask))
        .await
        .unwrap()
        .unwrap();
    let terms = terms_of(house, &record, who(0).today).await.unwrap();
    terms.unwrap().is_public
}

testkit::store_tests! {
    in crate;

    async fn a_file_comes_with_a_return_and_is_public_once_that_is_closed_and_was_sent(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let (ask, by) = (first_ask(&house, &link).await, by_link(&link, 0));
        let before = entries(&house).await;
        let nothing = attach_to_return(&house, &by, &link, file(&ask, " ", "a,b")).await;
        assert!(matches!(nothing, Err(ReturnFileError::Attachment(AddAttachmentError::NoTitle))), "{nothing:?}");
        let mut strange = file(&ask, "Visits", "a,b");
        strange.name = "visits.exe".to_owned();
        let refused = attach_to_return(&house, &by, &link, strange).await;
        assert!(
            matches!(refused, Err(ReturnFileError::Attachment(AddAttachmentError::Content(ContentError::NotAllowed)))),
            "{refused:?}"
        );
        assert_eq!(entries(&house).await, before, "what is refused leaves nothing");

        attach_to_return(&house, &by, &link, file(&ask, "Visits by month", "month,visits")).await.unwrap();
        let record = thread::by_id(&house, return_record(&ask)).await.unwrap().unwrap();
        assert_eq!(record.title, "Eastside Housing: Fewer adults smoke");
        assert_eq!(record.body_id, Some(it.board));
        let twice = attach_to_return(&house, &by, &link, file(&ask, "Again", "month,visits")).await;
        assert!(matches!(twice, Err(ReturnFileError::Attachment(AddAttachmentError::AttachedAlready(_)))), "{twice:?}");
        assert!(!is_public(&house, &ask).await, "nothing was sent");
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(going("On course"))).await.unwrap();
        assert!(!is_public(&house, &ask).await, "the round is open");
        close_returns(&house, &who(15), &NoFigures, it.round).await.unwrap();
        assert!(is_public(&house, &ask).await);
        let late = attach_to_return(&house, &by, &link, file(&ask, "Late", "x,y")).await;
        assert!(matches!(late, Err(ReturnFileError::Closed(_))), "{late:?}");
        let id = held(&house, &ask).await[0].id;
        let late = take_off_return(&house, &by, &link, ask.id, id).await;
        assert!(matches!(late, Err(ReturnFileError::Closed(_))), "{late:?}");
        // What points at a person comes off at the desk all the same, with a reason.
        let off = RemoveAttachment { record_id: record.id, attachment_id: id, reason: "It named somebody".to_owned() };
        remove_attachment(&house, &who(16), off).await.unwrap();
        assert_eq!(held(&house, &ask).await, []);
    }

    async fn what_was_begun_and_never_sent_keeps_its_files_to_the_board(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let ask = first_ask(&house, &link).await;
        attach_to_return(&house, &by_link(&link, 0), &link, file(&ask, "Visits", "a,b")).await.unwrap();
        close_returns(&house, &who(15), &NoFigures, it.round).await.unwrap();
        assert!(!is_public(&house, &ask).await);
    }

    async fn a_return_carries_five_files_and_a_link_reaches_no_other_return(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let (ask, by) = (first_ask(&house, &link).await, by_link(&link, 0));
        for number in 0..MOST_FILES_OF_A_RETURN {
            let words = format!("month,{number}");
            attach_to_return(&house, &by, &link, file(&ask, &words, &words)).await.unwrap();
        }
        let more = attach_to_return(&house, &by, &link, file(&ask, "One more", "x,y")).await;
        assert!(matches!(more, Err(ReturnFileError::TooMany)), "{more:?}");
        let first = held(&house, &ask).await.remove(0);
        take_off_return(&house, &by, &link, ask.id, first.id).await.unwrap();
        let twice = take_off_return(&house, &by, &link, ask.id, first.id).await;
        assert!(matches!(twice, Err(ReturnFileError::NotAttached)), "{twice:?}");
        assert_eq!(held(&house, &ask).await.len(), MOST_FILES_OF_A_RETURN - 1);

        let library = body(&house, "Canal Trust Hospital", BodyType::Partner).await;
        let (_, other) = super::ask(&house, it.board, library, &it.outcomes, "Autumn 2022", 1).await;
        let other = open(&house, &other, 1).await;
        let by = Who { actor: other.holder("Canal Trust Hospital").unwrap(), ..who(1) };
        let foreign = attach_to_return(&house, &by, &other, file(&ask, "Foreign", "x,y")).await;
        assert!(matches!(foreign, Err(ReturnFileError::Runner(RunnerError::NotFound { .. }))), "{foreign:?}");
        let kept = held(&house, &ask).await.remove(0);
        let own = first_ask(&house, &other).await;
        let stolen = take_off_return(&house, &by, &other, own.id, kept.id).await;
        assert!(matches!(stolen, Err(ReturnFileError::NotAttached)), "{stolen:?}");
    }
}
