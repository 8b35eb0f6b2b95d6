use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use commons::Commons;
use kernel::{Chance, Clock, Country, Currency};
use platform::{
    config::{COMPARE_EVERY, Config, LiveConfig, PAGE_BYTES, StripeConfig},
    files::own_folder,
    i18n::Lang,
    mail::MailConfig,
    sms::SmsConfig,
    web::Proxies,
};

use super::place::{Place, at};
use crate::{error::CommandError, wiring};

/// The file that marks a data folder as a demo market.
pub const DEMO_MARK: &str = "demo-market";

/// What is set in the environment, on top of the defaults.
pub fn config(place: &Place, listen: SocketAddr) -> Result<Config, CommandError> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let currency = set("JISHI_CURRENCY").unwrap_or_else(|| "CNY".into());
    let country = set("JISHI_COUNTRY").or_else(|| country_of(&currency).map(str::to_owned));
    let language = set("JISHI_LANGUAGE").unwrap_or_else(|| "zh-CN".into());
    Ok(Config {
        market: set("JISHI_MARKET").unwrap_or_else(|| "集市 Jishi".into()),
        data: place.data.clone(),
        listen,
        database_url: place.database_url.clone(),
        nats_url: set("JISHI_NATS_URL"),
        public_url: set("JISHI_PUBLIC_URL").unwrap_or_else(|| format!("http://{listen}")),
        language: Lang::parse(&language)
            .ok_or_else(|| CommandError::Refused(format!("JISHI_LANGUAGE {language} is not one of ours")))?,
        zone: set("JISHI_ZONE").unwrap_or_else(|| "Asia/Shanghai".into()),
        country: country
            .map(|code| Country::parse(&code))
            .transpose()
            .map_err(|_| CommandError::Refused("JISHI_COUNTRY is not the code of a country".into()))?,
        currency: Currency::parse(&currency)
            .map_err(|_| CommandError::Refused(format!("JISHI_CURRENCY {currency} is not a currency")))?,
        sms: SmsConfig {
            url: set("JISHI_SMS_URL"),
            body: set("JISHI_SMS_BODY"),
            headers: set("JISHI_SMS_HEADERS"),
            reference: set("JISHI_SMS_REFERENCE"),
            report_secret: set("JISHI_SMS_REPORT_SECRET"),
        },
        mail: MailConfig { smtp_url: set("JISHI_SMTP_URL"), from: set("JISHI_MAIL_FROM") },
        stripe: stripe(&set)?,
        fonts: set("JISHI_FONTS").map(Into::into),
        proxies: Proxies::parse(&set("JISHI_PROXY").unwrap_or_default())
            .map_err(|error| CommandError::Refused(format!("JISHI_PROXY: {error}")))?,
        push_origins: origins(set("JISHI_PUSH_ORIGINS")),
        picture_origins: origins(set("JISHI_PICTURE_ORIGINS")),
        page_bytes: page_bytes(set("JISHI_PAGE_MB"))?,
        compare_every: COMPARE_EVERY,
        sitemap_most: platform::config::SITEMAP_MOST,
        demo: place.data.join(DEMO_MARK).exists(),
        live: None,
        webhook_secret: secret(place)?,
    })
}

