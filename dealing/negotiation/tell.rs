//! Who is told that something waits unread: once, an hour after it was said, until it is read.

use kernel::{Actor, Side, Timestamp};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    i18n::Name,
    jobs::Failure,
};
use selling::Selling;

use super::{mail::MessagesUnread, promises::TellUnread, store};

pub(super) async fn tell_unread(market: Selling, now: Timestamp, job: TellUnread) -> Result<(), Failure> {
    let side = if job.to_shop { Side::Seller } else { Side::Buyer };
    let id = job.conversation;
    let read = async move |tx: &mut Tx| {
        let found = store::find_for(tx, &Actor::System, id).await?;
        let Some(found) = found.filter(|found| found.seen(side).unread > 0) else { return Ok(None) };
        let (shop, buyer) = (shops::find(tx, id.shop()).await?, accounts::find(tx, found.buyer).await?);
        let (Some(shop), Some(buyer)) = (shop, buyer) else { return Ok(None) };
        let to = match (side, found.assigned_to) {
            (Side::Seller, Some(staff)) => accounts::find(tx, staff).await?,
            (Side::Seller, None) => match shops::owned_by(tx, id.shop()).await? {
                Some(owner) => accounts::find(tx, owner).await?,
                None => None,
            },
            (Side::Buyer | Side::Market, _) => Some(buyer.clone()),
        };
        Ok::<_, DbError>(to.map(|to| (found, shop, buyer, to)))
    };
    let Some((found, shop, buyer, to)) = market.db.read(read).await? else { return Ok(()) };
    let mail = MessagesUnread {
        from: if job.to_shop { Name::new(buyer.language, buyer.name, "") } else { shop.called() },
        words: if found.last_by == side { String::new() } else { found.preview.clone() },
        unread: found.seen(side).unread,
        path: format!("/conversations/{id}"),
        shop: job.to_shop.then(|| shop.name_in(to.language).to_owned()),
    };
    post(&market, &to, now, &mail).await
}
