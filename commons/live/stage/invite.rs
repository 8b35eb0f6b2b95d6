use kernel::{Actor, Forbidden, Timestamp};
use people::accounts::{self, Login};
use platform::db::{DbError, Tx};

use super::{
    Guest, GuestId,
    store::{delete, insert, list},
};
use crate::live::{RoomId, find_own};

/// Guests of one show.
const MOST: usize = 10;

/// Somebody who is to be shown with a title.
#[derive(Clone, Debug)]
pub struct NewGuest {
    pub name: String,
    pub title: String,
    /// By which they sign in, if they shall speak in the chat.
    pub login: Option<Login>,
}

#[derive(Debug, thiserror::Error)]
pub enum GuestError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("there is no such guest")]
    NoSuchGuest,
    #[error("nobody signs in by this")]
    NoSuchLogin,
    #[error("there are as many guests as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the guest could not be kept")]
    Store(#[from] DbError),
}

/// Name a guest of honour.
pub async fn invite(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    room: RoomId,
    new: NewGuest,
) -> Result<Guest, GuestError> {
    by.shop()?;
    let found = find_own(tx, by, room).await?.filter(|room| !room.state.is_over());
    found.ok_or(GuestError::NoSuchRoom)?;
    if list(tx, room).await?.len() >= MOST {
        return Err(GuestError::TooMany);
    }
    let account = match &new.login {
        Some(login) => {
            let found = accounts::find_by_login(tx, login).await?.filter(|found| found.closed_at.is_none());
            Some(found.ok_or(GuestError::NoSuchLogin)?.id)
        }
        None => None,
    };
    let id = GuestId::new(room.shop(), tx.next_id(now));
    let guest = Guest { id, room, name: new.name, title: new.title, account };
    insert(tx, now, &guest).await?;
    Ok(guest)
}

/// Name them no more.
pub async fn part(tx: &mut Tx, by: &Actor, room: RoomId, id: GuestId) -> Result<(), GuestError> {
    by.shop()?;
    find_own(tx, by, room).await?.ok_or(GuestError::NoSuchRoom)?;
    if delete(tx, room, id).await? { Ok(()) } else { Err(GuestError::NoSuchGuest) }
}
