-- A variant whose price nobody has said is not on sale; its price_minor is 0 then and means nothing.
ALTER TABLE variant ADD COLUMN priced BIGINT NOT NULL DEFAULT 1;
