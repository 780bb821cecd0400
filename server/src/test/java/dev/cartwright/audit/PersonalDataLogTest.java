package dev.cartwright.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonalDataLogTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:40Z");
    private static final long MINUTE = NOW.getEpochSecond() / 60;

    private final InMemoryPersonalDataStore store = new InMemoryPersonalDataStore();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final PersonalDataLog log = new PersonalDataLog(store, () -> NOW, failures::add);

    private List<PersonalDataUse> written() {
        return store.list(null, null, null, 1_000_000);
    }

    @Test
    void usesOfOneMinuteAreCountedTogether() {
        log.saw(3, "session", 70);
        log.saw(3, "session", 70);
        log.saw(3, "session", 71);
        log.listed(3, "sessions", "email,status", 10);
        log.listed(3, "sessions", "email,status", 4);
        log.flush();
        log.saw(3, "session", 70);
        log.flush();
        assertThat(written())
                .containsExactlyInAnyOrder(
                        new PersonalDataUse(MINUTE, 3, "session", 70, "", 3, 3),
                        new PersonalDataUse(MINUTE, 3, "session", 71, "", 1, 1),
                        new PersonalDataUse(MINUTE, 3, "sessions", 0, "email,status", 2, 14));
        assertThat(log.waiting()).isZero();
    }

    @Test
    void closingWritesDownWhatIsWaiting() {
        log.start();
        log.saw(3, "session", 70);
        log.close();
        assertThat(written()).hasSize(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void whatCannotBeWrittenWaitsOn() {
        log.saw(3, "session", 70);
        store.fail(true);
        assertThatThrownBy(log::flush).hasMessage("planted");
        log.saw(3, "session", 70);
        store.fail(false);
        log.flush();
        assertThat(written())
                .containsExactly(new PersonalDataUse(MINUTE, 3, "session", 70, "", 2, 2));
    }

    /// Nothing else is written down so early, for eight seconds.
    @Test
    void muchIsWrittenDownBeforeItsTime() {
        var all = new ArrayList<Filled>();
        Soon.quickest(
                Duration.ofSeconds(6),
                () -> {
                    all.add(Filled.fill());
                    return all.getLast().store();
                },
                early -> !early.list(null, null, null, 1).isEmpty());
        for (Filled one : all) {
            one.store().fail(true); // the rest of so many would take this simple store long
            one.log().close();
        }
    }

    private record Filled(InMemoryPersonalDataStore store, PersonalDataLog log) {
        static Filled fill() {
            var store = new InMemoryPersonalDataStore();
            var log = new PersonalDataLog(store, () -> NOW, _ -> {});
            log.start();
            for (int i = 1; i <= PersonalDataLog.MANY; i++) {
                log.listed(3, "sessions", "f" + i % 20, 1);
                log.saw(i, "session", 1);
            }
            return new Filled(store, log);
        }
    }

    @Test
    void withoutAStoreMemoryStaysBoundedAndNothingGoesUncounted() {
        store.fail(true);
        int all = PersonalDataLog.TOO_MANY + 1000;
        for (int i = 1; i <= all; i++) {
            log.saw(3, "session", i);
        }
        assertThat(log.waiting()).isEqualTo(PersonalDataLog.TOO_MANY + 1);
    }

    @Test
    void noUseIsLostBetweenManyCallersAndTheWriter() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int k = 0; k < 50_000; k++) {
                                            log.saw(3, "session", k % 7);
                                        }
                                    }));
        }
        while (threads.stream().anyMatch(Thread::isAlive)) {
            log.flush();
        }
        log.flush();
        assertThat(written().stream().mapToLong(PersonalDataUse::calls).sum()).isEqualTo(200_000);
    }
}
