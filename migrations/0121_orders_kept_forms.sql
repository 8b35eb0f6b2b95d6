-- What somebody had typed into a checkout when they left to sign in; it comes along and is forgotten within the day.

CREATE TABLE kept_checkout (
    holder BIGINT NOT NULL,            -- account id, or session id of a visitor who has not signed in
    currency TEXT NOT NULL,            -- one checkout is in one currency
    fields TEXT NOT NULL,              -- JSON: the names and values of the form
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (holder, currency)
);
CREATE INDEX kept_checkout_by_age ON kept_checkout (kept_at); -- orders::kept_checkout, the sweep
