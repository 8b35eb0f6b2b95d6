-- Why a line of an order costs what it costs: what each reduction took off it, in the order in which it was taken off.

CREATE TABLE order_deduction (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line BIGINT NOT NULL,              -- the position of the order's line
    place BIGINT NOT NULL,             -- the order in which it was taken off
    kind TEXT NOT NULL,                -- tiers, campaign, bundle, threshold, coupon, or of a later capability
    owner_id BIGINT NOT NULL,          -- whose reduction it was; 0 is the market's
    reduction_id BIGINT NOT NULL,      -- 0 when nobody noted which
    name TEXT NOT NULL,                -- as its owner called it
    name_en TEXT NOT NULL,
    funded_by TEXT NOT NULL,           -- shop, market
    minor BIGINT NOT NULL,             -- of all pieces of the line
    PRIMARY KEY (shop_id, order_id, line, place)
);

-- Until now coupons alone took something off.
INSERT INTO order_deduction (shop_id, order_id, line, place, kind, owner_id, reduction_id, name, name_en, funded_by, minor)
SELECT shop_id, order_id, position, 1, 'coupon', shop_id, 0, '', '', 'shop', shop_discount_minor
FROM order_line WHERE shop_discount_minor > 0;
INSERT INTO order_deduction (shop_id, order_id, line, place, kind, owner_id, reduction_id, name, name_en, funded_by, minor)
SELECT shop_id, order_id, position, 2, 'coupon', 0, 0, '', '', 'market', market_discount_minor
FROM order_line WHERE market_discount_minor > 0;
