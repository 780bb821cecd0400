<?php

declare(strict_types=1);

/** An answer that is no success; status 0 when there was no answer at all. */
final class SessionsApiError extends RuntimeException
{
    public function __construct(
        public readonly int $status,
        public readonly string $errorCode,
        string $message,
    ) {
        parent::__construct($message);
    }
}

/**
 * A small client for the Sessions API: PHP 8.1 or newer with its streams, nothing else.
 *
 *     $client = SessionsClient::fromEnvironment();
 *     foreach ($client->all(['status' => 'expired']) as $session) { … }
 */
final class SessionsClient
{
    /** The server did not act: safe to repeat. */
    private const RETRY_ANY_METHOD = [429, 503];
    /** It may have acted: repeat only what changes nothing. */
    private const RETRY_READS = [502, 504];
    private const LONGEST_WAIT = 60.0;
    private const PRIMARY_AGAIN = 600.0;
    private const ASK_AGAIN = 10.0;
    private const MOST_BACKUPS = 9;

    /** @var list<array{0: string, 1: string}|callable(): array{0: string, 1: string}> */
    private array $sources;
    /** @var array<int, array{0: string, 1: string}> what sources gave last */
    private array $known = [];
    /** @var array<int, float> */
    private array $askedAt = [];
    private int $inUse = 0;
    private float $since = 0.0;

    /**
     * @param ?callable(string): void $debug gets one redacted line per attempt
     * @param ?callable(): array{0: string, 1: string} $source instead of key and secret: asks, say,
     *     a cloud's secret manager, at the first call and again when the server refuses the pair
     * @param list<array|callable> $backups further pairs [key, secret] or sources, tried when one is refused
     */
    public function __construct(
        #[SensitiveParameter] private readonly string $url,
        #[SensitiveParameter] string $key = '',
        #[SensitiveParameter] string $secret = '',
        private readonly int $attempts = 5,
        private readonly float $timeout = 30.0,
        private $debug = null,
        ?callable $source = null,
        #[SensitiveParameter] array $backups = [],
    ) {
        $this->sources = [$source ?? [$key, $secret], ...$backups];
        $parts = parse_url($url);
        if ($parts === false) {
            throw new InvalidArgumentException('The address is no URL.');
        }
        if (isset($parts['user']) || isset($parts['pass'])) {
            throw new InvalidArgumentException('Credentials do not belong into the address.');
        }
        $loopback = in_array($parts['host'] ?? '', ['127.0.0.1', '[::1]', 'localhost'], true);
        if (($parts['scheme'] ?? '') !== 'https' && !$loopback) {
            throw new InvalidArgumentException(
                'Refusing to send a consumer secret over clear http; use https.'
            );
        }
    }

    public static function fromEnvironment(): self
    {
        $wanted = ['COCART_API_URL', 'COCART_CONSUMER_KEY', 'COCART_CONSUMER_SECRET'];
        $missing = array_filter($wanted, static fn (string $name): bool => !getenv($name));
        if ($missing !== []) {
            throw new InvalidArgumentException('Please set ' . implode(', ', $missing) . '.');
        }
        $debug = getenv('COCART_DEBUG') === '1'
            ? static function (string $line): void {
                fwrite(STDERR, $line . "\n");
            }
            : null;
        [$url, $key, $secret] = array_map('getenv', $wanted);
        return new self($url, $key, $secret, debug: $debug, backups: self::backups());
    }

    /** COCART_BACKUP_CONSUMER_KEY with its secret, COCART_BACKUP2_…, and so on. */
    private static function backups(): array
    {
        $found = [];
        for ($i = 1; $i <= self::MOST_BACKUPS; $i++) {
            $start = 'COCART_BACKUP' . ($i === 1 ? '' : $i) . '_CONSUMER_';
            if (getenv($start . 'KEY') && getenv($start . 'SECRET')) {
                $found[] = [getenv($start . 'KEY'), getenv($start . 'SECRET')];
            }
        }
        return $found;
    }

    /** Keeps the secret out of var_dump and of error pages. */
    public function __debugInfo(): array
    {
        return ['url' => $this->url];
    }

    /**
     * One page: `sessions`, `total`, and `next`, the query of the page after it or null.
     *
     * @param array<string, mixed> $query
     * @return array{sessions: list<array>, total: int, next: ?array}
     */
    public function page(array $query = []): array
    {
        [$body, $headers] = $this->call('GET', '/v2/sessions', $query);
        return [
            'sessions' => $body,
            'total' => (int) ($headers['x-wp-total'] ?? 0),
            'next' => self::nextQuery($headers['link'] ?? ''),
        ];
    }

