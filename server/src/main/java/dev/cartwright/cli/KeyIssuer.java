package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Permission;
import dev.cartwright.event.Actor;

/// Makes consumer keys.
@FunctionalInterface
public interface KeyIssuer {
    /// A new pair, stored before this returns.
    Issued issue(long userId, String description, Permission permission, Actor actor);

    /// The only time that the secret is there to be seen.
    record Issued(ConsumerKey key, String consumerKey, String consumerSecret) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Issued[" + key + "]";
        }
    }
}
