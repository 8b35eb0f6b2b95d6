-- Coupons: whose they are, the codes that one types, and who has used them.

CREATE TABLE coupon (
    shop_id BIGINT NOT NULL,           -- who pays for it; 0 is the market
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                -- what buyers see it called
    code TEXT NOT NULL,                -- the code that everybody uses, as it was written; empty when each code is used once
    minor BIGINT NOT NULL,             -- taken off; 0 when it is a share
    basis_points BIGINT NOT NULL,      -- share taken off; 0 when it is an amount
    cap_minor BIGINT,                  -- of a share: no more than this
    least_minor BIGINT NOT NULL,       -- the goods come to this much or more
    currency TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    uses_most BIGINT,                  -- of all buyers together; none for no end
    uses_per_buyer BIGINT NOT NULL,
    is_public BIGINT NOT NULL,         -- 1 when the shop's pages show it to everybody
    state TEXT NOT NULL,               -- open, paused, ended
    used BIGINT NOT NULL,              -- claimed and not given back
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE coupon_code (
    shop_id BIGINT NOT NULL,
    code TEXT NOT NULL,                -- folded: one width, one case, nothing between
    coupon_id BIGINT NOT NULL,
    is_single BIGINT NOT NULL,         -- 1 when it is used once
    used BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, code)
);
CREATE INDEX coupon_code_of_coupon ON coupon_code (shop_id, coupon_id, code); -- promotions::codes
CREATE INDEX coupon_code_anywhere ON coupon_code (code); -- promotions::check: whose code it is

CREATE TABLE coupon_use (
    shop_id BIGINT NOT NULL,
    coupon_id BIGINT NOT NULL,
    purchase_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    code TEXT NOT NULL,                -- folded
    minor BIGINT NOT NULL,             -- what it took off the purchase
    currency TEXT NOT NULL,
    claimed_at BIGINT NOT NULL,
    given_back_at BIGINT,              -- when the purchase was closed unpaid
    PRIMARY KEY (shop_id, coupon_id, purchase_id)
);
CREATE INDEX coupon_use_of_purchase ON coupon_use (purchase_id); -- promotions::give_back
CREATE INDEX coupon_use_of_buyer ON coupon_use (buyer_id, shop_id, coupon_id); -- promotions::claim, promotions::export
