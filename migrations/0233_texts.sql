-- Text messages to phones: what waits, and what became of each. The number itself stands with the account alone.
CREATE TABLE text_message (
    id BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL,
    kind TEXT NOT NULL,                -- the kind of notification, or accounts.sign_in_code …
    words TEXT NOT NULL,               -- until they are handed over; never those of a code
    tail TEXT NOT NULL,                -- the last two digits of the number it went to
    segments BIGINT NOT NULL,          -- what it is charged as
    state TEXT NOT NULL,               -- waiting, sent, delivered, undelivered, refused, over_cap, stale, gone
    reference TEXT NOT NULL,           -- the gateway's own number of it; empty where it gave none
    status BIGINT,                     -- with which the gateway refused it
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX text_message_of_account ON text_message (account_id, created_at); -- texts::count_of_account
CREATE INDEX text_message_by_time ON text_message (created_at); -- texts::count_all, texts::forget
CREATE INDEX text_message_by_reference ON text_message (reference) WHERE reference <> ''; -- texts::report
