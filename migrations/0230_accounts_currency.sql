-- The currency that somebody wants prices shown in, beside the shop's own.
ALTER TABLE account ADD COLUMN currency TEXT;              -- ISO 4217; NULL: the market's
