import { resolve } from 'node:path';
import { readWitnessKey, type WitnessAddress, type Witnessing } from '#slices/ledger';

/** A setting that cannot be used: one line that says what to do. */
export class WrongSetting extends Error {
  constructor(name: string, advice: string) {
    super(`Pengaturan ${name} tidak dapat dipakai: ${advice}`);
    this.name = 'WrongSetting';
  }
}

type Setting<T> = {
  readonly name: string;
  readonly fallback: string;
  readonly reason: string;
  /** Not printed with its value anywhere. */
  readonly secret?: true;
  read(text: string, name: string): T;
};

const text = (value: string) => value;

function port(value: string, name: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new WrongSetting(name, `"${value}" bukan nomor port. Tulis angka 0 sampai 65535.`);
  return number;
}

function whole(value: string, name: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new WrongSetting(name, `"${value}" bukan bilangan bulat. Tulis angka 0 atau lebih.`);
  return number;
}

function url(protocols: readonly string[]): (value: string, name: string) => string {
  return (value, name) => {
    if (value === '') return '';
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol)) {
      throw new WrongSetting(name, `alamatnya harus dimulai dengan ${protocols.map((protocol) => `${protocol}//`).join(' atau ')}.`);
    }
    return value.replace(/\/$/, '');
  };
}

function oneOf<const T extends string>(choices: readonly T[]): (value: string, name: string) => T {
  return (value, name) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new WrongSetting(name, `"${value}" tidak dikenal. Pilih salah satu: ${choices.filter(Boolean).join(', ')}.`);
    return found;
  };
}

/** `https://alamat kunci`, several divided by semicolons. */
function witnesses(value: string, name: string): readonly WitnessAddress[] {
  const listed = value.split(';').filter((one) => one.trim() !== '');
  const read = listed.map((one): WitnessAddress => {
    const [address = '', vkey = '', ...more] = one.trim().split(/\s+/);
    if (more.length > 0 || !readWitnessKey(vkey))
      throw new WrongSetting(name, 'tulis alamat dan kunci pemeriksa tiap saksi, dipisah spasi; antarsaksi titik koma.');
    return { url: web(address, name), vkey };
  });
  // Names stand in the policy and on pages; the same twice would count one witness as two.
  for (const part of ['url', 'vkey'] as const)
    if (new Set(read.map((one) => one[part])).size !== read.length) throw new WrongSetting(name, 'satu saksi tertulis dua kali.');
  if (new Set(read.map((one) => readWitnessKey(one.vkey)?.name)).size !== read.length) throw new WrongSetting(name, 'dua saksi bernama sama.');
  return read;
}

/** More than half: else two histories could each find enough witnesses. */
function witnessing(asked: readonly WitnessAddress[], k: number): Witnessing {
  const fewest = asked.length === 0 ? 0 : Math.floor(asked.length / 2) + 1;
  const wanted = k === 0 ? fewest : k;
  if (wanted < fewest || wanted > asked.length)
    throw new WrongSetting(
      'LEDGER_POLICY',
      `dari ${asked.length} saksi, yang harus menandatangani ${fewest} sampai ${asked.length}: selalu lebih dari separuh.`,
    );
  return { k: wanted, witnesses: asked };
}

function setting<T>(name: string, fallback: string, reason: string, read: (value: string, name: string) => T, secret?: true): Setting<T> {
  return { name, fallback, reason, read, ...(secret ? { secret } : {}) };
}

const postgres = url(['postgres:', 'postgresql:']);
const web = url(['http:', 'https:']);

