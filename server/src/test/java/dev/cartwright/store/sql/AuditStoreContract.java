package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.audit.Chain;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Seal;
import dev.cartwright.audit.Sealer;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verification.Kind;
import dev.cartwright.audit.Verification.Tampered;
import dev.cartwright.audit.Verifier;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Detail;
import dev.cartwright.event.Event;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every log of acts promises: that nobody changes what is sealed without being noticed.
interface AuditStoreContract {
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    int ENTRIES = 1000;

    Database database();

    static byte[] key() {
        return new byte[32];
    }

    private SqlAuditStore store() {
        return new SqlAuditStore(database());
    }

    private Sealer sealer() {
        return sealer(database());
    }

    static Sealer sealer(Database database) {
        return new Sealer(
                new SqlAuditStore(database),
                new Chain(AuditStoreContract.key()),
                () -> NOW,
                failure -> {
                    throw failure;
                });
    }

    private Verification verify() {
        return verify(null);
    }

    private Verification verify(@Nullable String head) {
        return new Verifier(store(), new Chain(AuditStoreContract.key())).run(head);
    }

    private void sql(String... statements) {
        database()
                .write(
                        handle -> {
                            try (Statement statement = handle.connection().createStatement()) {
                                for (String sql : statements) {
                                    statement.execute(sql);
                                }
                            }
                            return true;
                        });
    }

    static void append(Database database, int count) {
        append(database, count, new Random(count));
    }

    private static void append(Database database, int count, RandomGenerator random) {
        database.write(
                handle -> {
                    for (int i = 0; i < count; i++) {
                        appendOne(handle, random);
                    }
                    return true;
                });
    }

    private static void appendOne(Handle handle, RandomGenerator random) throws SQLException {
        Event.Type[] types = Event.Type.values();
        Actor actor =
                switch (random.nextInt(4)) {
                    case 0 -> Actor.SHOPPER;
                    case 1 -> Actor.operator("jörg");
                    case 2 -> Actor.key(random.nextInt(5));
                    default -> Actor.key(random.nextInt(5), "2001:db8::" + random.nextInt(9));
                };
        Detail detail = Detail.empty();
        if (random.nextBoolean()) {
            detail.change("description", "näme \uD83D\uDE00", "\u0000" + random.nextInt());
        }
        Events.append(
                handle,
                NOW.plusSeconds(random.nextInt(100)),
                actor,
                types[random.nextInt(types.length)],
                random.nextInt(50),
                detail);
    }

    /// A thousand entries in transactions of any size, sealed now and then.
    private void fill(RandomGenerator random) {
        int left = ENTRIES;
        while (left > 0) {
            int some = Math.min(left, 1 + random.nextInt(40));
            append(database(), some, random);
            left -= some;
            if (random.nextInt(3) == 0) {
                sealer().sealAll();
            }
        }
        sealer().sealAll();
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
        assertThat(verify().extent().entries()).isEqualTo(ENTRIES);
        assertThat(verify().extent().unsealed()).isZero();
        sql(
                "CREATE TABLE event_copy AS SELECT * FROM event",
                "CREATE TABLE seal_copy AS SELECT * FROM audit_seal");
    }

    private void putBack() {
        boolean postgres = database().dialect() == Dialect.POSTGRES;
        sql(
                "DELETE FROM event",
                "DELETE FROM audit_seal",
                "INSERT INTO event "
                        + (postgres ? "OVERRIDING SYSTEM VALUE " : "")
                        + "SELECT * FROM event_copy",
                "INSERT INTO audit_seal SELECT * FROM seal_copy");
    }

    private void found(Kind kind, long number, String... tampering) {
        sql(tampering);
        assertThat(verify())
                .as(String.join("; ", tampering))
                .isInstanceOfSatisfying(
                        Tampered.class,
                        result ->
                                assertThat(result.findings())
                                        .anySatisfy(
                                                finding -> {
                                                    assertThat(finding.kind()).isEqualTo(kind);
                                                    assertThat(finding.number()).isEqualTo(number);
                                                }));
        putBack();
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
    }

    private List<Long> sequences() {
        return store().after(EntryFilter.ALL, Long.MIN_VALUE, ENTRIES).stream()
                .map(Entry::sequence)
                .toList();
    }

