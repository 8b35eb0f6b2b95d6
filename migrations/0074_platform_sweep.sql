-- What has ended is swept out every night, and the market looks whether it can still write.

CREATE INDEX session_by_end ON session (expires_at); -- sessions::sweep

CREATE TABLE health (
    id BIGINT PRIMARY KEY,             -- 1
    written_at BIGINT NOT NULL         -- when somebody last asked whether the market can write
);
