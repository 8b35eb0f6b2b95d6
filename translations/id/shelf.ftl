shelf-breadcrumbs = Anda di sini
shelf-photos = Foto
shelf-photo = Foto { $n }
shelf-model = Putar dan lihat
shelf-from = mulai { $price }
shelf-sold-out = Habis
shelf-not-yet = Belum dijual
shelf-resting = Sedang tidak dijual
shelf-in-stock = Stok ada
shelf-left = { $n ->
    [1] Tinggal satu
   *[other] Tinggal { $n }
}
shelf-made-to-order = Dibuat setelah Anda pesan
shelf-lead = Dibuatkan untuk Anda dalam { $n } hari
shelf-dispatch = { $n ->
    [0] dikirim hari itu juga
   *[other] dikirim dalam { $n } hari
}
shelf-mark-made = Sesuai pesanan
shelf-mark-made-days = Dibuat { $n } hari
shelf-mark-harvest = Hasil panen
shelf-mark-ready = Mulai { $day }
shelf-negotiable = Harga bisa ditawar
shelf-quantity = Jumlah
shelf-add = Masukkan keranjang
shelf-escrow = Uang Anda disimpan pasar, dan baru diteruskan ke penjual setelah Anda bilang barang sudah diterima.
shelf-ships-from = Dikirim dari { $place }. Ongkir dihitung di keranjang, tidak perlu masuk dulu.
shelf-returns = Boleh dikembalikan tanpa alasan selama 7 hari setelah barang sampai.
shelf-no-returns = Dibuat atau dipetik khusus untuk Anda, jadi tidak bisa dikembalikan tanpa alasan. Kalau ada yang salah, uang Anda kembali.
shelf-only-you-draft = Ini masih draf. Hanya orang toko ini yang bisa melihatnya.
shelf-only-you-archived = Barang ini diarsipkan. Hanya orang toko ini yang bisa melihatnya.
shelf-only-you-active = Dijual
shelf-holiday = Toko ini libur sampai { $day }. Silakan lihat-lihat dulu; setelah itu bisa dibeli lagi.
shelf-about = Tentang barang ini
shelf-about-harvest = Tentang panen ini
shelf-own-words = Kata-kata asli penjual
shelf-facts = Bahan dan cara membuatnya
shelf-facts-harvest = Dari mana asalnya
shelf-craft = Kategori
shelf-materials = Bahan
shelf-technique = Cara membuat
shelf-plot = Lahan
shelf-picked = Dipanen
shelf-season = { $from } sampai { $to }
shelf-ready = Dikirim mulai
shelf-keeps = Masa simpan
shelf-lead-time = Lama pembuatan
shelf-days = { $n } hari
shelf-weight = Berat
shelf-grams = { $n } gram
shelf-origin = Asal
shelf-maker = Penjual
shelf-enter-shop = Kunjungi
shelf-lineage = Turun-temurun
shelf-generation = { $n ->
    [1] Generasi pertama
   *[other] Generasi ke-{ $n }
}
shelf-open-since = Di pasar ini
shelf-years = { $n } tahun
shelf-dispatches = Paket
shelf-more = Barang lain dari toko ini
shelf-whole-shop = Lihat seisi toko
shelf-heritage-county = Warisan budaya kabupaten
shelf-heritage-city = Warisan budaya kota
shelf-heritage-province = Warisan budaya provinsi
shelf-heritage-national = Warisan budaya nasional
craft-leather = Kerajinan kulit
craft-ceramics = Keramik
craft-dyeing = Batik dan pewarnaan
craft-weaving = Tenun
craft-embroidery = Sulaman
craft-paper = Kerajinan kertas
craft-bamboo = Bambu dan rotan
craft-wood = Kayu dan pernis
craft-metal = Logam
craft-jewellery = Perak dan giok
craft-toys = Mainan
craft-design = Desain orisinal
craft-vintage = Barang lawas
craft-fruit = Buah
craft-vegetables = Sayur dan umbi
craft-grain = Beras dan biji-bijian
craft-tea = Teh
craft-spice = Kopi dan rempah
craft-dried = Buah kering
craft-pantry = Madu dan sambal
