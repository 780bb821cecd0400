<?php

// Moves carts to trash that expired long ago. Changes nothing without --delete.
// php clean-up.php [--days=30] [--delete] [--one-by-one] [--for-good] [--json]

declare(strict_types=1);

require __DIR__ . '/SessionsClient.php';
require __DIR__ . '/CurrencySums.php';

/** What was (or without `$really`: would be) deleted. */
function cleanUp(
    SessionsClient $client,
    float $days,
    bool $really,
    bool $oneByOne,
    bool $forGood,
): array {
    $before = (int) (time() - $days * 86_400);
    // The same condition selects, counts and deletes, on the server.
    $filter = ['status' => 'expired', 'expires_before' => $before];
    $report = ['dry_run' => !$really, 'expired_before' => $before, 'deleted' => 0, 'failed' => 0];
    if ($really && !$oneByOne) {
        return [...$report, ...deleteInBulk($client, $filter, $forGood)];
    }
    $keys = [];
    $report['value'] = new CurrencySums();
    foreach ($client->all($filter) as $session) {
        $keys[] = $session['cart_key'];
        $report['value']->addSession($session);
    }
    if (!$really) {
        return [...$report, 'deleted' => count($keys)];
    }
    // The list is complete before the first delete, so no page moves under our feet.
    return [...$report, ...deleteEach($client, $keys, $forGood)];
}

function deleteInBulk(SessionsClient $client, array $filter, bool $forGood): array
{
    $deleted = 0;
    $value = new CurrencySums();
    do {
        $step = $client->deleteMatching($filter, $forGood);
        $deleted += $step['deleted'];
        foreach ($step['totals'] as $part) {
            $digits = strlen(explode('.', $part['total'], 2)[1] ?? '');
            $value->add($part['currency_code'], $part['total'], $digits);
        }
    } while ($step['remaining'] > 0 && $step['deleted'] > 0);
    return ['deleted' => $deleted, 'failed' => $step['remaining'], 'value' => $value];
}

function deleteEach(SessionsClient $client, array $keys, bool $forGood): array
{
    $deleted = $failed = 0;
    foreach ($keys as $key) {
        try {
            $client->delete($key, $forGood);
            $deleted++;
        } catch (SessionsApiError $error) {
            if ($error->status === 401 || $error->status === 403) {
                throw $error; // no later one will do better
            }
            $failed += $error->status === 404 ? 0 : 1; // 404: somebody else was faster
        }
    }
    return ['deleted' => $deleted, 'failed' => $failed];
}

try {
    $options = getopt('', ['days:', 'delete', 'one-by-one', 'for-good', 'json']);
    $days = $options['days'] ?? '30';
    if (!is_numeric($days) || (float) $days < 0) {
        throw new InvalidArgumentException('--days must be a number from 0.');
    }
    $report = cleanUp(
        SessionsClient::fromEnvironment(),
        (float) $days,
        isset($options['delete']),
        isset($options['one-by-one']),
        isset($options['for-good']),
    );
    if (isset($options['json'])) {
        echo json_encode($report), "\n";
    } elseif ($report['dry_run']) {
        echo "Would delete {$report['deleted']} carts worth {$report['value']}. Add --delete to do it.\n";
    } else {
        echo "Deleted {$report['deleted']} carts worth {$report['value']}; {$report['failed']} failed.\n";
    }
    exit($report['failed'] > 0 ? 1 : 0);
} catch (SessionsApiError | InvalidArgumentException $error) {
    fwrite(STDERR, "clean-up: {$error->getMessage()}\n");
    exit(1);
}
