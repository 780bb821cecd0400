package dev.cartwright.replay;

import dev.cartwright.replay.RecordedShop.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Puts the shop into the state that an exchange with an odd row began from.
final class OddRows {
    private static final Pattern ONLY_ROW =
            Pattern.compile("only row in table; cart_value = '(.*)'", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("/session/([A-Za-z0-9_-]+)");
    private static final long CREATED = Instant.parse("2026-11-22T20:44:00Z").getEpochSecond();
    private static final long WEEK = 604_800;
    private static final String COCART = "cocart";

    private OddRows() {}

    /// Every odd row there is, under keys and numbers of their own.
    static List<Row> all(List<Exchange> exchanges) {
        var rows = new ArrayList<Row>();
        for (Exchange exchange : exchanges) {
            Matcher only = ONLY_ROW.matcher(exchange.note());
            if (only.matches()) {
                long number = 5_000L + rows.size();
                rows.add(row(number, "odd" + number, withNulBytes(only.group(1)), CREATED));
            }
        }
        rows.addAll(timesAndSources(value("edge_get_minimal_ok", exchanges)));
        return rows;
    }

    static RecordedShop shop(Exchange exchange, List<Exchange> all) throws IOException {
        return RecordedShop.open(
                exchange.at(), carts(exchange, all), List.of(), options(exchange.name()));
    }

    /// Empty for the carts of the dump.
    private static Optional<List<Row>> carts(Exchange exchange, List<Exchange> all) {
        Matcher only = ONLY_ROW.matcher(exchange.note());
        if (only.matches()) {
            return Optional.of(List.of(only(exchange, withNulBytes(only.group(1)), all)));
        }
        String sound = value("edge_get_minimal_ok", all);
        return switch (exchange.name()) {
            case "edge_get_tax_incl_lbs_in",
                    "edge_get_three_decimals_kwd",
                    "edge_get_zero_decimals_jpy" ->
                    Optional.empty();
            case "edge_list_order_is_cart_id" ->
                    Optional.of(
                            List.of(
                                    row(900_183, "first", sound, CREATED),
                                    row(184, "second", sound, CREATED)));
            case "edge_list_site_timezone_plus_0530" ->
                    Optional.of(List.of(row(900_184, "tzrow", sound, 1_700_000_000)));
            case "edge_list_mixed_good_and_corrupt" ->
                    Optional.of(
                            List.of(
                                    row(169, "goodrow", sound, CREATED),
                                    row(170, "badrow", "hello", CREATED)));
            case String name when name.startsWith("edge_sessions_list_empty_table") ->
                    Optional.of(List.of());
            default -> Optional.of(timesAndSources(sound));
        };
    }

    private static List<Row> timesAndSources(String sound) {
        return List.of(
                row(171, "expired1", sound, 1_000_000_000),
                new Row(172, "zerotime", sound, 0, 0, COCART),
                new Row(173, "hugetime", sound, 253_402_300_800L, 99_999_999_999_999L, COCART),
                new Row(174, "src_wc", sound, CREATED, CREATED + WEEK, "woocommerce"),
                new Row(175, "src_empty", sound, CREATED, CREATED + WEEK, ""));
    }

    /// Its key and number are told by the path, or by a list with the same row.
    private static Row only(Exchange exchange, String value, List<Exchange> all) {
        Matcher path = KEY.matcher(exchange.path());
        String key = path.find() ? path.group(1) : keyOf(exchange, all);
        for (Exchange other : all) {
            for (JsonNode row : other.answer()) {
                if (row.path("cart_key").asString("").equals(key)) {
                    long id = Long.parseLong(row.path("cart_id").asString());
                    return row(id, key, value, CREATED);
                }
            }
        }
        return row(1000, key, value, CREATED);
    }

    private static String keyOf(Exchange list, List<Exchange> all) {
        for (JsonNode row : list.answer()) {
            return row.path("cart_key").asString();
        }
        for (Exchange other : all) {
            Matcher path = KEY.matcher(other.path());
            if (other.note().equals(list.note()) && path.find()) {
                return path.group(1);
            }
        }
        return "oddrow";
    }

    /// The notes spell a NUL byte out.
    private static String withNulBytes(String value) {
        return value.replace("\\x00", "\0");
    }

    private static String value(String name, List<Exchange> all) {
        for (Exchange exchange : all) {
            Matcher only = ONLY_ROW.matcher(exchange.note());
            if (exchange.name().equals(name) && only.matches()) {
                return only.group(1);
            }
        }
        throw new IllegalStateException(name);
    }

    private static Row row(long id, String key, String value, long created) {
        return new Row(id, key, value, created, created + WEEK, COCART);
    }

    private static Map<String, String> options(String name) {
        return switch (name) {
            case "edge_get_tax_incl_lbs_in" ->
                    Map.of(
                            "woocommerce_tax_display_cart", "incl",
                            "woocommerce_weight_unit", "lbs",
                            "woocommerce_dimension_unit", "in");
            case "edge_get_three_decimals_kwd" ->
                    Map.of(
                            "woocommerce_currency", "KWD",
                            "woocommerce_price_num_decimals", "3");
            case "edge_get_zero_decimals_jpy" ->
                    Map.of(
                            "woocommerce_currency", "JPY",
                            "woocommerce_price_num_decimals", "0");
            case "edge_list_site_timezone_plus_0530" -> Map.of("gmt_offset", "5.5");
            default -> Map.of();
        };
    }
}
