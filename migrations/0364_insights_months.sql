-- The figures of the market and of its places, month by month, and reports that were published. Pages read these and nothing
-- else.
CREATE TABLE insight_month (
    place TEXT NOT NULL,               -- empty: the whole market; else the code of a division
    month BIGINT NOT NULL,             -- months since the year 0
    measure TEXT NOT NULL,             -- sales, orders, shops-opened, founders …
    key TEXT NOT NULL,                 -- what it is split by: a channel, a craft, a band; empty for the whole
    value BIGINT NOT NULL,             -- money in minor units of the market's own currency
    behind BIGINT NOT NULL,            -- how many shops or people stand behind it
    PRIMARY KEY (place, month, measure, key)
);
-- Once published a report is as it was on that day.
CREATE TABLE insight_report (
    period TEXT PRIMARY KEY,           -- 2026-q3, 2026
    currency TEXT NOT NULL,
    figures TEXT NOT NULL,             -- JSON: what is told, small numbers withheld
    published_at BIGINT NOT NULL,
    published_by BIGINT NOT NULL
);
-- What a shop tells of itself for these figures, if it likes.
CREATE TABLE insight_told (
    shop_id BIGINT PRIMARY KEY,
    women_led TEXT NOT NULL,           -- yes, no; empty: not said
    was_before TEXT NOT NULL,          -- yes: it sold before and added sales online; no: it began here; empty: not said
    told_at BIGINT NOT NULL
);
CREATE INDEX insight_day_by_day ON insight_day (day, shop_id); -- insights::gather
CREATE INDEX insight_buyers_by_month ON insight_buyers (month, shop_id); -- insights::gather
