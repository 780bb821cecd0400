package dev.cartwright.php;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.fuzz.Bounded;
import dev.cartwright.php.PhpResult.Reason;
import dev.cartwright.php.PhpValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhpReaderTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static PhpResult read(String serialized) {
        return PhpReader.read(bytes(serialized));
    }

    private static PhpValue decode(String serialized) {
        PhpResult result = read(serialized);
        assertThat(result).isInstanceOf(PhpResult.Decoded.class);
        return ((PhpResult.Decoded) result).value();
    }

    private static Reason reason(String serialized) {
        return ((PhpResult.Failed) read(serialized)).reason();
    }

    private static PhpValue at(PhpValue array, long index) {
        PhpValue value = ((PhpValue.Array) array).entries().get(new PhpValue.Key.Index(index));
        return value == null ? new PhpValue.Null() : value;
    }

    @Test
    void lengthsAreBytesAndNotCharacters() {
        assertThat(decode("s:2:\"é\";")).isEqualTo(Text.of("é"));
        assertThat(reason("s:1:\"é\";")).isEqualTo(Reason.NOT_SERIALIZED);
    }

    @Test
    void textThatIsNoUtf8KeepsItsBytes() {
        byte[] bytes = {'s', ':', '2', ':', '"', (byte) 0xff, 0, '"', ';'};
        var decoded = (PhpResult.Decoded) PhpReader.read(bytes);
        assertThat(decoded.value()).isEqualTo(new Text(new byte[] {(byte) 0xff, 0}));
        assertThat(((Text) decoded.value()).string()).isEqualTo("\ufffd\0");
    }

    @ParameterizedTest
    @CsvSource({
        "d:INF;,Infinity",
        "d:-INF;,-Infinity",
        "d:NAN;,NaN",
        "d:1.0E+25;,1.0E25",
        "d:.5;,0.5",
        "d:5.;,5.0",
        "d:-0;,-0.0",
        "d:+1;,1.0"
    })
    void floatsAreReadInEveryNotation(String serialized, double expected) {
        assertThat(decode(serialized)).isEqualTo(new PhpValue.Real(expected));
    }

    @Test
    void wholeNumbersSaturateAsInPhp() {
        assertThat(decode("i:99999999999999999999;")).isEqualTo(new PhpValue.Int(Long.MAX_VALUE));
        assertThat(decode("i:-9223372036854775808;")).isEqualTo(new PhpValue.Int(Long.MIN_VALUE));
        assertThat(decode("i:+5;")).isEqualTo(new PhpValue.Int(5));
    }

    @Test
    void aNameWrittenLikeANumberIsThatNumber() {
        assertThat(decode("a:2:{s:1:\"5\";i:1;i:5;i:2;}"))
                .isEqualTo(
                        new PhpValue.Array(Map.of(new PhpValue.Key.Index(5), new PhpValue.Int(2))));
        assertThat(PhpValue.Key.of("-0")).isInstanceOf(PhpValue.Key.Name.class);
        assertThat(PhpValue.Key.of("05")).isInstanceOf(PhpValue.Key.Name.class);
    }

    @Test
    void objectsAreDataWithTheirNamesAsStored() {
        var instance = (PhpValue.Instance) decode("O:1:\"A\":1:{s:7:\"\0*\0data\";a:1:{i:0;b:1;}}");
        Text stored = instance.properties().keySet().iterator().next();
        assertThat(PhpValue.Instance.plainName(stored)).isEqualTo(Text.of("data"));
        assertThat(PhpValue.Instance.plainName(Text.of("\0A\0own"))).isEqualTo(Text.of("own"));
    }

    @Test
    void aReferenceIsTheValueItNames() {
        PhpValue array = decode("a:3:{i:0;s:1:\"x\";i:1;a:1:{i:0;i:7;}i:2;R:3;}");
        assertThat(at(array, 2)).isEqualTo(at(array, 1));
        PhpValue objects = decode("a:3:{i:0;O:1:\"A\":0:{}i:1;r:2;i:2;r:2;}");
        assertThat(at(objects, 2)).isEqualTo(at(objects, 0));
    }

    @Test
    void anAliasTakesNoNumberAndAHandleTakesOne() {
        PhpValue alias = decode("a:4:{i:0;i:8;i:1;R:2;i:2;i:9;i:3;R:3;}");
        assertThat(at(alias, 3)).isEqualTo(new PhpValue.Int(9));
        PhpValue handle = decode("a:4:{i:0;O:1:\"A\":0:{}i:1;r:2;i:2;i:9;i:3;R:4;}");
        assertThat(at(handle, 3)).isEqualTo(new PhpValue.Int(9));
    }

    @Test
    void aLoopSaysHowFarUpItPoints() {
        assertThat(at(decode("a:1:{i:0;R:1;}"), 0)).isEqualTo(new PhpValue.Loop(1));
        assertThat(at(at(decode("a:1:{i:0;a:1:{i:0;R:1;}}"), 0), 0))
                .isEqualTo(new PhpValue.Loop(2));
    }

    @Test
    void aLoopThatLeavesASharedPartIsRefused() {
        assertThat(reason("a:2:{i:0;a:1:{i:0;R:1;}i:1;a:1:{i:0;R:2;}}"))
                .isEqualTo(Reason.BAD_REFERENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R:1;",
                "r:1;",
                "a:1:{i:0;R:9;}",
                "a:1:{i:0;R:0;}",
                "a:1:{i:0;R:-1;}",
                "a:2:{i:0;i:1;i:1;r:2;}"
            })
    void aReferenceToNothingIsRefused(String serialized) {
        assertThat(reason(serialized)).isEqualTo(Reason.BAD_REFERENCE);
    }

    @Test
    void depthIsLimited() {
        assertThat(reason("a:1:{i:0;".repeat(100_000))).isEqualTo(Reason.TOO_DEEP);
        decode("a:1:{i:0;".repeat(128) + "i:1;" + "}".repeat(128));
    }

    @Test
    void aFewReferencesCannotStandForAMountainOfValues() {
        var bomb = new StringBuilder("a:30:{i:0;a:2:{i:0;i:1;i:1;i:1;}");
        int slot = 2;
        int next = 5;
        for (int i = 1; i < 30; i++) {
            bomb.append("i:%d;a:2:{i:0;R:%d;i:1;R:%d;}".formatted(i, slot, slot));
            slot = next;
            next++;
        }
        assertThat(reason(bomb + "}")).isEqualTo(Reason.TOO_MANY_VALUES);
    }

    /// Else a row of a kilobyte would take megabytes each time that it is read.
    @Test
    void referencesToALongTextStandForFourTimesTheInput() {
        decode(textReferredTo(3));
        assertThat(reason(textReferredTo(4))).isEqualTo(Reason.TOO_LARGE);
    }

    private static String textReferredTo(int times) {
        var array = new StringBuilder("a:%d:{i:0;s:10000:\"".formatted(times + 1));
        array.append("x".repeat(10_000)).append("\";");
        for (int i = 1; i <= times; i++) {
            array.append("i:%d;R:2;".formatted(i));
        }
        return array + "}";
    }

    @Test
    void depthCountsThroughReferences() {
        var steps = new StringBuilder("a:200:{i:0;a:0:{}");
        for (int i = 1; i < 200; i++) {
            steps.append("i:%d;a:1:{i:0;R:%d;}".formatted(i, i + 1));
        }
        assertThat(reason(steps + "}")).isEqualTo(Reason.TOO_DEEP);
    }

    /// Also where nothing is in the shared part: its second place is as deep as any other's.
    @Test
    void anEmptyContainerCountsAsOneThroughReferences() {
        PhpValue value = decode(sharedAt(126));
        assertThat(PhpReader.read(PhpWriter.write(value)))
                .isInstanceOfSatisfying(
                        PhpResult.Decoded.class,
                        decoded -> assertThat(decoded.value()).isEqualTo(value));
        assertThat(reason(sharedAt(127))).isEqualTo(Reason.TOO_DEEP);
    }

    private static String sharedAt(int depth) {
        return "a:2:{i:0;a:0:{}i:1;" + "a:1:{i:0;".repeat(depth) + "R:2;" + "}".repeat(depth + 1);
    }

    /// A map cannot sort numbers among names, and would search all of them for each.
    @Test
    void numbersAndNamesOfOneHashAreReadFast() {
        var array = new StringBuilder();
        int entries = 1 << 16;
        for (int i = 0; i < entries / 2; i++) {
            String name = collidingName(i);
            long high = i + 1L;
            long number = high << 32 | (Arrays.hashCode(bytes(name)) ^ high) & 0xffff_ffffL;
            array.append("s:%d:\"%s\";N;i:%d;N;".formatted(name.length(), name, number));
        }
        byte[] serialized = bytes("a:%d:{%s}".formatted(entries, array));
        PhpResult result = Bounded.by(serialized.length, () -> PhpReader.read(serialized));
        assertThat(((PhpValue.Array) ((PhpResult.Decoded) result).value()).entries())
                .hasSize(entries);
    }

    private static String collidingName(int which) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 15; bit++) {
            name.append((which >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void hugeCountsAndLengthsTakeNoMemory() {
        assertThat(reason("a:2147483647:{")).isEqualTo(Reason.WRONG_LENGTH);
        assertThat(reason("s:99999999999999999999:\"x\";")).isEqualTo(Reason.WRONG_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{\"cart\":\"x\"}",
                "a:1:{",
                "i:;",
                "b:2;",
                "i: 5;",
                "d:;",
                "d:1e;",
                "a:-1:{}",
                "a:1:{b:1;i:1;}",
                "s:2:\"hi\"",
                "O:8:\"stdClass\":1:{",
                "x:1;",
                "N"
            })
    void whatIsNotSerializedFails(String text) {
        assertThat(read(text)).isInstanceOf(PhpResult.Failed.class);
    }

    @Test
    void aFailureTellsWhereAndNothingOfTheContents() {
        assertThat(((PhpResult.Failed) read("a:1:{s:6:\"secret\";x}")).message())
                .isEqualTo("not serialized at byte 18");
    }

    @Test
    void everyValueIsReadBackAsItWasWritten() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var values = new RandomPhp(random, true);
        for (int i = 0; i < 3_000; i++) {
            PhpValue value = values.value(0);
            byte[] written = PhpWriter.write(value);
            assertThat(PhpReader.read(written))
                    .as(
                            "seed %d, value %d: %s",
                            seed, i, new String(written, StandardCharsets.ISO_8859_1))
                    .isInstanceOfSatisfying(
                            PhpResult.Decoded.class,
                            decoded -> {
                                assertThat(decoded.value()).isEqualTo(value);
                                assertThat(PhpWriter.write(decoded.value())).isEqualTo(written);
                                assertThat(decoded.length()).isEqualTo(written.length);
                            });
        }
    }

    @Test
    void damagedBytesEndInAnAnswer() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var values = new RandomPhp(random, true);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = PhpWriter.write(values.value(0));
            for (int j = random.nextInt(3); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "0123456789:;{}\"RraOsbidNCE\0".charAt(random.nextInt(27));
            }
            assertThat(PhpReader.read(bytes)).as("seed %d, %d", seed, i).isNotNull();
        }
    }
}
