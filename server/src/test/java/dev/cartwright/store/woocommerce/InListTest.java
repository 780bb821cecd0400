package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InListTest {
    @Test
    void aFewLengthsHoldAllListsAndNothingIsAdded() {
        Set<Integer> lengths = new HashSet<>();
        for (int size = 1; size <= 500; size++) {
            List<Integer> values = IntStream.range(0, size).boxed().toList();
            List<Integer> padded = InList.padded(values);
            assertThat(padded).startsWith(values.toArray(Integer[]::new));
            assertThat(Set.copyOf(padded)).isEqualTo(Set.copyOf(values));
            lengths.add(padded.size());
        }
        assertThat(lengths).hasSize(6);
    }
}
