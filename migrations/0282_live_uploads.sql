-- Films that a shop sends to be seen again like a show. The room that one becomes has its number.
CREATE TABLE live_upload (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    file_name TEXT NOT NULL,           -- as it is called where it came from
    size_bytes BIGINT NOT NULL,
    received_bytes BIGINT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_upload_by_age ON live_upload (updated_at, id); -- live::list_left_uploads
