//! How reviews and reputation look to programs.

use people::{
    one_of::{LanguageCode, maybe_word_of, word_of},
    wire::time,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Author, Rank, Reputation, ReviewStage, ShownReview, Verdict};

#[derive(Serialize, ToSchema)]
pub struct ScoresOut {
    described: i64,
    service: i64,
    delivery: i64,
}

#[derive(Serialize, ToSchema)]
pub struct ReviewReplyOut {
    words: String,
    at: String,
}

#[derive(Serialize, ToSchema)]
pub struct ReviewOut {
    id: String,
    /// For those whom the order concerns.
    order: Option<String>,
    /// `buyer`: about the shop; `seller`: about the buyer.
    #[schema(schema_with = word_of::<Author>)]
    author: &'static str,
    name: String,
    /// `good`, `fair` or `poor`.
    #[schema(schema_with = word_of::<Verdict>)]
    verdict: &'static str,
    /// From 1 to 5; none in what a shop says.
    scores: Option<ScoresOut>,
    words: String,
    /// BCP 47 of the author.
    #[schema(value_type = LanguageCode)]
    language: &'static str,
    /// Paths of the photos, 1280 pixels wide.
    photos: Vec<String>,
    things: Vec<String>,
    /// The same in English, as far as the shop has said it.
    things_en: Vec<String>,
    /// `sealed`, `published` or `hidden`.
    #[schema(schema_with = word_of::<ReviewStage>)]
    state: &'static str,
    reply: Option<ReviewReplyOut>,
    /// When it was published; when it was written while it is sealed.
    at: String,
    edited_at: Option<String>,
}

impl ReviewOut {
    pub fn public(shown: ShownReview) -> Self {
        Self { order: None, ..Self::own(shown) }
    }

    pub fn own(shown: ShownReview) -> Self {
        let ShownReview { review, name, at, things, things_en, .. } = shown;
        let id = review.id;
        let photo = |name: &String| format!("/reviews/{id}/photos/{name}-proof-1280.webp");
        Self {
            id: id.to_string(),
            order: Some(review.order.to_string()),
            author: review.author.name(),
            name,
            verdict: review.said.verdict.name(),
            scores: review.said.scores.map(|scores| ScoresOut {
                described: scores.described,
                service: scores.service,
                delivery: scores.delivery,
            }),
            photos: review.said.photos.iter().map(photo).collect(),
            words: review.said.words,
            language: review.lang.code(),
            things,
            things_en,
            state: review.state.name(),
            reply: review.reply.map(|reply| ReviewReplyOut { words: reply.words, at: time(reply.at) }),
            at: time(at),
            edited_at: review.edited_at.map(time),
        }
    }
}

/// How many published reviews said what.
#[derive(Serialize, ToSchema)]
pub struct CreditOut {
    good: i64,
    fair: i64,
    poor: i64,
    /// Good ones less poor ones.
    points: i64,
    /// `heart`, `diamond`, `crown` or `gold-crown`; none below four points.
    #[schema(schema_with = maybe_word_of::<Rank>)]
    rank: Option<&'static str>,
    /// How many of the rank's signs, 1 to 5.
    signs: usize,
}

/// Sums of the last 183 days; a mean is a sum over `reviews`.
#[derive(Serialize, ToSchema)]
pub struct RecentOut {
    reviews: i64,
    described: i64,
    service: i64,
    delivery: i64,
    /// Orders that left the shop, or that it did not send.
    sent: i64,
    /// Those that left within the days that the shop had promised.
    on_time: i64,
}

#[derive(Serialize, ToSchema)]
pub struct ReputationOut {
    credit: CreditOut,
    recent: RecentOut,
    /// How fast it answers those who write to it; none when nobody has lately.
    first_reply: Option<FirstReplyOut>,
}

/// First replies of the last 90 days to what buyers had written.
#[derive(Serialize, ToSchema)]
pub struct FirstReplyOut {
    pub replies: i64,
    /// Their mean.
    pub seconds: u64,
}

impl ReputationOut {
    pub fn new(reputation: Reputation, first_reply: Option<FirstReplyOut>) -> Self {
        let (credit, recent) = (reputation.credit, reputation.recent);
        let level = credit.level();
        Self {
            credit: CreditOut {
                good: credit.good,
                fair: credit.fair,
                poor: credit.poor,
                points: credit.points(),
                rank: level.map(|level| level.rank.name()),
                signs: level.map_or(0, |level| level.count),
            },
            recent: RecentOut {
                reviews: recent.reviews,
                described: recent.described,
                service: recent.service,
                delivery: recent.delivery,
                sent: recent.sent,
                on_time: recent.on_time,
            },
            first_reply,
        }
    }
}
