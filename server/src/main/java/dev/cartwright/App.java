package dev.cartwright;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.KeyFileWatch;
import dev.cartwright.access.Permission;
import dev.cartwright.audit.PersonalDataLog;
import dev.cartwright.audit.Sealer;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.http.AnsweredRequest;
import dev.cartwright.http.Guard;
import dev.cartwright.http.HttpServer;
import dev.cartwright.http.Routes;
import dev.cartwright.limit.Quotas;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.log.Redaction;
import dev.cartwright.rest.keys.KeyApi;
import dev.cartwright.rest.sessions.AnswerCache;
import dev.cartwright.rest.sessions.ListGate;
import dev.cartwright.rest.sessions.Sessions;
import dev.cartwright.rest.wp.Index;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.usage.Call;
import dev.cartwright.usage.UsageCounter;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.usage.UsageWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
    private final KeyFileWatch keyFile;
    private final Sealer sealer;
    private final PersonalDataLog personalData;
    private final UsageWriter usageWriter;
    private final Routes routes;
    private final HttpServer http;
    private final Setbacks notReady;

    App(Config config, Stores stores, EndSignal end, InstantSource clock, SecureRandom random) {
        this.stores = stores;
        this.end = end;
        notReady = new Setbacks("not ready", clock);
        metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        keys =
                new ConsumerKeys(
                        stores.keys(),
                        stores.keyOwners(),
                        stores.sealing(),
                        random,
                        clock,
                        new Setbacks("could not look for changed keys", clock));
        keyFile =
                new KeyFileWatch(
                        stores.keyFile(), stores.sealing(), keys::needs, new LoggedKeyFile());
        var limits = new RateLimits(quotas(config), clock);
        var guard = new Guard(this::authenticate, limits);
        var usage = new UsageCounter(clock, Redaction::mask);
        usageWriter =
                new UsageWriter(
                        usage,
                        stores.usage(),
                        clock,
                        new Setbacks("could not write how keys were used", clock));
        var gate = new ListGate(config.get(Settings.CARTS_IN_FLIGHT), ListGate.DEFAULT_WAIT);
        sealer = stores.sealer();
        personalData =
                new PersonalDataLog(
                        stores.personalData(),
                        clock,
                        new Setbacks("could not note uses of personal data", clock));
        var sessions =
                new Sessions(stores.sessions(), stores.shop(), stores.facts(), clock, personalData);
        var answers = AnswerCache.of(stores.changes(), config.get(Settings.ANSWER_CACHE));
        figures =
                new Figures(
                        metrics,
                        gate,
                        stores.sessions(),
                        limits,
                        new KeyFigures(stores.keys(), stores.keyOwners(), clock));
        var keyStore = new SeenAtOnce(stores.keys(), keys);
        var urls =
                new Urls(
                        guard,
                        new Urls.Carts(sessions, stores.reads(), answers, gate, this::indexAge),
                        new Urls.Keys(
                                new KeyApi(keyStore, stores.keyMaker(keyStore), keys),
                                new UsageReport(stores.usage(), clock, usage),
                                stores.users(),
                                limits),
                        new Urls.Server(this::site, this::ready, metrics::scrape, clock));
        routes = urls.routes();
        http =
                new HttpServer(
                        ServerConfig.of(config),
                        routes,
                        metrics,
                        clock,
                        () -> ThreadLocalRandom.current().nextLong(),
                        answered -> count(answered, usage));
    }

    private Optional<Duration> indexAge() {
        return stores.attached().map(AttachedShop::indexAge);
    }

    private Authentication authenticate(
            Credentials credentials, Permission wanted, String address) {
        stores.attached().ifPresent(shop -> shop.checkKeysAreKnown(credentials));
        return keys.authenticate(credentials, wanted, address);
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

    /// What stands in the table of URLs.
    Routes routes() {
        return routes;
    }

    private Index.Site site() {
        ShopSettings shop = stores.shop().settings();
        return new Index.Site(shop.name(), "", shop.siteUrl(), shop.timeZone());
    }

    private boolean ready() {
        try {
            return stores.keys().revision() >= 0;
        } catch (RuntimeException e) { // the answer says no; why stands in the log alone
            notReady.accept(e);
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
            stores.serve();
            stores.attached().ifPresent(AttachedShop::start);
            keys.start();
            keyFile.start();
            sealer.start();
            personalData.start();
            usageWriter.start();
            figures.start();
            stores.attached().ifPresent(shop -> shop.bindTo(metrics));
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
        stores.attached().ifPresent(AttachedShop::close);
        figures.close();
        keyFile.close();
        keys.close();
        metrics.close();
        stores.close();
        LOG.info("stopped");
    }
}
