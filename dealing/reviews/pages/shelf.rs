use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, ListingId};
use kernel::{ShopId, Timestamp, days};
use people::{
    capability::Looking,
    market::Market,
    panels::{self, Panels},
    photos,
    shops::{Shop, pages::Story},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::ShownReview;
use crate::reviews::{
    self, Author, Rating, Reputation, ReviewId, Verdict, WINDOW_DAYS, list_of_listing, list_of_shop,
};

/// Reviews below a shop's or a listing's own page.
const FIRST: i64 = 3;

/// What is said of a shop, and what it comes to.
pub struct Fame {
    pub reputation: Reputation,
    pub latest: Vec<ShownReview>,
    /// What other capabilities know of it: facts, and how they come about.
    pub added: Panels,
    /// Since when the scores count.
    pub since: Timestamp,
}

impl Fame {
    pub async fn of_shop(tx: &mut Tx, looking: &Looking, shop: ShopId) -> Result<Self, DbError> {
        let reputation = reviews::reputation(tx, looking.now, shop).await?;
        let found = list_of_shop(tx, shop, None, i64::MAX, FIRST).await?;
        let latest = ShownReview::load_all(tx, found).await?;
        let added = panels::within(tx, "reputation", looking).await?;
        Ok(Self { reputation, latest, added, since: looking.now - days(WINDOW_DAYS.unsigned_abs()) })
    }

    /// The signs of its rank, one icon for each.
    pub fn signs(&self) -> Vec<&'static str> {
        self.reputation.credit.level().map_or_else(Vec::new, |level| {
            let icon = match level.rank {
                reviews::Rank::Heart => "heart",
                reviews::Rank::Diamond => "diamond",
                reviews::Rank::Crown | reviews::Rank::GoldCrown => "crown",
            };
            vec![icon; level.count]
        })
    }

    pub fn is_gold(&self) -> bool {
        self.reputation.credit.level().is_some_and(|level| level.rank == reviews::Rank::GoldCrown)
    }

    /// The rank in words.
    pub fn rank(&self, shell: &Shell) -> String {
        self.reputation.credit.level().map_or_else(String::new, |level| {
            shell.n(&format!("reputation-rank-{}", level.rank.name()), level.count)
        })
    }

    /// The means of the scores with their sums: name, tenths, sum.
    pub fn scores(&self) -> Vec<(&'static str, i64, i64)> {
        let recent = &self.reputation.recent;
        let named =
            [("described", recent.described), ("service", recent.service), ("delivery", recent.delivery)];
        named.into_iter().filter_map(|(name, sum)| recent.tenths(sum).map(|mean| (name, mean, sum))).collect()
    }

    pub fn has_any(&self) -> bool {
        self.reputation.credit.all() > 0
            || self.reputation.recent.sent > 0
            || !self.added.at("facts").is_empty()
    }
}

/// A mean in tenths as programs write it.
pub fn plain(tenths: &i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[derive(Template)]
#[template(path = "reviews/views/of_shop.html")]
pub struct ShopReviewsPage {
    pub shell: Shell,
    pub story: Story,
    pub fame: Fame,
    pub reviews: Vec<ShownReview>,
    pub verdict: &'static str,
    pub older: String,
    pub base: String,
}

/// `GET /reviews/shops/{handle}?verdict=good`
pub async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let verdict = Verdict::parse(paging.asked.value("verdict"));
    let story = Story::find(&market, &visit, &handle).await?;
    let shop = story.shop.id;
    let looking = visit.looking(visit.shell("browse"), Some(shop), 0);
    let read = async |tx: &mut Tx| {
        let found = list_of_shop(tx, shop, verdict, paging.before, paging.limit.and_one_more()).await?;
        Ok::<_, DbError>((Fame::of_shop(tx, &looking, shop).await?, ShownReview::load_all(tx, found).await?))
    };
    let (fame, reviews) = market.db.read(read).await?;
    let (reviews, older) = paging.cut(reviews, |last| last.review.id.number());
    let verdict = verdict.map_or("", Verdict::name);
    let (shell, base) = (visit.shell("browse"), format!("/reviews/shops/{handle}"));
    views::page(&ShopReviewsPage { shell, story, fame, reviews, verdict, older, base })
}

