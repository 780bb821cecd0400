package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.UserStore.NewUser;
import dev.cartwright.event.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store of users and roles promises.
public interface UserStoreContract {
    /// A store in which nothing was changed yet.
    UserStore store();

    @Test
    default void anEmptyStoreHasAnAdministratorAndTheUsualRoles() {
        assertThat(store().find(1)).contains(DefaultRoles.ADMIN);
        assertThat(store().list(0, 10)).containsExactly(DefaultRoles.ADMIN);
        assertThat(store().roles()).containsExactlyElementsOf(DefaultRoles.ALL);
    }

    @Test
    default void theUsualRolesThatManageTheShopAreTwo() {
        assertThat(store().roles())
                .filteredOn(role -> role.capabilities().contains("manage_woocommerce"))
                .extracting(Role::name)
                .containsExactly("administrator", "shop_manager");
    }

    @Test
    default void aNewUserGetsTheNextIdAndIsFoundByLoginWithoutRegardToCase() {
        User created = create("Ünal", "u@example.com").orElseThrow();
        assertThat(created)
                .isEqualTo(
                        new User(
                                2,
                                "Ünal",
                                "u@example.com",
                                "Name",
                                null,
                                List.of("editor", "customer"),
                                Map.of()));
        assertThat(store().find(2)).contains(created);
        assertThat(store().findByLogin("üNAL")).contains(created);
        assertThat(store().findByLogin("nobody")).isEmpty();
        assertThat(store().find(3)).isEmpty();
    }

    @Test
    default void aLoginOrAnEmailThatIsTakenIsRefused() {
        create("one", "one@example.com");
        assertThat(create("ONE", "")).isEmpty();
        assertThat(create("two", "One@Example.com")).isEmpty();
        assertThat(create("admin", "")).isEmpty();
        assertThat(create("two", "")).isPresent();
        assertThat(create("three", "")).as("an empty e-mail is nobody's").isPresent();
    }

    @Test
    default void aDeletedUserIsGoneAndNobodyGetsHerId() {
        long id = create("one", "one@example.com").orElseThrow().id();
        long revision = store().revision();
        assertThat(store().delete(id, Actor.OPERATOR)).isTrue();
        assertThat(store().revision()).isGreaterThan(revision);
        assertThat(store().find(id)).isEmpty();
        assertThat(store().delete(id, Actor.OPERATOR)).isFalse();
        assertThat(create("one", "one@example.com").orElseThrow().id()).isEqualTo(id + 1);
    }

    @Test
    default void usersAreListedById() {
        for (int i = 0; i < 5; i++) {
            create("user" + i, "");
        }
        assertThat(store().list(0, 3)).extracting(User::id).containsExactly(1L, 2L, 3L);
        assertThat(store().list(3, 9)).extracting(User::id).containsExactly(4L, 5L, 6L);
        assertThat(store().list(6, 9)).isEmpty();
    }

    @Test
    default void importedUsersKeepTheirIdsAndEverythingElse() {
        User alice =
                new User(
                        30,
                        "alice",
                        "Alice@example.com",
                        "Alice Ånders 😀",
                        "$P$B123",
                        List.of("customer", "shop_manager"),
                        Map.of("manage_woocommerce", false, "extra", true));
        assertThat(store().importAll(List.of(alice), Actor.IMPORT)).isEqualTo(1);
        assertThat(store().find(30)).contains(alice);
        assertThat(create("next", "").orElseThrow().id()).isEqualTo(31);
        assertThat(store().importAll(List.of(alice), Actor.IMPORT)).isZero();
        User renamed = imported(30, "alicia");
        assertThat(store().importAll(List.of(renamed), Actor.IMPORT)).isEqualTo(1);
        assertThat(store().find(30)).contains(renamed);
        assertThat(store().findByLogin("alice")).isEmpty();
    }

    @Test
    default void anUntouchedAdminIsTakenOverOnce() {
        assertThat(store().importAll(List.of(imported(1, "root")), Actor.IMPORT)).isEqualTo(1);
        assertThat(store().find(1)).contains(imported(1, "root"));
        assertThat(store().findByLogin("admin")).isEmpty();
    }

    @Test
    default void anImportedAdminWithAnotherIdMakesTheUntouchedOneStepAside() {
        assertThat(store().importAll(List.of(imported(7, "Admin")), Actor.IMPORT)).isEqualTo(1);
        assertThat(store().findByLogin("admin")).contains(imported(7, "Admin"));
        assertThat(store().find(1)).contains(DefaultRoles.ADMIN_BESIDE_AN_IMPORTED_ONE);
        assertThat(store().importAll(List.of(imported(1, "root")), Actor.IMPORT)).isEqualTo(1);
        assertThat(store().find(1)).contains(imported(1, "root"));
        assertThat(store().importAll(List.of(imported(8, "admin")), Actor.IMPORT)).isZero();
    }

    @Test
    default void usersMadeHereAreLeftAlone() {
        User own = create("own", "").orElseThrow();
        var users = List.of(imported(own.id(), "other"), imported(50, "OWN"), imported(51, "new"));
        assertThat(store().importAll(users, Actor.IMPORT)).isEqualTo(1);
        assertThat(store().find(own.id())).contains(own);
        assertThat(store().find(50)).isEmpty();
        assertThat(store().find(51)).isPresent();
    }

    @Test
    default void impossibleIdsAreLeftOut() {
        var users = List.of(imported(0, "a"), imported(-1, "b"), imported(Long.MAX_VALUE, "c"));
        assertThat(store().importAll(users, Actor.IMPORT)).isZero();
    }

    @Test
    default void rolesAreAddedAndReplacedByName() {
        var roles =
                List.of(
                        new Role("editor", "Redaktion", Set.of("manage_woocommerce")),
                        new Role("packer", "Packer", Set.of()));
        store().importRoles(roles, Actor.IMPORT);
        assertThat(store().roles()).hasSize(DefaultRoles.ALL.size() + 1).containsAll(roles);
    }

    @Test
    default void everyChangeRaisesTheRevisionAndNothingElseDoes() {
        var revisions = new ArrayList<Long>();
        revisions.add(store().revision());
        create("one", "");
        revisions.add(store().revision());
        store().importAll(List.of(imported(9, "nine")), Actor.IMPORT);
        revisions.add(store().revision());
        store().importRoles(List.of(new Role("packer", "Packer", Set.of())), Actor.IMPORT);
        revisions.add(store().revision());
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
        create("one", "");
        store().importAll(List.of(imported(9, "nine")), Actor.IMPORT);
        store().list(0, 10);
        assertThat(store().revision()).isEqualTo(revisions.getLast());
    }

    @Test
    default void ofManyWhoWantOneLoginAtOnceOneGetsIt() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++) {
            String login = "user" + i / 4;
            tasks.add(() -> create(login, "").isPresent());
        }
        int made = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(tasks)) {
                made += result.get() ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(4);
        assertThat(store().list(0, 99)).hasSize(5);
    }

    private Optional<User> create(String login, String email) {
        var user = new NewUser(login, email, "Name", List.of("editor", "customer"));
        return store().create(user, Actor.OPERATOR);
    }

    private static User imported(long id, String login) {
        @Nullable String hash = id % 2 == 0 ? "$P$B" + id : null;
        return new User(id, login, "", login, hash, List.of("customer"), Map.of());
    }
}
