package dev.cartwright.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks PHP itself, where it is installed.
class PhpInterpreterTest {
    @TempDir private Path folder;

    @BeforeEach
    void needsPhp() {
        boolean there;
        try {
            there = new ProcessBuilder("php", "-v").start().waitFor() == 0;
        } catch (IOException _) {
            there = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        boolean required = Boolean.parseBoolean(System.getenv("CARTWRIGHT_REQUIRE_CLIENTS"));
        assumeTrue(there || required, "PHP is not installed");
    }

    private List<String> php(String code, List<byte[]> inputs) throws IOException {
        Path script = folder.resolve("script.php");
        Path in = folder.resolve("in.txt");
        Path out = folder.resolve("out.txt");
        Files.writeString(script, "<?php ini_set('serialize_precision', '-1');" + code);
        Files.write(in, inputs.stream().map(Base64.getEncoder()::encodeToString).toList());
        try {
            new ProcessBuilder("php", "-n", script.toString())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Files.readAllLines(out);
    }

    private static final String REWRITE =
            """
            while (($line = fgets(STDIN)) !== false) {
                $bytes = base64_decode(trim($line));
                $value = @unserialize($bytes, ['allowed_classes' => false]);
                $failed = $value === false && $bytes !== 'b:0;';
                echo $failed ? 'failed' : base64_encode(serialize($value)), "\\n";
            }
            """;

    @Test
    void phpReadsAndWritesWhatWeWrite() throws IOException {
        long seed = new Random().nextLong();
        var values = new RandomPhp(new Random(seed), false);
        var written = new ArrayList<byte[]>();
        for (int i = 0; i < 3_000; i++) {
            written.add(PhpWriter.write(values.value(0)));
        }
        List<String> answers = php(REWRITE, written);
        for (int i = 0; i < written.size(); i++) {
            assertThat(answers.get(i))
                    .as(
                            "seed %d, %s",
                            seed, new String(written.get(i), StandardCharsets.ISO_8859_1))
                    .isEqualTo(Base64.getEncoder().encodeToString(written.get(i)));
        }
    }

    @Test
    void damageIsJudgedAsPhpJudgesIt() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var values = new RandomPhp(random, false);
        var damaged = new ArrayList<byte[]>();
        while (damaged.size() < 5_000) {
            byte[] bytes = PhpWriter.write(values.value(0));
            bytes[random.nextInt(bytes.length)] =
                    (byte) "0123456789:;{}\"asbidN".charAt(random.nextInt(21));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            // PHP has its own opinions on names of classes.
            if (!text.contains("O:") && !text.contains("b:0;")) {
                damaged.add(bytes);
            }
        }
        List<String> answers = php(REWRITE, damaged);
        for (int i = 0; i < damaged.size(); i++) {
            String ours =
                    switch (PhpReader.read(damaged.get(i))) {
                        case PhpResult.Failed _ -> "failed";
                        case PhpResult.Decoded(PhpValue value, _, _) ->
                                Base64.getEncoder().encodeToString(PhpWriter.write(value));
                    };
            assertThat(ours)
                    .as(
                            "seed %d, %s",
                            seed, new String(damaged.get(i), StandardCharsets.ISO_8859_1))
                    .isEqualTo(answers.get(i));
        }
    }

    @Test
    void referencesMeanWhatTheyMeanInPhp() throws IOException {
        List<String> answers =
                php(
                        """
                        $shared = [2, 'x' => 'y'];
                        $a = [1, $shared, 'é']; $a[] = &$a[1]; $a[] = &$a[2]; $a[] = 5;
                        $o = new stdClass; $o->n = 1; $o->list = [1, 2];
                        $b = [$o, 'k' => $o, [$o, 7], 8]; $b[] = &$b[3]; $b[] = $o;
                        $p = new ArrayObject([1, 2]); $q = new stdClass;
                        $q->a = 1; $q->b = &$q->a; $q->c = [&$q->a, $o, $o]; $q->d = &$q->c;
                        $d = [[[]], 3]; $d[2] = &$d[0][0]; $d[3] = &$d[1]; $d[4] = &$d[0];
                        foreach ([$a, $b, $q, $d] as $v) {
                            echo base64_encode(serialize($v)), ' ', json_encode($v), "\\n";
                        }
                        """,
                        List.of());
        assertThat(answers).hasSize(4);
        for (String answer : answers) {
            String[] both = answer.split(" ", 2);
            var decoded = (PhpResult.Decoded) PhpReader.read(Base64.getDecoder().decode(both[0]));
            assertThat(json(decoded.value())).isEqualTo(both[1]);
        }
    }

    private static String json(PhpValue value) {
        return switch (value) {
            case PhpValue.Null _ -> "null";
            case PhpValue.Int(long number) -> Long.toString(number);
            case PhpValue.Text text -> "\"" + text.string().replace("é", "\\u00e9") + "\"";
            case PhpValue.Array array when array.list() ->
                    array.entries().values().stream()
                            .map(PhpInterpreterTest::json)
                            .collect(Collectors.joining(",", "[", "]"));
            case PhpValue.Array array ->
                    array.entries().entrySet().stream()
                            .map(PhpInterpreterTest::member)
                            .collect(Collectors.joining(",", "{", "}"));
            case PhpValue.Instance instance ->
                    instance.properties().entrySet().stream()
                            .map(e -> "\"" + e.getKey().string() + "\":" + json(e.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            default -> throw new IllegalStateException("unexpected " + value);
        };
    }

    private static String member(Map.Entry<PhpValue.Key, PhpValue> entry) {
        return "\"" + entry.getKey().string() + "\":" + json(entry.getValue());
    }
}