    @Test
    default void everyKindOfTamperingIsFoundAndNamed() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        fill(random);
        List<Long> all = sequences();
        for (String change :
                List.of(
                        "at = at + 1",
                        "actor_kind = 'SYSTEM2'",
                        "actor_id = actor_id || '0'",
                        "origin = '10.0.0.1'",
                        "type = 'X'",
                        "subject = subject + 1",
                        "detail = '{}'",
                        "detail = CASE WHEN detail IS NULL THEN '' END")) {
            long victim = all.get(random.nextInt(ENTRIES));
            found(
                    Kind.ENTRY_CHANGED,
                    victim,
                    "UPDATE event SET " + change + " WHERE sequence = " + victim);
        }
        for (long victim :
                List.of(all.getFirst(), all.getLast(), all.get(1 + random.nextInt(998)))) {
            found(Kind.ENTRY_MISSING, victim, "DELETE FROM event WHERE sequence = " + victim);
        }
        swapped(all, random);
        found(
                Kind.ENTRY_ADDED,
                -3,
                inserted() + " SELECT -3, 1, 'KEY', '1', '', 'CART_PURGED', 1, NULL" + xid());
    }

    private String inserted() {
        boolean postgres = database().dialect() == Dialect.POSTGRES;
        return "INSERT INTO event (sequence, at, actor_kind, actor_id, origin, type, subject,"
                + " detail"
                + (postgres ? ", xid) OVERRIDING SYSTEM VALUE" : ")");
    }

    private String xid() {
        return database().dialect() == Dialect.POSTGRES ? ", 3" : "";
    }

    private void swapped(List<Long> all, RandomGenerator random) {
        long one = all.get(random.nextInt(ENTRIES / 2));
        long other = all.get(ENTRIES / 2 + random.nextInt(ENTRIES / 2));
        String columns = "at, actor_kind, actor_id, origin, type, subject, detail";
        String swap =
                "UPDATE event SET (%1$s) = (SELECT %1$s FROM event_copy c WHERE c.sequence = %2$d)"
                        + " WHERE sequence = %3$d";
        sql("UPDATE event SET detail = '{\"of\":1}' WHERE sequence = " + one);
        putBack();
        found(
                Kind.ENTRY_MOVED,
                one,
                swap.formatted(columns, other, one),
                swap.formatted(columns, one, other));
        found(Kind.ENTRY_CHANGED, one, swap.formatted(columns, other, one));
    }

    @Test
    default void everyTamperingWithSealsIsFoundAndNamed() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        fill(new Random(seed));
        List<Seal> seals = store().seals(0, 1000);
        long last = seals.getLast().n();
        long middle = 1L + seals.size() / 2;
        String zeros = database().dialect() == Dialect.POSTGRES ? "'\\x00'::bytea" : "x'00'";
        for (String change :
                List.of(
                        "at = at + 1",
                        "reached_xid = reached_xid + 1",
                        "reached_sequence = reached_sequence - 1",
                        "count = count - 1",
                        "entries = previous",
                        "previous = " + zeros,
                        "seal = " + zeros)) {
            found(
                    Kind.SEAL_CHANGED,
                    middle,
                    "UPDATE audit_seal SET " + change + " WHERE n = " + middle);
            found(
                    Kind.SEAL_CHANGED,
                    last,
                    "UPDATE audit_seal SET " + change + " WHERE n = " + last);
        }
        found(Kind.SEAL_MISSING, 1, "DELETE FROM audit_seal WHERE n = 1");
        found(Kind.SEAL_MISSING, middle, "DELETE FROM audit_seal WHERE n = " + middle);
        found(
                Kind.SEAL_CHANGED,
                middle,
                "DELETE FROM audit_seal WHERE n = " + middle,
                // in two steps, since a number may be taken until its row has moved
                "UPDATE audit_seal SET n = -n WHERE n > " + middle,
                "UPDATE audit_seal SET n = -n - 1 WHERE n < 0");
        found(
                Kind.ENTRY_ADDED,
                sequences().getFirst(),
                "DELETE FROM audit_seal WHERE n < " + middle);
    }

    @Test
    default void anEndThatWasCutOffIsFoundByItsHead() {
        append(database(), 5);
        sealer().sealAll();
        String early = store().head().orElseThrow().hex();
        append(database(), 5);
        sealer().sealAll();
        String late = store().head().orElseThrow().hex();
        assertThat(verify(early)).isInstanceOf(Verification.Intact.class);
        assertThat(verify(late).extent().head()).isEqualTo(late);
        Seal last = store().head().orElseThrow();
        sql(
                "DELETE FROM audit_seal WHERE n = " + last.n(),
                "DELETE FROM event WHERE sequence > " + (last.lastSequence() - 5));
        assertThat(verify(early)).isInstanceOf(Verification.Intact.class);
        assertThat(verify(late))
                .isInstanceOfSatisfying(
                        Tampered.class,
                        result ->
                                assertThat(result.findings())
                                        .singleElement()
                                        .extracting(Verification.Finding::kind)
                                        .isEqualTo(Kind.CUT_OFF));
    }

    @Test
    default void aSealOfAnotherKeyFitsNowhere() {
        append(database(), 3);
        sealer().sealAll();
        byte[] other = key();
        other[31] = 1;
        assertThat(new Verifier(store(), new Chain(other)).run(null).extent().damaged())
                .isEqualTo(1);
    }

    @Test
    default void whatACrashLeftOpenIsSealedAtTheNextStart() {
        append(database(), 7);
        assertThat(verify().extent().unsealed()).isEqualTo(7);
        try (Sealer next = sealer()) {
            next.start();
            awaitSealed();
        }
        assertThat(store().head().orElseThrow().count()).isEqualTo(7);
    }

    @Test
    default void aRunningServerSealsAnActWithinASecond() {
        try (Sealer running = sealer()) {
            running.start();
            append(database(), 1);
            awaitSealed();
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> {
                        append(database(), 1);
                        return store();
                    },
                    AuditStoreContract::allIsSealed);
        }
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
    }

    private void awaitSealed() {
        Soon.await("sealed", () -> allIsSealed(store()));
    }

    private static boolean allIsSealed(SqlAuditStore store) {
        return store.open(1).entries().isEmpty() && store.head().isPresent();
    }

    /// Two sealers, and writers whose transactions end in another order than they began.
    @Test
    default void severalSealersAndWritersMakeOneChain() throws InterruptedException {
        var done = new CountDownLatch(4);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var random = new Random(i);
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int k = 0; k < 40; k++) {
                                            append(database(), 1 + random.nextInt(20), random);
                                        }
                                        done.countDown();
                                    }));
        }
        for (int i = 0; i < 2; i++) {
            Sealer sealer = sealer();
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (done.getCount() > 0) {
                                            sealer.sealAll();
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        sealer().sealAll();
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
        assertThat(verify().extent().unsealed()).isZero();
        List<Seal> seals = store().seals(0, 100_000);
        assertThat(seals.stream().map(Seal::n))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, seals.size()).boxed().toList());
        assertThat(seals.stream().mapToLong(Seal::count).sum())
                .isEqualTo(verify().extent().entries());
        assertThat(new HashSet<>(seals.stream().map(Seal::hex).toList())).hasSameSizeAs(seals);
    }

    @Test
    default void listsByFilterInBothDirections() {
        database()
                .write(
                        handle -> {
                            Events.append(handle, NOW, Actor.key(3), Event.Type.CART_TRASHED, 70);
                            Events.append(
                                    handle, NOW, Actor.operator("o"), Event.Type.KEY_REVOKED, 3);
                            Events.append(
                                    handle,
                                    NOW.plusSeconds(9),
                                    Actor.SYSTEM,
                                    Event.Type.USER_CREATED,
                                    70);
                            return true;
                        });
        assertThat(types(new EntryFilter(3L, null, null, null, null)))
                .containsExactly("CART_TRASHED", "KEY_REVOKED");
        assertThat(types(new EntryFilter(null, 70L, null, null, null)))
                .containsExactly("USER_CREATED");
        assertThat(types(new EntryFilter(null, null, 70L, null, null)))
                .containsExactly("CART_TRASHED");
        assertThat(types(new EntryFilter(null, null, null, "KEY_REVOKED", null)))
                .containsExactly("KEY_REVOKED");
        assertThat(types(new EntryFilter(null, null, null, null, NOW.plusSeconds(9))))
                .containsExactly("USER_CREATED");
        assertThat(store().before(EntryFilter.ALL, Long.MAX_VALUE, 2))
                .extracting(Entry::type)
                .containsExactly("USER_CREATED", "KEY_REVOKED");
    }

    private List<String> types(EntryFilter filter) {
        return store().after(filter, 0, 10).stream().map(Entry::type).toList();
    }
}
