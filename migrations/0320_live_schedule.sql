-- How a show is announced, whether it is given every week, and who wants to be reminded of it.
ALTER TABLE live_room ADD COLUMN cover TEXT NOT NULL DEFAULT ''; -- its shop's picture of it in the store of files; empty for none
ALTER TABLE live_room ADD COLUMN repeats TEXT NOT NULL DEFAULT 'once'; -- once or weekly
CREATE TABLE live_reminder (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id, account_id)
);
CREATE INDEX live_reminder_of_account ON live_reminder (account_id, created_at); -- live::schedule::export, forget
