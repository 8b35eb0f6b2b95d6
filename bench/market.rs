//! How the markets that are measured are set up.

use std::path::Path;

use kernel::Currency;
use platform::{config::Config, i18n::Lang};

/// A market that keeps its data in a folder, as it is where nobody has set anything.
pub fn config(folder: &Path) -> Config {
    Config {
        market: "bench".into(),
        data: folder.to_owned(),
        listen: "127.0.0.1:0".parse().unwrap(),
        database_url: None,
        nats_url: None,
        public_url: "http://127.0.0.1".into(),
        language: Lang::English,
        zone: "UTC".into(),
        country: None,
        currency: Currency::CNY,
        demo: false,
        mail: Default::default(),
        sms: Default::default(),
        proxies: Default::default(),
        stripe: None,
        fonts: None,
        push_origins: Vec::new(),
        picture_origins: Vec::new(),
        page_bytes: platform::config::PAGE_BYTES,
        compare_every: platform::config::COMPARE_EVERY,
        sitemap_most: platform::config::SITEMAP_MOST,
        live: None,
        webhook_secret: "bench".into(),
    }
}
