-- What somebody is told in the market itself, beside the mail, and what they want to be told.

CREATE TABLE notification (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,                -- of the mail that says the same: orders.shipped
    lang TEXT NOT NULL,                -- of the words
    words TEXT NOT NULL,               -- the subject of the mail
    path TEXT NOT NULL,                -- where it leads
    read_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)       -- notifications::list
);
CREATE UNIQUE INDEX notification_unread ON notification (account_id, kind, path)
    WHERE read_at IS NULL;             -- notifications::count_unread; told again, an unread one moves up
CREATE INDEX notification_by_age ON notification (created_at); -- notifications::forget

CREATE TABLE notification_choice (
    account_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    mail BIGINT NOT NULL,              -- 1: by mail
    list BIGINT NOT NULL,              -- 1: in the list
    PRIMARY KEY (account_id, kind)
);
