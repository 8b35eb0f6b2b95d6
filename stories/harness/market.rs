use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use kernel::{AccountId, Chance, Country, Currency, MockClock, Timestamp};
use people::capability::Brought;
use platform::{
    config::Config,
    db::{DbError, Tx},
    i18n::Lang,
    jobs::{self, Runner},
    mail::Message,
    web::{
        Proxies,
        connections::{self, Bounds},
    },
};
use selling::ledger;
use server::{router, wiring};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{Person, database::Database};

/// Where a story's rows are.
pub enum Engine {
    Sqlite,
    Postgres { url: String },
}

impl Engine {
    /// The PostgreSQL server of `JISHI_TEST_POSTGRES`, if one is named.
    pub fn postgres() -> Option<Self> {
        std::env::var("JISHI_TEST_POSTGRES").ok().map(|url| Self::Postgres { url })
    }
}

/// Where a market's rows and files are; they stay when the market ends.
#[derive(Clone)]
pub struct Place {
    pub folder: PathBuf,
    pub database_url: Option<String>,
    /// Over which several processes of the market hear of each other.
    pub nats_url: Option<String>,
    database: Option<Arc<Database>>,
    _cleared_at_the_end: Option<Arc<tempfile::TempDir>>,
}

impl Place {
    pub async fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::with(None),
            Engine::Postgres { url } => Self::with(Some(Database::new(&url).await)),
        }
    }

    fn with(database: Option<Database>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder: folder.path().to_owned(),
            database_url: database.as_ref().map(|database| database.url.clone()),
            nats_url: None,
            database: database.map(Arc::new),
            _cleared_at_the_end: Some(Arc::new(folder)),
        }
    }

    /// A new, empty place on the same engine.
    pub async fn another(&self) -> Self {
        match &self.database {
            None => Self::with(None),
            Some(database) => Self::with(Some(database.another().await)),
        }
    }

    /// A place of somebody else's, who clears it.
    pub fn kept(folder: PathBuf, database_url: Option<String>) -> Self {
        Self { folder, database_url, nats_url: None, database: None, _cleared_at_the_end: None }
    }
}

/// A market that a story plays in.
pub struct Market {
    pub inner: commons::Commons,
    pub clock: MockClock,
    pub runner: Runner,
    pub address: SocketAddr,
    pub place: Place,
    server: JoinHandle<()>,
}

/// 22 November 2026, 10:00 in China.
pub const START: Timestamp = Timestamp::from_micros(1_795_312_800_000_000);

impl Market {
    pub async fn open(engine: Engine) -> Self {
        Self::open_at(&Place::new(engine).await, START, Chance::seeded(7)).await
    }

    /// Open the market of a place, new or left there by another that ended.
    pub async fn open_at(place: &Place, now: Timestamp, chance: Chance) -> Self {
        Self::open_with(place, now, chance, |_| {}).await
    }

    /// The same, set up in another way.
    pub async fn open_with(
        place: &Place,
        now: Timestamp,
        chance: Chance,
        set_up: impl FnOnce(&mut Config),
    ) -> Self {
        Self::open_of(place, now, chance, set_up, wiring::brought()).await
    }

    /// The same, of these capabilities.
    pub async fn open_of(
        place: &Place,
        now: Timestamp,
        chance: Chance,
        set_up: impl FnOnce(&mut Config),
        capabilities: Vec<Brought>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let clock = MockClock::at(now);
        let mut config = config(place, address);
        set_up(&mut config);
        let inner = wiring::open_with(config, clock.clock(), chance, capabilities).await.unwrap();
        let (router, proxies) = (router::router(&inner), inner.config.proxies.clone());
        let bounds = Bounds::of_files(8_192);
        let server =
            tokio::spawn(connections::serve(listener, router, proxies, bounds, std::future::pending()));
        let runner = wiring::runner(&inner);
        Self { inner, clock, runner, address, place: place.clone(), server }
    }

    /// End it without a word to anybody: nothing is finished that was not begun by the database.
    pub fn stop(self) {
        self.server.abort();
        self.inner.db.close();
    }

    /// Whether it runs on PostgreSQL. What the server itself decides is tried there more thinly, since SQLite's half of a
    /// story tries all of it.
    pub fn is_on_postgres(&self) -> bool {
        self.place.database_url.is_some()
    }

