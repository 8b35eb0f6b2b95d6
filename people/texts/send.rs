//! Handing texts over to whoever carries them.

use kernel::{Timestamp, days, hours};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure},
    sms::Handed,
};

use super::{
    TextId, TextState, numbers,
    promises::SendText,
    store::{self, End, Waiting},
    text::tail,
};
use crate::{accounts, market::Market};

/// News that waited longer are none any more: the list has them.
const STALE: std::time::Duration = hours(36);

/// On the reader's clock: from ten in the evening to eight in the morning nobody is woken for news.
const QUIET_FROM: i8 = 22;
const QUIET_UNTIL: i8 = 8;

/// When news may wake somebody in a place: now, or at eight.
fn awake(now: Timestamp, zone: &str) -> Timestamp {
    let Some(local) = now.in_zone(zone) else { return now };
    let is_late = local.hour() >= QUIET_FROM;
    if !is_late && local.hour() >= QUIET_UNTIL {
        return now;
    }
    let day = now.day_after(u32::from(is_late), zone);
    day.map_or(now, |day| day + hours(QUIET_UNTIL.unsigned_abs().into()))
}

/// What becomes of a text that waits.
enum Next {
    Send {
        number: String,
        words: String,
    },
    Wait(Timestamp),
    End(TextState),
    /// It ended before.
    Nothing,
}

async fn look(tx: &mut Tx, market: &Market, now: Timestamp, id: TextId) -> Result<Next, DbError> {
    let Some(Waiting { account, words, created_at }) = store::find_waiting(tx, id).await? else {
        return Ok(Next::Nothing);
    };
    if now.since(created_at) > STALE {
        return Ok(Next::End(TextState::Stale));
    }
    let reader = accounts::find(tx, account).await?.filter(|account| account.closed_at.is_none());
    let Some((reader, number)) = reader.and_then(|reader| Some((reader.clone(), reader.phone?))) else {
        return Ok(Next::End(TextState::Gone));
    };
    let awake = awake(now, &reader.zone);
    if awake > now {
        return Ok(Next::Wait(awake));
    }
    let news = store::count_news(tx, account, now - days(1)).await?;
    if is_over(market, numbers::NEWS, news) || is_market_over(tx, market, now).await? {
        return Ok(Next::End(TextState::OverCap));
    }
    Ok(Next::Send { number, words })
}

pub(super) fn is_over(market: &Market, number: crate::rules::Number, sent: i64) -> bool {
    u64::try_from(sent).unwrap_or_default() >= u64::from(market.rules().count(number))
}

/// Whether the market has sent as many as a day may have.
pub(super) async fn is_market_over(tx: &mut Tx, market: &Market, now: Timestamp) -> Result<bool, DbError> {
    let sent = store::count_all(tx, now - days(1)).await?;
    Ok(is_over(market, numbers::ALL, sent))
}

pub(super) async fn send(market: Market, now: Timestamp, job: SendText) -> Result<(), Failure> {
    let (id, looked_at) = (job.text, market.clone());
    let next = market.db.read(async move |tx: &mut Tx| look(tx, &looked_at, now, id).await).await?;
    let (number, words) = match next {
        Next::Send { number, words } => (number, words),
        Next::Nothing => return Ok(()),
        Next::Wait(until) => {
            let act = async move |tx: &mut Tx| jobs::enqueue(tx, now, until, &SendText { text: id }).await;
            return Ok(market.db.write(act).await?);
        }
        Next::End(state) => return end(&market, now, id, state, "", Handed::Taken { reference: None }).await,
    };
    let handed = market.texter.send(now, &number, &words, &id.to_string()).await;
    let handed = handed.map_err(|error| Failure(error.to_string()))?;
    let state = match handed {
        Handed::Taken { .. } => TextState::Sent,
        Handed::Refused(_) => TextState::Refused,
    };
    end(&market, now, id, state, tail(&number), handed).await
}

/// Write down how it ended for us.
pub(super) async fn end(
    market: &Market,
    now: Timestamp,
    id: TextId,
    state: TextState,
    tail: &str,
    handed: Handed,
) -> Result<(), Failure> {
    let (reference, status) = match handed {
        Handed::Taken { reference } => (reference.unwrap_or_default(), None),
        Handed::Refused(status) => (String::new(), Some(status)),
    };
    let tail = tail.to_owned();
    let act = async move |tx: &mut Tx| {
        store::end(tx, now, id, &End { state, tail: &tail, reference: &reference, status }).await
    };
    Ok(market.db.write(act).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_wait_for_the_morning_of_their_reader() {
        let at = |text: &str| Timestamp::parse_rfc3339(text).unwrap();
        let table = [
            ("2026-11-22T02:00:00Z", "2026-11-22T02:00:00Z"),
            ("2026-11-22T13:59:00Z", "2026-11-22T13:59:00Z"),
            ("2026-11-22T14:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-11-22T20:00:00Z", "2026-11-23T00:00:00Z"),
            ("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z"),
        ];
        for (now, until) in table {
            assert_eq!(awake(at(now), "Asia/Shanghai"), at(until), "{now}");
        }
        assert_eq!(awake(at("2026-11-22T20:00:00Z"), "Nowhere"), at("2026-11-22T20:00:00Z"));
        assert_eq!(tail("+8613800138000"), "00");
    }
}
