package dev.cartwright.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// When answers are sent, made anew each second. The web library's own tells the machine's time
/// zone, where RFC 9110 knows GMT alone.
final class DateHeader {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private volatile Made made;

    private record Made(long second, Header header) {}

    DateHeader(InstantSource clock) {
        this.clock = clock;
        made = make();
    }

    private Made make() {
        var now = clock.instant();
        Header header = HeaderValues.createCached(HeaderNames.DATE, FORM.format(now));
        return new Made(now.getEpochSecond(), header);
    }

    Header now() {
        Made last = made;
        if (last.second != clock.instant().getEpochSecond()) {
            last = make();
            made = last;
        }
        return last.header;
    }
}
