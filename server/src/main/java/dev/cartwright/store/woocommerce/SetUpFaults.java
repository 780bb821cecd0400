package dev.cartwright.store.woocommerce;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/// What is wrong with the way we were told to go to a shop's database, and how to mend it. Never in
/// the driver's words, which may hold names and addresses; some faults are known by them alone.
final class SetUpFaults {
    private static final Set<Integer> REFUSED = Set.of(1044, 1045, 1049, 1698);

    /// `require_secure_transport` is on.
    private static final Set<Integer> CLEAR_CONNECTION = Set.of(3159, 4151);

    private static final String OTHER_HOST =
            "its certificate is for another host: use the name that is in it, or make it anew with"
                    + " this name (sslMode=verify-ca does not look at names)";
    private static final String UNKNOWN_AUTHORITY =
            "its certificate is from no authority that is known here: name the file with the"
                    + " authority's certificate by serverSslCert=/path/ca.pem";
    private static final String NO_TLS =
            "it offers no TLS: set that up there, or leave sslMode out where nobody can listen in";
    private static final String NO_PUBLIC_KEY =
            "it wants the password encrypted, and we will not ask a stranger for the key: reach it"
                    + " by TLS (sslMode=verify-full; by a socket, sslMode=trust will do), or give"
                    + " us its key (serverRsaPublicKeyFile=/path/public_key.pem)";

    private SetUpFaults() {}

    /// Whether it did not let us in, which may have several reasons.
    static boolean refused(SQLException e) {
        return chain(e).stream()
                .anyMatch(t -> t instanceof SQLException sql && REFUSED.contains(code(sql)));
    }

    private static int code(SQLException e) {
        return e.getErrorCode();
    }

    /// Empty when it is no such fault.
    static Optional<String> of(SQLException e) {
        return chain(e).stream().flatMap(one -> one(one).stream()).findFirst();
    }

    private static List<Throwable> chain(Throwable first) {
        var chain = new ArrayList<Throwable>();
        for (Throwable t = first; t != null && !chain.contains(t); t = t.getCause()) {
            chain.addFirst(t); // the root knows best
        }
        return chain;
    }

    private static Optional<String> one(Throwable t) {
        String text = String.valueOf(t.getMessage());
        if (text.contains("hostname verification failed")) {
            return Optional.of(OTHER_HOST);
        }
        if (text.contains("ssl not enabled in the server")) {
            return Optional.of(NO_TLS);
        }
        if (text.contains("RSA public key is not available")) {
            return Optional.of(NO_PUBLIC_KEY);
        }
        if (t instanceof GeneralSecurityException || text.contains("Self signed certificates")) {
            return Optional.of(UNKNOWN_AUTHORITY);
        }
        if (t instanceof SSLException) {
            return Optional.of("no encrypted connection could be agreed upon");
        }
        return t instanceof SQLException sql ? byCode(sql) : Optional.empty();
    }

    private static Optional<String> byCode(SQLException e) {
        if (CLEAR_CONNECTION.contains(code(e))) {
            return Optional.of("it takes encrypted connections only: add sslMode=verify-full");
        }
        return REFUSED.contains(code(e))
                ? Optional.of(
                        "it does not know this user, password or database, or wants TLS from this"
                                + " user (error %d)".formatted(code(e)))
                : Optional.empty();
    }
}