/** Every setting, once, with its reason. `npm start -- --help` prints this table. */
export const settings = {
  port: setting('PORT', '3000', 'Port situs.', port),
  host: setting('HOST', '127.0.0.1', 'Alamat tempat situs mendengar; 0.0.0.0 untuk semua antarmuka.', text),
  publicUrl: setting('PUBLIC_URL', '', 'Alamat yang dilihat orang; bawaan http://localhost:PORT. Tautan di surat dan kode QR memakainya.', web),
  contentUrl: setting('CONTENT_URL', '', 'Asal kedua untuk unggahan dan isi buatan pihak lain; bawaan host yang sama pada PORT + 1.', web),
  dataDir: setting('DATA_DIR', './data', 'Folder basis data bawaan, berkas, dan kunci buku besar.', (value) => resolve(value)),
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    'PostgreSQL 15 atau lebih baru, sebagai peran pemilik (migrator). Kosong: PostgreSQL bawaan di DATA_DIR.',
    postgres,
    true,
  ),
  databaseAppUrl: setting('DATABASE_APP_URL', '', 'Sambungan aplikasi dengan hak terbatas; bawaan DATABASE_URL dengan SET ROLE app.', postgres, true),
  databaseDirectUrl: setting(
    'DATABASE_DIRECT_URL',
    '',
    'Sambungan yang tidak melewati pooler, untuk migrasi dan penyiapan antrean saat mulai. Bawaan DATABASE_URL.',
    postgres,
    true,
  ),
  smtpUrl: setting('SMTP_URL', '', 'Server surat, smtp://pengguna:sandi@host:587. Kosong: surat disimpan sebagai simulasi.', url(['smtp:', 'smtps:']), true),
  mailFrom: setting('MAIL_FROM', 'Smart ASN <tidak-dibalas@localhost>', 'Pengirim surat.', text),
  smsGatewayUrl: setting(
    'SMS_GATEWAY_URL',
    '',
    'Gerbang pesan singkat (SMS atau WhatsApp), https://…: menerima POST {id, to, text, lang}, menjawab {id}. Kosong: pesan disimpan sebagai simulasi.',
    web,
  ),
  smsGatewayToken: setting(
    'SMS_GATEWAY_TOKEN',
    '',
    'Token (Authorization: Bearer …) untuk gerbang pesan singkat, dan yang dipakainya untuk melapor ke /api/notices/sms.',
    text,
    true,
  ),
  filesUrl: setting('FILES_URL', '', 'Penyimpanan berkas S3, s3://kunci:rahasia@host/bucket?region=…. Kosong: disk di DATA_DIR.', url(['s3:']), true),
  clamdUrl: setting(
    'CLAMD_URL',
    '',
    'Pemindai virus ClamAV, clamd://host:3310. Berkas berbahaya ditolak; selama pemindai mati, unggahan ditolak. Kosong: tidak dipindai.',
    url(['clamd:']),
  ),
  bsreUrl: setting(
    'BSRE_URL',
    '',
    'Layanan tanda tangan elektronik BSrE (BSSN), https://pengguna:sandi@host. Pejabat mengetik NIK dan frasa sandinya tiap kali; tidak disimpan.',
    web,
    true,
  ),
  signCertificate: setting(
    'SIGN_CERTIFICATE',
    '',
    'Berkas PKCS#12 untuk menandatangani hasil layanan, bila BSRE_URL kosong. Kosong: tanda tangan di kertas.',
    text,
  ),
  signPassphrase: setting('SIGN_PASSPHRASE', '', 'Frasa sandi berkas SIGN_CERTIFICATE.', text, true),
  signTsaUrl: setting('SIGN_TSA_URL', '', 'Otoritas stempel waktu (RFC 3161) untuk tanda tangan dengan SIGN_CERTIFICATE: tingkat B-T. Kosong: B-B.', web),
  oidcIssuer: setting('OIDC_ISSUER', '', 'Penyedia identitas OpenID Connect untuk pegawai. Kosong: tidak dipakai.', web),
  oidcClientId: setting('OIDC_CLIENT_ID', '', 'Nama klien pada penyedia identitas.', text),
  oidcClientSecret: setting('OIDC_CLIENT_SECRET', '', 'Rahasia klien pada penyedia identitas.', text, true),
  oidcName: setting('OIDC_NAME', 'SSO instansi', 'Nama penyedia identitas pada tombol masuk.', text),
  ledgerOrigin: setting('LEDGER_ORIGIN', '', 'Nama asal buku besar, tetap sejak pertama kali; bawaan diturunkan dari alamat publik.', text),
  ledgerWitnesses: setting(
    'LEDGER_WITNESSES',
    '',
    'Saksi buku besar: "https://alamat kunci-pemeriksa", antarsaksi titik koma. Kosong: tanpa saksi.',
    witnesses,
  ),
  ledgerPolicy: setting('LEDGER_POLICY', '0', 'Banyaknya saksi yang harus menandatangani tiap bukti, lebih dari separuh. 0: separuh lebih satu.', whole),
  ledgerKey: setting('LEDGER_KEY', '', 'Kunci privat Ed25519 buku besar (base64, 32 bita). Kosong: berkas DATA_DIR/ledger-key.', text, true),
  logLevel: setting(
    'LOG_LEVEL',
    'warn',
    'Banyaknya catatan: fatal, error, warn, info, debug, silent.',
    oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
  ),
  secondFactor: setting(
    'SECOND_FACTOR',
    'optional',
    'required: peran yang diberikan berlaku hanya dalam sesi dengan verifikasi dua langkah. Anjuran untuk situs yang dipakai sungguhan.',
    oneOf(['optional', 'required']),
  ),
  metricsToken: setting(
    'METRICS_TOKEN',
    '',
    'Token (Authorization: Bearer …) untuk membaca /metrics. Kosong: hanya dari mesin ini, selama PUBLIC_URL juga di mesin ini.',
    text,
    true,
  ),
  demoNow: setting(
    'DEMO_NOW',
    '',
    'Jam peragaan: kosong berarti 23 November 2026 pukul 08.00 WITA dan berjalan; "real" memakai jam sebenarnya.',
    oneOf(['', 'real']),
  ),
  trustProxyHops: setting('TRUST_PROXY_HOPS', '0', 'Banyaknya proxy tepercaya di depan situs; alamat peminta dibaca dari X-Forwarded-For sejauh itu.', whole),
  uploadsPerHour_mb: setting('UPLOADS_MB_PER_HOUR', '1000', 'Batas unggahan sejam dari satu alamat, selain pegawai, dalam MB.', whole),
  spareDisk_mb: setting('SPARE_DISK_MB', '500', 'Ruang diska DATA_DIR yang tidak boleh dihabiskan unggahan, dalam MB.', whole),
  requestsPerMinute: setting('REQUESTS_PER_MINUTE', '1200', 'Batas permintaan semenit dari satu alamat. Satu kantor sering memakai satu alamat.', whole),
} as const;

