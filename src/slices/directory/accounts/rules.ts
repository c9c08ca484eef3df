/**
 * How many wrong tries are borne, and for how long they are remembered (OWASP, Credential Stuffing: device cookies). Who has
 * signed in before from a browser is counted there alone, so that strangers cannot keep an owner out by trying on purpose.
 */
export const tryLimits = {
  /** This account from a browser it knows. */
  device: { most: 10, minutes: 15 },
  /** This account from this address. */
  pair: { most: 5, minutes: 15 },
  /** This account from anywhere. */
  account: { most: 25, minutes: 60 },
  /** Any account from this address: an office of hundreds may share one. */
  address: { most: 100, minutes: 15 },
  /** Everybody: one password tried on ten thousand accounts from as many addresses. */
  all: { most: 1000, minutes: 10 },
  /** The second step of one account, whoever knows its password. */
  second: { most: 10, minutes: 60 },
  /** Letters to one address, asked from one place and from all. */
  lettersPair: { most: 5, minutes: 15 },
  letters: { most: 20, minutes: 60 },
  /** Letters to whomever, asked from one place: our server is nobody's to flood others with. */
  lettersPlace: { most: 100, minutes: 15 },
} as const;
export type TryLimit = keyof typeof tryLimits;

/** Tries at a code that was mailed or at a second step, before the whole attempt is void. */
export const maxCodeTries = 5;

/** How long after a sign-in its session may change what opens the account, without being asked for it again. */
export const freshSignIn_min = 15;

// The commonest of leaked lists that are long enough to pass otherwise; a person's own name or NIP is refused besides.
const common = new Set([
  '123456789012',
  '1234567890123',
  'passwordpassword',
  'password1234',
  'password12345',
  'password123456',
  'administrator',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwerty123456',
  'indonesia1234',
  'indonesia123',
  'indonesiaraya',
  'bismillah123',
  'bismillahirrahmanirrahim',
  'alhamdulillah',
  'assalamualaikum',
  '123123123123',
  'katasandi123',
  'katasandi1234',
  'rahasia12345',
  'ntbgemilang1',
  'merdeka170845',
  'pancasila1945',
]);

/** A run like `abcdefghijkl` or `987654321098` is one thought, however long. */
function isRun(text: string): boolean {
  const steps = Array.from(text, (sign, at) => (at === 0 ? 0 : sign.charCodeAt(0) - text.charCodeAt(at - 1))).slice(1);
  const most = Math.max(...[1, -1].map((step) => steps.filter((one) => one === step || one === -9 * step).length));
  return most >= steps.length - 1;
}

export function isTooCommon(password: string, own: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase().trim();
  const words = own.flatMap((word) => [word, ...word.split(/[\s@]+/)]).filter((word) => word.length > 4);
  const rest = words.reduce((text, word) => text.replaceAll(word.toLowerCase(), ''), plain);
  return common.has(plain) || new Set(plain).size < 4 || isRun(plain) || rest.length < 8;
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome, Android`; empty when the browser does not say. */
export function deviceName(userAgent: string): string {
  const name = (known: readonly (readonly [RegExp, string])[]) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [name(browsers), name(systems)].filter(Boolean).join(', ');
}

/** Only a path of ours: `//host` and `https:` would send people elsewhere after signing in. */
export function safeNext(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '';
}
