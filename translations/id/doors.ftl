# Yang dikatakan di pintu masuk.
password-end-tokens = Akhiri juga token program saya
done-first-proof = Anda telah menunjukkan bahwa alamat ini milik Anda. Semua yang dibuat sebelumnya telah berakhir: kata sandi, perangkat yang masuk, dan token. Kata sandi baru dapat dibuat di “Milik saya”.
refused-code-needed = Akun ini tidak punya kata sandi. Mintalah kode lewat surel dan isikan di sini
scope-moderator = Memutus sengketa dan menjaga apa yang dikatakan dan ditampilkan
api-scope-moderator = Memutus sengketa dan menjaga apa yang dikatakan dan ditampilkan; hanya untuk moderator dan operator
operator-number-guest-sessions-per-hour = Tamu baru
operator-about-guest-sessions-per-hour = Berapa keranjang dan daftar baru dari pengunjung yang belum masuk boleh dimulai dari satu alamat sebelum harus menunggu.
operator-job-kind-accounts-sweep-access = Menyapu sesi dan token yang telah berakhir
problem-full = Diska pasar ini penuh. Tidak ada yang tersimpan. Silakan coba lagi nanti.
problem-sum = Jumlahnya melampaui yang dapat dihitung pasar ini.
problem-too-much = Jumlahnya melampaui batas satu pembelian. Silakan beli dalam beberapa bagian.
export-formulas = Setiap sel persis seperti yang Anda tulis. Sel yang dimulai dengan =, +, - atau @ dianggap rumus oleh lembar kerja: bacalah kolom seperti itu sebagai teks di sana.
