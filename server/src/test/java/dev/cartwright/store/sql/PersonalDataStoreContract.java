package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.audit.PersonalDataUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

interface PersonalDataStoreContract {
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    long MINUTE = NOW.getEpochSecond() / 60;

    Database database();

    @Test
    default void sameUsesAreAddedUp() {
        var store = new SqlPersonalDataStore(database());
        var use = new PersonalDataUse(MINUTE, 3, "session", 70, "", 2, 2);
        var list = new PersonalDataUse(MINUTE, 3, "sessions", 0, "email", 1, 9);
        store.add(List.of(use, list));
        store.add(List.of(use));
        store.add(List.of());
        assertThat(store.list(null, null, null, 10))
                .containsExactly(list, new PersonalDataUse(MINUTE, 3, "session", 70, "", 4, 4));
    }

    @Test
    default void pagesAreNewestFirstAndDoNotOverlap() {
        var store = new SqlPersonalDataStore(database());
        var all = new ArrayList<PersonalDataUse>();
        for (int i = 0; i < 25; i++) {
            all.add(new PersonalDataUse(MINUTE - i / 5, 3, "session", 90 - i, "", 1, 1));
        }
        store.add(all);
        store.add(List.of(new PersonalDataUse(MINUTE, 4, "session", 1, "", 1, 1)));
        var read = new ArrayList<PersonalDataUse>();
        PersonalDataUse last = null;
        List<PersonalDataUse> page = store.list(3L, null, null, 7);
        while (!page.isEmpty()) {
            read.addAll(page);
            last = page.getLast();
            page = store.list(3L, null, last, 7);
        }
        assertThat(read).containsExactlyElementsOf(all);
        assertThat(store.list(3L, NOW.minusSeconds(60), null, 100)).hasSize(10);
        assertThat(store.list(null, NOW, null, 100)).hasSize(6);
    }
}
