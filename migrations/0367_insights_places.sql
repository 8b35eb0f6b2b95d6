-- What stands of a place in rankings: twelve months that are over, beside the twelve before. Worked out every night from
-- insight_month, in which a place is a division's code, or that of a country.
CREATE TABLE insight_place (
    place TEXT PRIMARY KEY,
    above TEXT NOT NULL,               -- that in which it lies; of the largest the country, of a country nothing
    revenue_minor BIGINT NOT NULL,     -- CNY, less what went back
    before_minor BIGINT NOT NULL,      -- the same a year before
    shops BIGINT NOT NULL,             -- at the end of the last month
    active_shops BIGINT NOT NULL,
    households BIGINT NOT NULL,        -- with a shop, as far as shops have named them
    latitude_e6 BIGINT,                -- in the middle of its shops; none where none says where it is
    longitude_e6 BIGINT
);
CREATE INDEX insight_place_by_above ON insight_place (above, revenue_minor); -- insights::ranking

-- Months before the last whose days have changed since they were gathered: something was given back late.
CREATE TABLE insight_stale (
    month BIGINT PRIMARY KEY           -- months since the year 0
);