/// The doors of live shows: for browsers at the port of the pages, unless that is said otherwise or `off`; for programs
/// where it is said, and for the demo's own show.
pub fn live(listen: SocketAddr, is_demo: bool) -> Result<Option<LiveConfig>, CommandError> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let address = |name: &str, said: Option<String>| -> Result<Option<SocketAddr>, CommandError> {
        let said = said.map(|said| said.parse());
        let said = said.transpose();
        said.map_err(|_| CommandError::Refused(format!("{name} is not an address with a port")))
    };
    let rtmp = address("JISHI_RTMP_LISTEN", set("JISHI_RTMP_LISTEN"))?;
    let rtmp = rtmp.or(is_demo.then(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
    let media = match set("JISHI_MEDIA_UDP") {
        Some(said) if said == "off" => None,
        None => Some(listen),
        said => address("JISHI_MEDIA_UDP", said)?,
    };
    let media_tcp = match set("JISHI_MEDIA_TCP") {
        Some(said) if said == "off" => None,
        // The pages have their own port already.
        None => media.filter(|media| media.port() != listen.port()),
        said => address("JISHI_MEDIA_TCP", said)?,
    };
    let number = |name: &str| -> Result<Option<u64>, CommandError> {
        let said = set(name).map(|said| said.parse()).transpose();
        said.map_err(|_| CommandError::Refused(format!("{name} is not a number")))
    };
    let count = |name: &str| Ok::<_, CommandError>(number(name)?.and_then(|many| usize::try_from(many).ok()));
    let (seats, ffmpeg_processes) = (count("JISHI_LIVE_SEATS")?, count("JISHI_FFMPEG_PROCESSES")?);
    let upload_bytes = number("JISHI_UPLOAD_MB")?.map(|megabytes| megabytes << 20);
    if rtmp.is_none() && media.is_none() {
        return Ok(None);
    }
    let said = set("JISHI_MEDIA_ADDRESS").unwrap_or_default();
    let said = said.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::parse);
    let said: Result<Vec<IpAddr>, _> = said.collect();
    let mut addresses = said.map_err(|_| {
        CommandError::Refused("JISHI_MEDIA_ADDRESS is not a list of network addresses".into())
    })?;
    let is_anywhere = |door: Option<SocketAddr>| door.is_some_and(|door| door.ip().is_unspecified());
    if addresses.is_empty() && (is_anywhere(media) || is_anywhere(media_tcp)) {
        addresses.extend(own_address());
        addresses.push(Ipv4Addr::LOCALHOST.into());
    }
    let ffmpeg = set("JISHI_FFMPEG");
    Ok(Some(LiveConfig { rtmp, media, media_tcp, addresses, seats, ffmpeg, ffmpeg_processes, upload_bytes }))
}

/// By which others in the network reach this machine. Nothing is sent to find out.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Memory for pages that many read, in megabytes.
fn page_bytes(megabytes: Option<String>) -> Result<u64, CommandError> {
    let Some(said) = megabytes else { return Ok(PAGE_BYTES) };
    let megabytes = said
        .parse::<u32>()
        .map_err(|_| CommandError::Refused(format!("JISHI_PAGE_MB {said} is not a number of megabytes")))?;
    Ok(u64::from(megabytes) << 20)
}

/// Origins in one line, by commas.
fn origins(list: Option<String>) -> Vec<String> {
    list.map(|list| list.split(',').map(|origin| origin.trim().to_owned()).collect()).unwrap_or_default()
}

/// The country of a currency that one country has.
fn country_of(currency: &str) -> Option<&'static str> {
    match currency {
        "CNY" => Some("CN"),
        "IDR" => Some("ID"),
        "INR" => Some("IN"),
        "JPY" => Some("JP"),
        _ => None,
    }
}

/// Stripe, when its keys are set; half of them is a mistake.
fn stripe(set: &impl Fn(&str) -> Option<String>) -> Result<Option<StripeConfig>, CommandError> {
    let names = ["JISHI_STRIPE_KEY", "JISHI_STRIPE_PUBLISHABLE_KEY", "JISHI_STRIPE_WEBHOOK_SECRET"];
    let url = set("JISHI_STRIPE_URL").unwrap_or_else(|| "https://api.stripe.com".into());
    match names.map(set) {
        [Some(key), Some(publishable_key), Some(webhook_secret)] => {
            Ok(Some(StripeConfig { key, publishable_key, webhook_secret, url }))
        }
        [None, None, None] => Ok(None),
        _ => Err(CommandError::Refused(format!("{} are set together or not at all", names.join(", ")))),
    }
}

/// The secret between the market and its sandbox gateway: made once, kept in the data folder.
fn secret(place: &Place) -> Result<String, CommandError> {
    let path = place.data.join("sandbox-secret");
    if let Ok(secret) = std::fs::read_to_string(&path) {
        return Ok(secret);
    }
    let secret = Chance::from_entropy().token();
    at(&place.data, own_folder(&place.data))?;
    at(&path, std::fs::write(&path, &secret))?;
    Ok(secret)
}

/// The machine's clock; that it was put is written down.
pub fn clock() -> Clock {
    Clock::telling(|from, now| {
        tracing::warn!(
            from = from.rfc3339(),
            now = now.rfc3339(),
            "the machine's clock was put, and is followed"
        );
    })
}

/// Open the market of a command.
pub async fn open(place: &Place) -> Result<Commons, CommandError> {
    let config = config(place, SocketAddr::from(([127, 0, 0, 1], 8080)))?;
    Ok(wiring::open(config, clock(), Chance::from_entropy()).await?)
}
