-- Who a shop may write to, together and never alone.

-- Segments of the people around a shop, as they were when a week began: crowds, and no person.
CREATE TABLE insight_segment (
    shop_id BIGINT NOT NULL,
    week BIGINT NOT NULL,
    segment TEXT NOT NULL,             -- buyers, again, lapsed, followers, keepers
    people BIGINT NOT NULL,            -- a multiple of twenty; 0: fewer than twenty
    PRIMARY KEY (shop_id, week, segment)
);
-- Who wants to hear from shops by such notes: nobody who has not said so.
CREATE TABLE insight_allowed (
    account_id BIGINT PRIMARY KEY,
    since BIGINT NOT NULL
);
CREATE TABLE insight_note (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    segment TEXT NOT NULL,
    subject TEXT NOT NULL,
    words TEXT NOT NULL,
    code TEXT NOT NULL,                -- of a coupon; empty for none
    by_account BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
-- Who got a note in a week: one at most.
CREATE TABLE insight_got (
    account_id BIGINT NOT NULL,
    week BIGINT NOT NULL,
    PRIMARY KEY (account_id, week)
);
CREATE INDEX insight_got_by_week ON insight_got (week); -- insights::sweep_got
CREATE INDEX shop_follower_by_shop ON shop_follower (shop_id, account_id); -- insights::members
CREATE INDEX wish_by_shop ON wish (shop_id, holder); -- insights::members
CREATE INDEX cart_line_by_shop ON cart_line (shop_id, added_at); -- insights::freeze
