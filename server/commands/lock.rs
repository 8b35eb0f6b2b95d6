use std::fs::{File, OpenOptions, TryLockError};

use platform::files::own_folder;

use super::place::{Place, at};
use crate::error::CommandError;

/// How a command uses a data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Beside others: several processes may serve one market.
    Shared,
    /// Alone: a demo market is being made, and nobody may look at half of it.
    Alone,
}

const NAME: &str = "in-use";

/// Take a data folder for as long as the answer lives; the system lets go of it when the process ends, however it ends.
pub fn take(place: &Place, how: Use) -> Result<File, CommandError> {
    at(&place.data, own_folder(&place.data))?;
    let path = place.data.join(NAME);
    let file = at(&path, OpenOptions::new().create(true).truncate(false).write(true).open(&path))?;
    let taken = match how {
        Use::Shared => file.try_lock_shared(),
        Use::Alone => file.try_lock(),
    };
    match taken {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CommandError::Refused(busy(place, how))),
        Err(TryLockError::Error(error)) => at(&path, Err(error)),
    }
}

fn busy(place: &Place, how: Use) -> String {
    let folder = place.data.display();
    match how {
        Use::Shared => {
            format!("a demo market is being made in {folder}; try again when `jishi demo` has ended")
        }
        Use::Alone => format!("a market is open in {folder}; end it before making a demo market there"),
    }
}
