//! Tickets follow their order: paid, they are issued and handed over; what goes back, or should not have been sold, is void.

use kernel::{AccountId, Actor, Money, OrderId, ShopRole, Timestamp};
use people::{rules::Rules, shops};
use platform::{
    db::{DbError, Tx},
    jobs,
};
use selling::orders::{
    self, Order, OrderLine, OrderState,
    refunds::{self, GiveError, RefundStage},
};

use super::{
    IssueError, Ticket, TicketId, TicketKind, TicketNumber, TicketStage, kind_store, promises::TellOfTickets,
    store, void::void,
};
use crate::festivals::{self, Festival, FestivalId};

/// A line of an order that was bought for tickets.
struct Sold {
    position: i64,
    pieces: i64,
    kind: TicketKind,
}

/// In whose name the market does what the organiser has promised.
pub(super) async fn organiser(tx: &mut Tx, order: OrderId) -> Result<Actor, IssueError> {
    let shop = order.shop();
    let account = shops::owned_by(tx, shop).await?.ok_or(IssueError::NoOwner)?;
    Ok(Actor::Seller { account, shop, role: ShopRole::Owner })
}

/// The lines of an order that are tickets.
async fn sold(tx: &mut Tx, lines: &[OrderLine]) -> Result<Vec<Sold>, DbError> {
    let mut sold = Vec::new();
    for (position, line) in (1_i64..).zip(lines) {
        if line.kind != goods::catalog::Kind::Ticket {
            continue;
        }
        if let Some(kind) = kind_store::find_sold(tx, line.variant).await? {
            sold.push(Sold { position, pieces: line.quantity, kind });
        }
    }
    Ok(sold)
}

/// Have the tickets of an order be as it is now: told once or often, early or late, it comes to the same.
///
/// What is bought together with goods of the same shop is issued when these are sent, since an order goes one way.
pub(super) async fn settle(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
) -> Result<(), IssueError> {
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    let lines = orders::lines(tx, id).await?;
    let sold = sold(tx, &lines).await?;
    if sold.is_empty() {
        return Ok(());
    }
    match order.state {
        OrderState::Paid { .. } if sold.len() == lines.len() => {
            let Some(festival) = issue(tx, now, &order, &sold).await? else {
                let by = organiser(tx, id).await?;
                return Ok(orders::cancel(tx, &by, now, rules, id).await.map(drop)?);
            };
            let by = organiser(tx, id).await?;
            orders::hand_over(tx, &by, now, rules, id, festival.said.name).await?;
            Ok(())
        }
        OrderState::Shipped { .. } | OrderState::Objected { .. } | OrderState::Completed { .. } => {
            if !store::of_order(tx, id).await?.is_empty() {
                return follow_refunds(tx, now, &order).await;
            }
            // What was given back before it was issued is issued no more.
            let (paid, left) = paid_and_left(tx, &order, &lines, &sold).await?;
            let is_given_back = paid.is_positive() && !left.is_positive();
            if is_given_back || issue(tx, now, &order, &sold).await?.is_some() {
                return Ok(());
            }
            give_tickets_back(tx, now, id, None).await
        }
        OrderState::Refunded { .. } => void_all(tx, now, id, None).await,
        OrderState::Unpaid { .. }
        | OrderState::Unaddressed { .. }
        | OrderState::Deposited { .. }
        | OrderState::Due { .. }
        | OrderState::Paid { .. }
        | OrderState::Closed { .. } => Ok(()),
    }
}

/// Issue a ticket for each piece; nothing where one of them may not be, and then the money goes back.
async fn issue(
    tx: &mut Tx,
    now: Timestamp,
    order: &Order,
    sold: &[Sold],
) -> Result<Option<Festival>, IssueError> {
    let Some(first) = sold.first() else { return Ok(None) };
    let Some(festival) = festivals::find(tx, first.kind.festival).await? else { return Ok(None) };
    let mut taken: Vec<&Sold> = Vec::new();
    for one in sold {
        let has = store::count_of_buyer(tx, one.kind.id, order.buyer).await?;
        let awaited = match festivals::find(tx, one.kind.festival).await? {
            Some(festival) => festival.is_announced(),
            None => false,
        };
        let is_in_bounds = awaited && has + one.pieces <= one.kind.said.most_per_person;
        if is_in_bounds && kind_store::take(tx, one.kind.id, one.pieces).await? {
            taken.push(one);
            continue;
        }
        for back in taken {
            kind_store::give_back(tx, back.kind.id, back.pieces).await?;
        }
        return Ok(None);
    }
    for one in sold {
        for _ in 0..one.pieces {
            draw(tx, &Actor::System, now, &one.kind, order.buyer, Some((order.id, one.position))).await?;
        }
    }
    let count = sold.iter().map(|one| one.pieces).sum();
    let told = TellOfTickets { festival: festival.id, account: order.buyer, count };
    jobs::enqueue(tx, now, now, &told).await?;
    Ok(Some(festival))
}

/// Numbers that are tried: of 34 thousand million, hardly one is another's.
const TRIES: usize = 8;

