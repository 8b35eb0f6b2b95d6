# What things cost, and why.

# What is taken off, by its kind and by who pays for it.
price-deduction-tiers-shop = まとめ買い価格
price-deduction-tiers-market = まとめ買い価格
price-deduction-campaign-shop = 期間限定価格
price-deduction-campaign-market = マーケットの期間限定価格
price-deduction-bundle-shop = セット割引
price-deduction-bundle-market = マーケットのセット割引
price-deduction-threshold-shop = お買い上げ額による割引
price-deduction-threshold-market = マーケットからのお買い上げ額による割引
price-deduction-coupon-shop = お店のクーポン
price-deduction-coupon-market = マーケット共通クーポン
