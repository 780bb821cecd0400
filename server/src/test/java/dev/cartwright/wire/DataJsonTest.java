package dev.cartwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Data;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataJsonTest {
    @Test
    void theBoundIsNeverBelowWhatIsWritten() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Data data = random(random, 4);
            int length =
                    Written.text(json -> DataJson.write(json, data))
                            .getBytes(StandardCharsets.UTF_8)
                            .length;
            assertThat(DataJson.atMostBytes(data))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(length);
        }
    }

    @Test
    void numbersThatJsonLacksAreText() {
        assertThat(Written.text(json -> DataJson.write(json, new Data.Real(Double.NaN))))
                .isEqualTo("\"NaN\"");
        assertThat(
                        Written.text(
                                json ->
                                        DataJson.write(
                                                json, new Data.Real(Double.NEGATIVE_INFINITY))))
                .isEqualTo("\"-Infinity\"");
        assertThat(Written.text(json -> DataJson.write(json, new Data.Real(1.485))))
                .isEqualTo("1.485");
    }

    private static Data random(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> new Data.Nothing();
            case 1 -> new Data.Flag(random.nextBoolean());
            case 2 -> new Data.Whole(random.nextLong());
            case 3 -> new Data.Real(Double.longBitsToDouble(random.nextLong()));
            case 4 -> new Data.Text(text(random));
            case 5 -> {
                var values = new ArrayList<Data>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(random(random, depth - 1));
                }
                yield new Data.Sequence(values);
            }
            default -> {
                var values = new LinkedHashMap<String, Data>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.put(text(random), random(random, depth - 1));
                }
                yield new Data.Mapping(values);
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(32);
                        case 1 -> '"';
                        case 2 -> 0x1F600 + random.nextInt(40);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
