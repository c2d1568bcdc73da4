//! Rows of accounts, sign-ins, roles and links. Private to this capability.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{Account, AccountState, HeldRole, Purpose, Token};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::vocabulary::{RecordId, Role};

entity!(account, "account", {
    person_id: Uuid,
    email: String,
    password_hash: Option<String>,
    state: String,
    wrong_tries: i64,
    wait_until: Option<TimeDateTimeWithTimeZone>,
    made_at: TimeDateTimeWithTimeZone,
});

entity!(sign_in, "sign_in", {
    token_hash: String,
    account_id: Uuid,
    started_at: TimeDateTimeWithTimeZone,
    seen_at: TimeDateTimeWithTimeZone,
    ends_at: TimeDateTimeWithTimeZone,
    ended_at: Option<TimeDateTimeWithTimeZone>,
    desk_board_id: Option<Uuid>,
});

entity!(role_grant, "role_grant", {
    person_id: Uuid,
    body_id: Option<Uuid>,
    role: String,
    from_date: TimeDate,
    to_date: Option<TimeDate>,
});

entity!(token, "token", {
    token_hash: String,
    purpose: String,
    person_id: Option<Uuid>,
    round_id: Option<Uuid>,
    body_id: Option<Uuid>,
    made_by: String,
    made_at: TimeDateTimeWithTimeZone,
    expires_at: TimeDateTimeWithTimeZone,
    used_at: Option<TimeDateTimeWithTimeZone>,
    revoked_at: Option<TimeDateTimeWithTimeZone>,
});

/// An account with what only this capability may see.
#[derive(Debug, Clone)]
pub(super) struct StoredAccount {
    pub(super) account: Account,
    pub(super) password_hash: Option<String>,
    pub(super) wrong_tries: i64,
    pub(super) wait_until: Option<Timestamp>,
}

/// A sign-in under way, or one that has ended.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) id: Uuid,
    pub(super) account_id: Uuid,
    pub(super) seen_at: Timestamp,
    pub(super) ends_at: Timestamp,
    pub(super) ended_at: Option<Timestamp>,
    pub(super) desk_board_id: Option<RecordId>,
}

fn stored(row: account::Model) -> Option<StoredAccount> {
    Some(StoredAccount {
        account: Account {
            id: row.id,
            person_id: RecordId(row.person_id),
            email: row.email.parse().ok()?,
            has_password: row.password_hash.is_some(),
            // A state that this version does not know opens nothing.
            state: row.state.parse().unwrap_or(AccountState::Suspended),
        },
        password_hash: row.password_hash,
        wrong_tries: row.wrong_tries,
        wait_until: row.wait_until.map(moment_of),
    })
}

pub(super) async fn accounts(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Account>, DatabaseError> {
    let rows = account::Entity::find()
        .order_by_asc(account::Column::Email)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| stored(row).map(|stored| stored.account))
        .collect())
}

