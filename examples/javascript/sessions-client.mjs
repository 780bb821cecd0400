// A small client for the Sessions API: plain Node 18 or newer, no packages.
//
//   const client = SessionsClient.fromEnvironment();
//   for await (const session of client.all({ status: 'expired' })) { … }

const RETRY_ANY_METHOD = new Set([429, 503]); // the server did not act: safe to repeat
const RETRY_READS = new Set([502, 504]); // it may have acted: repeat only what changes nothing
const LONGEST_WAIT_MS = 60_000;
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
  #authorization;

  /**
   * @param {object} options
   * @param {string} options.url base such as https://shop.example/wp-json/cocart
   * @param {string} options.key consumer key, ck_…
   * @param {string} options.secret consumer secret, cs_…
   * @param {number} [options.attempts] how often a call is tried before it fails
   * @param {number} [options.timeoutMs] for one attempt
   * @param {(line: string) => void} [options.debug] gets one redacted line per attempt
   */
  constructor({ url, key, secret, attempts = 5, timeoutMs = 30_000, debug = null }) {
    const base = new URL(url);
    if (base.protocol !== 'https:' && !LOOPBACK.has(base.hostname)) {
      throw new Error('Refusing to send a consumer secret over clear http; use https.');
    }
    this.base = base.href.replace(/\/+$/, '');
    this.attempts = attempts;
    this.timeoutMs = timeoutMs;
    this.debug = debug;
    // A private field: neither console.log(client) nor JSON.stringify(client) shows it.
    this.#authorization = 'Basic ' + Buffer.from(`${key}:${secret}`).toString('base64');
  }

  static fromEnvironment(environment = process.env, options = {}) {
    const wanted = ['COCART_API_URL', 'COCART_CONSUMER_KEY', 'COCART_CONSUMER_SECRET'];
    const missing = wanted.filter((name) => !environment[name]);
    if (missing.length > 0) {
      throw new Error(`Please set ${missing.join(', ')}.`);
    }
    const [url, key, secret] = wanted.map((name) => environment[name]);
    const debug = environment.COCART_DEBUG === '1' ? (line) => console.error(line) : null;
    return new SessionsClient({ url, key, secret, debug, ...options });
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
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(method, url);
      this.debug?.(describe(method, path, outcome, attempt));
      if (outcome.ok) {
        return outcome;
      }
      if (attempt >= this.attempts || !mayRepeat(method, outcome.status)) {
        throw new SessionsApiError(outcome.status, outcome.code, outcome.message, outcome.requestId);
      }
      await sleep(waitMs(outcome.retryAfter, attempt));
    }
  }

  async #attempt(method, url) {
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      const response = await fetch(url, {
        method,
        headers: { Authorization: this.#authorization, Accept: 'application/json' },
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

function mayRepeat(method, status) {
  return RETRY_ANY_METHOD.has(status) || (method === 'GET' && (status === 0 || RETRY_READS.has(status)));
}

function waitMs(retryAfter, attempt) {
  if (/^\d+$/.test(retryAfter ?? '')) {
    return Math.min(Number(retryAfter) * 1000, LONGEST_WAIT_MS);
  }
  const until = Date.parse(retryAfter ?? '');
  if (!Number.isNaN(until)) {
    return Math.min(Math.max(until - Date.now(), 0), LONGEST_WAIT_MS);
  }
  const ceiling = Math.min(500 * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return ceiling / 2 + (Math.random() * ceiling) / 2;
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
