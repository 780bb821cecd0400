package dev.cartwright.store.sql;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what [CartWriter] wrote; an `IllegalArgumentException` when something else stands there.
final class CartReader {
    private final JsonParser json;

    CartReader(JsonParser json) {
        this.json = json;
    }

    Cart read() {
        start();
        var cart =
                new Cart(
                        currency(),
                        list(this::item),
                        list(this::item),
                        totals(),
                        list(this::coupon),
                        list(this::fee),
                        customer(),
                        text(),
                        sessionValue());
        end();
        return cart;
    }

    private Currency currency() {
        start();
        var currency = new Currency(text(), text(), (int) whole(), text(), text(), text(), text());
        end();
        return currency;
    }

    /// Its members stand in an array each, whose start is already read.
    private CartItem item() {
        var item =
                new CartItem(
                        text(),
                        whole(),
                        whole(),
                        quantity(),
                        variation(),
                        whole(),
                        whole(),
                        whole(),
                        whole(),
                        nextMapping(),
                        textOrNull(),
                        textOrNull(),
                        wholeOrNull());
        end();
        return item;
    }

    private BigDecimal quantity() {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return BigDecimal.valueOf(json.getLongValue());
        }
        expect(JsonToken.VALUE_STRING, token);
        return new BigDecimal(json.getString());
    }

    private Map<String, String> variation() {
        expect(JsonToken.START_OBJECT, json.nextToken());
        String name = json.nextName();
        if (name == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, String>();
        for (; name != null; name = json.nextName()) {
            values.put(name, text());
        }
        return values;
    }

    private Totals totals() {
        start();
        var totals =
                new Totals(
                        whole(), whole(), whole(), whole(), whole(), whole(), whole(), whole(),
                        whole(), whole());
        end();
        return totals;
    }

    private AppliedCoupon coupon() {
        var coupon = new AppliedCoupon(text(), whole(), whole());
        end();
        return coupon;
    }

    private Fee fee() {
        var fee = new Fee(text(), text(), whole(), whole());
        end();
        return fee;
    }

    private Customer customer() {
        start();
        var customer = new Customer(whole(), text(), address(), address());
        end();
        return customer;
    }

    private Address address() {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Address.EMPTY;
        }
        expect(JsonToken.START_ARRAY, token);
        var address =
                new Address(
                        text(), text(), text(), text(), text(), text(), text(), text(), text(),
                        text());
        end();
        return address;
    }

    private Data.@Nullable Mapping sessionValue() {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_OBJECT, token);
        Map<String, Data> values = mapping();
        return values.isEmpty() ? Data.Mapping.EMPTY : new Data.Mapping(values);
    }

    private Map<String, Data> nextMapping() {
        expect(JsonToken.START_OBJECT, json.nextToken());
        return mapping();
    }

    private Map<String, Data> mapping() {
        String name = json.nextName();
        if (name == null) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, Data>();
        for (; name != null; name = json.nextName()) {
            values.put(name, data(json.nextToken()));
        }
        return values;
    }

    private Data data(@Nullable JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> new Data.Nothing();
            case VALUE_TRUE -> new Data.Flag(true);
            case VALUE_FALSE -> new Data.Flag(false);
            case VALUE_NUMBER_INT -> new Data.Whole(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Data.Real(json.getDoubleValue());
            case VALUE_STRING -> new Data.Text(json.getString());
            case START_OBJECT -> new Data.Mapping(mapping());
            case START_ARRAY -> sequence();
            case null, default -> throw unexpected(token);
        };
    }

    private Data sequence() {
        if (whole() == CartWriter.NOT_FINITE) {
            var real = new Data.Real(Double.parseDouble(text()));
            end();
            return real;
        }
        var values = new ArrayList<Data>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            values.add(data(token));
        }
        return new Data.Sequence(values);
    }

    private <T> List<T> list(Supplier<T> member) {
        start();
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return List.of();
        }
        var members = new ArrayList<T>();
        for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expect(JsonToken.START_ARRAY, token);
            members.add(member.get());
        }
        return members;
    }

    private String text() {
        expect(JsonToken.VALUE_STRING, json.nextToken());
        return json.getString();
    }

    private @Nullable String textOrNull() {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, token);
        return json.getString();
    }

    private long whole() {
        expect(JsonToken.VALUE_NUMBER_INT, json.nextToken());
        return json.getLongValue();
    }

    private @Nullable Long wholeOrNull() {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_NUMBER_INT, token);
        return json.getLongValue();
    }

    private void start() {
        expect(JsonToken.START_ARRAY, json.nextToken());
    }

    private void end() {
        expect(JsonToken.END_ARRAY, json.nextToken());
    }

    private static void expect(JsonToken wanted, @Nullable JsonToken found) {
        if (found != wanted) {
            throw unexpected(found);
        }
    }

    private static IllegalArgumentException unexpected(@Nullable JsonToken found) {
        return new IllegalArgumentException("unexpected in a stored cart: " + found);
    }
}
