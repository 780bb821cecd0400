package dev.cartwright.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of checking a credential.
public sealed interface Authentication {
    record Granted(Principal principal) implements Authentication {}

    /// No credential was presented.
    record Anonymous() implements Authentication {}

    /// @param keyId the key whose secret or signature was right; 0 when none was
    /// @param rateLimit that key's own, calls a minute; null for the server's default
    record Rejected(Reason reason, long keyId, @Nullable Integer rateLimit)
            implements Authentication {
        public Rejected(Reason reason) {
            this(reason, 0, null);
        }
    }

    /// OAuth was begun and not finished.
    ///
    /// @param missing names of the parameters that are not there, in WooCommerce's order
    record Incomplete(List<String> missing) implements Authentication {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    enum Reason {
        /// Unknown key, wrong secret or wrong signature: never told apart.
        WRONG_CREDENTIALS,
        /// The rest is only said when the secret or signature was right.
        KEY_DISABLED,
        KEY_REVOKED,
        KEY_EXPIRED,
        OWNER_GONE,
        /// The key may only be used from other addresses.
        ADDRESS_NOT_ALLOWED,
        MAY_NOT_READ,
        MAY_NOT_WRITE,
        TIMESTAMP_OUT_OF_RANGE,
        NONCE_USED,
        UNSUPPORTED_SIGNATURE_METHOD,
        /// The credential came over clear http.
        TLS_REQUIRED
    }
}
