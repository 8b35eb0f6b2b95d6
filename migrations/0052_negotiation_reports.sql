-- What somebody tells the moderators about a conversation, and what comes of it.

CREATE TABLE conversation_report (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    by_account BIGINT NOT NULL,        -- who reports
    by_side TEXT NOT NULL,             -- buyer or seller
    about_account BIGINT NOT NULL,     -- who wrote what is reported
    position BIGINT NOT NULL,          -- of the reported message; 0 for the whole conversation
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    ruling TEXT NOT NULL,              -- open while nobody has decided; dismiss, warn, pause
    ruled_by BIGINT,
    ruled_words TEXT NOT NULL,
    ruled_at BIGINT,
    paused_until BIGINT,               -- when the ruling is a pause
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX conversation_report_open ON conversation_report (shop_id, conversation_id, by_account)
    WHERE ruling = 'open'; -- one at a time of each person
CREATE INDEX conversation_report_waiting ON conversation_report (ruling, id); -- negotiation::reports::list
CREATE INDEX conversation_report_by ON conversation_report (by_account, created_at); -- negotiation::reports::count_since

-- Who begins no conversations for a while.
CREATE TABLE talk_pause (
    account_id BIGINT PRIMARY KEY,
    until BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,           -- of the report that led to it
    report_id BIGINT NOT NULL
);
