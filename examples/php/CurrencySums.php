<?php

declare(strict_types=1);

/** Sums decimal strings as whole minor units, apart for each currency. */
final class CurrencySums implements JsonSerializable
{
    /** @var array<string, array{units: int, digits: int}> */
    private array $sums = [];

    public function addSession(array $session): void
    {
        $total = $session['cart_totals']['total'] ?? null;
        $code = $session['currency']['currency_code'] ?? null;
        if ($total === null || $code === null) {
            return; // a cart that the server could not read
        }
        $this->add($code, $total, (int) $session['currency']['currency_minor_unit']);
    }

    public function add(string $code, string $amount, int $digits): void
    {
        $known = $this->sums[$code] ?? ['units' => 0, 'digits' => $digits];
        $known['units'] += self::toUnits($amount, $known['digits']);
        $this->sums[$code] = $known;
    }

    public function jsonSerialize(): array|stdClass
    {
        ksort($this->sums);
        $shown = array_map(
            static fn (array $sum): string => self::toDecimal($sum['units'], $sum['digits']),
            $this->sums,
        );
        return $shown === [] ? new stdClass() : $shown;
    }

    public function __toString(): string
    {
        $parts = [];
        foreach ((array) $this->jsonSerialize() as $code => $amount) {
            $parts[] = "$amount $code";
        }
        return $parts === [] ? '-' : implode(', ', $parts);
    }

    private static function toUnits(string $amount, int $digits): int
    {
        [$whole, $fraction] = explode('.', ltrim($amount, '-'), 2) + [1 => ''];
        $units = (int) ($whole . substr(str_pad($fraction, $digits, '0'), 0, $digits));
        return str_starts_with($amount, '-') ? -$units : $units;
    }

    private static function toDecimal(int $units, int $digits): string
    {
        $text = str_pad((string) abs($units), $digits + 1, '0', STR_PAD_LEFT);
        $whole = substr($text, 0, strlen($text) - $digits);
        $fraction = $digits === 0 ? '' : '.' . substr($text, -$digits);
        return ($units < 0 ? '-' : '') . $whole . $fraction;
    }
}
