//! What tickets add to other pages: to an order those that were issued for it.

use askama::Template;
use kernel::OrderId;
use people::capability::{Drawn, Looking};
use platform::{Later, db::DbError, db::Tx, views::Shell};

use crate::festivals::tickets::{self, Ticket};

#[derive(Template)]
#[template(path = "festivals/tickets/views/_of_order.html")]
struct OrderPanel<'a> {
    shell: &'a Shell,
    tickets: Vec<Ticket>,
}

pub fn of_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let mut tickets = tickets::of_order(tx, OrderId::new(shop, looking.id)).await?;
        tickets.retain(|ticket| ticket.holder.is_some() && ticket.holder == looking.account);
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        let panel = OrderPanel { shell: &looking.shell, tickets };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
}
