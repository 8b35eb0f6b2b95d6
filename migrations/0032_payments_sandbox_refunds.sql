-- The sandbox gateway's own book of what it sent back, for its report.
CREATE TABLE sandbox_refund (
    reference TEXT NOT NULL,
    key TEXT NOT NULL,
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (reference, key)
);
