package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.Permission;
import dev.cartwright.event.Actor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListKeysTest {
    private final KeysApi keys = new KeysApi();
    private final ListKeys endpoint = new ListKeys(keys.api);

    @Test
    void answers200WithTheNewestFirstAndTheWayOn() {
        for (int i = 0; i < 25; i++) {
            keys.create();
        }
        var first = list("");
        assertThat(ids(first)).containsExactly(25L, 24L, 23L, 22L, 21L, 20L, 19L, 18L, 17L, 16L);
        assertThat(first.headers())
                .containsEntry("X-WP-Total", "25")
                .containsEntry("X-WP-TotalPages", "3")
                .containsEntry(
                        "Link",
                        "<https://shop.example/wp-json/cocart/v2/keys?page=2>; rel=\"next\"");
        var middle = list("page=2&per_page=10");
        assertThat(middle.headers().get("Link")).contains("page=1").contains("page=3");
        assertThat(ids(list("page=3"))).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(ids(list("page=9"))).isEmpty();
        assertThat(list("page=9").headers().get("Link")).contains("page=3").contains("prev");
    }

    @Test
    void answers200WithThoseThatAreAskedFor() {
        keys.create(terms -> terms.withDescription("Night clean-up"));
        keys.create(terms -> terms.withDescription("Monitor").withPermission(Permission.READ));
        keys.keys.act(2, KeyAct.DISABLE, Actor.OPERATOR);
        assertThat(ids(list("search=CLEAN"))).containsExactly(1L);
        assertThat(ids(list("status=disabled"))).containsExactly(2L);
        assertThat(ids(list("status=active"))).containsExactly(1L);
        assertThat(ids(list("user=1"))).containsExactly(2L, 1L);
        assertThat(ids(list("user=7"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"page,0", "per_page,101", "per_page,0", "status,gone", "user,x"})
    void answers400(String name, String value) {
        var answer = list(name + "=" + value);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrong()).containsExactly(name);
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, 0, "", null));
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, 0, "", null));
    }

    private KeysApi.Answer list(String query) {
        return keys.call(new KeysApi.Call(endpoint, 0, query, null), KeysApi.ADMIN);
    }

    private static List<Long> ids(KeysApi.Answer answer) {
        var ids = new ArrayList<Long>();
        answer.body().forEach(key -> ids.add(key.get("key_id").asLong()));
        return ids;
    }
}
