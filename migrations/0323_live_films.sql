-- Short films: cut out of shows by themselves, or sent by their shop.
CREATE TABLE live_film (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,              -- highlight or sent
    listing_id BIGINT,                 -- what of this shop it shows
    room_id BIGINT,                    -- the show that it is cut out of
    from_at BIGINT,                    -- the time of the programme
    to_at BIGINT,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    poster TEXT NOT NULL,              -- a picture in the store of files; empty for none
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_film_by_state ON live_film (state, id, shop_id); -- live::films::list_ready
CREATE INDEX live_film_of_listing ON live_film (shop_id, listing_id, id); -- live::films::list_of_listing

ALTER TABLE live_upload ADD COLUMN purpose TEXT NOT NULL DEFAULT 'show'; -- show, or a short film
ALTER TABLE live_upload ADD COLUMN listing_id BIGINT; -- what of this shop a short film shows
