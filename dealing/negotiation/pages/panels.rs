//! What conversations add: how fast a shop answers, to its reputation; what was agreed, to the order that came of it.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};
use selling::orders::{self, OrderId};

use crate::negotiation::{self, OfferId, ReplyTime};

#[derive(Template)]
#[template(path = "negotiation/views/_reply_fact.html")]
struct ReplyFact<'a> {
    shell: &'a Shell,
    reply: &'a ReplyTime,
}

#[derive(Template)]
#[template(path = "negotiation/views/_reply_sum.html")]
struct ReplySum<'a> {
    shell: &'a Shell,
    reply: &'a ReplyTime,
}

/// How fast a shop answers those who write to it.
pub fn of_reputation<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(reply) = negotiation::reply_time(tx, looking.now, shop).await? else {
            return Ok(Vec::new());
        };
        let (shell, reply) = (&looking.shell, &reply);
        Ok(vec![
            ("facts", ReplyFact { shell, reply }.render().map_err(DbError::draw)?),
            ("sums", ReplySum { shell, reply }.render().map_err(DbError::draw)?),
        ])
    })
}

#[derive(Template)]
#[template(path = "negotiation/views/_deal_link.html")]
struct DealLink<'a> {
    shell: &'a Shell,
    deal: OfferId,
}

/// The deal that an order came of, on paper.
pub fn of_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(order) = orders::find(tx, OrderId::new(shop, looking.id)).await? else {
            return Ok(Vec::new());
        };
        let Some(deal) = negotiation::find_deal(tx, shop, order.purchase).await? else {
            return Ok(Vec::new());
        };
        let link = DealLink { shell: &looking.shell, deal: deal.id };
        Ok(vec![("aside", link.render().map_err(DbError::draw)?)])
    })
}
