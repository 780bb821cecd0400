package dev.cartwright.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedTest {
    @Test
    void anEmailKeepsItsFirstLetterAndItsDomain() {
        assertThat(Masked.email("grace@example.com")).isEqualTo("g•••@example.com");
        assertThat(Masked.email("g@example.com")).isEqualTo("g•••@example.com");
        assertThat(Masked.email("\uD83D\uDE00x@müller.example"))
                .isEqualTo("\uD83D\uDE00•••@müller.example");
    }

    @Test
    void whatIsNoEmailKeepsNothing() {
        assertThat(Masked.email("")).isEmpty();
        assertThat(Masked.email("grace")).isEqualTo("•••");
        assertThat(Masked.email("@example.com")).isEqualTo("•••");
        assertThat(Masked.email("grace@")).isEqualTo("•••");
        assertThat(Masked.email("x@y z, 1 High Street")).isEqualTo("•••");
    }
}
