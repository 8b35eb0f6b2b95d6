CREATE INDEX listing_fresh_by_time ON listing_fresh (at); -- catalog::fresh_between
