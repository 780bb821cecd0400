package dev.cartwright.client;

import java.nio.file.Path;
import java.util.Map;

/// A client of one server. Make one and keep it: it is safe for many threads and holds the
/// connections.
///
/// ```java
/// CartwrightClient client = CartwrightClient.at("https://shop.example")
///         .credentials(SecretSources.environment())
///         .build();
/// client.sessions().stream(SessionQuery.of(SessionFilter.all().status("expired")))
///         .forEach(session -> System.out.println(session.total()));
/// ```
public final class CartwrightClient {
    private final Caller caller;
    private final Sessions sessions;
    private final Keys keys;

    CartwrightClient(Caller caller) {
        this.caller = caller;
        sessions = new Sessions(caller);
        keys = new Keys(caller);
    }

    /// Begins a client.
    ///
    /// @param url the shop's address, or one that leads into its REST interface, such as
    ///     `https://shop.example/wp-json/cocart/preview`
    public static ClientBuilder at(String url) {
        return new ClientBuilder(url);
    }

    /// Address, primary pair and backups by the names of CoCart's tutorial in the environment:
    /// `COCART_API_URL`, `COCART_CONSUMER_KEY`, `COCART_CONSUMER_SECRET`, and as far as they are
    /// there `COCART_BACKUP_CONSUMER_KEY`, `COCART_BACKUP_CONSUMER_SECRET`, then `COCART_BACKUP2_…`
    /// to `COCART_BACKUP9_…`.
    ///
    /// @param set `DEV` or `PROD` for `COCART_PROD_API_URL` and so on, "" for the names above
    public static ClientBuilder fromEnvironment(String set) {
        return from(System::getenv, set);
    }

    /// The same from a `.env` file, which is read again when the server refuses a pair.
    ///
    /// @param set as for [#fromEnvironment]
    public static ClientBuilder fromDotEnv(Path file, String set) {
        return from(() -> DotEnv.read(file), set);
    }

    static ClientBuilder from(SecretSources.Variables variables, String set) {
        var builder = at(SecretSources.url(variables, set));
        SecretSources.all(variables, set).forEach(builder::credentials);
        return builder;
    }

    /// Stored carts.
    public Sessions sessions() {
        return sessions;
    }

    /// Consumer keys.
    public Keys keys() {
        return keys;
    }

    /// What the server makes of the pair in use.
    ///
    /// @throws UnauthorizedException when it accepts none; [UnauthorizedException#reason] and
    ///     [UnauthorizedException#hint] tell more
    public WhoAmI whoami() {
        return new WhoAmI(caller.object(Call.get("/whoami", Map.of())));
    }

    /// Which pair was accepted last: 0 for the primary, 1 for the first backup, and so on. Anything
    /// but 0 for long means that the primary pair should be exchanged.
    public int pairInUse() {
        return caller.ring().inUse();
    }
}
