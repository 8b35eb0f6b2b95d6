-- Offers that came by another shop, which showed the thing for the one whose it is, and its share of the goods.
ALTER TABLE offer ADD COLUMN host_shop_id BIGINT;
ALTER TABLE offer ADD COLUMN host_basis_points BIGINT; -- none without a host
