package dev.cartwright.demo;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Customer;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Who shops in the demo.
final class DemoPeople {
    private static final Pattern NO_ASCII_WORD = Pattern.compile("[^a-z0-9]+");
    private static final List<String> DOMAINS =
            List.of("example.com", "example.net", "example.org");

    /// Names that have broken shops before: markup, other scripts, an emoji, quotes.
    private static final List<String> ODD_NAMES =
            List.of(
                    "<b>Bob</b>|<script>alert(1)</script>",
                    "春人|佐藤",
                    "مريم|الصباح",
                    "Zoë 🛒|D'Angelo",
                    "=SUM(A1:A9)|\"Quoted\", Comma");

    private DemoPeople() {}

    /// @param number makes the e-mail unique
    /// @param odd whether the name is one that has broken shops before
    static Customer any(
            long userId, long number, Market market, boolean odd, RandomGenerator random) {
        String first = pick(market.firstNames(), random);
        String last = pick(market.lastNames(), random);
        String email =
                "%s.%s%d@%s"
                        .formatted(
                                ascii(first),
                                ascii(last),
                                number,
                                DOMAINS.get(random.nextInt(DOMAINS.size())));
        if (odd) {
            String[] name = pick(ODD_NAMES, random).split("\\|", -1);
            first = name[0];
            last = name[1];
        }
        Address billing = address(first, last, market, random);
        boolean elsewhere = random.nextInt(5) == 0;
        Address shipping =
                elsewhere
                        ? address(pick(market.firstNames(), random), last, market, random)
                        : billing;
        return new Customer(userId, email, billing, shipping);
    }

    private static Address address(
            String first, String last, Market market, RandomGenerator random) {
        String[] town = pick(market.towns(), random).split("\\|", -1);
        return new Address(
                first,
                last,
                random.nextInt(8) == 0 ? last + " & Co." : "",
                (1 + random.nextInt(180)) + " Market Street",
                random.nextInt(6) == 0 ? "2nd floor" : "",
                town[0],
                town[1],
                town[2],
                market.country(),
                "+1 555 01%02d".formatted(random.nextInt(100)));
    }

    /// Lower-case letters and digits of the Latin alphabet, joined by hyphens.
    static String ascii(String text) {
        String plain = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD);
        String letters = plain.replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
        return NO_ASCII_WORD.matcher(letters).replaceAll("-").replaceAll("^-|-$", "");
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
