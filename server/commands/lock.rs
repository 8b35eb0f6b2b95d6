use std::fs::{File, OpenOptions, TryLockError};

use super::place::Place;
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
    let refused = |error: std::io::Error| CommandError::Refused(error.to_string());
    std::fs::create_dir_all(&place.data).map_err(refused)?;
    let path = place.data.join(NAME);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(refused)?;
    let taken = match how {
        Use::Shared => file.try_lock_shared(),
        Use::Alone => file.try_lock(),
    };
    match taken {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CommandError::Refused(busy(place, how))),
        Err(TryLockError::Error(error)) => Err(refused(error)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_serve_and_one_makes_a_demo_market_alone() {
        let folder = std::env::temp_dir().join(format!("jishi-lock-{}", std::process::id()));
        let place = Place { data: folder.clone(), database_url: None };
        let demo = take(&place, Use::Alone).unwrap();
        let refused = take(&place, Use::Shared).unwrap_err().to_string();
        assert!(refused.starts_with("a demo market is being made in"), "{refused}");
        drop(demo);
        let (_one, _other) = (take(&place, Use::Shared).unwrap(), take(&place, Use::Shared).unwrap());
        let refused = take(&place, Use::Alone).unwrap_err().to_string();
        assert!(refused.starts_with("a market is open in"), "{refused}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
