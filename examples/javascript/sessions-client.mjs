// A small client for the Sessions API: plain Node 18 or newer, no packages.
//
//   const client = SessionsClient.fromEnvironment();
//   for await (const session of client.all({ status: 'expired' })) { … }

const RETRY_ANY_METHOD = new Set([429, 503]); // the server did not act: safe to repeat
const RETRY_READS = new Set([502, 504]); // it may have acted: repeat only what changes nothing
const LONGEST_WAIT_MS = 60_000;
const PRIMARY_AGAIN_MS = 600_000;
const ASK_AGAIN_MS = 10_000;
const MOST_BACKUPS = 9;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export class SessionsApiError extends Error {
  constructor(status, code, message, requestId) {
    super(message);
    this.name = 'SessionsApiError';
    this.status = status; // 0 when no answer came
    this.code = code;
    this.requestId = requestId;
  }
}

export class SessionsClient {
  #ring;

  /**
   * @param {object} options
   * @param {string} options.url base such as https://shop.example/wp-json/cocart
   * @param {string} options.key consumer key, ck_…
   * @param {string} options.secret consumer secret, cs_…
   * @param {() => Promise<{key, secret}>} [options.source] instead of key and secret: asks, say, a
   *   cloud's secret manager, at the first call and again when the server refuses what it gave
   * @param {Array} [options.backups] further pairs `{ key, secret }` or sources, tried when one is refused
   * @param {number} [options.attempts] how often a call is tried before it fails
   * @param {number} [options.timeoutMs] for one attempt
   * @param {(line: string) => void} [options.debug] gets one redacted line per attempt
   */
  constructor({ url, key, secret, source, backups = [], attempts = 5, timeoutMs = 30_000, debug = null }) {
    const base = plainAddress(url);
    if (base.protocol !== 'https:' && !LOOPBACK.has(base.hostname)) {
      throw new Error('Refusing to send a consumer secret over clear http; use https.');
    }
    this.base = base.href.replace(/\/+$/, '');
    this.attempts = attempts;
    this.timeoutMs = timeoutMs;
    this.debug = debug;
    // A private field: neither console.log(client) nor JSON.stringify(client) shows it.
    this.#ring = new KeyRing([source ?? { key, secret }, ...backups]);
  }

  static fromEnvironment(environment = process.env, options = {}) {
    const wanted = ['COCART_API_URL', 'COCART_CONSUMER_KEY', 'COCART_CONSUMER_SECRET'];
    const missing = wanted.filter((name) => !environment[name]);
    if (missing.length > 0) {
      throw new Error(`Please set ${missing.join(', ')}.`);
    }
    const [url, key, secret] = wanted.map((name) => environment[name]);
    const debug = environment.COCART_DEBUG === '1' ? (line) => console.error(line) : null;
    return new SessionsClient({ url, key, secret, debug, backups: backups(environment), ...options });
  }

  /** One page: `{ sessions, total, pages, next }`; `next` is the query of the page after it, or null. */
  async page(query = {}) {
    const { body, headers } = await this.#call('GET', '/v2/sessions', query);
    return {
      sessions: body,
      total: Number(headers.get('x-wp-total')),
      pages: Number(headers.get('x-wp-totalpages')),
      next: nextQuery(headers.get('link')),
    };
  }

  /** Every session that the filter matches, page after page by cursor. */
  async *all(filter = {}, perPage = 100) {
    let query = { ...filter, per_page: perPage };
    while (query !== null) {
      const page = await this.page(query);
      yield* page.sessions;
      query = page.next;
    }
  }

