package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutagesTest {
    private static final String PATH = "/wp-json/cocart/v2/";

    private static Routes routes() {
        return new Routes()
                .under(
                        List.of("cocart/v2"),
                        r ->
                                r.get("down", _ -> fail(Duration.ofMillis(1500)))
                                        .get("soon", _ -> fail(Duration.ZERO))
                                        .delete("lost", _ -> lose())
                                        .delete("mine", _ -> refuse()));
    }

    private static Response fail(Duration retryAfter) {
        throw new Outage(
                "The shop's database cannot be reached. Please try again.",
                retryAfter,
                new IllegalStateException("inner db.example"));
    }

    private static Response lose() {
        throw new InDoubt(new IllegalStateException("inner db.example"));
    }

    private static Response refuse() {
        throw new ReadOnly("The shop's database does not let us: DELETE on a.b is missing.");
    }

    @Test
    void answers503WithRetryAfterAndOneLineInTheLog() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(Outages.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try (var server = new TestServer(ServerSettings.DEFAULT, routes())) {
            for (int i = 0; i < 5; i++) {
                assertThat(RawClient.get(server.port(), PATH + "down"))
                        .startsWith("HTTP/1.1 503")
                        .contains("Retry-After: 2\r\n")
                        .contains("\"code\":\"cartwright_unavailable\"")
                        .contains("The shop's database cannot be reached. Please try again.")
                        .contains("\"status\":503")
                        .doesNotContain("inner", "db.example");
            }
            assertThat(RawClient.get(server.port(), PATH + "soon")).contains("Retry-After: 1\r\n");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy()).isNull());
    }

    @Test
    void answers503ForAWriteThatMayHaveBeenDone() throws IOException {
        try (var server = new TestServer(ServerSettings.DEFAULT, routes())) {
            assertThat(RawClient.request(server.port(), "DELETE", PATH + "lost"))
                    .startsWith("HTTP/1.1 503")
                    .contains("\"code\":\"cartwright_in_doubt\"")
                    .contains("Please look whether it did, before you try again.")
                    .doesNotContain("Retry-After: ", "inner", "db.example");
        }
    }

    @Test
    void answers403ForAWriteThatWeHaveNoRightTo() throws IOException {
        try (var server = new TestServer(ServerSettings.DEFAULT, routes())) {
            assertThat(RawClient.request(server.port(), "DELETE", PATH + "mine"))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"code\":\"cartwright_read_only\"")
                    .contains("DELETE on a.b is missing.");
        }
    }
}
