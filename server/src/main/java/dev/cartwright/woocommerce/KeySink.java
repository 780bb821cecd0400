package dev.cartwright.woocommerce;

import dev.cartwright.event.Actor;
import java.util.List;

/// Where imported keys go: whoever seals their secrets.
@FunctionalInterface
public interface KeySink {
    /// Returns how many were created or changed.
    int importKeys(List<ForeignKey> keys, Actor actor);
}
