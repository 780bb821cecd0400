package dev.cartwright.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the fuzzer has found once, and what was thought of before it ran: the claims of each target
/// hold for all of it.
class KeptCorpusTest {
    private static final String ROW = "cocart\n2\nt_abc\n1700000000\n1700604800\ncocart\nhash";

    @ParameterizedTest
    @EnumSource
    void whatIsClaimedHoldsForTheWholeCorpus(FuzzTarget target) {
        Map<String, byte[]> corpus = target.corpus();
        assertThat(corpus.keySet()).hasSizeGreaterThan(20);
        corpus.forEach((name, input) -> holds(target, name, input));
    }

    /// A value that makes trouble for one reader may make it for another.
    @Test
    void whatOneReaderKeptHoldsForAllOfThem() {
        FuzzTarget.PHP_READER.corpus().forEach(KeptCorpusTest::holdsForAll);
        FuzzTarget.CART_ENCODER.corpus().forEach(KeptCorpusTest::holdsForAll);
    }

    @Test
    void whatIsClaimedHoldsForEveryHostileValue() {
        HostileValues.all().forEach(KeptCorpusTest::holdsForAll);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cocart\n1\nt_abc\n-1\n-5\ncocart\nhash",
                "cocart\n1\nt_abc\n253402300800\n253402300800\ncocart\nhash",
                "woocommerce\n1\n17\n9223372036854775807\n99999999999999999999\n\n",
                "cocart\n-1\n999999999999999999\n0\n0\n\u0000\u001b\u0085\n\ufffe",
                "cocart\n1\nno key of a cart\n0\n0\n\n",
                ""
            })
    void oddColumnsMakeNoTrouble(String columns) {
        byte[] value = "a:1:{s:4:\"cart\";a:0:{}}".getBytes(StandardCharsets.US_ASCII);
        holds(FuzzTarget.SHOP_ROW, columns, HostileValues.row(columns, value));
    }

    private static void holdsForAll(String name, byte[] value) {
        holds(FuzzTarget.PHP_READER, name, value);
        holds(FuzzTarget.CART_ENCODER, name, value);
        holds(FuzzTarget.SHOP_ROW, name, HostileValues.row(ROW, value));
    }

    private static void holds(FuzzTarget target, String name, byte[] input) {
        assertThatCode(() -> target.check(input))
                .as("%s, %s", target, name)
                .doesNotThrowAnyException();
    }
}
