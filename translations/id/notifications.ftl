notifications-title = Notifikasi
notifications-bell = { $n ->
    [0] Notifikasi
   *[other] Notifikasi, { $n } belum dibaca
}
notifications-unread = { $n ->
    [0] Semuanya sudah dibaca.
   *[other] { $n } belum dibaca.
}
notifications-read-all = Tandai semua sudah dibaca
notifications-choose = Atur notifikasi
notifications-choose-words = Semua yang menyangkut pesanan Anda dikirim lewat email dan tercatat di daftar. Matikan yang tidak Anda perlukan.
notifications-new = Baru
notifications-none = Belum ada apa-apa
notifications-none-words = Kabar tentang pesanan, pengajuan, dan ulasan Anda muncul di sini.
notifications-kept = Notifikasi disimpan 90 hari.
notifications-kind = Kejadian
notifications-by-mail = Email
notifications-in-list = Daftar
notifications-must = selalu: menyangkut uang atau batas waktu
notifications-no-email = Akun Anda tidak punya email, jadi semuanya hanya ada di daftar.
notifications-keep = Simpan
mine-notifications-words = Lewat email, di daftar, atau tidak sama sekali
done-all-read = Semuanya sudah ditandai dibaca.
done-choices = Pengaturan notifikasi tersimpan.
notification-topic-purchases = Yang Anda beli
notification-topic-sales = Yang Anda jual
notification-topic-refunds = Pengembalian dana dan sengketa
notification-topic-reviews = Ulasan
notification-topic-following = Toko yang Anda ikuti
notification-kind-catalog-fresh = Barang baru di toko yang saya ikuti, paling banyak sekali sehari
notification-kind-orders-paid = Uang Anda sudah masuk dan disimpan pasar
notification-kind-orders-shipped = Paket Anda sedang di jalan
notification-kind-orders-release-near = Pesanan Anda sebentar lagi dianggap diterima
notification-kind-orders-refunded = Dana pesanan dikembalikan
notification-kind-orders-closed = Pembelian tidak dibayar dan ditutup
notification-kind-orders-payment-sent-back = Pembayaran datang terlambat dan dikembalikan
notification-kind-orders-to-ship = Ada pesanan yang perlu dikirim
notification-kind-orders-ship-reminder = Masih ada pesanan yang belum dikirim
notification-kind-refunds-asked = Pembeli mengajukan pengembalian dana
notification-kind-refunds-offered = Toko menawarkan jumlah yang lebih kecil
notification-kind-refunds-refused = Toko menolak pengajuan Anda
notification-kind-refunds-address-needed = Retur menunggu alamat dari Anda
notification-kind-refunds-return-awaited = Anda perlu mengirim balik barang
notification-kind-refunds-return-ordered = Pasar memutuskan barang dikirim balik
notification-kind-refunds-posted = Retur sedang menuju Anda
notification-kind-refunds-disputed = Bantuan pasar sudah diminta
notification-kind-refunds-evidence = Ada yang menambahkan keterangan atau foto
notification-kind-refunds-repaid = Uang dikembalikan
notification-kind-refunds-ruled = Pasar sudah memutuskan
notification-kind-refunds-closed = Pengajuan ditutup
notification-kind-reviews-reminder = Ada pesanan yang bisa Anda ulas
notification-kind-reviews-published = Ulasan tentang Anda tampil
notification-kind-reviews-replied = Ulasan Anda dibalas
api-group-notifications = Notifikasi
operator-number-notification-days = Lama notifikasi disimpan
operator-about-notification-days = Sekian lama notifikasi tersimpan di daftar setiap orang.
operator-job-kind-notifications-forget = Menghapus notifikasi lama
notifications-texts = Akun Anda punya nomor HP, tanpa email. Hal yang menyangkut uang atau tenggat dikirim lewat SMS; pilih apa lagi yang perlu.
notifications-by-text = Lewat SMS
