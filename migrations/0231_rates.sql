-- What banks said of their days: one unit of the base is so many units of the quote.
CREATE TABLE exchange_rate (
    base TEXT NOT NULL,                -- ISO 4217
    quote TEXT NOT NULL,
    day BIGINT NOT NULL,               -- days since 1970
    rate TEXT NOT NULL,                -- a plain decimal without zeros at its end: 7.8213
    source TEXT NOT NULL,              -- who says so, as the file or whoever took it has it
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (base, quote, day)
);
CREATE INDEX exchange_rate_by_day ON exchange_rate (day); -- rates::list_between