type Settings = typeof settings;
type Values = { readonly [K in keyof Settings]: ReturnType<Settings[K]['read']> };
export type Config = Values & { readonly witnessing: Witnessing; readonly empty: boolean };

export function readConfig(environment: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config {
  const unknown = args.find((arg) => !['--empty', '--help'].includes(arg));
  if (unknown !== undefined) throw new WrongSetting(unknown, 'pilihan ini tidak dikenal. Lihat npm start -- --help.');
  const read = Object.fromEntries(
    Object.entries(settings).map(([key, one]) => [key, one.read(environment[one.name] || one.fallback, one.name)]),
  ) as unknown as Values;
  const publicUrl = read.publicUrl || `http://localhost:${read.port}`;
  return {
    ...read,
    publicUrl,
    contentUrl: read.contentUrl || secondOrigin(publicUrl, read.port),
    databaseDirectUrl: read.databaseDirectUrl || read.databaseUrl,
    witnessing: witnessing(read.ledgerWitnesses, read.ledgerPolicy),
    empty: args.includes('--empty'),
  };
}

function secondOrigin(publicUrl: string, sitePort: number): string {
  const origin = new URL(publicUrl);
  origin.port = String((Number(origin.port) || sitePort) + 1);
  return origin.origin;
}

export function helpText(): string {
  const rows = Object.values(settings).map((one) => `  ${one.name.padEnd(22)} ${one.reason}${one.fallback ? ` [${one.fallback}]` : ''}`);
  return [
    'Smart ASN',
    '',
    'npm start               menjalankan situs; pertama kali memuat provinsi peragaan',
    'npm start -- --empty    mulai dari basis data kosong dengan halaman penyiapan',
    'npm start -- --help     daftar ini',
    '',
    'Pengaturan lewat lingkungan:',
    ...rows,
    '',
  ].join('\n');
}
