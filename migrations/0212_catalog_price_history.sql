-- What each variant cost, from when: beside a price that was reduced stands the lowest of the thirty days before.

CREATE TABLE variant_price (
    shop_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    PRIMARY KEY (shop_id, variant_id, since)
);

INSERT INTO variant_price (shop_id, variant_id, since, minor)
SELECT v.shop_id, v.id, l.updated_at, v.price_minor
FROM variant v JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id WHERE v.priced = 1;
