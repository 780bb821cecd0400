package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every keeping of another system's users promises beside [UserStoreContract].
public interface UserCopiesContract extends UserStoreContract {
    @Override
    UserCopies store();

    @Test
    default void whoeverHadTheIdMakesWay() {
        User local =
                store().create(new UserStore.NewUser("eve", "", "Eve", List.of()), Actor.OPERATOR)
                        .orElseThrow();
        User other = somebody(local.id(), "alice");
        assertThat(store().follow(List.of(other), Actor.SYSTEM)).isEqualTo(1);
        long revision = store().revision();
        assertThat(store().follow(List.of(other), Actor.SYSTEM)).isZero();
        assertThat(store().revision()).isEqualTo(revision);
        assertThat(store().find(local.id())).contains(other);
        assertThat(store().findByLogin("eve")).isEmpty();
    }

    @Test
    default void aNamesakeIsNotMistaken() {
        User admin = somebody(7, "ADMIN");
        store().follow(List.of(admin), Actor.SYSTEM);
        assertThat(store().findByLogin("admin")).contains(admin);
        assertThat(store().find(1).orElseThrow().login()).isEqualTo("local-1");
        User again = somebody(8, "admin");
        store().follow(List.of(again), Actor.SYSTEM);
        assertThat(store().findByLogin("admin")).contains(again);
        assertThat(store().find(7).orElseThrow().login()).isEqualTo("local-7");
    }

    @Test
    default void onlyTheseRolesRemain() {
        var roles = List.of(new Role("boss", "Boss", Set.of("manage_woocommerce")));
        assertThat(store().followRoles(roles, Actor.SYSTEM)).isTrue();
        long revision = store().revision();
        assertThat(store().followRoles(roles, Actor.SYSTEM)).isFalse();
        assertThat(store().roles()).isEqualTo(roles);
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void whatARoleDeniesIsKeptToo() {
        var granting = new Role("no_api", "No API", Set.of("read"));
        var denying = new Role("no_api", "No API", Set.of("read"), Set.of("manage_woocommerce"));
        store().followRoles(List.of(granting), Actor.SYSTEM);
        assertThat(store().followRoles(List.of(denying), Actor.SYSTEM)).isTrue();
        assertThat(store().roles()).containsExactly(denying);
    }

    private static User somebody(long id, String login) {
        return new User(id, login, "", login, null, List.of("boss"), Map.of("x", false));
    }
}
