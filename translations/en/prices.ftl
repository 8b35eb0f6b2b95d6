# What things cost, and why.

# What is taken off, by its kind and by who pays for it.
price-deduction-tiers-shop = Price for the quantity
price-deduction-tiers-market = Price for the quantity
price-deduction-campaign-shop = Campaign
price-deduction-campaign-market = Campaign of the market
price-deduction-bundle-shop = Bundle
price-deduction-bundle-market = Bundle of the market
price-deduction-threshold-shop = Off from an amount
price-deduction-threshold-market = Off from an amount, by the market
price-deduction-coupon-shop = Coupon of the shop
price-deduction-coupon-market = Coupon of the market