async fn one_account(
    connection: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Option<StoredAccount>, DatabaseError> {
    let row = account::Entity::find()
        .filter(which)
        .one(connection)
        .await?;
    Ok(row.and_then(stored))
}

pub(super) async fn account(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<StoredAccount>, DatabaseError> {
    one_account(connection, account::Column::Id.eq(id)).await
}

pub(super) async fn account_with_email(
    connection: &impl ConnectionTrait,
    email: &super::EmailAddress,
) -> Result<Option<StoredAccount>, DatabaseError> {
    one_account(connection, account::Column::Email.eq(email.as_str())).await
}

pub(super) async fn account_of(
    connection: &impl ConnectionTrait,
    person: RecordId,
) -> Result<Option<StoredAccount>, DatabaseError> {
    one_account(connection, account::Column::PersonId.eq(person.0)).await
}

pub(super) async fn insert_account(
    connection: &impl ConnectionTrait,
    new: &Account,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let row = account::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person_id.0),
        email: Set(new.email.as_str().to_owned()),
        password_hash: Set(None),
        state: Set(new.state.as_str().to_owned()),
        wrong_tries: Set(0),
        wait_until: Set(None),
        made_at: Set(moment_column(now)),
    };
    account::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

async fn update_account(
    connection: &impl ConnectionTrait,
    id: Uuid,
    changes: account::ActiveModel,
) -> Result<(), DatabaseError> {
    account::Entity::update_many()
        .set(changes)
        .filter(account::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(super) async fn set_password_hash(
    connection: &impl ConnectionTrait,
    id: Uuid,
    hash: String,
) -> Result<(), DatabaseError> {
    let changes = account::ActiveModel {
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    update_account(connection, id, changes).await
}

pub(super) async fn set_state(
    connection: &impl ConnectionTrait,
    id: Uuid,
    state: AccountState,
) -> Result<(), DatabaseError> {
    let changes = account::ActiveModel {
        state: Set(state.as_str().to_owned()),
        ..Default::default()
    };
    update_account(connection, id, changes).await
}

pub(super) async fn set_wrong_tries(
    connection: &impl ConnectionTrait,
    id: Uuid,
    tries: i64,
    wait_until: Option<Timestamp>,
) -> Result<(), DatabaseError> {
    let changes = account::ActiveModel {
        wrong_tries: Set(tries),
        wait_until: Set(wait_until.map(moment_column)),
        ..Default::default()
    };
    update_account(connection, id, changes).await
}

pub(super) async fn insert_session(
    connection: &impl ConnectionTrait,
    id: Uuid,
    hash: String,
    account_id: Uuid,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(), DatabaseError> {
    let row = sign_in::ActiveModel {
        id: Set(id),
        token_hash: Set(hash),
        account_id: Set(account_id),
        started_at: Set(moment_column(now)),
        seen_at: Set(moment_column(now)),
        ends_at: Set(moment_column(ends_at)),
        ended_at: Set(None),
        desk_board_id: Set(None),
    };
    sign_in::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn session_with_hash(
    connection: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<Session>, DatabaseError> {
    let row = sign_in::Entity::find()
        .filter(sign_in::Column::TokenHash.eq(hash))
        .one(connection)
        .await?;
    Ok(row.map(|row| Session {
        id: row.id,
        account_id: row.account_id,
        seen_at: moment_of(row.seen_at),
        ends_at: moment_of(row.ends_at),
        ended_at: row.ended_at.map(moment_of),
        desk_board_id: row.desk_board_id.map(RecordId),
    }))
}

pub(super) async fn touch_session(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::SeenAt, Expr::value(moment_column(now)))
        .filter(sign_in::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(super) async fn set_desk_board(
    connection: &impl ConnectionTrait,
    id: Uuid,
    board: RecordId,
) -> Result<(), DatabaseError> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::DeskBoardId, Expr::value(board.0))
        .filter(sign_in::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

/// Ends one sign-in. Returns whether it was under way.
pub(super) async fn end_session(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let result = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::EndedAt, Expr::value(moment_column(now)))
        .filter(sign_in::Column::Id.eq(id))
        .filter(sign_in::Column::EndedAt.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected > 0)
}

/// Ends every sign-in of an account but one. Returns how many.
pub(super) async fn end_sessions_of(
    connection: &impl ConnectionTrait,
    account_id: Uuid,
    but: Option<Uuid>,
    now: Timestamp,
) -> Result<u64, DatabaseError> {
    let mut query = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::EndedAt, Expr::value(moment_column(now)))
        .filter(sign_in::Column::AccountId.eq(account_id))
        .filter(sign_in::Column::EndedAt.is_null());
    if let Some(kept) = but {
        query = query.filter(sign_in::Column::Id.ne(kept));
    }
    Ok(query.exec(connection).await?.rows_affected)
}

pub(super) async fn insert_role(
    connection: &impl ConnectionTrait,
    new: &HeldRole,
) -> Result<(), DatabaseError> {
    let row = role_grant::ActiveModel {
        id: Set(new.id),
        person_id: Set(new.person_id.0),
        body_id: Set(new.body_id.map(|body| body.0)),
        role: Set(new.role.as_str().to_owned()),
        from_date: Set(date_column(new.from)),
        to_date: Set(new.to.map(date_column)),
    };
    role_grant::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn held_role(row: &role_grant::Model) -> Option<HeldRole> {
    Some(HeldRole {
        id: row.id,
        person_id: RecordId(row.person_id),
        body_id: row.body_id.map(RecordId),
        role: row.role.parse::<Role>().ok()?,
        from: date_of(row.from_date),
        to: row.to_date.map(date_of),
    })
}

pub(super) async fn roles_of(
    connection: &impl ConnectionTrait,
    person: RecordId,
) -> Result<Vec<HeldRole>, DatabaseError> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .order_by_asc(role_grant::Column::FromDate)
        .order_by_asc(role_grant::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.iter().filter_map(held_role).collect())
}

pub(super) async fn role(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<HeldRole>, DatabaseError> {
    let row = role_grant::Entity::find_by_id(id).one(connection).await?;
    Ok(row.as_ref().and_then(held_role))
}

pub(super) async fn end_role(
    connection: &impl ConnectionTrait,
    id: Uuid,
    on: Date,
) -> Result<(), DatabaseError> {
    role_grant::Entity::update_many()
        .col_expr(role_grant::Column::ToDate, Expr::value(date_column(on)))
        .filter(role_grant::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

fn token_of(row: token::Model) -> Option<Token> {
    Some(Token {
        id: row.id,
        purpose: row.purpose.parse::<Purpose>().ok()?,
        person_id: row.person_id.map(RecordId),
        round_id: row.round_id.map(RecordId),
        body_id: row.body_id.map(RecordId),
        made_by: row.made_by,
        made_at: moment_of(row.made_at),
        expires_at: moment_of(row.expires_at),
        used_at: row.used_at.map(moment_of),
        revoked_at: row.revoked_at.map(moment_of),
    })
}

pub(super) async fn insert_token(
    connection: &impl ConnectionTrait,
    hash: String,
    new: &Token,
) -> Result<(), DatabaseError> {
    let row = token::ActiveModel {
        id: Set(new.id),
        token_hash: Set(hash),
        purpose: Set(new.purpose.as_str().to_owned()),
        person_id: Set(new.person_id.map(|id| id.0)),
        round_id: Set(new.round_id.map(|id| id.0)),
        body_id: Set(new.body_id.map(|id| id.0)),
        made_by: Set(new.made_by.clone()),
        made_at: Set(moment_column(new.made_at)),
        expires_at: Set(moment_column(new.expires_at)),
        used_at: Set(None),
        revoked_at: Set(None),
    };
    token::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(super) async fn token_with_hash(
    connection: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<Token>, DatabaseError> {
    let row = token::Entity::find()
        .filter(token::Column::TokenHash.eq(hash))
        .one(connection)
        .await?;
    Ok(row.and_then(token_of))
}

pub(super) async fn token(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Token>, DatabaseError> {
    let row = token::Entity::find_by_id(id).one(connection).await?;
    Ok(row.and_then(token_of))
}

/// Marks a token as used if nobody has used or withdrawn it yet. Returns whether this was the one use.
pub(super) async fn use_up_token(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let result = token::Entity::update_many()
        .col_expr(token::Column::UsedAt, Expr::value(moment_column(now)))
        .filter(token::Column::Id.eq(id))
        .filter(token::Column::UsedAt.is_null())
        .filter(token::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Withdraws a token. Returns whether it was not withdrawn before.
pub(super) async fn revoke_token(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let result = token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, Expr::value(moment_column(now)))
        .filter(token::Column::Id.eq(id))
        .filter(token::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Withdraws every open link by which a body answers in a round. Returns how many.
pub(super) async fn revoke_return_links(
    connection: &impl ConnectionTrait,
    round: RecordId,
    body: RecordId,
    now: Timestamp,
) -> Result<u64, DatabaseError> {
    let result = token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, Expr::value(moment_column(now)))
        .filter(token::Column::RoundId.eq(round.0))
        .filter(token::Column::BodyId.eq(body.0))
        .filter(token::Column::Purpose.eq(Purpose::Return.as_str()))
        .filter(token::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}

/// Withdraws every open sign-in link of a person. Returns how many.
pub(super) async fn revoke_sign_in_links(
    connection: &impl ConnectionTrait,
    person: RecordId,
    now: Timestamp,
) -> Result<u64, DatabaseError> {
    let result = token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, Expr::value(moment_column(now)))
        .filter(token::Column::PersonId.eq(person.0))
        .filter(token::Column::Purpose.eq(Purpose::SignIn.as_str()))
        .filter(token::Column::UsedAt.is_null())
        .filter(token::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    Ok(result.rows_affected)
}
