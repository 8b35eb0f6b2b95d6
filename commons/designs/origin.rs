use people::market::Market;

/// The market's address, as it stands in what is signed.
pub fn origin(market: &Market) -> &str {
    market.config.public_url.trim_end_matches('/')
}
