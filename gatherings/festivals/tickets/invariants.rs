//! What must always be true of tickets.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "no kind of ticket has more tickets than places, and its count is that of its tickets",
        "SELECT k.shop_id, k.id FROM ticket_kind k WHERE k.taken > k.capacity OR k.taken <> (SELECT COUNT(*) FROM ticket t \
         WHERE t.shop_id = k.shop_id AND t.kind_id = k.id AND t.state <> 'void') LIMIT 10",
    ),
    (
        "as many tickets were issued for a line of an order as pieces were bought",
        "SELECT t.shop_id, t.order_id FROM ticket t LEFT JOIN order_line l ON l.shop_id = t.shop_id AND l.order_id = t.order_id \
         AND l.position = t.line WHERE t.order_id IS NOT NULL GROUP BY t.shop_id, t.order_id, t.line, l.quantity \
         HAVING l.quantity IS NULL OR COUNT(*) <> l.quantity LIMIT 10",
    ),
    (
        "tickets of an order that was closed or never paid are void",
        "SELECT t.shop_id, t.id FROM ticket t JOIN orders o ON o.shop_id = t.shop_id AND o.id = t.order_id \
         WHERE t.state <> 'void' AND o.state IN ('closed', 'unpaid') LIMIT 10",
    ),
    (
        "a ticket that is void says since when, and one that is offered has a link",
        "SELECT t.shop_id, t.id FROM ticket t WHERE (CASE WHEN t.state = 'void' THEN 1 ELSE 0 END) <> \
         (CASE WHEN t.voided_at IS NULL THEN 0 ELSE 1 END) OR (CASE WHEN t.state = 'offered' THEN 1 ELSE 0 END) <> \
         (CASE WHEN t.token IS NULL THEN 0 ELSE 1 END) LIMIT 10",
    ),
    (
        "the last step of a ticket is where it stands",
        "SELECT t.shop_id, t.id FROM ticket t WHERE t.state <> (SELECT s.state FROM ticket_step s \
         WHERE s.shop_id = t.shop_id AND s.ticket_id = t.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "who came in at a gate had a ticket of its festival",
        "SELECT e.shop_id, e.ticket_id FROM gate_entry e LEFT JOIN ticket t ON t.shop_id = e.shop_id AND t.id = e.ticket_id \
         AND t.festival_id = e.festival_id WHERE t.id IS NULL LIMIT 10",
    ),
];
