package dev.cartwright.access;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody with an account.
///
/// @param id WordPress's user id where the user was imported: a user's id is her cart key
/// @param login unique without regard to case, 1 to 60 characters
/// @param email may be empty
/// @param passwordHash as imported and never read here; null for none
/// @param roles names of roles, in order
/// @param capabilities the user's own, beside those of the roles; false takes one away
public record User(
        long id,
        String login,
        String email,
        String displayName,
        @Nullable String passwordHash,
        List<String> roles,
        Map<String, Boolean> capabilities) {
    /// Up to here every client reads a number exactly.
    public static final long MAX_ID = 1L << 53;

    public User {
        roles = List.copyOf(roles);
        capabilities = Map.copyOf(capabilities);
    }

    /// Without the password hash and the e-mail.
    @Override
    public String toString() {
        return "User[id=" + id + "]";
    }
}
