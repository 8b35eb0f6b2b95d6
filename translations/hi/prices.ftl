# What things cost, and why.

# What is taken off, by its kind and by who pays for it.
price-deduction-tiers-shop = मात्रा के हिसाब से दाम
price-deduction-tiers-market = मात्रा के हिसाब से दाम
price-deduction-campaign-shop = अभियान का दाम
price-deduction-campaign-market = बाज़ार के अभियान का दाम
price-deduction-bundle-shop = एक साथ लेने पर छूट
price-deduction-bundle-market = बाज़ार की ओर से एक साथ लेने पर छूट
price-deduction-threshold-shop = तय रकम से छूट
price-deduction-threshold-market = बाज़ार की ओर से तय रकम पर छूट
price-deduction-coupon-shop = दुकान का कूपन
price-deduction-coupon-market = बाज़ार का कूपन
