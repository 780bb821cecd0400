package dev.cartwright.client;

import java.util.Optional;

/// A key that was just made. Its secret is told this once and can never be read again.
///
/// @param key as the server shows it from now on
/// @param credentials what to sign in with
/// @param previous the key it takes the place of, when it was made by rolling one
public record NewKey(ConsumerKey key, Credentials credentials, Optional<ConsumerKey> previous) {
    static NewKey of(JsonObject object) {
        Credentials pair =
                new Credentials(
                        object.textOrEmpty("consumer_key"), object.textOrEmpty("consumer_secret"));
        Optional<ConsumerKey> previous =
                object.has("previous")
                        ? Optional.of(new ConsumerKey(object.object("previous")))
                        : Optional.empty();
        return new NewKey(
                new ConsumerKey(object.without("consumer_secret").without("previous")),
                pair,
                previous);
    }
}
