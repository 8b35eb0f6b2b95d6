-- Which purchase came of an offer, so that an order finds what was agreed.

ALTER TABLE offer ADD COLUMN purchase_id BIGINT; -- the last one, when several closed unpaid
CREATE INDEX offer_of_purchase ON offer (shop_id, purchase_id); -- negotiation::find_deal
