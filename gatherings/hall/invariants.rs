//! What must always be true of the hall. That the files are there, statements cannot say: see `check`.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "an exhibit is of a listing that is there",
        "SELECT e.shop_id, e.id FROM exhibit e LEFT JOIN listing l ON l.shop_id = e.shop_id AND l.id = e.listing_id \
         WHERE l.id IS NULL LIMIT 10",
    ),
    (
        "the last step of an exhibit is its state",
        "SELECT e.shop_id, e.id FROM exhibit e WHERE e.state <> (SELECT s.state FROM exhibit_step s \
         WHERE s.shop_id = e.shop_id AND s.exhibit_id = e.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "the lighter version of an exhibit is no heavier",
        "SELECT shop_id, id FROM exhibit WHERE light_bytes > size_bytes OR light_triangles > triangles LIMIT 10",
    ),
];
