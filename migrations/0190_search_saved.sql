-- What somebody looks for again and again.

CREATE TABLE saved_search (
    holder BIGINT NOT NULL,            -- account id, or session id of a visitor who has not signed in
    id BIGINT NOT NULL,                -- grows with time: the order of the list
    query TEXT NOT NULL,               -- words and what was chosen, as an address says it
    alerts BIGINT NOT NULL,            -- 1: an account is told of what is new, once a day at most
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (holder, id)
);
CREATE UNIQUE INDEX saved_search_once ON saved_search (holder, query); -- saved::insert
CREATE INDEX saved_search_with_alerts ON saved_search (alerts, holder); -- saved::list_to_alert

-- The link in every mail that ends them all, without signing in.
CREATE TABLE saved_search_end (
    account_id BIGINT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE
);