  async get(cartKey) {
    return (await this.#call('GET', `/v2/session/${encodeURIComponent(cartKey)}`)).body;
  }

  /** Moves the cart to trash; `{ forGood: true }` leaves nothing to restore. */
  async delete(cartKey, { forGood = false } = {}) {
    const query = forGood ? { force: true } : {};
    return (await this.#call('DELETE', `/v2/session/${encodeURIComponent(cartKey)}`, query)).body;
  }

  async restore(cartKey) {
    return (await this.#call('POST', `/v2/session/${encodeURIComponent(cartKey)}/restore`)).body;
  }

  /** Up to 1000 sessions in one call: `{ deleted, dry_run, remaining, totals }`. */
  async deleteMatching(filter, { dryRun = false, forGood = false } = {}) {
    const query = { ...filter };
    if (dryRun) query.dry_run = true;
    if (forGood) query.force = true;
    return (await this.#call('DELETE', '/v2/sessions', query)).body;
  }

  async #call(method, path, query = {}) {
    const url = new URL(this.base + path);
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, String(value));
    }
    const turn = this.#ring.turn();
    let first = null;
    for (let held = await turn.first(); held !== null; held = await turn.next(held)) {
      const outcome = await this.#patiently(method, path, url, turn, held);
      held = outcome.held;
      if (!refusesThePair(outcome)) {
        turn.accepted(held, outcome.status);
        return outcome.ok ? outcome : fail(outcome);
      }
      first ??= outcome; // nothing was done, so that another pair is safe for every method
    }
    turn.exhausted();
    return fail(first);
  }

  /** With one pair, unless a pause shows that other calls have left it. */
  async #patiently(method, path, url, turn, begun) {
    let held = begun;
    for (let attempt = 1; ; attempt++) {
      const outcome = { held, ...(await this.#attempt(method, url, held.pair)) };
      this.debug?.(describe(method, path, outcome, attempt));
      const again = mayRepeat(method, outcome.status) && !refusesThePair(outcome);
      if (outcome.ok || attempt >= this.attempts || !again) {
        return outcome;
      }
      const wait = waitMs(outcome.retryAfter, attempt);
      if (wait > LONGEST_WAIT_MS) {
        return outcome; // coming back earlier than asked would help nobody
      }
      await sleep(wait);
      held = await turn.afterPause(held);
    }
  }

  async #attempt(method, url, { key, secret }) {
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      const response = await fetch(url, {
        method,
        headers: {
          Authorization: 'Basic ' + Buffer.from(`${key}:${secret}`).toString('base64'),
          Accept: 'application/json',
        },
        redirect: 'error', // a redirect could carry the secret to another host
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const body = await response.json().catch(() => null);
      return {
        ok: response.ok && body !== null,
        status: response.status,
        headers: response.headers,
        body,
        code: body?.code ?? 'unreadable_answer',
        message: body?.message ?? `HTTP ${response.status}`,
        requestId: response.headers.get('x-request-id'),
        retryAfter: response.headers.get('retry-after'),
        took: took(),
      };
    } catch (cause) {
      const code = cause.name === 'TimeoutError' ? 'timed_out' : 'not_reached';
      return { ok: false, status: 0, code, message: `No answer from the server (${code}).`, took: took() };
    }
  }
}

/**
 * The pairs to sign in with, and which one is in use. One that the server refuses is left only for
 * one that it accepts; calls that run side by side move on once, not each for itself.
 */
class KeyRing {
  #slots;
  #position = { slot: 0, since: Date.now() };

  constructor(sources) {
    this.#slots = sources.map((source) => ({ source, pair: null, askedAt: 0 }));
  }

  /**
   * For one call: `first()`, `next(refused)` until null, then `accepted` or `exhausted`; after each
   * pause `afterPause(held)`, the pair in use by then.
   */
  turn() {
    let start = this.#position;
    const refused = new Set();
    const untried = async (slot, fresh = false) => {
      const pair = await this.#pair(slot, fresh);
      return pair === null || refused.has(text(pair)) ? null : { slot, pair };
    };
    return {
      first: async () => {
        if (start.slot > 0 && Date.now() - start.since >= PRIMARY_AGAIN_MS) {
          start = this.#position = { slot: start.slot, since: Date.now() };
          return { slot: 0, pair: await this.#pair(0) };
        }
        return { slot: start.slot, pair: await this.#pair(start.slot) };
      },
      next: async (held) => {
        refused.add(text(held.pair));
        const stale = Date.now() - this.#slots[held.slot].askedAt >= ASK_AGAIN_MS;
        let found = await untried(held.slot, stale).catch(() => null);
        for (const slot of [this.#position.slot, ...this.#slots.keys()]) {
          found ??= await untried(slot).catch(() => null); // a broken source is passed over
        }
        return found;
      },
      afterPause: async (held) => {
        const now = this.#position;
        const slot = now === start ? held.slot : now.slot;
        const found = await untried(slot).catch(() => null);
        if (found === null) {
          return held;
        }
        start = now;
        return found;
      },
      accepted: (held, status) => {
        const known = status > 0 && status < 500 && status !== 429;
        if (known && held.slot !== start.slot && this.#position === start) {
          this.#position = { slot: held.slot, since: Date.now() };
        }
      },
      exhausted: () => {
        if (this.#position === start) {
          this.#position = { slot: 0, since: Date.now() };
        }
      },
    };
  }

  async #pair(slot, fresh = false) {
    const held = this.#slots[slot];
    if (typeof held.source !== 'function') {
      return held.source;
    }
    if (held.pair === null || fresh) {
      held.askedAt = Date.now();
      held.pair = await held.source();
    }
    return held.pair;
  }
}

/** Errors of URL and fetch show the whole address, so that no secret may be in it. */
function plainAddress(url) {
  let base = null;
  try {
    base = new URL(url);
  } catch {
    throw new Error('The address is no URL.');
  }
  if (base.username !== '' || base.password !== '') {
    throw new Error('Credentials do not belong into the address.');
  }
  return base;
}

const text = ({ key, secret }) => `${key}:${secret}`;

/** COCART_BACKUP_CONSUMER_KEY with its secret, COCART_BACKUP2_…, and so on. */
function backups(environment) {
  const found = [];
  for (let i = 1; i <= MOST_BACKUPS; i++) {
    const start = `COCART_BACKUP${i === 1 ? '' : i}_CONSUMER_`;
    if (environment[`${start}KEY`] && environment[`${start}SECRET`]) {
      found.push({ key: environment[`${start}KEY`], secret: environment[`${start}SECRET`] });
    }
  }
  return found;
}

function fail({ status, code, message, requestId }) {
  throw new SessionsApiError(status, code, message, requestId);
}

/** Whoever knows a guest's whole cart key has the cart, so logs only get its beginning. */
export function maskCartKey(cartKey) {
  return /^[0-9]+$/.test(cartKey) ? cartKey : `${cartKey.slice(0, 4)}…`;
}

/** Sums decimal strings without floating point, apart for each currency. */
export class CurrencySums {
  static #SCALE = 6;
  #sums = new Map();

  add(session) {
    const total = session.cart_totals?.total;
    const code = session.currency?.currency_code;
    if (total === undefined || code === undefined) {
      return; // a cart that the server could not read
    }
    const sum = this.#sums.get(code) ?? { units: 0n, digits: session.currency.currency_minor_unit };
    sum.units += toUnits(total, CurrencySums.#SCALE);
    this.#sums.set(code, sum);
  }

  toJSON() {
    const sorted = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      sorted.map(([code, { units, digits }]) => [code, toDecimal(units, CurrencySums.#SCALE, digits)]),
    );
  }
}

function toUnits(decimal, scale) {
  const [whole, fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
  return decimal.startsWith('-') ? -units : units;
}

function toDecimal(units, scale, digits) {
  const text = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const fraction = text.slice(-scale).slice(0, digits);
  return (units < 0n ? '-' : '') + text.slice(0, -scale) + (fraction && `.${fraction}`);
}

/** Only the query is taken from the link: the next request goes to the same host as the first. */
function nextQuery(link) {
  const next = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '');
  if (next === null) {
    return null;
  }
  const query = Object.fromEntries(new URL(next[1]).searchParams);
  delete query.rest_route;
  return query;
}

/**
 * 401, or the 429 for too many wrong pairs from one address: right ones pass all the same, so that
 * another pair helps and waiting does not.
 */
function refusesThePair({ status, headers }) {
  const limits = `${headers?.get('ratelimit')}, ${headers?.get('ratelimit-policy')}`;
  return status === 401 || (status === 429 && limits.includes('"failed-logins"'));
}

function mayRepeat(method, status) {
  return RETRY_ANY_METHOD.has(status) || (method === 'GET' && (status === 0 || RETRY_READS.has(status)));
}

function waitMs(retryAfter, attempt) {
  if (/^\d+$/.test(retryAfter ?? '')) {
    return Number(retryAfter) * 1000;
  }
  const until = Date.parse(retryAfter ?? '');
  if (!Number.isNaN(until)) {
    return Math.max(until - Date.now(), 0);
  }
  const ceiling = Math.min(500 * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.random() * ceiling; // full jitter: who failed together comes back apart
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** No header, no body, no query and no whole cart key: safe to paste into a ticket. */
function describe(method, path, outcome, attempt) {
  const shown = path.replace(/(\/session\/)([^/]+)/, (_, start, key) => start + maskCartKey(key));
  const code = outcome.ok ? '' : ` ${outcome.code}`;
  const id = outcome.requestId ? ` request=${outcome.requestId}` : '';
  return `[sessions] ${method} ${shown} -> ${outcome.status}${code} ${outcome.took}ms attempt=${attempt}${id}`;
}
