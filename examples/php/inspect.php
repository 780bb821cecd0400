<?php

// What is the matter with this cart? php inspect.php [--personal] [--json] <cart key>

declare(strict_types=1);

require __DIR__ . '/SessionsClient.php';

/** What support needs to know; names and addresses stay out unless asked for. */
function summary(array $session, bool $personal): array
{
    $email = $session['customer']['billing_email'] ?? null;
    if ($email !== null && !$personal) {
        $email = preg_replace('/^(.).*@/u', '$1…@', $email);
    }
    $currency = $session['currency']['currency_code'] ?? '';
    $total = $session['cart_totals']['total'] ?? null;
    $user = $session['customer']['id'] ?? 0;
    return [
        'cart' => SessionsClient::maskCartKey($session['cart_key']),
        'status' => $session['cart_status'],
        'source' => $session['cart_source'],
        'customer' => $user > 0 ? "user $user" : 'guest',
        'email' => $email,
        'created' => gmdate('c', $session['cart_created']),
        'last_activity' => gmdate('c', $session['cart_last_activity']),
        'expires' => gmdate('c', $session['cart_expiry']),
        'items' => array_map(static fn (array $item): array => [
            'name' => $item['name'],
            'product_id' => $item['product_id'],
            'quantity' => $item['quantity'],
            'total' => trim("{$item['line_total']} $currency"),
        ], $session['cart_items']),
        'coupons' => $session['applied_coupons'],
        'total' => $total === null ? null : trim("$total $currency"),
        'problems' => array_map(
            static fn (array $p): array => ['code' => $p['code'], 'message' => $p['message']],
            $session['problems'] ?? [],
        ),
    ];
}

/** Shop and shopper choose these texts: control characters must not reach the terminal. */
function plain(mixed $text): string
{
    return (string) preg_replace('/[\p{Cc}\p{Cf}]/u', '?', (string) $text);
}

function show(array $found): void
{
    foreach (array_diff_key($found, ['items' => 0, 'coupons' => 0, 'problems' => 0]) as $name => $value) {
        echo str_pad(str_replace('_', ' ', $name), 14), plain($value ?? '-'), "\n";
    }
    echo 'coupons       ', implode(', ', array_map('plain', $found['coupons'])) ?: '-', "\n";
    echo 'items         ', count($found['items']), "\n";
    foreach ($found['items'] as $item) {
        echo "  {$item['quantity']} x ", plain($item['name']);
        echo " (product {$item['product_id']})  ", plain($item['total']), "\n";
    }
    echo 'problems      ', count($found['problems']), "\n";
    foreach ($found['problems'] as $problem) {
        echo '  ', plain($problem['code']), ': ', plain($problem['message']), "\n";
    }
}

try {
    $options = getopt('', ['personal', 'json'], $rest);
    $keys = array_slice($argv, $rest);
    if (count($keys) !== 1) {
        throw new InvalidArgumentException('please give one cart key, after the options.');
    }
    $session = SessionsClient::fromEnvironment()->get($keys[0]);
    $found = summary($session, isset($options['personal']));
    isset($options['json']) ? print(json_encode($found) . "\n") : show($found);
} catch (SessionsApiError | InvalidArgumentException $error) {
    fwrite(STDERR, "inspect: {$error->getMessage()}\n");
    exit(1);
}
