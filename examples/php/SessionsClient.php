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

    /** @param ?callable(string): void $debug gets one redacted line per attempt */
    public function __construct(
        private readonly string $url,
        #[SensitiveParameter] private readonly string $key,
        #[SensitiveParameter] private readonly string $secret,
        private readonly int $attempts = 5,
        private readonly float $timeout = 30.0,
        private $debug = null,
    ) {
        $parts = parse_url($url);
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
        return new self(...array_map('getenv', $wanted), debug: $debug);
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
        for ($attempt = 1; ; $attempt++) {
            $started = hrtime(true);
            [$status, $headers, $body] = $this->attempt($method, $url);
            if ($this->debug !== null) {
                $took = intdiv(hrtime(true) - $started, 1_000_000);
                ($this->debug)(self::describe($method, $path, $status, $took, $attempt, $headers));
            }
            if ($status >= 200 && $status < 300 && is_array($body)) {
                return [$body, $headers];
            }
            if ($attempt >= $this->attempts || !self::mayRepeat($method, $status)) {
                throw new SessionsApiError(
                    $status,
                    $body['code'] ?? ($status === 0 ? 'not_reached' : 'unreadable_answer'),
                    $body['message'] ?? ($status === 0 ? 'No answer from the server.' : "HTTP $status"),
                );
            }
            usleep((int) (1e6 * self::wait($headers['retry-after'] ?? '', $attempt)));
        }
    }

    /** @return array{0: int, 1: array<string, string>, 2: ?array} status, headers, body */
    private function attempt(string $method, string $url): array
    {
        $authorization = 'Basic ' . base64_encode($this->key . ':' . $this->secret);
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

    private static function mayRepeat(string $method, int $status): bool
    {
        return in_array($status, self::RETRY_ANY_METHOD, true)
            || ($method === 'GET' && ($status === 0 || in_array($status, self::RETRY_READS, true)));
    }

    private static function wait(string $retryAfter, int $attempt): float
    {
        if (ctype_digit($retryAfter)) {
            return min((float) $retryAfter, self::LONGEST_WAIT);
        }
        $moment = $retryAfter === '' ? false : strtotime($retryAfter);
        if ($moment !== false) {
            return min(max($moment - time(), 0.0), self::LONGEST_WAIT);
        }
        $ceiling = min(0.5 * 2 ** ($attempt - 1), self::LONGEST_WAIT);
        return $ceiling / 2 + random_int(0, 1000) / 1000 * $ceiling / 2;
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
