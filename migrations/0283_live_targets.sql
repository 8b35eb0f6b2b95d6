-- Services to which the shows of a shop are handed on.
CREATE TABLE live_target (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,             -- rtmp://… or rtmps://…, without the key
    stream_key TEXT NOT NULL,          -- said to the service and shown to nobody
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
