use kernel::words;

/// Words that fewer people typed in a week are shown to nobody.
pub const PEOPLE: i64 = 5;
words! {
    /// Which words: all, or those that found nothing.
    Look { All = "all", NotFound = "not-found" }
}

/// Words with what came of them in the last thirty days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The language that the pages were read in.
    pub lang: String,
    pub text: String,
    pub times: i64,
    /// How many listings they found at most.
    pub found: i64,
    pub clicks: i64,
    pub carts: i64,
    pub orders: i64,
}

impl Demand {
    /// Where what they find is.
    pub fn path(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &self.text).finish();
        format!("/search?{query}")
    }
}

/// Words by which people came to a shop's listings in the last thirty days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfShop {
    pub lang: String,
    pub text: String,
    pub clicks: i64,
    pub carts: i64,
    pub orders: i64,
}
