use kernel::minutes;
use platform::web::Limit;

/// Searches with words from one network address: a query may look at thousands of listings.
pub const SEARCHES: Limit = Limit { name: "search", times: 120, per: minutes(1) };

/// Suggestions, of which there is one for each key that is pressed.
pub const SUGGESTIONS: Limit = Limit { name: "suggest", times: 600, per: minutes(1) };
