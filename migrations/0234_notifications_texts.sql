-- Whether a kind also comes as a text message, to who has a phone number only. Those that are needed always do.
ALTER TABLE notification_choice ADD COLUMN text BIGINT NOT NULL DEFAULT 0;
