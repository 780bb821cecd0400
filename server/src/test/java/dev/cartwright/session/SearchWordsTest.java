package dev.cartwright.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    private static final String COMPOSED = "Zo\u00eb";
    private static final String DECOMPOSED = "Zoe\u0308";

    @Test
    void anAccentIsFoundHoweverItWasTyped() {
        for (String stored : new String[] {COMPOSED, DECOMPOSED}) {
            for (String typed : new String[] {COMPOSED, DECOMPOSED, "ZO\u00cb"}) {
                assertThat(SearchWords.of(new CartKey("k"), "", stored + " Bold"))
                        .containsAll(SearchWords.asked(typed));
            }
        }
    }
}
