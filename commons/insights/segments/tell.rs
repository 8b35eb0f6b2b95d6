//! Who gets a note, and the note itself.

use kernel::{AccountId, ShopId, Timestamp};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure},
};

use super::{
    mail::ShopNote,
    note::{NewNote, NoteId},
    segment::Span,
    store,
};
use crate::{
    Commons,
    insights::{
        promises::{DeliverNote, SendNote},
        span::{monday, utc_day},
    },
};

/// People to whom one job writes.
const BATCH: i64 = 100;

/// Choose who gets a note, some at a time: who allows it by then, and has got none in this week.
pub async fn deliver(market: Commons, now: Timestamp, job: SendNote) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        let Some(note) = store::find(tx, job.note).await? else { return Ok(()) };
        let span = Span::of(note.sent_at);
        let people = store::allowing(tx, note.id.shop(), note.new.segment, span, job.after, BATCH).await?;
        let week = monday(utc_day(note.sent_at));
        for account in &people {
            if store::gets(tx, *account, week).await? {
                jobs::enqueue(tx, now, now, &DeliverNote { note: note.id, account: *account }).await?;
            }
        }
        match people.last() {
            Some(last) => jobs::enqueue(tx, now, now, &SendNote { note: note.id, after: *last }).await,
            None => Ok(()),
        }
    };
    Ok(market.db.write(act).await?)
}

/// Send a note to one person, who still allows it.
pub async fn deliver_one(market: Commons, now: Timestamp, job: DeliverNote) -> Result<(), Failure> {
    let (id, to): (NoteId, AccountId) = (job.note, job.account);
    let read = async move |tx: &mut Tx| {
        let Some(note) = store::find(tx, id).await? else { return Ok(None) };
        let Some(account) = accounts::find(tx, to).await? else { return Ok(None) };
        let shop: ShopId = note.id.shop();
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(None) };
        let is_allowed = store::allowed_since(tx, to).await?.is_some();
        let name = shop.name_in(account.language).to_owned();
        let NewNote { subject, words, code, .. } = note.new;
        let mail = ShopNote { shop: name, handle: shop.handle, subject, words, code };
        Ok::<_, DbError>(is_allowed.then_some((account, mail)))
    };
    match market.db.read(read).await? {
        Some((account, mail)) => post(&market, &account, now, &mail).await,
        None => Ok(()),
    }
}
