use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[(
    "the seats of a thing in a programme that are taken are those that were reserved, and never more than there are",
    "SELECT i.shop_id, i.id FROM festival_item i WHERE i.taken > i.seats OR i.taken <> (SELECT COUNT(*) \
     FROM festival_seat s WHERE s.shop_id = i.shop_id AND s.item_id = i.id) LIMIT 10",
)];