    /** Every session that the filter matches, page after page by cursor. */
    public function all(array $filter = [], int $perPage = 100): Generator
    {
        $query = [...$filter, 'per_page' => $perPage];
        while ($query !== null) {
            ['sessions' => $sessions, 'next' => $query] = $this->page($query);
            foreach ($sessions as $session) {
                yield $session;
            }
        }
    }

    public function get(string $cartKey): array
    {
        return $this->call('GET', '/v2/session/' . rawurlencode($cartKey))[0];
    }

    /** Moves the cart to trash; for good leaves nothing to restore. */
    public function delete(string $cartKey, bool $forGood = false): array
    {
        $query = $forGood ? ['force' => 'true'] : [];
        return $this->call('DELETE', '/v2/session/' . rawurlencode($cartKey), $query)[0];
    }

    public function restore(string $cartKey): array
    {
        return $this->call('POST', '/v2/session/' . rawurlencode($cartKey) . '/restore')[0];
    }

    /** Up to 1000 sessions in one call: deleted, dry_run, remaining, totals. */
    public function deleteMatching(array $filter, bool $forGood = false): array
    {
        $query = $forGood ? [...$filter, 'force' => 'true'] : $filter;
        return $this->call('DELETE', '/v2/sessions', $query)[0];
    }

    /** Whoever knows a guest's whole cart key has the cart, so logs only get its beginning. */
    public static function maskCartKey(string $cartKey): string
    {
        return ctype_digit($cartKey) ? $cartKey : substr($cartKey, 0, 4) . '…';
    }

    /** @return array{0: array, 1: array<string, string>} body and headers */
    private function call(string $method, string $path, array $query = []): array
    {
        $url = rtrim($this->url, '/') . $path;
        $url .= $query === [] ? '' : '?' . http_build_query($query);
        $slot = $this->firstSlot();
        $pair = $this->pair($slot);
        $refused = [];
        $first = null;
        while ($pair !== null) {
            [$status, $headers, $body] = $this->patiently($method, $path, $url, $pair);
            if (!self::refusesThePair($status, $headers)) {
                if ($status > 0 && $status < 500 && $status !== 429 && $slot !== $this->inUse) {
                    $this->use($slot); // the server knows the pair
                }
                if ($status >= 200 && $status < 300 && is_array($body)) {
                    return [$body, $headers];
                }
                throw self::error($status, $body);
            }
            // Nothing was done, so that another pair is safe for every method.
            $first ??= self::error($status, $body);
            $refused[] = $pair;
            [$slot, $pair] = $this->next($slot, $refused);
        }
        $this->use(0);
        throw $first;
    }

    /** The pair in use, or the primary when its time has come again. */
    private function firstSlot(): int
    {
        if ($this->inUse > 0 && microtime(true) - $this->since >= self::PRIMARY_AGAIN) {
            $this->use($this->inUse);
            return 0;
        }
        return $this->inUse;
    }

    private function use(int $slot): void
    {
        $this->inUse = $slot;
        $this->since = microtime(true);
    }

    /** @return array{0: int, 1: ?array} the next pair that was not refused, null for none */
    private function next(int $slot, array $refused): array
    {
        foreach ([$slot, $this->inUse, ...array_keys($this->sources)] as $candidate) {
            try {
                $pair = $this->pair($candidate, $refused);
            } catch (Exception) {
                continue; // a broken source is passed over
            }
            if (!in_array($pair, $refused, true)) {
                return [$candidate, $pair];
            }
        }
        return [0, null];
    }

    private function pair(int $slot, array $refused = []): array
    {
        $source = $this->sources[$slot];
        if (!is_callable($source)) {
            return $source;
        }
        $known = $this->known[$slot] ?? null;
        $stale = microtime(true) - ($this->askedAt[$slot] ?? 0.0) >= self::ASK_AGAIN;
        if ($known === null || ($stale && in_array($known, $refused, true))) {
            $this->askedAt[$slot] = microtime(true);
            $this->known[$slot] = $source();
        }
        return $this->known[$slot];
    }

