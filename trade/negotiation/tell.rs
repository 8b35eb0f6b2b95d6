//! Who is told that something waits unread: once, an hour after it was said, until it is read.

use kernel::{Actor, Side, Timestamp, hours};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{Conversation, ConversationId, mail::MessagesUnread, store};
use crate::{accounts, market::Market, post::post, shops};

/// Messages that are unread so long are told of by mail.
const PATIENCE: std::time::Duration = hours(1);

/// Tell one side of a conversation that messages wait, if they still do.
#[derive(Serialize, Deserialize)]
pub struct TellUnread {
    pub conversation: ConversationId,
    /// Whether the shop is told, or the buyer.
    pub to_shop: bool,
}

/// Promise to tell the other side of a message, unless it was promised for an earlier one that is unread as well.
pub(super) async fn promise(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    by: Side,
) -> Result<(), DbError> {
    let other = if by == Side::Buyer { Side::Seller } else { Side::Buyer };
    if conversation.seen(other).unread > 0 {
        return Ok(());
    }
    let job = TellUnread { conversation: conversation.id, to_shop: other == Side::Seller };
    jobs::enqueue(tx, now, now + PATIENCE, &job).await
}

impl Job for TellUnread {
    const KIND: &'static str = "negotiation.tell_unread";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let side = if self.to_shop { Side::Seller } else { Side::Buyer };
        let id = self.conversation;
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
            from: if self.to_shop { buyer.name } else { shop.name_in(to.language).to_owned() },
            words: if found.last_by == side { String::new() } else { found.preview.clone() },
            unread: found.seen(side).unread,
            path: format!("/conversations/{id}"),
            shop: self.to_shop.then(|| shop.name_in(to.language).to_owned()),
        };
        post(market, &to, now, &mail).await
    }
}
