-- Coupons that are taken in a room, while a countdown runs, and used until some days later.
CREATE TABLE live_coupon (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    coupon_id BIGINT NOT NULL,         -- of promotions: what it takes off, and until when it is used
    pieces BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,           -- of the countdown
    counts_until BIGINT NOT NULL,      -- of what is taken: some seconds later, for those whose picture is behind
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_coupon_of_room ON live_coupon (shop_id, room_id, id); -- live::coupons::list_of_room, running

-- A row of its own, so that whoever takes one changes nothing that everybody's page is made from.
CREATE TABLE live_coupon_taken (
    shop_id BIGINT NOT NULL,
    room_coupon_id BIGINT NOT NULL,
    pieces BIGINT NOT NULL,            -- the same as of the coupon
    taken BIGINT NOT NULL,             -- never more
    PRIMARY KEY (shop_id, room_coupon_id)
);

CREATE TABLE live_coupon_code (
    shop_id BIGINT NOT NULL,
    room_coupon_id BIGINT NOT NULL,
    code TEXT NOT NULL,                -- of promotions, used once
    account_id BIGINT,                 -- whose it is; none once its owner has closed their account
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_coupon_id, code),
    UNIQUE (shop_id, room_coupon_id, account_id)
);
CREATE INDEX live_coupon_code_of_account ON live_coupon_code (account_id, shop_id, created_at); -- live::coupons::list_of_account, export
