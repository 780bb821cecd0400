package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Permission;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
    private static final Pattern PAIR =
            Pattern.compile("curl -u (ck_\\w{40}):(cs_\\w{40}) '([^']+)'");

    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @Test
    void flagsReachTheServerAsTyped() {
        cli.run("serve", "--port", "18401", "--host=0.0.0.0", "--data=d").expect(0);
        assertThat(cli.opened)
                .isEqualTo(List.of(Map.of("host", "0.0.0.0", "port", "18401", "data", "d")));
        cli.run("serve", "--colour=red").expect(2);
        cli.run("serve", "--port").expect(2);
    }

    @Test
    void theDemoPrintsAReadyCurlLine() {
        String out = cli.run("serve", "--demo").expect(0).out();
        Matcher found = PAIR.matcher(out);
        assertThat(found.find()).isTrue();
        assertThat(found.group(3))
                .isEqualTo("http://127.0.0.1:18400/wp-json/cocart/v2/sessions?per_page=3");
        assertThat(out).contains("360 carts", "listens on http://127.0.0.1:18400");
        ConsumerKey key = cli.keys.all().getFirst();
        assertThat(key.userId()).isEqualTo(1);
        assertThat(key.permission()).isEqualTo(Permission.READ_WRITE);
        assertThat(found.group(1)).endsWith(key.truncatedKey());
    }

    @Test
    void eachDemoStartMakesAFreshKeyAndEndsThoseBefore() {
        String first = cli.run("serve", "--demo").expect(0).out();
        cli.run("api", "create", "--user=1", "--description=mine").expect(0);
        String second = cli.run("serve", "--demo").expect(0).out();

        assertThat(second).doesNotContain("is set up");
        assertThat(pair(second)).isNotEqualTo(pair(first));
        assertThat(cli.keys.all().stream().filter(key -> key.revokedAt() == null))
                .extracting(ConsumerKey::description)
                .containsExactly("mine", Serve.DEMO_KEY);
    }

    @Test
    void theDemoLeavesOtherDataAlone() {
        cli.addDemoCarts(3);
        CliFixture.Run run = cli.run("serve", "--demo").expect(1);
        assertThat(run.err()).contains("not the demo's", "--data");
        assertThat(run.out()).isEmpty();
        assertThat(cli.sessions.counts().live()).isEqualTo(3);
        assertThat(cli.keys.all()).isEmpty();
    }

    @Test
    void withoutDemoNothingIsFilledOrPrinted() {
        CliFixture.Run run = cli.run("serve").expect(0);
        assertThat(run.out()).isEmpty();
        assertThat(cli.keys.all()).isEmpty();
        assertThat(cli.sessions.counts().live()).isZero();
    }

    private static String pair(String out) {
        Matcher found = PAIR.matcher(out);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