/// Keep a new ticket, under a number of its own.
pub(super) async fn draw(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    kind: &TicketKind,
    buyer: AccountId,
    order: Option<(OrderId, i64)>,
) -> Result<Ticket, IssueError> {
    for _ in 0..TRIES {
        let ticket = Ticket {
            id: TicketId::new(kind.id.shop(), tx.next_id(now)),
            festival: kind.festival,
            kind: kind.id,
            number: TicketNumber::draw(tx.chance()),
            version: 1,
            stage: TicketStage::Valid,
            holder: Some(buyer),
            buyer,
            order,
            token: None,
            issued_at: now,
            updated_at: now,
            voided_at: None,
        };
        if store::insert(tx, by, &ticket).await? {
            return Ok(ticket);
        }
    }
    Err(IssueError::NoNumber)
}

/// What was sent back of an order's lines takes as many tickets with it, the youngest first.
async fn follow_refunds(tx: &mut Tx, now: Timestamp, order: &Order) -> Result<(), IssueError> {
    let mut gone: Vec<(i64, i64)> = Vec::new();
    for request in refunds::list_of_order(tx, order.id).await? {
        let is_paid = matches!(request.state.stage(), RefundStage::Refunded | RefundStage::Ruled);
        if !is_paid || request.is_goodwill() {
            continue;
        }
        let lines = refunds::lines(tx, request.id).await?;
        let whole = lines.into_iter().filter(|line| line.refunded == line.asked);
        gone.extend(whole.map(|line| (line.position, line.pieces)));
    }
    let tickets = store::of_order(tx, order.id).await?;
    for position in gone.iter().map(|(position, _)| *position).collect::<std::collections::BTreeSet<_>>() {
        let of_line = || tickets.iter().filter(|ticket| ticket.order.is_some_and(|it| it.1 == position));
        let wanted: i64 = gone.iter().filter(|it| it.0 == position).map(|it| it.1).sum();
        let have = of_line().filter(|ticket| !ticket.admits()).count();
        let missing = usize::try_from(wanted).unwrap_or_default().saturating_sub(have);
        for ticket in of_line().rev().filter(|ticket| ticket.admits()).take(missing) {
            void(tx, &Actor::System, now, ticket).await?;
        }
    }
    Ok(())
}

/// End the tickets of an order: those to a festival, or all.
async fn void_all(
    tx: &mut Tx,
    now: Timestamp,
    id: OrderId,
    festival: Option<FestivalId>,
) -> Result<(), IssueError> {
    let mut tickets = store::of_order(tx, id).await?;
    tickets.retain(|ticket| ticket.admits() && festival.is_none_or(|festival| festival == ticket.festival));
    for ticket in &tickets {
        void(tx, &Actor::System, now, ticket).await?;
    }
    Ok(())
}

/// What was paid for some lines of an order, and what of it has not gone back.
async fn paid_and_left(
    tx: &mut Tx,
    order: &Order,
    lines: &[OrderLine],
    sold: &[Sold],
) -> Result<(Money, Money), IssueError> {
    let currency = order.total.currency();
    let taken = refunds::taken(tx, order.id, currency).await?;
    let all = refunds::offered(lines, &taken).map_err(GiveError::from)?;
    let (mut paid, mut left) = (Money::zero(currency), Money::zero(currency));
    for line in all.iter().filter(|line| sold.iter().any(|one| one.position == line.position)) {
        paid = paid.checked_add(line.paid).map_err(GiveError::from)?;
        left = left.checked_add(line.left).map_err(GiveError::from)?;
    }
    Ok((paid, left))
}

/// Give back what is left of the tickets of an order by the organiser's word, and end them: those to a festival that was
/// called off, or all when none was issued. Goods that were bought with them stay bought.
///
/// A request that is open is granted first: two do not go on at once.
pub(super) async fn give_tickets_back(
    tx: &mut Tx,
    now: Timestamp,
    id: OrderId,
    festival: Option<FestivalId>,
) -> Result<(), IssueError> {
    void_all(tx, now, id, festival).await?;
    let by = organiser(tx, id).await?;
    if let Some(open) = refunds::find_open(tx, id).await? {
        match refunds::refund(tx, &by, now, open.id, refunds::Shelf::LeaveOut).await {
            Ok(_) => {}
            // One that the market rules on ends by the ruling.
            Err(refunds::StepError::Refused(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    let lines = orders::lines(tx, id).await?;
    let mut sold = sold(tx, &lines).await?;
    sold.retain(|one| festival.is_none_or(|festival| festival == one.kind.festival));
    let (_, left) = paid_and_left(tx, &order, &lines, &sold).await?;
    let requests = refunds::list_of_order(tx, id).await?;
    let Ok(most) = refunds::most(&order, &requests) else { return Ok(()) };
    let amount = if left.compare(most).map_err(GiveError::from)?.is_gt() { most } else { left };
    if !amount.is_positive() {
        return Ok(());
    }
    let key = festival.map_or_else(|| "tickets".to_owned(), |festival| format!("tickets-{festival}"));
    refunds::give(tx, &by, now, &key, id, amount, String::new()).await?;
    Ok(())
}
