-- Those who follow a shop, to be told some at a time.
CREATE INDEX shop_follower_of_shop ON shop_follower (shop_id, account_id); -- live::schedule::audience
