-- The borders that maps of the market are drawn on, as the operator brought them.
CREATE TABLE insight_outline (
    id BIGINT PRIMARY KEY,             -- 1
    geojson TEXT NOT NULL,
    put_at BIGINT NOT NULL
);
