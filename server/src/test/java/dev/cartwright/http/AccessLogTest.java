package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// One line a request, and nothing in it that somebody could use.
class AccessLogTest {
    @Test
    void namesRouteAndParametersAndNeverAValue() throws IOException {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger("dev.cartwright.access");
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try (var server = new TestServer()) {
            RawClient.get(
                    server.port(),
                    "/wp-json/cocart/v2/things/t_planted1?consumer_key=ck_right"
                            + "&consumer_secret=cs_right&email=planted@example.com&planted9=1",
                    "X-Request-Id: first");
            RawClient.get(server.port(), "/planted/planted", TestServer.RIGHT);
            awaitLines(lines.list, 2);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
        assertThat(lines.list).hasSize(2);
        String text = lines.list.stream().map(e -> e.getKeyValuePairs().toString()).toList() + "";
        assertThat(text)
                .contains("request_id=\"first\"")
                .contains("route=\"/cocart/v2/things/{key}\"")
                .contains("parameters=\"consumer_key,consumer_secret,email,?\"")
                .contains("key_id=\"7\"")
                .contains("status=\"200\"")
                .contains("route=\"(no route)\"")
                .contains("status=\"404\"")
                .doesNotContain("planted")
                .doesNotContain("cs_right")
                .doesNotContain("Basic");
    }

    private static void awaitLines(List<ILoggingEvent> lines, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (lines.size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }
}
