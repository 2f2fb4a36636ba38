// 512 everyday Indonesian words, none a letter away from another: what is written down by hand is read again rightly.
export const WORDS = `
abadi abang acara adat adik agung ajak akar akhir alam album alur aman anggur angin angka anting anyam apel apotek
arah arus asal asin asli atap ayun badak bagian bahan bahasa baik baja bakau bakso bakti baling balok bambu bangau
bantal bantu barat baris barong basah batang batas batik batu bayam bebek becak bedug bekal belah belang benih
bening bensin bentuk berani beras berita bersih besar besi besok biasa bijak biji biru bola bonang boneka botol buah
bubur budaya budi buku bulan bunga burung cabai cabang cahaya cakap cakra candi cantik capung cari catat catur
celana cemara cendol cepat cerah cerdas cermin cincin cita coba cocok coklat corak cuaca cucu cuka cukup daerah
dagang damai danau dapur dasar daun dawet daya dekat delima delman denah dengar depan desa detik dingin dokar dolan
domba dorong duduk dunia durian duta ekor elang emas embun empat enam encer engsel esok fajar faktor fosil gading
gajah gambar gandum garam garasi gelas gerak getah giat gigi giling goreng gotong gula gulung guru gurun hadiah
hafal hakim halus hangat harap harum hasil hati hemat hidup hijau hitung hormat hujan huruf ikan ilmu imbang indah
induk ingat inti irama iring istana izin jagung jahe jahit jalan jalur jamu janji jarak jaring jawab jemput jenis
jernih jeruk jinak joglo jual juara judul jujur jumlah kabar kabel kaca kacang kain kakak kaki kaleng kanan kancil
kantor kapal karet kartu karya kasih kasur kayu kebun kecap kecil kedai kejora kelapa keluar kemah kemiri kendi
kepala kerang kereta keris kerja kertas ketan ketuk kijang kilat kipas kiri kisah klinik kolam komodo kopi koran
kota kotak kuali kuat kubah kucing kuda kukuh kulit kumpul kunang kunci kunyit kursi kusir kutub labu lada ladang
lampu lancar langit lantai latih laut layar lebah lele lemari lembah lembut lempar lengan lereng lesung lidah lilin
lima limau lintas lipat logam lokal lompat lontar loyang luar luhur lukis luwes mahir makan makna malam mangga manis
mantap marga masak mata mawar meja mekar melati melon menang menara merdu mesin mimpi minum minyak mudah mujair
mulai mulia murid musik naga nanas nangka nasi nenek niaga nilai nomor nyala nyaman nyanyi obat obor olah ombak
oncom orang pabrik padi pagar pahat paku palang paman panah pandai panen papaya paruh pasir pasti payung pedas
pelita peluk pena pensil penuh perahu perigi pesan petang piala pijar pikir pilih pinang pintu piring pohon pondok
puas pucuk pulau puncak pusat putih putri rajin rakit rakyat ramah rambut rampak rapat rapi rasa rebana rebung rekan
rempah renda resep riang ribu ringan rotan roti rumput sabut sagu sajak saksi sambal sampan sandal sarang sawah
sawit sayap sayur sedang sehat sejuk selam semut sendok seni senja sepatu sepeda serabi serai setia sikap sinar
sirih sirsak siswa sopan sukun suling sumber sumur surat surya susu sutra tabah tabung tahun tambak tampah tanda
tangan taruna tebu teduh tegak tekun telaga telur teman tempat tempe tepung terbit timba timur tinggi tinta tiram
titik tombol tugu tujuh tukang tulis tumbuh udang udara ukir ulas ulin umbi umur unggul untung urut usaha utuh wajan
wajik waktu walet wangi warna warung wayang wisata yakin zaitun`
  .trim()
  .split(/\s+/);
