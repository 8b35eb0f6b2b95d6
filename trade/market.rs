//! One market: everything a page, an API call, a job or a command needs to reach the acts.
//!
//! Acts never see it. They take a transaction, who asks, the time and their terms.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use axum::Router;
use kernel::{Chance, Clock, Timestamp};
use platform::{
    config::Config,
    db::{Db, DbError, Migration, Tx},
    events::{self, BridgeError},
    files::Files,
    http::HttpError,
    i18n::Texts,
    mail::{MailError, Mailer},
    metrics::Metrics,
    paper::Printer,
    push::Pusher,
    settings,
    web::Limits,
};
use tokio::sync::Notify;

use crate::{
    notifications::push::our_key,
    orders::Door,
    payments::{Provider, sandbox::Sandbox, stripe::Stripe},
    rules::Rules,
    search::Index,
};

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
    /// Wakes browsers whose page is closed.
    pub push: Pusher,
    /// Sets papers as PDF.
    pub printer: Printer,
    pub limits: Limits,
    pub metrics: Metrics,
    /// Rung after an act that enqueued work for now.
    pub work: Arc<Notify>,
    /// Finds listings.
    pub index: Index,
    /// Where everything that is bought goes through.
    pub door: Door,
    providers: Vec<Box<dyn Provider>>,
    stripe: Option<Stripe>,
    rules: RwLock<Arc<Rules>>,
    loopback: OnceLock<Router>,
}

impl Deref for Market {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Market {
    /// Open a market in its data folder (or on its PostgreSQL), with its tables up to date.
    pub async fn open(
        config: Config,
        clock: Clock,
        chance: Chance,
        migrations: &[Migration],
    ) -> Result<Self, OpenError> {
        std::fs::create_dir_all(&config.data)?;
        let files = Files::open(&config.data.join("files"))?;
        let mailer = Mailer::open(&config.mail, &config.data, &config.market, &config.public_url)?;
        let db = Db::open(&config.location(), chance.clone(), migrations).await?;
        if let Some(url) = &config.nats_url {
            events::bridge(db.hub(), url).await?;
        }
        let texts = Texts::load();
        let key = our_key(&db).await?;
        let push = Pusher::new(key, &config.public_url, &config.push_origins, chance.clone());
        let sandbox = Sandbox::new(db.clone(), clock.clone(), config.webhook_secret.clone());
        let stripe = config.stripe.clone().map(Stripe::open).transpose()?;
        // The sandbox stays for what was paid with it in the time of trials.
        let mut providers: Vec<Box<dyn Provider>> = Vec::new();
        providers.extend(stripe.clone().map(|stripe| Box::new(stripe) as Box<dyn Provider>));
        providers.push(Box::new(sandbox));
        let market = Self(Arc::new(Inner {
            door: Door::open(db.clone()),
            providers,
            stripe,
            loopback: OnceLock::new(),
            limits: Limits::new(clock.clone()),
            metrics: Metrics::new(clock.clone()),
            index: Index::new(texts.clone()),
            printer: Printer::new(config.fonts.clone()),
            texts,
            work: Arc::default(),
            rules: RwLock::default(),
            config,
            db,
            clock,
            chance,
            files,
            mailer,
            push,
        }));
        market.reload_rules().await?;
        Ok(market)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The numbers in force.
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A payment provider by its name.
    pub fn provider(&self, name: &str) -> Option<&dyn Provider> {
        self.providers.iter().map(AsRef::as_ref).find(|provider| provider.name() == name)
    }

    /// Stripe, where it is set up.
    pub fn stripe(&self) -> Option<&Stripe> {
        self.stripe.as_ref()
    }

    /// The names of all payment providers.
    pub fn provider_names(&self) -> Vec<&'static str> {
        self.providers.iter().map(|provider| provider.name()).collect()
    }

    /// The provider that new payments go to.
    pub fn default_provider(&self) -> Option<&dyn Provider> {
        self.providers.first().map(AsRef::as_ref)
    }

    /// The market's own router, on which the sandbox gateway calls the webhook route.
    pub fn loopback(&self) -> Option<Router> {
        self.loopback.get().cloned()
    }

    /// Called once by the server with the finished router.
    pub fn serve_loopback(&self, router: Router) {
        let _ = self.loopback.set(router);
    }

    /// Read the operator's numbers again.
    pub async fn reload_rules(&self) -> Result<(), DbError> {
        let set = self.db.read(async |tx: &mut Tx| settings::list(tx).await).await?;
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Rules::from_settings(&set));
        Ok(())
    }
}

/// Why a market could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Bridge(#[from] BridgeError),
    #[error("payments cannot be made: {0}")]
    Payments(#[from] HttpError),
    #[error("the database cannot be used: {0}")]
    Database(#[from] DbError),
}
