package dev.cartwright.store.woocommerce;

import dev.cartwright.session.ForeignTrash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Begins works in the shop's tables, and takes over those that nobody is at any more.
///
/// Who is at a work is known by a named lock of the shop's database, which goes when its connection
/// ends, after whatever that had not committed: no clock is asked, and a process that was killed
/// holds nothing.
final class ShopWorks {
    private final WooDatabase shop;
    private final RandomGenerator random;

    private enum Lock {
        OURS,
        THEIRS,
        /// A cluster, whose nodes know nothing of each other's locks.
        NOT_GIVEN_HERE
    }

    /// @param random for names that nobody else has
    ShopWorks(WooDatabase shop, RandomGenerator random) {
        this.shop = shop;
        this.random = random;
    }

    ShopWork begin() {
        String name = "cartwright-%016x%016x".formatted(random.nextLong(), random.nextLong());
        return open(shop.writer(), name)
                .orElseThrow(() -> new ShopException("the shop's database gave us no lock"));
    }

    /// Empty while somebody is at it. Nothing is written in the shop's tables by it.
    Optional<ShopWork> take(String name) {
        return open(shop.reader(), name);
    }

    private Optional<ShopWork> open(Connection connection, String name) {
        Optional<ShopWork> work = Optional.empty();
        try {
            work =
                    switch (lock(connection, name)) {
                        case OURS -> Optional.of(new ShopWork(shop, connection, name));
                        case NOT_GIVEN_HERE ->
                                Optional.of(new ShopWork(shop, connection, ForeignTrash.NAMELESS));
                        case THEIRS -> Optional.empty();
                    };
            return work;
        } catch (SQLException e) {
            throw shop.failure("could not lock a piece of work", e);
        } finally {
            if (work.isEmpty()) {
                new ShopWork(shop, connection, ForeignTrash.NAMELESS).close();
            }
        }
    }

    private static Lock lock(Connection connection, String name) throws SQLException {
        if (name.equals(ForeignTrash.NAMELESS)) {
            return Lock.NOT_GIVEN_HERE;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, 0)")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1 ? Lock.OURS : Lock.THEIRS;
            }
        } catch (SQLException e) {
            if (Failures.noNamedLocks(e)) {
                return Lock.NOT_GIVEN_HERE;
            }
            throw e;
        }
    }
}