    /// Every invariant of `jishi check` holds.
    pub async fn check(&self) {
        let faults = desks::audit::check(&self.inner).await.unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    /// Somebody with a browser of their own.
    pub fn visitor(&self) -> Person {
        Person::new(self.address)
    }

    /// Let time pass, and what was due meanwhile happen, in steps of six hours at most; what is more than a month before
    /// the end passes by days.
    pub async fn pass(&self, time: Duration) {
        // What is due already happens before time goes on: a payment is not later than the end of its purchase.
        self.work().await;
        let mut left = time;
        while !left.is_zero() {
            let most = if left > kernel::days(31) { kernel::days(1) } else { kernel::hours(6) };
            let step = left.min(most);
            self.clock.advance(step);
            left -= step;
            self.work().await;
        }
    }

    /// Run what is due now.
    pub async fn work(&self) {
        self.runner.run_due().await.unwrap();
    }

    /// Everything that was written to an address, the newest first.
    pub async fn mail(&self, to: &str) -> Vec<Message> {
        self.work().await;
        let spool = self.inner.mailer.spool().unwrap();
        let mails = spool.list("", 500).await.unwrap().into_iter().map(|(_, mail)| mail.message);
        mails.filter(|message| message.to == to).collect()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A number from the database.
    pub async fn number(&self, sql: &'static str) -> i64 {
        self.inner.db.read(async move |tx: &mut Tx| tx.number(sql, &[]).await).await.unwrap()
    }

    /// Wait until a number of the database is what it should be: what is noted of a look is written after the answer.
    pub async fn until(&self, sql: &'static str, expected: i64) {
        for _ in 0..4_000 {
            if self.number(sql).await == expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(self.number(sql).await, expected, "{sql}");
    }

    /// What every account of the market holds, in minor units: `("escrow", 0)` …
    pub async fn balances(&self) -> Vec<(String, i64)> {
        let balances = self.inner.db.read(async |tx: &mut Tx| ledger::trial_balance(tx).await).await.unwrap();
        balances.into_iter().map(|balance| (balance.account, balance.amount.minor())).collect()
    }

    /// Give an account a role: the name of its column.
    pub async fn make(&self, id: AccountId, role: &'static str) {
        let sql = match role {
            "is_operator" => "UPDATE account SET is_operator = 1 WHERE id = $1",
            _ => "UPDATE account SET is_moderator = 1 WHERE id = $1",
        };
        let act = async move |tx: &mut Tx| tx.execute_one(sql, platform::params![id]).await;
        self.inner.db.write(act).await.unwrap();
    }

    /// The story is over: nothing that was due is left, no job failed, the ledger sums to zero.
    pub async fn end(&self) {
        self.work().await;
        let now = self.now();
        let (waiting, failed, unbalanced) = self
            .inner
            .db
            .read(async move |tx: &mut Tx| {
                let waiting = jobs::count_waiting(tx, now).await?;
                let failed = jobs::list_failed(tx, 10).await?;
                Ok::<_, DbError>((waiting, failed, ledger::list_unbalanced(tx).await?))
            })
            .await
            .unwrap();
        assert_eq!(waiting, 0, "work is left over");
        assert!(failed.is_empty(), "{failed:?}");
        assert!(unbalanced.is_empty(), "{unbalanced:?}");
        assert_eq!(self.inner.metrics.pages().different(), 0, "a kept page was old");
        assert_eq!(self.balances().await.iter().map(|(_, minor)| minor).sum::<i64>(), 0);
        assert_eq!(self.number("SELECT COUNT(*) FROM stock WHERE available < 0").await, 0);
        assert_eq!(
            self.number(
                "SELECT COUNT(*) FROM purchase p WHERE p.minor <> (SELECT SUM(CASE \
                 WHEN o.rest_purchase_id = p.id THEN o.total_minor - o.deposit_minor \
                 WHEN o.deposit_minor > 0 THEN o.deposit_minor ELSE o.total_minor END) \
                 FROM orders o WHERE o.purchase_id = p.id OR o.rest_purchase_id = p.id)"
            )
            .await,
            0
        );
    }
}

fn config(place: &Place, listen: SocketAddr) -> Config {
    Config {
        market: "集市".into(),
        data: place.folder.clone(),
        listen,
        database_url: place.database_url.clone(),
        nats_url: place.nats_url.clone(),
        public_url: format!("http://{listen}"),
        language: Lang::English,
        zone: "Asia/Shanghai".into(),
        country: Some(Country::CN),
        currency: Currency::CNY,
        demo: false,
        mail: Default::default(),
        sms: Default::default(),
        stripe: None,
        fonts: None,
        // A story's visitor may come through a proxy: see `Person::from`.
        proxies: Proxies::parse("127.0.0.1").unwrap(),
        push_origins: Vec::new(),
        picture_origins: Vec::new(),
        page_bytes: 8 << 20,
        compare_every: 1,
        sitemap_most: platform::config::SITEMAP_MOST,
        live: None,
        webhook_secret: "a secret for stories".into(),
    }
}
