package dev.cartwright.event;

/// Who does something that changes a store.
///
/// @param kind what sort of caller it is
/// @param id which one of them: a key id, a job's name, or empty
public record Actor(Kind kind, String id) {
    public enum Kind {
        /// A consumer key over the API.
        KEY,
        /// Somebody at the command line.
        OPERATOR,
        /// A shopper, whose acts alone count as activity.
        SHOPPER,
        /// An import from another system.
        IMPORT,
        /// The server itself.
        SYSTEM
    }

    public static final Actor OPERATOR = new Actor(Kind.OPERATOR, "");
    public static final Actor IMPORT = new Actor(Kind.IMPORT, "");
    public static final Actor SHOPPER = new Actor(Kind.SHOPPER, "");
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "");

    public static Actor key(long keyId) {
        return new Actor(Kind.KEY, Long.toString(keyId));
    }
}
