//! What a shop is told of itself: its sums, and crowds.

use std::collections::BTreeSet;

use goods::search::{Index, band_of};
use kernel::{Currency, Money, Timestamp};
use people::shops::Shop;
use platform::db::{DbError, Tx};
use selling::orders::Channel;

use super::{
    crowd_store::{self, Week},
    sale_store,
    sold::{BuyersOf, DaySum, Selling, Sum, stretches},
    span::{day_in, monday, month},
    word::{Word, ranked},
    word_store,
};

/// Weeks that the lines show, and those that "lately" means.
pub const WEEKS: i64 = 26;
pub const LATELY: i64 = 4;
/// What ends within so many days is told of.
const ENDS_WITHIN: i64 = 21;
/// Rows of a list.
const SHOWN: usize = 12;
const PLACES: i64 = 12;
/// Words that are looked through.
const WORDS: i64 = 1_000;

/// What a shop is told of itself.
pub struct ShopInsight {
    pub currency: Currency,
    /// The Monday before which everything is told: what is of this week is not over.
    pub until: i64,
    /// Weeks that are over, the oldest first.
    pub weeks: Vec<DaySum>,
    /// The last four of them, and the four before.
    pub lately: Sum,
    pub before: Sum,
    /// The same weeks a year ago, if the shop sold then.
    pub year_ago: Option<Sum>,
    /// By which doors, in the last twelve weeks, the one that brought most first.
    pub channels: Vec<(Channel, Sum)>,
    /// Where buyers are, in this month and the two before.
    pub buyers: Vec<BuyersOf>,
    /// How many pieces of each price band, in the last twelve weeks.
    pub bands: Vec<(i64, i64)>,
    /// What sells, in the last four weeks.
    pub selling: Vec<Selling>,
    /// What of it ends soon, with the days left.
    pub ending: Vec<(Selling, i64)>,
    /// Weeks of which crowds are told.
    pub crowds: Vec<Week>,
}

/// What a shop is told of itself. Cost: sums by day of half a year, whatever was sold before.
pub async fn of_shop(tx: &mut Tx, now: Timestamp, shop: &Shop) -> Result<ShopInsight, DbError> {
    let until = monday(day_in(now, &shop.zone));
    let first = until - 7 * WEEKS;
    let (id, days) = (shop.id, 7 * LATELY);
    let by_day = sale_store::by_day(tx, id, first, until).await?;
    let weeks = stretches(&by_day, first, 7, WEEKS);
    let sum = |from: i64, until: i64| {
        let within = by_day.iter().filter(|one| (from..until).contains(&one.day));
        within.fold(Sum::default(), |sum, one| sum.plus(&one.sum))
    };
    let (lately, before) = (sum(until - days, until), sum(until - 2 * days, until - days));
    // Fifty-two weeks ago it was Monday too.
    let past = sale_store::by_day(tx, id, until - 364 - days, until - 364).await?;
    let year_ago = past.iter().fold(Sum::default(), |sum, one| sum.plus(&one.sum));
    let mut channels = sale_store::by_channel(tx, id, until - 3 * days, until).await?;
    channels.sort_by_key(|(channel, sum)| (-sum.minor, channel.name()));
    let mut selling = sale_store::selling(tx, id, until - days, i64::MAX).await?;
    let since = day_in(now, &shop.zone) - (until - days);
    let ends = |one: &Selling| Some((one.clone(), one.days_left(since).filter(|left| *left <= ENDS_WITHIN)?));
    let mut ending: Vec<(Selling, i64)> = selling.iter().filter_map(ends).collect();
    ending.sort_by_key(|(one, left)| (*left, -one.pieces));
    ending.truncate(SHOWN);
    let bands = bands(&sale_store::selling(tx, id, until - 3 * days, until).await?, shop.currency);
    selling.truncate(SHOWN);
    Ok(ShopInsight {
        currency: shop.currency,
        until,
        weeks,
        lately,
        before,
        year_ago: (year_ago.orders > 0).then_some(year_ago),
        channels,
        buyers: sale_store::buyers(tx, id, month(day_in(now, &shop.zone)) - 2, PLACES).await?,
        bands,
        selling,
        ending,
        crowds: crowd_store::weeks(tx, id, until - 7 * WEEKS).await?,
    })
}

/// Pieces by the band of what one came to.
fn bands(sold: &[Selling], currency: Currency) -> Vec<(i64, i64)> {
    let mut pieces = [0_i64; 5];
    for one in sold {
        let band = one.price().map_or(0, |price| band_of(Money::new(price, currency)));
        if let Some(count) = usize::try_from(band).ok().and_then(|band| pieces.get_mut(band)) {
            *count = count.saturating_add(one.pieces);
        }
    }
    (0..).zip(pieces).collect()
}

/// What many look for, told to a shop.
pub struct ShopWords {
    /// Unmet demand, that of its craft and place before all other; the flag is whether it is near.
    pub next: Vec<(Word, bool)>,
    /// What more look for than four weeks ago.
    pub rising: Vec<Word>,
    /// The craft of most of its listings; empty where they have none.
    pub craft: String,
}

/// What of a shop decides what is near to it: what its listings are called and are, and where it is.
pub struct Own {
    pub texts: Vec<String>,
    pub craft: String,
}

/// What a shop is near to.
pub async fn own(tx: &mut Tx, shop: &Shop) -> Result<Own, DbError> {
    let names = word_store::names(tx, shop.id).await?;
    let mut crafts: Vec<&String> =
        names.iter().map(|name| &name[2]).filter(|craft| !craft.is_empty()).collect();
    crafts.sort();
    let most = crafts.chunk_by(|one, other| one == other).max_by_key(|same| same.len());
    let craft = most.and_then(|same| same.first()).map_or_else(String::new, |craft| (*craft).clone());
    let place = [&shop.region, &shop.city].map(Clone::clone);
    Ok(Own { texts: names.into_iter().flatten().chain(place).collect(), craft })
}

/// What many look for, ranked for a shop.
pub async fn words_for(tx: &mut Tx, index: &Index, shop: &Shop) -> Result<ShopWords, DbError> {
    let words = word_store::words(tx, WORDS).await?;
    let Own { texts, craft } = own(tx, shop).await?;
    let near: BTreeSet<usize> = texts.iter().flat_map(|text| index.kin(text)).collect();
    let next = ranked(&words, &near, |text| index.kin(text));
    let mut rising: Vec<Word> = words.into_iter().filter(Word::is_rising).collect();
    rising.sort_by_key(|word| std::cmp::Reverse(word.people.get() - word.before.get()));
    rising.truncate(SHOWN);
    Ok(ShopWords { next: next.into_iter().take(40).collect(), rising, craft })
}