/// What is said of a listing, below it.
pub struct Praise {
    pub rating: Rating,
    pub latest: Vec<ShownReview>,
}

impl Praise {
    pub async fn of_listing(tx: &mut Tx, listing: ListingId) -> Result<Self, DbError> {
        let rating = reviews::rating(tx, listing).await?;
        let found =
            if rating.reviews > 0 { list_of_listing(tx, listing, i64::MAX, FIRST).await? } else { vec![] };
        Ok(Self { rating, latest: ShownReview::load_all(tx, found).await? })
    }
}

#[derive(Template)]
#[template(path = "reviews/views/of_listing.html")]
pub struct ListingReviewsPage {
    pub shell: Shell,
    pub lang: Lang,
    pub shop: Shop,
    pub title: String,
    pub title_lang: &'static str,
    pub path: String,
    pub rating: Rating,
    pub reviews: Vec<ShownReview>,
    pub older: String,
}

/// `GET /reviews/listings/{id}`
pub async fn of_listing(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ListingId>,
    paging: Paging,
) -> Result<Response, Problem> {
    let limit = paging.limit.and_one_more();
    let works_in: Vec<ShopId> = visit.memberships.iter().map(|member| member.shop).collect();
    let read = async move |tx: &mut Tx| {
        let Some(found) = catalog::read_by_id(tx, &works_in, id).await? else { return Ok(None) };
        let list = list_of_listing(tx, id, paging.before, limit).await?;
        let rating = reviews::rating(tx, id).await?;
        Ok::<_, DbError>(Some((found, rating, ShownReview::load_all(tx, list).await?)))
    };
    let (reading, rating, reviews) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (shop, listing) = (reading.shop, reading.listing);
    let is_own = visit.lang == shop.language || listing.title_en.is_empty();
    let title_lang = if is_own { shop.language } else { Lang::English }.code();
    let title = if is_own { listing.title } else { listing.title_en };
    let path = format!("/shops/{}/{}", shop.handle, listing.handle);
    let (reviews, older) = paging.cut(reviews, |last| last.review.id.number());
    let (shell, lang) = (visit.shell("browse"), visit.lang);
    views::page(&ListingReviewsPage { shell, lang, shop, title, title_lang, path, rating, reviews, older })
}

/// `GET /reviews/{id}/photos/{file}`: everybody sees a published review's photos, only its author a sealed one's.
pub async fn photo(
    State(market): State<Market>,
    visit: Visit,
    Path((id, file)): Path<(ReviewId, String)>,
) -> Result<Response, Problem> {
    let wanted = photos::split(&file)?.0.to_owned();
    let find = async move |tx: &mut Tx| reviews::find(tx, id).await;
    let review = market.db.read(find).await?.filter(|review| review.said.photos.contains(&wanted));
    let review = review.ok_or_else(Problem::not_found)?;
    let is_member = visit.memberships.iter().any(|member| member.shop == id.shop());
    let is_buyer = visit.account.as_ref().is_some_and(|account| account.id == review.buyer);
    let is_moderator = visit.moderator().is_ok();
    let is_author = if review.author == Author::Buyer { is_buyer } else { is_member };
    // What a shop shows of its buyer is between the two of them.
    let is_open = match review.author {
        Author::Buyer => review.is_published(),
        Author::Seller => review.is_published() && (is_buyer || is_member),
    };
    let reported = review.state.stage() != reviews::ReviewStage::Sealed && is_moderator;
    if !is_open && !is_author && !reported {
        return Err(Problem::not_found());
    }
    let is_public = is_open && review.author == Author::Buyer;
    photos::answer(&market, &file, if is_public { "public, max-age=3600" } else { "private, no-store" }).await
}
