package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.Soon;
import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Role;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.access.User;
import dev.cartwright.access.UserStore.NewUser;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Writes to keys, users and shop say what happened in the same unit, and other processes see them.
interface FactsEventsContract {
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

    Database database();

    @Test
    default void everyWriteAppendsItsEventAndOneThatChangesNothingNone() {
        var keys = new SqlConsumerKeyStore(database());
        var users = new SqlUserStore(database());
        var shop = new SqlShopStore(database());
        ConsumerKey key = keys.create(key("a"), Actor.OPERATOR);
        keys.revoke(key.id(), Actor.key(key.id()));
        keys.revoke(key.id(), Actor.OPERATOR);
        keys.importAll(List.of(key("b"), key("b"), key("a")), Actor.IMPORT);
        assertThatThrownBy(() -> keys.create(key("b"), Actor.OPERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        users.create(new NewUser("one", "", "One", List.of()), Actor.OPERATOR);
        users.create(new NewUser("one", "", "One", List.of()), Actor.OPERATOR);
        users.importAll(List.of(user(9), user(9)), Actor.IMPORT);
        users.importRoles(List.of(new Role("r", "R", Set.of())), Actor.IMPORT);
        shop.importSettings(ShopSettings.DEFAULT, Actor.IMPORT);
        shop.importCoupons(List.of(new Coupon(1, "c", "percent", "1", true)), Actor.IMPORT);

        var self = Actor.key(key.id());
        assertThat(new Events(database()).after(0, 100))
                .allMatch(event -> event.at().equals(NOW))
                .extracting(event -> event.actor() + " " + event.type() + " " + event.subject())
                .containsExactly(
                        Actor.OPERATOR + " " + Event.Type.KEY_CREATED + " 1",
                        self + " " + Event.Type.KEY_REVOKED + " 1",
                        Actor.IMPORT + " " + Event.Type.KEY_IMPORTED + " 2",
                        Actor.OPERATOR + " " + Event.Type.USER_CREATED + " 2",
                        Actor.IMPORT + " " + Event.Type.USER_IMPORTED + " 9",
                        Actor.IMPORT + " " + Event.Type.ROLES_IMPORTED + " 0",
                        Actor.IMPORT + " " + Event.Type.SHOP_IMPORTED + " 0",
                        Actor.IMPORT + " " + Event.Type.SHOP_IMPORTED + " 0");
    }

    /// Another process is another store on the same database here: it shares no memory.
    @Test
    default void aShopThatAnotherProcessChangesIsSeenWithinASecond() {
        var here = new SqlShopStore(database());
        var there = new SqlShopStore(database());
        assertThat(here.product(1)).isEmpty();
        var ids = new AtomicLong();
        Soon.quickest(
                Duration.ofSeconds(1),
                () -> {
                    long id = ids.incrementAndGet();
                    there.importProducts(List.of(product(id)), Actor.IMPORT);
                    return id;
                },
                id -> here.product(id).isPresent());
        assertThat(here.product(1)).contains(product(1));
        assertThat(here.anyProducts()).isTrue();
    }

    @Test
    default void textsWithNulAreKeptWithoutIt() {
        var users = new SqlUserStore(database());
        var odd = new User(5, "a\0b", "e\0@x", "\0", "h\0", List.of("r\0"), Map.of("c\0", true));
        users.importAll(List.of(odd), Actor.IMPORT);
        assertThat(users.findByLogin("AB").orElseThrow().email()).isEqualTo("e@x");
        assertThat(users.find(5).orElseThrow().displayName()).isEmpty();
    }

    private static Product product(long id) {
        return new Product(
                id, 0, "simple", "A", "A", "a", "", 1L, "", "", "", "", "", false, false, "no",
                "instock", null, true, Map.of());
    }

    private static User user(long id) {
        return new User(id, "user" + id, "", "User", null, List.of(), Map.of());
    }

    private static ConsumerKey key(String name) {
        return new ConsumerKey(
                0,
                KeyTerms.of(1, "test", Permission.READ),
                name.repeat(64),
                name,
                new SealedSecret(1, new byte[32], new byte[3]),
                NOW,
                null,
                KeyState.NEW);
    }
}
