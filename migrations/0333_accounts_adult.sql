-- Who has said that they are 18 or older, and when. Nobody is asked for the day of their birth.
CREATE TABLE account_adult (
    account_id BIGINT PRIMARY KEY,
    said_at BIGINT NOT NULL
);
