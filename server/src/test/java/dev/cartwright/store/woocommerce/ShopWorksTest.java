package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.outage.Outage;
import dev.cartwright.session.ForeignTrash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShopWorksTest {
    private static final MariaDb SERVER = MariaDb.server();

    @Test
    void aWorkIsSomebodysUntilItEnds() {
        String name = ShopBench.emptyShop();
        try (var one = SERVER.open(name);
                var other = SERVER.open(name)) {
            var works = new ShopWorks(one, new Random(1));
            var others = new ShopWorks(other, new Random(2));
            String begun;
            try (ShopWork work = works.begin();
                    ShopWork second = works.begin()) {
                begun = work.name();
                assertThat(begun).startsWith("cartwright-").hasSize(43).isNotEqualTo(second.name());
                assertThat(others.take(begun)).isEmpty();
                assertThat(works.take(begun)).isEmpty();
            }
            try (ShopWork left = others.take(begun).orElseThrow()) {
                assertThat(left.name()).isEqualTo(begun);
                assertThat(works.take(begun)).isEmpty();
            }
        }
    }

    @Test
    void whatHasNoNameIsNobodys() {
        try (var shop = SERVER.open(ShopBench.emptyShop())) {
            var works = new ShopWorks(shop, new Random(1));
            try (ShopWork one = works.take(ForeignTrash.NAMELESS).orElseThrow();
                    ShopWork other = works.take(ForeignTrash.NAMELESS).orElseThrow()) {
                assertThat(one.name()).isEqualTo(other.name()).isEmpty();
            }
        }
    }

    /// The lock must not come back without the transaction, nor the transaction without the lock.
    @Test
    void aWorkWhoseLineWasCutWritesNothingMore() {
        String name = ShopBench.emptyShop();
        try (var shop = SERVER.open(name)) {
            var works = new ShopWorks(shop, new Random(1));
            try (ShopWork work = works.begin()) {
                String id = number(shop, "SELECT IS_USED_LOCK('" + work.name() + "')");
                SERVER.run("", "KILL CONNECTION " + id);
                assertThatThrownBy(() -> work.write("could not write", ShopWorksTest::addUser))
                        .isInstanceOf(Outage.class);
                assertThatThrownBy(() -> work.write("could not write", ShopWorksTest::addUser))
                        .isInstanceOf(RuntimeException.class);
            }
            assertThat(number(shop, "SELECT count(*) FROM wp_users")).isEqualTo("0");
        }
    }

    private static int addUser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO wp_users (user_login) VALUES ('late')");
        }
    }

    /// A machine that has lost its current says nothing: the lock goes with the connection.
    @Test
    void aSilentMachineIsGivenUpAfterTwoMinutes() {
        try (var shop = SERVER.open(ShopBench.emptyShop())) {
            assertThat(number(shop, "SELECT @@SESSION.wait_timeout")).isEqualTo("120");
            try (ShopWork work = new ShopWorks(shop, new Random(1)).begin()) {
                String own = work.write("", c -> first(c, "SELECT @@SESSION.wait_timeout"));
                assertThat(own).isEqualTo("120");
            }
        }
    }

    @Test
    void aClusterThatGivesNoLocksIsNoFailure() {
        assertThat(Failures.noNamedLocks(new SQLException("", "42000", 1235))).isTrue();
        assertThat(Failures.noNamedLocks(new SQLException("", "HY000", 1105))).isTrue();
        assertThat(Failures.noNamedLocks(new SQLException("", "40001", 1213))).isFalse();
    }

    private static String number(WooDatabase shop, String sql) {
        return shop.read("could not look", connection -> first(connection, sql));
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
