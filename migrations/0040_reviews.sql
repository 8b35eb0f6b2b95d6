-- What buyers and shops say of each other after a completed order, and what it adds up to.

CREATE TABLE review (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,          -- of the order
    author TEXT NOT NULL,              -- buyer: about the shop; seller: about the buyer
    by_account BIGINT NOT NULL,
    lang TEXT NOT NULL,                -- of the author's account: what the words are most likely written in
    verdict TEXT NOT NULL,             -- good, fair, poor
    described BIGINT NOT NULL,         -- 1 to 5; 0 in what a shop says
    service BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    words TEXT NOT NULL,
    photos TEXT NOT NULL,              -- JSON: names of files
    state TEXT NOT NULL,               -- sealed, published, hidden
    facts TEXT NOT NULL,               -- JSON: what is true in that state
    day BIGINT NOT NULL,               -- of publication, counted from 1970 in UTC; 0 while sealed
    reply TEXT NOT NULL,               -- of the side that it is about; empty while there is none
    replied_at BIGINT,
    edited_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX review_of_order ON review (shop_id, order_id, author); -- reviews::list_of_order; one of each side
CREATE INDEX review_of_shop ON review (shop_id, id) WHERE author = 'buyer' AND state = 'published'; -- reviews::list_of_shop
CREATE INDEX review_of_shop_by_verdict ON review (shop_id, verdict, id)
    WHERE author = 'buyer' AND state = 'published'; -- reviews::list_of_shop
CREATE INDEX review_by_account ON review (by_account, id); -- reviews::list_by_author

CREATE TABLE review_listing (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,        -- that the order was about
    review_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, review_id) -- reviews::list_of_listing
);

CREATE TABLE review_report (
    shop_id BIGINT NOT NULL,
    review_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    by_account BIGINT NOT NULL,
    reason TEXT NOT NULL,              -- private, insulting, not-a-review, not-true, other
    words TEXT NOT NULL,
    verdict TEXT NOT NULL,             -- open, hide, keep
    decided_by BIGINT,
    decided_words TEXT NOT NULL,
    decided_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, review_id, id)
);
CREATE UNIQUE INDEX review_report_by_account ON review_report (shop_id, review_id, by_account); -- one of each
CREATE INDEX review_report_open ON review_report (verdict, id); -- reviews::list_reported

CREATE TABLE dispatch (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    day BIGINT NOT NULL,               -- on which it left the shop, or on which that became impossible
    on_time BIGINT NOT NULL,           -- 1 when it left within the days that the shop had promised
    PRIMARY KEY (shop_id, order_id)
);

CREATE TABLE reputation (
    shop_id BIGINT PRIMARY KEY,
    good BIGINT NOT NULL,              -- published reviews by buyers, by their verdict
    fair BIGINT NOT NULL,
    poor BIGINT NOT NULL
);

CREATE TABLE reputation_day (
    shop_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    reviews BIGINT NOT NULL,           -- published on that day
    described BIGINT NOT NULL,         -- sums of their scores
    service BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    sent BIGINT NOT NULL,              -- orders that left the shop on that day, or should have
    on_time BIGINT NOT NULL,           -- how many of them in time
    PRIMARY KEY (shop_id, day)
);

CREATE TABLE listing_rating (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    reviews BIGINT NOT NULL,           -- published reviews of orders with this listing
    described BIGINT NOT NULL,         -- the sum of their scores for "as described"
    PRIMARY KEY (shop_id, listing_id)
);

CREATE TABLE buyer_credit (
    account_id BIGINT PRIMARY KEY,
    good BIGINT NOT NULL,              -- published reviews by shops, by their verdict
    fair BIGINT NOT NULL,
    poor BIGINT NOT NULL
);
