# What things cost, and why.

# What is taken off, by its kind and by who pays for it.
price-deduction-tiers-shop = Harga menurut jumlah
price-deduction-tiers-market = Harga menurut jumlah
price-deduction-campaign-shop = Kampanye
price-deduction-campaign-market = Kampanye pasar
price-deduction-bundle-shop = Paket
price-deduction-bundle-market = Paket dari pasar
price-deduction-threshold-shop = Potongan mulai jumlah tertentu
price-deduction-threshold-market = Potongan mulai jumlah tertentu dari pasar
price-deduction-coupon-shop = Kupon toko
price-deduction-coupon-market = Kupon pasar
