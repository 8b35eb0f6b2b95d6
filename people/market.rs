//! One market: everything a page, an API call, a job or a command needs to reach the acts.
//!
//! Acts never see it. They take a transaction, who asks, the time and their terms.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use kernel::{Chance, Clock, Rates, Timestamp};
use platform::{
    config::Config,
    db::{Db, DbError, Migration, Tx},
    events::{self, BridgeError},
    files::{Files, own_folder},
    http::{HttpError, Outside},
    i18n::Texts,
    mail::{MailError, Mailer},
    metrics::Metrics,
    paper::Printer,
    push::{OurKey, Pusher},
    settings,
    sms::{GatewayError, Texter},
    views::Entry,
    web::{Limits, Problem},
};

use crate::{
    capability::Brought,
    kind::Kind,
    rules::{Number, Rules},
    scope::Scope,
    sightings::Sightings,
};

/// A program of a shop that takes longer is asked again later.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Clone)]
pub struct Market(Arc<Inner>);

pub struct Inner {
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub chance: Chance,
    pub texts: Texts,
    pub files: Files,
    pub mailer: Mailer,
    pub texter: Texter,
    /// Wakes browsers whose page is closed.
    pub push: Pusher,
    /// Asks the addresses that shops name.
    pub outside: Outside,
    /// Sets papers as PDF.
    pub printer: Printer,
    pub limits: Limits,
    pub metrics: Metrics,
    pub sightings: Sightings,
    /// What stands in this market, in the order of the capabilities.
    pub capabilities: Arc<[Brought]>,
    /// Where one can go from the desks, in their order.
    pub entries: Arc<[Entry]>,
    rules: RwLock<Arc<Rules>>,
    rates: RwLock<Arc<Rates>>,
}

impl Deref for Market {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Market {
    /// Open the database of a market in its data folder (or on its PostgreSQL), with its tables up to date.
    pub async fn open_database(
        config: &Config,
        chance: &Chance,
        migrations: &[Migration],
    ) -> Result<Db, OpenError> {
        own_folder(&config.data).map_err(|cause| OpenError::folder(&config.data, cause))?;
        let db = Db::open(&config.location(), chance.clone(), migrations).await?;
        if let Some(url) = &config.nats_url {
            events::bridge(db.hub(), url).await?;
        }
        Ok(db)
    }

    /// Open a market over its database. Browsers know it by the key.
    pub async fn open(
        config: Config,
        clock: Clock,
        chance: Chance,
        db: Db,
        key: OurKey,
        capabilities: Vec<Brought>,
    ) -> Result<Self, OpenError> {
        let folder = config.data.join("files");
        let files = Files::open(&folder).map_err(|cause| OpenError::folder(&folder, cause))?;
        let mailer = Mailer::open(&config.mail, &config.data, &config.market, &config.public_url)?;
        let texter = Texter::open(&config.sms, &config.data, config.demo)?;
        let market = Self(Arc::new(Inner {
            push: Pusher::new(key, &config.public_url, &config.push_origins, chance.clone()),
            outside: Outside::new(&config.push_origins, PATIENCE),
            limits: Limits::new(clock.clone()),
            metrics: Metrics::new(clock.clone()),
            printer: Printer::new(config.fonts.clone()),
            texts: Texts::load().at_home(config.currency),
            rules: RwLock::default(),
            rates: RwLock::default(),
            sightings: Sightings::default(),
            entries: entries(&capabilities),
            capabilities: capabilities.into(),
            config,
            db,
            clock,
            chance,
            files,
            mailer,
            texter,
        }));
        market.reload_rules().await?;
        Ok(market)
    }

    /// Run an act, as an answer to a request.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: From<DbError> + Into<Problem> + Send + 'static,
        F: AsyncFn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        self.db.write(act).await.map_err(Into::into)
    }

    /// Look at one snapshot, shortly: see [`Db::read`].
    pub async fn read<T, F>(&self, look: F) -> Result<T, Problem>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, DbError>,
    {
        Ok(self.db.read(look).await?)
    }

    /// Look for one thing; without it, the request names nothing that is there.
    pub async fn find<T, F>(&self, look: F) -> Result<T, Problem>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<Option<T>, DbError>,
    {
        self.read(look).await?.ok_or_else(Problem::not_found)
    }

    /// Look at one snapshot for long: see [`Db::report`].
    pub async fn report<T, F>(&self, look: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Tx) -> Result<T, DbError> + Send + 'static,
    {
        Ok(self.db.report(look).await?)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The numbers in force.
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rates by which prices are shown in the currencies of their readers.
    pub fn rates(&self) -> Arc<Rates> {
        self.rates.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Show prices by these rates from now on.
    pub fn set_rates(&self, rates: Rates) {
        *self.rates.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rates);
    }

    /// Every number the operator may change, in the order of the capabilities.
    pub fn numbers(&self) -> impl Iterator<Item = Number> {
        self.capabilities.iter().flat_map(|brought| brought.work.numbers).copied().flatten().copied()
    }

    /// Every kind of notification, in the order of the capabilities.
    pub fn kinds(&self) -> Vec<Kind> {
        self.capabilities.iter().flat_map(|brought| brought.people.kinds).copied().collect()
    }

    /// A kind of notification by its name.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.kinds().into_iter().find(|kind| kind.name == name)
    }

    /// Every scope of tokens, in the order of the capabilities.
    pub fn scopes(&self) -> Vec<Scope> {
        self.capabilities.iter().flat_map(|brought| brought.web.scopes).copied().collect()
    }

    /// Whether a word is the first part of an address of the market's own.
    pub fn is_reserved(&self, word: &str) -> bool {
        self.capabilities.iter().any(|brought| brought.web.reserved.contains(&word))
    }

    /// Whether this process hears of everything that others change.
    pub fn hears_all(&self) -> bool {
        !self.db.is_server() || self.config.nats_url.is_some()
    }

    /// Read the operator's numbers again.
    pub async fn reload_rules(&self) -> Result<(), DbError> {
        let set = self.db.read(async |tx: &mut Tx| settings::list(tx).await).await?;
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Rules::from_settings(set));
        Ok(())
    }
}

fn entries(capabilities: &[Brought]) -> Arc<[Entry]> {
    let mut all: Vec<Entry> =
        capabilities.iter().flat_map(|brought| brought.web.navigation).copied().collect();
    all.sort_by_key(|entry| entry.rank);
    all.into()
}

/// Why a market could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("{} cannot be used: {cause}", path.display())]
    Folder { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Texts(#[from] GatewayError),
    #[error(transparent)]
    Bridge(#[from] BridgeError),
    #[error("payments cannot be made: {0}")]
    Payments(#[from] HttpError),
    #[error("the database cannot be used: {0}")]
    Database(#[from] DbError),
}

impl OpenError {
    /// A folder or a file could not be read or written.
    pub fn folder(path: &Path, cause: std::io::Error) -> Self {
        Self::Folder { path: path.to_owned(), cause }
    }
}
