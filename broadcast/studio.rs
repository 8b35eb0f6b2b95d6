//! Everything that is on air.

use crate::config::Config;
use crate::event::Teller;
use crate::gate::{Admission, Gate, Keeping, Knock, Refusal, ShowName};
use crate::recording::{self, Budget, Writing};
use crate::show::{Gone, Publisher, Show, Tended};
use kernel::Clock;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub struct Studio {
    pub config: Config,
    gate: Box<dyn Gate>,
    clock: Clock,
    teller: Teller,
    pub budget: Budget,
    pub writing: Writing,
    shows: Mutex<BTreeMap<ShowName, Arc<Show>>>,
}

/// Why somebody does not publish.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    NotNow(#[from] Gone),
}

impl Studio {
    pub fn new(config: Config, gate: impl Gate, clock: Clock, teller: Teller, budget: Budget) -> Studio {
        Studio {
            config,
            gate: Box::new(gate),
            clock,
            teller,
            budget,
            writing: Writing::default(),
            shows: Mutex::default(),
        }
    }

    /// Let somebody publish, if the host says so and the show is free.
    pub async fn admit(&self, knock: Knock) -> Result<Publisher, NotAdmitted> {
        let admission = self.gate.admit(knock).await?;
        let camera = admission.camera;
        Ok(Publisher::enter(self.enter(admission)?, camera)?)
    }

    /// The show on air of this name, or a new one.
    fn enter(&self, admission: Admission) -> Result<Arc<Show>, Gone> {
        let mut shows = self.shows();
        if let Some(show) = shows.get(&admission.show).filter(|show| !show.is_ended()) {
            return Ok(Arc::clone(show));
        }
        if shows.values().filter(|show| !show.is_ended()).count() >= self.config.limits.shows {
            return Err(Gone::Full);
        }
        let name = admission.show.clone();
        let record = match admission.keeping {
            Keeping::Recorded => {
                let (budget, teller) = (self.budget.clone(), self.teller.clone());
                let folder = self.folder(&name);
                Some(recording::record(folder, name.clone(), budget, teller, self.writing.clone()))
            }
            Keeping::Forgotten => None,
        };
        let (pace, limits, teller) = (self.config.pace, self.config.limits, self.teller.clone());
        let show = Arc::new(Show::new(name, pace, limits, self.clock.clone(), teller, record));
        shows.insert(admission.show, Arc::clone(&show));
        Ok(show)
    }

    pub fn tend(&self) {
        self.shows().retain(|_, show| show.tend() == Tended::Kept);
    }

    pub fn show(&self, name: &ShowName) -> Option<Arc<Show>> {
        self.shows().get(name).cloned()
    }

    pub fn folder(&self, show: &ShowName) -> PathBuf {
        self.config.recordings.join(show.as_str())
    }

    /// A thread that panicked leaves a whole map behind, so the lock is taken all the same.
    pub fn shows(&self) -> MutexGuard<'_, BTreeMap<ShowName, Arc<Show>>> {
        self.shows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
