package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.TestSessions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CartDocumentCodecTest {
    private final CartDocumentCodec codec = new CartDocumentCodec();

    private static Cart odd() {
        var data =
                Map.<String, Data>of(
                        "",
                        new Data.Sequence(
                                List.of(
                                        new Data.Nothing(),
                                        new Data.Flag(true),
                                        new Data.Whole(Long.MIN_VALUE),
                                        new Data.Real(5.0),
                                        new Data.Real(-0.0),
                                        new Data.Real(1e300),
                                        new Data.Real(Double.NaN),
                                        new Data.Real(Double.NEGATIVE_INFINITY),
                                        new Data.Sequence(List.of()),
                                        Data.Mapping.EMPTY)),
                        "name",
                        new Data.Text("\u0000\"\\\ud83d\ude00 \udc00"));
        var item =
                new CartItem(
                        "key",
                        1,
                        2,
                        new BigDecimal("2.500"),
                        Map.of("a", "b"),
                        -1,
                        Long.MAX_VALUE,
                        3,
                        4,
                        data,
                        null,
                        "",
                        null);
        return new Cart(
                Currency.USD,
                List.of(item, item),
                List.of(item),
                new Totals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                List.of(new AppliedCoupon("c", 1, 2)),
                List.of(new Fee("k", "n", -1, 0)),
                new Customer(
                        7,
                        "e",
                        new Address("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                        Address.EMPTY),
                "hash",
                new Data.Mapping(data));
    }

    @Test
    void decodingGivesBackWhatWasEncoded() {
        var document = new CartDocument.Readable(odd());
        assertThat(codec.decode(codec.encode(document))).isEqualTo(document);
    }

    /// One stands for a cart made here, the other for one that came with nothing stored.
    @Test
    void noStoredPartsAndAnEmptySetOfThemStayApart() {
        for (Data.Mapping stored : Arrays.asList(null, Data.Mapping.EMPTY)) {
            Cart cart = TestSessions.with(odd(), stored);
            var read = (CartDocument.Readable) codec.decode(codec.encode(readable(cart)));
            assertThat(read.cart().sessionValue()).isEqualTo(stored);
        }
    }

    private static CartDocument readable(Cart cart) {
        return new CartDocument.Readable(cart);
    }

    @Test
    void damagedBytesBecomeUnreadableAndNeverAnException() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] whole = codec.encode(new CartDocument.Readable(odd()));
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThat(codec.decode(damaged)).as("seed %d", seed).isNotNull();
        }
    }
}
