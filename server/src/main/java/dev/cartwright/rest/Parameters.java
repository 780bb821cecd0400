package dev.cartwright.rest;

import dev.cartwright.http.Query;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.JsonInput;
import dev.cartwright.wire.SessionErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads parameters as WordPress would, and collects what is wrong with all of them, so that one
/// answer names every one. A bad parameter reads as if it were not there.
public final class Parameters {
    /// Totals are compared as `long` at a fixed scale; nothing larger can be stored.
    private static final long MAX_AMOUNT = 9_000_000_000_000L;

    private static final int AMOUNT_SCALE = 6;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_NUMBER_LENGTH = 64;

    private final Query query;
    private final @Nullable JsonNode body;
    private final List<BadParameter> bad;

    private Parameters(Query query, @Nullable JsonNode body, List<BadParameter> bad) {
        this.query = query;
        this.body = body;
        this.bad = bad;
    }

    public static Parameters of(Query query) {
        return new Parameters(query, null, new ArrayList<>());
    }

    /// Members of a JSON object win over the query, as in WordPress.
    public static Parameters of(Query query, Optional<JsonInput> body) {
        JsonNode tree = body.map(JsonInput::tree).filter(JsonNode::isObject).orElse(null);
        return new Parameters(query, tree, new ArrayList<>());
    }

    public Optional<ApiError> error() {
        return bad.isEmpty() ? Optional.empty() : Optional.of(SessionErrors.invalid(bad));
    }

    public void refuse(BadParameter one) {
        bad.add(one);
    }

    /// Whether the query or the body names it.
    public boolean has(String name) {
        return member(name) != null || query.has(name);
    }

    /// All values of a repeated one in the query.
    public List<String> all(String name) {
        return query.all(name);
    }

    public @Nullable String text(String name) {
        return query.first(name).orElse(null);
    }

    public @Nullable String text(String name, int maximumLength) {
        String text = text(name);
        if (text == null || text.length() <= maximumLength) {
            return text;
        }
        bad.add(BadParameter.tooLong(name, maximumLength));
        return null;
    }

    /// The member of the body, null when there is none.
    public @Nullable JsonNode member(String name) {
        return body == null ? null : body.get(name);
    }

    public @Nullable String choice(String name, List<String> allowed) {
        String text = text(name);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        bad.add(BadParameter.notOneOf(name, allowed));
        return null;
    }

    /// A whole number of any length; what is beyond `maximum` counts as `maximum`.
    public long atLeast(String name, long minimum, long maximum, long otherwise) {
        Long value = whole(name);
        if (value == null) {
            return otherwise;
        }
        if (value < minimum) {
            bad.add(BadParameter.below(name, minimum));
            return otherwise;
        }
        return Math.min(value, maximum);
    }

    public @Nullable Long between(String name, long minimum, long maximum) {
        Long value = whole(name);
        if (value == null || value >= minimum && value <= maximum) {
            return value;
        }
        bad.add(BadParameter.outside(name, minimum, maximum));
        return null;
    }

    /// A whole number of the body, or else of the query.
    public @Nullable Long number(String name, long minimum, long maximum) {
        JsonNode member = member(name);
        if (member == null) {
            return between(name, minimum, maximum);
        }
        if (!member.isIntegralNumber()) {
            bad.add(BadParameter.type(name, "integer"));
            return null;
        }
        boolean inside =
                member.canConvertToLong()
                        && member.longValue() >= minimum
                        && member.longValue() <= maximum;
        if (!inside) {
            bad.add(BadParameter.outside(name, minimum, maximum));
        }
        return inside ? (Long) member.longValue() : null;
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = optionalFlag(name);
        return value == null ? otherwise : value;
    }

    /// True when the query or the body says so: for what must not be overruled by the other.
    public boolean flagAnywhere(String name) {
        boolean inQuery = new Parameters(query, null, bad).flag(name, false);
        return flag(name, false) || inQuery;
    }

    /// WordPress takes true, false, 1 and 0. Not the empty text: whoever forgets the value of
    /// `dry_run` shall not delete.
    public @Nullable Boolean optionalFlag(String name) {
        JsonNode member = member(name);
        String text = member == null ? text(name) : scalar(member);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                bad.add(BadParameter.type(name, "boolean"));
                yield null;
            }
        };
    }

    /// At the scale at which totals are compared, rounded so that the same carts match.
    public @Nullable BigDecimal amount(String name, RoundingMode rounding) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!isDecimal(text)) {
            bad.add(BadParameter.type(name, "number"));
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.abs().compareTo(BigDecimal.valueOf(MAX_AMOUNT)) > 0) {
            bad.add(BadParameter.outside(name, -MAX_AMOUNT, MAX_AMOUNT));
            return null;
        }
        return amount.setScale(AMOUNT_SCALE, rounding);
    }

    public @Nullable Instant moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Optional<Instant> moment = Moments.parse(text);
        if (moment.isEmpty()) {
            bad.add(BadParameter.date(name));
        }
        return moment.orElse(null);
    }

    /// Digits alone, with a sign at most; more of them than a `long` has are its ends.
    private @Nullable Long whole(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!isWhole(text)) {
            bad.add(BadParameter.type(name, "integer"));
            return null;
        }
        boolean negative = text.charAt(0) == '-';
        String digits = significant(text);
        if (digits.length() > MAX_DIGITS) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long value = Long.parseLong(digits);
        return negative ? -value : value;
    }

    private static String significant(String text) {
        int start = signed(text) ? 1 : 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        return text.substring(start);
    }

    private static boolean signed(String text) {
        return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
    }

    private static boolean isWhole(String text) {
        return digits(text, signed(text) ? 1 : 0, text.length());
    }

    private static boolean isDecimal(String text) {
        if (text.length() > MAX_NUMBER_LENGTH) {
            return false;
        }
        int start = signed(text) ? 1 : 0;
        int point = text.indexOf('.');
        return point < 0
                ? digits(text, start, text.length())
                : digits(text, start, point) && digits(text, point + 1, text.length());
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }

    /// What a JSON value would be as text in a query; `null` is no boolean there either.
    private static String scalar(JsonNode member) {
        if (member.isBoolean() || member.isIntegralNumber()) {
            return member.toString();
        }
        return member.isString() ? member.stringValue() : "";
    }
}
