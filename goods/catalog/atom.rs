//! What is new, as readers of feeds take it: Atom (RFC 4287).

use kernel::Timestamp;
use people::shops::pick;
use platform::{
    i18n::Text,
    web::{
        Shared,
        xml::{element, escaped},
    },
};

use super::{Face, ShownListing, product::plain};

/// Things that a feed tells of.
pub const NEWEST: i64 = 30;
/// For how many seconds nobody needs to ask again.
const KEPT: u32 = 600;
/// Characters of a description.
const WORDS: usize = 400;

/// A feed: its own address and that of the page which shows the same.
pub struct Feed<'a> {
    pub origin: &'a str,
    pub text: &'a Text,
    pub title: String,
    pub path: String,
    pub page: String,
}

/// A thing that it tells of.
pub struct Entry<'a> {
    pub listing: &'a ShownListing,
    pub shop: &'a Face,
    pub cover: &'a str,
}

impl Feed<'_> {
    /// The feed with its entries, the newest first. One that is empty is as old as the market is to it: `since`.
    pub fn tell(&self, entries: &[Entry<'_>], since: Timestamp) -> Shared {
        let changed = entries.iter().map(|entry| entry.listing.updated_at).max().unwrap_or(since);
        let Self { origin, text, title, path, page } = self;
        let mut body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n{}",
            text.lang().code(),
            element("title", title),
        );
        body.push_str(&element("id", &format!("{origin}{path}")));
        body.push_str(&element("updated", &changed.rfc3339()));
        body.push_str(&link("self", "application/atom+xml", &format!("{origin}{path}")));
        body.push_str(&link("alternate", "text/html", &format!("{origin}{page}")));
        entries.iter().for_each(|entry| body.push_str(&self.entry(entry)));
        body.push_str("</feed>\n");
        let kind = "application/atom+xml; charset=utf-8";
        Shared { kind, seconds: KEPT, changed_at: Some(changed), body }
    }

    fn entry(&self, Entry { listing, shop, cover }: &Entry<'_>) -> String {
        let (origin, text) = (self.origin, self.text);
        let pick = |own: &str, english: &str| pick(text.lang(), shop.language, own, english).to_owned();
        let title = pick(&listing.title, &listing.title_en);
        let name = shop.name_in(&text.lang());
        let words = plain(&pick(&listing.body, &listing.body_en), WORDS);
        let price = text.money_and_code(&listing.low);
        let price = if listing.low == listing.high { price } else { format!("{price}+") };
        let mut entry = format!("<entry>\n{}", element("title", &title));
        // Stays the same when the listing gets another address.
        entry.push_str(&element("id", &format!("{origin}/listings/{}", listing.id)));
        entry.push_str(&link(
            "alternate",
            "text/html",
            &format!("{origin}/shops/{}/{}", shop.handle, listing.handle),
        ));
        entry.push_str(&element("published", &listing.created_at.rfc3339()));
        entry.push_str(&element("updated", &listing.updated_at.rfc3339()));
        entry.push_str(&format!(
            "<author>{}{}</author>\n",
            element("name", name),
            element("uri", &format!("{origin}/shops/{}", shop.handle)),
        ));
        if !listing.craft.is_empty() {
            let label = text.get(&format!("craft-{}", listing.craft)).to_owned();
            let term = escaped(&listing.craft);
            entry.push_str(&format!("<category term=\"{term}\" label=\"{}\"/>\n", escaped(&label)));
        }
        let facts = [price, name.to_owned(), shop.place_in(&text.lang())];
        let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
        let mut html = String::new();
        if !cover.is_empty() {
            let picture = format!("{origin}/media/{cover}-640.webp");
            html.push_str(&format!("<p><img src=\"{picture}\" alt=\"{}\"></p>", escaped(&title)));
            entry.push_str(&link("enclosure", "image/webp", &picture));
        }
        html.push_str(&format!("<p>{}</p>", escaped(&facts)));
        if !words.is_empty() {
            html.push_str(&format!("<p>{}</p>", escaped(&words)));
        }
        entry.push_str(&format!("<content type=\"html\">{}</content>\n</entry>\n", escaped(&html)));
        entry
    }
}

fn link(rel: &str, kind: &str, href: &str) -> String {
    format!("<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>\n", escaped(href))
}
