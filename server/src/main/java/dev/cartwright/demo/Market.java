package dev.cartwright.demo;

import dev.cartwright.cart.Currency;
import java.util.List;
import java.util.random.RandomGenerator;

/// A country the demo sells to: its currency, its tax, its people.
enum Market {
    UNITED_STATES(
            new Currency("USD", "$", 2, ".", ",", "$", ""),
            825,
            100,
            "US",
            List.of("Emma", "Liam", "Olivia", "Noah", "Ava", "James", "Sophia", "Henry"),
            List.of("Miller", "Johnson", "O'Brien", "Garcia", "Nguyen", "Carter", "Brooks"),
            List.of("Portland|OR|97205", "Austin|TX|78701", "Madison|WI|53703")),
    GERMANY(
            new Currency("EUR", "€", 2, ",", ".", "", " €"),
            1900,
            92,
            "DE",
            List.of("Jürgen", "Anna", "Lukas", "Sophie", "Björn", "Käthe", "Mia", "Felix"),
            List.of("Müller", "Schäfer", "Weiß", "Lindström", "Becker", "Kröger"),
            List.of("Köln||50667", "Leipzig||04109", "Bremen||28195")),
    UNITED_KINGDOM(
            new Currency("GBP", "£", 2, ".", ",", "£", ""),
            2000,
            79,
            "GB",
            List.of("Amelia", "George", "Isla", "Arthur", "Freya", "Oscar"),
            List.of("Taylor", "Hughes", "Walker", "Patel", "Wright", "Murphy"),
            List.of("Bristol||BS1 4DJ", "Leeds||LS1 5DL", "Cardiff||CF10 1EP")),
    JAPAN(
            new Currency("JPY", "¥", 0, ".", ",", "¥", ""),
            1000,
            150,
            "JP",
            List.of("Haruto", "Yui", "Sota", "Hina", "Ren", "Aoi"),
            List.of("Sato", "Suzuki", "Takahashi", "Tanaka", "Ito"),
            List.of("Kyoto|JP26|604-8571", "Sapporo|JP01|060-0001")),
    KUWAIT(
            new Currency("KWD", "د.ك", 3, ".", ",", "د.ك ", ""),
            0,
            307,
            "KW",
            List.of("Fatima", "Yousef", "Noura", "Khalid"),
            List.of("Al-Sabah", "Al-Mutairi", "Al-Rashidi"),
            List.of("Hawalli||32001", "Salmiya||22001"));

    private final Currency currency;
    private final int taxBasisPoints;
    private final long perHundredCents;
    private final String country;
    private final List<String> firstNames;
    private final List<String> lastNames;
    private final List<String> towns;

    Market(
            Currency currency,
            int taxBasisPoints,
            long perHundredCents,
            String country,
            List<String> firstNames,
            List<String> lastNames,
            List<String> towns) {
        this.currency = currency;
        this.taxBasisPoints = taxBasisPoints;
        this.perHundredCents = perHundredCents;
        this.country = country;
        this.firstNames = firstNames;
        this.lastNames = lastNames;
        this.towns = towns;
    }

    static Market any(RandomGenerator random) {
        int draw = random.nextInt(100);
        if (draw < 55) {
            return UNITED_STATES;
        }
        if (draw < 75) {
            return GERMANY;
        }
        if (draw < 87) {
            return UNITED_KINGDOM;
        }
        return draw < 95 ? JAPAN : KUWAIT;
    }

    Currency currency() {
        return currency;
    }

    String country() {
        return country;
    }

    List<String> firstNames() {
        return firstNames;
    }

    List<String> lastNames() {
        return lastNames;
    }

    /// `Town|state|postcode`.
    List<String> towns() {
        return towns;
    }

    /// US cents in this market's minor units, half up.
    long price(long cents) {
        return (cents * perHundredCents + 50) / 100;
    }

    /// Of an amount without tax, half up.
    long tax(long amount) {
        return (amount * taxBasisPoints + 5000) / 10_000;
    }
}
