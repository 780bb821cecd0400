package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketTrimTest {
    private static final int FULL = 0xFF_FFFF;

    private static byte[] packet(byte[] contents, int from, int length) {
        var packet = new byte[4 + length];
        for (int i = 0; i < 3; i++) {
            packet[i] = (byte) (length >> 8 * i);
        }
        System.arraycopy(contents, from, packet, 4, length);
        return packet;
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] trimmed(byte[]... packets) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.write(packet);
        }
        return new PacketTrim(new ByteArrayInputStream(all.toByteArray())).readAllBytes();
    }

    @Test
    void usualPacketsPassAsTheyAre() throws IOException {
        byte[] small = packet(bytes(10), 0, 10);
        byte[] empty = packet(bytes(1), 0, 0);
        byte[] large = packet(bytes(FULL - 1), 0, FULL - 1);
        byte[] all = trimmed(small, empty, large, small);
        assertThat(all).hasSize(small.length * 2 + empty.length + large.length);
        assertThat(all).startsWith(small).endsWith(small);
        int from = small.length + empty.length;
        assertThat(Arrays.equals(all, from, from + large.length, large, 0, large.length)).isTrue();
    }

    @Test
    void anEventOfSeveralPacketsBecomesItsBeginningWithALengthToMatch() throws IOException {
        for (int rest : new int[] {0, 1, 70_000, FULL + 5}) {
            byte[] event = bytes(FULL + rest);
            byte[] first = packet(event, 0, FULL);
            byte[] small = packet(bytes(10), 0, 10);
            byte[] all =
                    rest <= FULL
                            ? trimmed(first, packet(event, FULL, rest), small)
                            : trimmed(
                                    first,
                                    packet(event, FULL, FULL),
                                    packet(event, 2 * FULL, rest - FULL),
                                    small);
            assertThat(all).hasSize(4 + PacketTrim.KEPT + small.length).endsWith(small);
            assertThat(Arrays.copyOf(all, 4)).containsExactly(0, 0, 1, 0);
            assertThat(Arrays.copyOfRange(all, 14, 18)).containsExactly(0xff, 0xff, 0, 0);
            assertThat(Arrays.equals(all, 18, 4 + PacketTrim.KEPT, event, 14, PacketTrim.KEPT))
                    .isTrue();
        }
    }

    @Test
    void aStreamThatEndsInAnEventIsNotTakenForWhole() {
        byte[] first = packet(bytes(FULL), 0, FULL);
        assertThatThrownBy(() -> trimmed(first)).isInstanceOf(EOFException.class);
    }
}
