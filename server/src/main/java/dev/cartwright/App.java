package dev.cartwright;

import static dev.cartwright.http.Refusal.DELETE;
import static dev.cartwright.http.Refusal.EDIT;
import static dev.cartwright.http.Refusal.LIST;
import static dev.cartwright.http.Refusal.VIEW;

import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Scope;
import dev.cartwright.audit.PersonalDataLog;
import dev.cartwright.audit.Sealer;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.http.AnsweredRequest;
import dev.cartwright.http.Cost;
import dev.cartwright.http.Guard;
import dev.cartwright.http.HttpServer;
import dev.cartwright.http.Routes;
import dev.cartwright.limit.Quotas;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.log.Redaction;
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
import dev.cartwright.usage.Call;
import dev.cartwright.usage.UsageCounter;
import dev.cartwright.usage.UsageWriter;
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
    private final UsageWriter usageWriter;
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
        var limits = new RateLimits(quotas(config), clock);
        var guard = new Guard(keys, limits);
        var usage = new UsageCounter(clock, Redaction::mask);
        usageWriter =
                new UsageWriter(
                        usage,
                        stores.usage(),
                        clock,
                        failure -> LOG.warn("could not write how keys were used", failure));
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
        figures =
                new Figures(
                        metrics,
                        gate,
                        stores.sessions(),
                        limits,
                        new KeyFigures(stores.keys(), stores.users(), clock));
        http =
                new HttpServer(
                        ServerConfig.of(config),
                        routes(guard, sessions, answers, gate, clock),
                        metrics,
                        clock,
                        () -> ThreadLocalRandom.current().nextLong(),
                        answered -> count(answered, usage));
    }

    private static Quotas quotas(Config config) {
        int perKey = config.get(Settings.KEY_LIMIT);
        return new Quotas(
                perKey,
                config.get(Settings.FAILED_LOGINS_LIMIT),
                config.get(Settings.ANONYMOUS_LIMIT),
                !Integer.toString(perKey).equals(Settings.KEY_LIMIT.initial()));
    }

    private static void count(AnsweredRequest answered, UsageCounter usage) {
        if (answered.keyId() != 0) {
            usage.count(
                    new Call(
                            answered.keyId(),
                            answered.method(),
                            answered.route(),
                            answered.status(),
                            answered.micros(),
                            answered.peer(),
                            answered.userAgent(),
                            answered.id()));
        }
    }

    /// Every URL of the server.
    private Routes routes(
            Guard guard,
            Sessions sessions,
            AnswerCache answers,
            ListGate gate,
            InstantSource clock) {
        var routes = new Routes();
        var list = guard.managers(Scope.SESSIONS, LIST, new ListSessions(sessions, gate));
        var clean = guard.managers(Scope.SESSIONS, DELETE, new DeleteSessions(sessions));
        var get = guard.managers(Scope.SESSIONS, VIEW, new GetSession(sessions, answers));
        var items = guard.managers(Scope.SESSIONS, VIEW, new GetSessionItems(sessions));
        var delete = guard.managers(Scope.SESSIONS, DELETE, new DeleteSession(sessions));
        var restore = guard.managers(Scope.SESSIONS, EDIT, new RestoreSession(sessions));
        var listed = SessionDescriptions.list();
        var cleaned = SessionDescriptions.bulk();
        var single = SessionDescriptions.single();
        var deleted = SessionDescriptions.delete();
        var itemised = SessionDescriptions.items();
        var restored = SessionDescriptions.restore();
        var index = guard.anyone(Cost.ONE, new Index(routes, this::site, clock));
        routes.under(List.of(""), root -> root.get("", index));
        for (String prefix : SessionDescriptions.PREFIXES) {
            var namespace = guard.anyone(Cost.ONE, new NamespaceIndex(routes, prefix));
            routes.under(
                    List.of(prefix),
                    api ->
                            api.get("", namespace)
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
            usageWriter.start();
            figures.start();
            http.start();
            stores.jobs().start();
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
        stores.jobs().close();
        personalData.close();
        sealer.close();
        usageWriter.close();
        figures.close();
        keys.close();
        metrics.close();
        stores.close();
        LOG.info("stopped");
    }
}
