//! How fast a shop answers.

use std::time::Duration;

use kernel::{ShopId, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    params,
    views::Shell,
};

/// What a shop's first replies of the last 90 days took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyTime {
    pub replies: i64,
    pub average: Duration,
}

impl ReplyTime {
    /// How long one usually waits, in words of the reader.
    pub fn words(&self, shell: &Shell) -> String {
        self.said(shell, "talk-reply")
    }

    /// The mean alone: "25 minutes".
    pub fn mean(&self, shell: &Shell) -> String {
        self.said(shell, "reply-mean")
    }

    fn said(&self, shell: &Shell, key: &str) -> String {
        let minutes = i64::try_from(self.average.as_secs().div_ceil(60)).unwrap_or(i64::MAX).max(1);
        match minutes {
            ..=90 => shell.n(&format!("{key}-minutes"), minutes),
            91..=2_880 => shell.n(&format!("{key}-hours"), (minutes + 59) / 60),
            _ => shell.n(&format!("{key}-days"), (minutes + 1_439) / 1_440),
        }
    }
}

const COUNT: &str = "INSERT INTO reply_day (shop_id, day, replies, seconds) VALUES ($1, $2, 1, $3) \
    ON CONFLICT (shop_id, day) DO UPDATE SET replies = reply_day.replies + 1, seconds = reply_day.seconds + $3";
/// Count the first reply to what a buyer wrote.
pub(super) async fn count(tx: &mut Tx, shop: ShopId, now: Timestamp, took: Duration) -> Result<(), DbError> {
    let seconds = i64::try_from(took.as_secs()).unwrap_or(i64::MAX);
    tx.execute_one(COUNT, params![shop, day(now), seconds]).await
}

const SUM: &str = "SELECT CAST(COALESCE(SUM(replies), 0) AS BIGINT), CAST(COALESCE(SUM(seconds), 0) AS BIGINT) \
    FROM reply_day WHERE shop_id = $1 AND day > $2";
/// How fast a shop answers; none when it has not been asked lately. Cost: 90 rows at most.
pub async fn reply_time(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<Option<ReplyTime>, DbError> {
    let sums =
        tx.find(SUM, params![shop, day(now - days(90))], |mut row| Ok((row.int()?, row.int()?))).await?;
    Ok(sums.filter(|(replies, _)| *replies > 0).map(|(replies, seconds)| ReplyTime {
        replies,
        average: Duration::from_secs(u64::try_from(seconds / replies).unwrap_or(0)),
    }))
}

fn day(at: Timestamp) -> i64 {
    at.micros().div_euclid(86_400_000_000)
}
