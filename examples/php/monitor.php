<?php

// Statistics over all carts: php monitor.php [--idle-hours=24] [--json]

declare(strict_types=1);

require __DIR__ . '/SessionsClient.php';
require __DIR__ . '/CurrencySums.php';

/**
 * A cart is idle when its shopper has done nothing for a while. The expiry does not tell that: it
 * lies in the future for every live cart, and moves with the shop's settings.
 */
function statistics(SessionsClient $client, float $idleHours): array
{
    $idleSince = time() - $idleHours * 3600;
    $found = ['carts' => 0, 'with_items' => 0, 'guests' => 0, 'unreadable' => 0];
    $byStatus = $bySource = [];
    $idle = 0;
    $value = new CurrencySums();
    $idleValue = new CurrencySums();
    foreach ($client->all() as $session) {
        $found['carts']++;
        $found['guests'] += ($session['customer']['id'] ?? null) === 0 ? 1 : 0;
        $codes = array_column($session['problems'] ?? [], 'code');
        $found['unreadable'] += in_array('unreadable', $codes, true) ? 1 : 0;
        $byStatus[$session['cart_status']] = ($byStatus[$session['cart_status']] ?? 0) + 1;
        $bySource[$session['cart_source']] = ($bySource[$session['cart_source']] ?? 0) + 1;
        if ($session['item_count'] === 0) {
            continue;
        }
        $found['with_items']++;
        $value->addSession($session);
        if ($session['cart_status'] !== 'expired' && $session['cart_last_activity'] < $idleSince) {
            $idle++;
            $idleValue->addSession($session);
        }
    }
    return $found + [
        'by_status' => (object) $byStatus,
        'by_source' => (object) $bySource,
        'value' => $value,
        'idle' => ['hours' => $idleHours, 'carts' => $idle, 'value' => $idleValue],
    ];
}

function counts(object $words): string
{
    $parts = [];
    foreach ((array) $words as $word => $number) {
        $parts[] = "$number $word";
    }
    return $parts === [] ? '-' : implode(', ', $parts);
}

function show(array $found): void
{
    $idle = $found['idle'];
    echo "Carts        {$found['carts']} (", counts($found['by_status']), ")\n";
    echo 'Made by      ', counts($found['by_source']), "\n";
    echo "With items   {$found['with_items']}, worth {$found['value']}\n";
    echo "Guests       {$found['guests']}\n";
    echo "Idle > {$idle['hours']} h  {$idle['carts']}, worth {$idle['value']}\n";
    if ($found['unreadable'] > 0) {
        echo "Unreadable   {$found['unreadable']}\n";
    }
}

try {
    $options = getopt('', ['idle-hours:', 'json']);
    $idleHours = $options['idle-hours'] ?? '24';
    if (!is_numeric($idleHours) || (float) $idleHours <= 0) {
        throw new InvalidArgumentException('--idle-hours must be a number above 0.');
    }
    $found = statistics(SessionsClient::fromEnvironment(), (float) $idleHours);
    isset($options['json']) ? print(json_encode($found) . "\n") : show($found);
} catch (SessionsApiError | InvalidArgumentException $error) {
    fwrite(STDERR, "monitor: {$error->getMessage()}\n");
    exit(1);
}
