-- Pieces of each listing that have reached their buyers, so that a list of listings need not count orders.

CREATE TABLE listing_sold (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id) -- orders::sold
);

INSERT INTO listing_sold (shop_id, listing_id, pieces)
SELECT l.shop_id, l.listing_id, CAST(SUM(l.quantity) AS BIGINT) FROM order_line l
WHERE l.listing_id <> 0 AND EXISTS (SELECT 1 FROM order_step p
    WHERE p.shop_id = l.shop_id AND p.order_id = l.order_id AND p.act = 'receive')
GROUP BY l.shop_id, l.listing_id;
