package dev.cartwright;

import static dev.cartwright.http.Refusal.DELETE;
import static dev.cartwright.http.Refusal.EDIT;
import static dev.cartwright.http.Refusal.LIST;
import static dev.cartwright.http.Refusal.VIEW;

import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.audit.PersonalDataLog;
import dev.cartwright.audit.Sealer;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.http.Guard;
import dev.cartwright.http.HttpServer;
import dev.cartwright.http.Routes;
import dev.cartwright.rest.sessions.AnswerCache;
import dev.cartwright.rest.sessions.DeleteSession;
import dev.cartwright.rest.sessions.DeleteSessions;
import dev.cartwright.rest.sessions.GetSession;
import dev.cartwright.rest.sessions.GetSessionItems;
import dev.cartwright.rest.sessions.ListGate;
import dev.cartwright.rest.sessions.ListSessions;
import dev.cartwright.rest.sessions.RestoreSession;
import dev.cartwright.rest.sessions.SessionDescriptions;
import dev.cartwright.rest.sessions.Sessions;
import dev.cartwright.rest.wp.Health;
import dev.cartwright.rest.wp.Index;
import dev.cartwright.rest.wp.Metrics;
import dev.cartwright.rest.wp.NamespaceIndex;
import dev.cartwright.rest.wp.Readiness;
import dev.cartwright.shop.ShopSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server: every object in the order of its making, and the table of its URLs.
final class App implements Server {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Stores stores;
    private final EndSignal end;
    private final PrometheusMeterRegistry metrics;
    private final Figures figures;
    private final ConsumerKeys keys;
    private final Sealer sealer;
    private final PersonalDataLog personalData;
    private final HttpServer http;

    App(Config config, Stores stores, EndSignal end, InstantSource clock, SecureRandom random) {
        this.stores = stores;
        this.end = end;
        metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        keys =
                new ConsumerKeys(
                        stores.keys(),
                        stores.users(),
                        stores.sealing(),
                        random,
                        clock,
                        failure -> LOG.warn("could not look for changed keys", failure));
        var guard = new Guard(keys);
        var gate = new ListGate(config.get(Settings.CARTS_IN_FLIGHT), ListGate.DEFAULT_WAIT);
        sealer = stores.sealer();
        personalData =
                new PersonalDataLog(
                        stores.personalData(),
                        clock,
                        failure -> LOG.warn("could not note uses of personal data", failure));
        var sessions =
                new Sessions(stores.sessions(), stores.shop(), stores.facts(), clock, personalData);
        var answers = AnswerCache.of(stores.changes(), config.get(Settings.ANSWER_CACHE));
        figures = new Figures(metrics, gate, stores.sessions());
        http =
                new HttpServer(
                        ServerConfig.of(config),
                        routes(guard, sessions, answers, gate, clock),
                        metrics,
                        clock,
                        () -> ThreadLocalRandom.current().nextLong());
    }

    /// Every URL of the server.
    private Routes routes(
            Guard guard,
            Sessions sessions,
            AnswerCache answers,
            ListGate gate,
            InstantSource clock) {
        var routes = new Routes();
        var list = guard.managers(LIST, new ListSessions(sessions, gate));
        var clean = guard.managers(DELETE, new DeleteSessions(sessions));
        var get = guard.managers(VIEW, new GetSession(sessions, answers));
        var items = guard.managers(VIEW, new GetSessionItems(sessions));
        var delete = guard.managers(DELETE, new DeleteSession(sessions));
        var restore = guard.managers(EDIT, new RestoreSession(sessions));
        var listed = SessionDescriptions.list();
        var cleaned = SessionDescriptions.bulk();
        var single = SessionDescriptions.single();
        var deleted = SessionDescriptions.delete();
        var itemised = SessionDescriptions.items();
        var restored = SessionDescriptions.restore();
        routes.under(List.of(""), root -> root.get("", new Index(routes, this::site, clock)));
        for (String prefix : SessionDescriptions.PREFIXES) {
            routes.under(
                    List.of(prefix),
                    api ->
                            api.get("", new NamespaceIndex(routes, prefix))
                                    .get("sessions", list, listed)
                                    .delete("sessions", clean, cleaned)
                                    .get("sessions/{key}", get, single)
                                    .delete("sessions/{key}", delete, deleted)
                                    .get("sessions/{key}/items", items, itemised)
                                    .post("sessions/{key}/restore", restore, restored)
                                    .get("session/{key}", get, single)
                                    .delete("session/{key}", delete, deleted)
                                    .get("session/{key}/items", items, itemised)
                                    .post("session/{key}/restore", restore, restored));
        }
        return routes.outside(
                beside ->
                        beside.get("healthz", new Health())
                                .get("readyz", new Readiness(this::ready))
                                .get("metrics", new Metrics(guard, metrics::scrape)));
    }

    private Index.Site site() {
        ShopSettings shop = stores.shop().settings();
        return new Index.Site(shop.name(), "", shop.siteUrl(), shop.timeZone());
    }

    private boolean ready() {
        try {
            return stores.keys().revision() >= 0;
        } catch (RuntimeException e) { // the answer says no; why stands in the log alone
            LOG.warn("not ready", e);
            return false;
        }
    }

    /// With keys that the running server knows as soon as they are issued.
    @Override
    public Installation installation() {
        return new ServedStores(stores, keys);
    }

    @Override
    public URI start() {
        try {
            keys.start();
            sealer.start();
            personalData.start();
            figures.start();
            http.start();
        } catch (IllegalStateException e) {
            throw new CommandFailure("Could not start: " + e.getMessage() + ".", e);
        }
        LOG.atInfo().addKeyValue("url", http.url()).log("listening");
        return URI.create(http.url());
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    @Override
    public void close() {
        LOG.info("stopping");
        http.close();
        personalData.close();
        sealer.close();
        figures.close();
        keys.close();
        metrics.close();
        stores.close();
        LOG.info("stopped");
    }
}
