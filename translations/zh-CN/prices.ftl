# What things cost, and why.

# What is taken off, by its kind and by who pays for it.
price-deduction-tiers-shop = 多买优惠价
price-deduction-tiers-market = 多买优惠价
price-deduction-campaign-shop = 限时活动价
price-deduction-campaign-market = 集市活动价
price-deduction-bundle-shop = 组合优惠
price-deduction-bundle-market = 集市组合优惠
price-deduction-threshold-shop = 店铺满减
price-deduction-threshold-market = 集市满减
price-deduction-coupon-shop = 店铺优惠券
price-deduction-coupon-market = 集市优惠券
