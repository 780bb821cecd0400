package dev.cartwright.event;

/// Who does something that changes a store.
///
/// @param kind what sort of caller it is
/// @param id which one of them: a key id, an operator's name at the machine, a job's name, or empty
/// @param from the address it was done from, empty when there is none
public record Actor(Kind kind, String id, String from) {
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

    public static final Actor OPERATOR = operator("");
    public static final Actor IMPORT = new Actor(Kind.IMPORT, "", "");
    public static final Actor SHOPPER = new Actor(Kind.SHOPPER, "", "");
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "", "");

    public static Actor key(long keyId) {
        return key(keyId, "");
    }

    public static Actor key(long keyId, String address) {
        return new Actor(Kind.KEY, Long.toString(keyId), address);
    }

    /// @param name the one the machine knows this person by
    public static Actor operator(String name) {
        return new Actor(Kind.OPERATOR, name, "");
    }

    /// The server itself, at a job of this name.
    public static Actor job(String name) {
        return new Actor(Kind.SYSTEM, name, "");
    }
}
