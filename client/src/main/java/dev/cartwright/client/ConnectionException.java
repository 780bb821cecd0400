package dev.cartwright.client;

/// The server could not be reached (`not_reached`), or the connection broke (`connection_lost`).
public final class ConnectionException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    private final boolean reached;

    ConnectionException(String message, boolean reached, Throwable cause) {
        super(reached ? "connection_lost" : "not_reached", message, cause);
        this.reached = reached;
    }

    /// False when the request certainly never left.
    public boolean reached() {
        return reached;
    }
}
