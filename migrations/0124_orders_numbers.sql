-- Short numbers of orders, for people: month and day in the shop's place, and digits of their own among those of the day.
ALTER TABLE orders ADD COLUMN short TEXT NOT NULL DEFAULT '';          -- 1129-4821; comes back after a year at the earliest

CREATE TABLE order_counter (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,               -- 20261129, in the shop's place
    taken BIGINT NOT NULL,             -- numbers given out on that day
    PRIMARY KEY (shop_id, day)
);

-- Orders from before are numbered through: 0-17. No day begins with 0-.
UPDATE orders SET short = '0-' || numbered.n FROM
    (SELECT shop_id, id, ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY id) AS n FROM orders) AS numbered
    WHERE numbered.shop_id = orders.shop_id AND numbered.id = orders.id;

CREATE INDEX orders_by_short ON orders (short, shop_id); -- orders::find_by_short