    /** @return array{0: int, 1: array<string, string>, 2: ?array} with one pair */
    private function patiently(string $method, string $path, string $url, array $pair): array
    {
        for ($attempt = 1; ; $attempt++) {
            $started = hrtime(true);
            [$status, $headers, $body] = $this->attempt($method, $url, $pair);
            if ($this->debug !== null) {
                $took = intdiv(hrtime(true) - $started, 1_000_000);
                ($this->debug)(self::describe($method, $path, $status, $took, $attempt, $headers));
            }
            $wait = self::wait($headers['retry-after'] ?? '', $attempt);
            $again = self::mayRepeat($method, $status) && !self::refusesThePair($status, $headers);
            $last = $attempt >= $this->attempts || !$again;
            if ($last || $wait > self::LONGEST_WAIT) { // coming back too early would help nobody
                return [$status, $headers, $body];
            }
            usleep((int) (1e6 * $wait));
        }
    }

    private static function error(int $status, ?array $body): SessionsApiError
    {
        return new SessionsApiError(
            $status,
            $body['code'] ?? ($status === 0 ? 'not_reached' : 'unreadable_answer'),
            $body['message'] ?? ($status === 0 ? 'No answer from the server.' : "HTTP $status"),
        );
    }

    /** @return array{0: int, 1: array<string, string>, 2: ?array} status, headers, body */
    private function attempt(string $method, string $url, array $pair): array
    {
        $authorization = 'Basic ' . base64_encode(implode(':', $pair));
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => ["Authorization: $authorization", 'Accept: application/json'],
            'timeout' => $this->timeout,
            'ignore_errors' => true,
            'follow_location' => 0, // a redirect could carry the secret to another host
            'protocol_version' => 1.1,
        ]]);
        $stream = @fopen($url, 'r', false, $context);
        if ($stream === false) {
            return [0, [], null];
        }
        $lines = stream_get_meta_data($stream)['wrapper_data'];
        $content = stream_get_contents($stream);
        fclose($stream);
        $headers = [];
        foreach (array_slice($lines, 1) as $line) {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $name = strtolower($name);
            $before = isset($headers[$name]) ? $headers[$name] . ', ' : ''; // Link comes twice
            $headers[$name] = $before . trim($value);
        }
        $body = json_decode($content === false ? '' : $content, true);
        return [(int) explode(' ', $lines[0])[1], $headers, is_array($body) ? $body : null];
    }

    /** Only the query is taken: the next request goes to the same host as the first. */
    private static function nextQuery(string $link): ?array
    {
        if (!preg_match('/<([^>]*)>\s*;\s*rel="?next"?/', $link, $found)) {
            return null;
        }
        parse_str((string) parse_url($found[1], PHP_URL_QUERY), $query);
        unset($query['rest_route']);
        return $query;
    }

    /**
     * 401, or the 429 for too many wrong pairs from one address: right ones pass all the same, so
     * that another pair helps and waiting does not.
     */
    private static function refusesThePair(int $status, array $headers): bool
    {
        $limits = ($headers['ratelimit'] ?? '') . ', ' . ($headers['ratelimit-policy'] ?? '');
        return $status === 401 || ($status === 429 && str_contains($limits, '"failed-logins"'));
    }

    private static function mayRepeat(string $method, int $status): bool
    {
        return in_array($status, self::RETRY_ANY_METHOD, true)
            || ($method === 'GET' && ($status === 0 || in_array($status, self::RETRY_READS, true)));
    }

    private static function wait(string $retryAfter, int $attempt): float
    {
        if (ctype_digit($retryAfter)) {
            return (float) $retryAfter;
        }
        $moment = $retryAfter === '' ? false : strtotime($retryAfter);
        if ($moment !== false) {
            return max($moment - time(), 0.0);
        }
        $ceiling = min(0.5 * 2 ** ($attempt - 1), self::LONGEST_WAIT);
        return random_int(0, 1000) / 1000 * $ceiling; // full jitter: who failed together comes back apart
    }

    /** No header, no body, no query and no whole cart key: safe to paste into a ticket. */
    private static function describe(
        string $method,
        string $path,
        int $status,
        int $took,
        int $attempt,
        array $headers,
    ): string {
        $shown = preg_replace_callback(
            '#(/session/)([^/]+)#',
            static fn (array $m): string => $m[1] . self::maskCartKey($m[2]),
            $path,
        );
        $id = $headers['x-request-id'] ?? '-';
        return "[sessions] $method $shown -> $status {$took}ms attempt=$attempt request=$id";
    }
}
