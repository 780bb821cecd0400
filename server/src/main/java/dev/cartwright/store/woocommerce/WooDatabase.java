package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.Reachability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The database of a shop: read through one pool of connections that can do nothing else, written
/// through another.
///
/// Safe for many threads. What cannot be reached is an [dev.cartwright.outage.Outage], at once
/// while it is known to be down; a right that is missing is a [dev.cartwright.outage.ReadOnly];
/// every other failure is a [ShopException].
public final class WooDatabase implements AutoCloseable {
    /// For rows that others are at, which WordPress is for milliseconds.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final WooAddress address;
    private final FoundSocket socket;
    private final ShopPool readers;
    private final ShopPool writers;
    private final ReentrantLock finding = new ReentrantLock();
    private final Consumer<String> whenFound;
    private final AtomicLong doubts = new AtomicLong();
    private volatile String prefix;

    /// What is done with a connection.
    public interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    private WooDatabase(WooAddress address, String prefix, Consumer<String> whenFound) {
        this.address = address;
        this.whenFound = whenFound;
        this.prefix = prefix;
        var state = new Reachability();
        socket = new FoundSocket(address.sockets());
        readers = ShopPool.readers(address, socket, state);
        writers = ShopPool.writers(address, socket, state);
    }

    /// Connects when first used, so it does not fail when the database is down.
    public static WooDatabase open(WooAddress address) {
        return new WooDatabase(address, address.prefix(), _ -> {});
    }

    /// Looks for the shop's tables also where the address names their prefix.
    ///
    /// @param whenFound told the prefix when they are there, before anything is read by it
    public static WooDatabase open(WooAddress address, Consumer<String> whenFound) {
        return new WooDatabase(address, "", whenFound);
    }

    /// Each statement by itself: no snapshot is held open in the shop's database.
    ///
    /// @param what names the attempt in a failure: `could not read a cart`
    public <T extends @Nullable Object> T read(String what, Work<T> work) {
        try (Connection connection = readers.connect()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private void noted(SQLException e) {
        dropLost(e);
        if (Failures.otherTables(e)) {
            doubts.incrementAndGet();
        }
    }

    /// Rises when tables turn out to be other than they were taken for, so that whoever has looked
    /// at them looks again.
    long doubts() {
        return doubts.get();
    }

    /// When one connection is lost, its neighbours most likely are.
    void dropLost(SQLException e) {
        if (Failures.lost(e)) {
            dropIdle();
        }
    }

    private void dropIdle() {
        readers.dropIdle();
        writers.dropIdle();
    }

    /// One transaction; when the work fails, nothing of it remains. It waits for no lock: where it
    /// meets one it begins anew, and holds nothing in the meantime. An [Outage] means that nothing
    /// was done; a connection that is lost while committing is an [InDoubt], since it may have
    // been.
    public <T extends @Nullable Object> T write(String what, Work<T> work) {
        try (Connection connection = writers.connect()) {
            return repeated(connection, work);
        } catch (InDoubt e) {
            dropIdle();
            throw e;
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /// As [#write], on one connection of a [#writer].
    static <T extends @Nullable Object> T repeated(Connection connection, Work<T> work)
            throws SQLException {
        long begin = System.nanoTime();
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            try {
                return transaction(connection, work);
            } catch (SQLException e) {
                if (!Failures.repeatable(e) || System.nanoTime() - begin > PATIENCE) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause);
        }
    }

    RuntimeException failure(String what, SQLException e) {
        noted(e);
        return Failures.of(what, e);
    }

    /// For more than one statement of [#read]; whoever asks closes it.
    Connection reader() {
        return readers.connect();
    }

    /// For more than one [#write]; whoever asks closes it.
    Connection writer() {
        return writers.connect();
    }

    private static <T extends @Nullable Object> T transaction(Connection connection, Work<T> work)
            throws SQLException {
        try {
            T result = work.run(connection);
            commit(connection);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (Failures.lost(e)) {
                throw new InDoubt(e);
            }
            throw e;
        }
    }

    /// A table of this shop by its name without the prefix, quoted.
    public String table(String name) {
        return quoted(prefix() + name);
    }

    /// Of the tables' names. Found when first asked for, where it is not known.
    ///
    /// @throws AmbiguousShop when there are several shops
    public String prefix() {
        String known = prefix;
        return known.isEmpty() ? found() : known;
    }

    private String found() {
        finding.lock();
        try {
            if (prefix.isEmpty()) {
                String found =
                        read(
                                "could not look for the shop's tables",
                                connection -> Prefixes.find(connection, address.prefix()));
                whenFound.accept(found);
                prefix = found;
            }
            return prefix;
        } finally {
            finding.unlock();
        }
    }

    public WooAddress address() {
        return address;
    }

    /// By which the next connection goes; empty for host and port.
    Optional<Path> socket() {
        return socket.path();
    }

    /// Why it could not be reached and what to do, for whoever set it up.
    public static String reason(Outage outage) {
        return Failures.told(outage);
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public void close() {
        writers.close();
        readers.close();
    }
}
