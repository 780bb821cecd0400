package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserDetailTest {
    private static User user(String role, Map<String, Boolean> capabilities) {
        return new User(
                7, "ann", "ann@example.com", "Ann Day", "$P$hash", List.of(role), capabilities);
    }

    @Test
    void aUserIsToldByWhatSheMayDoAndWithoutPersonalDataOrHash() {
        User before = user("customer", Map.of());
        User after = user("shop_manager", Map.of("edit_users", true, "export", false));
        assertThat(UserDetail.of(before, after).json())
                .isEqualTo(
                        """
                        {"roles":{"before":["customer"],"after":["shop_manager"]},\
                        "capabilities":{"before":[],"after":["edit_users","not export"]}}""");
        assertThat(UserDetail.of(null, after).json())
                .contains("\"login\":{\"before\":null,\"after\":\"ann\"}")
                .doesNotContain("example.com", "Day", "hash");
        assertThat(UserDetail.of(after, after).json()).isNull();
    }

    @Test
    void aRoleIsToldByWhatItGainsAndLoses() {
        var before = List.of(new Role("packer", "Packer", Set.of("read", "pack")));
        var after = List.of(new Role("packer", "Packer", Set.of("read", "send")));
        assertThat(UserDetail.of(before, after).json())
                .isEqualTo("{\"packer gains\":[\"send\"],\"packer loses\":[\"pack\"]}");
    }

    @Test
    void whatARoleTakesAwayIsToldToo() {
        var before = List.of(new Role("packer", "Packer", Set.of(), Set.of("export")));
        var after = List.of(new Role("packer", "Packer", Set.of(), Set.of("manage_woocommerce")));
        assertThat(UserDetail.of(before, after).json())
                .isEqualTo(
                        "{\"packer denies\":[\"manage_woocommerce\"],"
                                + "\"packer denies no more\":[\"export\"]}");
    }
}
