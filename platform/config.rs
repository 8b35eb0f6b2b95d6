//! How one market is set up: from the command line and the environment, read once at the start.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use kernel::{Country, Currency};

use crate::{db::Location, i18n::Lang, mail::MailConfig, sms::SmsConfig, web::Proxies};

/// Addresses that a file for search engines may have.
pub const SITEMAP_MOST: usize = 50_000;

/// Memory for pages that many read, unless the operator says otherwise.
pub const PAGE_BYTES: u64 = 24 << 20;
/// Of so many pages that are read one is compared with what it would be now.
pub const COMPARE_EVERY: u64 = 4_096;

/// How large a film may be that somebody sends, unless the operator says otherwise.
pub const UPLOAD_BYTES: u64 = 2 << 30;

#[derive(Clone, Debug)]
pub struct Config {
    /// Name of the market, at the top of every page.
    pub market: String,
    /// Folder of the database and the files.
    pub data: PathBuf,
    pub listen: SocketAddr,
    /// PostgreSQL instead of the file in the data folder.
    pub database_url: Option<String>,
    /// NATS server over which several processes of one market tell each other what has happened.
    pub nats_url: Option<String>,
    /// How readers reach the market: `https://fair.example`.
    pub public_url: String,
    /// Language of readers whose browser asks for none of ours.
    pub language: Lang,
    /// IANA time zone of readers who have not said theirs.
    pub zone: String,
    /// Whose phone numbers need no country before them; none if all do.
    pub country: Option<Country>,
    /// Currency that buyers pay in.
    pub currency: Currency,
    /// Whether this is a demo market: marked on every page, with a click to look at it as anyone.
    pub demo: bool,
    pub mail: MailConfig,
    /// How texts go to phones.
    pub sms: SmsConfig,
    /// Folder of the fonts of papers, instead of the system's.
    pub fonts: Option<PathBuf>,
    /// The card payments company, instead of the sandbox gateway.
    pub stripe: Option<StripeConfig>,
    /// Whose word about a visitor's address is believed.
    pub proxies: Proxies,
    /// Origins of push services that are asked though they are not at public addresses: `http://10.0.0.5:8080`.
    pub push_origins: Vec<String>,
    /// Origins of pictures that are fetched though they are not at public addresses: `http://10.0.0.5:8080`.
    pub picture_origins: Vec<String>,
    /// Memory for pages that many read; with none they are made for each.
    pub page_bytes: u64,
    /// Of so many pages that are read one is made again and compared with what was kept.
    pub compare_every: u64,
    /// Addresses in one file for search engines: [`SITEMAP_MOST`] by their protocol.
    pub sitemap_most: usize,
    /// Where live shows come in; none where the market has no live video.
    pub live: Option<LiveConfig>,
    /// Signs the sandbox's notices, so that nobody else can say that something is paid.
    pub webhook_secret: String,
}

/// The doors of live shows.
#[derive(Clone, Debug, Default)]
pub struct LiveConfig {
    /// Where programs send by RTMP.
    pub rtmp: Option<SocketAddr>,
    /// The UDP port of browsers that send and watch without a delay.
    pub media: Option<SocketAddr>,
    /// Where the same is taken by TCP, from networks that let no UDP through.
    pub media_tcp: Option<SocketAddr>,
    /// By which the world reaches those ports; the address they listen at, if none is said.
    pub addresses: Vec<IpAddr>,
    /// How many watch without a delay at once; what a core of this machine carries, if nothing is said.
    pub seats: Option<usize>,
    /// The program that makes pictures and clips of shows: a path, or `off`; the one that is found unless it is said.
    pub ffmpeg: Option<String>,
    /// How many of it run at once; half as many as there are cores, unless it is said.
    pub ffmpeg_processes: Option<usize>,
    /// How large a film may be that somebody sends; [`UPLOAD_BYTES`] unless it is said.
    pub upload_bytes: Option<u64>,
}

/// How the market is known to Stripe.
#[derive(Clone)]
pub struct StripeConfig {
    /// The secret key.
    pub key: String,
    /// The key that browsers may know.
    pub publishable_key: String,
    pub webhook_secret: String,
    pub url: String,
}

/// Secrets stay out of logs.
impl std::fmt::Debug for StripeConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StripeConfig").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Config {
    pub fn location(&self) -> Location {
        match &self.database_url {
            Some(url) => Location::Server { url: url.clone(), connections: 16 },
            None => Location::File(self.data.join("jishi.db")),
        }
    }

    /// Whether cookies may insist on TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
