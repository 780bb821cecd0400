package dev.cartwright;

import static dev.cartwright.http.Refusal.DELETE;
import static dev.cartwright.http.Refusal.EDIT;
import static dev.cartwright.http.Refusal.LIST;
import static dev.cartwright.http.Refusal.VIEW;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.Scope;
import dev.cartwright.access.UserStore;
import dev.cartwright.http.Cost;
import dev.cartwright.http.Guard;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Handler;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Routes;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.rest.keys.ActOnKey;
import dev.cartwright.rest.keys.CreateKey;
import dev.cartwright.rest.keys.EnableKey;
import dev.cartwright.rest.keys.GetKey;
import dev.cartwright.rest.keys.GetKeyUsage;
import dev.cartwright.rest.keys.KeyApi;
import dev.cartwright.rest.keys.KeyDescriptions;
import dev.cartwright.rest.keys.ListKeys;
import dev.cartwright.rest.keys.ReportExposed;
import dev.cartwright.rest.keys.RevokeKey;
import dev.cartwright.rest.keys.RollKey;
import dev.cartwright.rest.keys.UpdateKey;
import dev.cartwright.rest.keys.WhoAmI;
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
import dev.cartwright.session.SessionReads;
import dev.cartwright.usage.UsageReport;
import java.time.InstantSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Every URL of the server: the contents page of the API.
record Urls(Guard guard, Carts carts, Keys keys, Server server) {
    /// @param indexAge how old lists may be; empty when they never are
    record Carts(
            Sessions sessions,
            SessionReads reads,
            AnswerCache answers,
            ListGate gate,
            Supplier<Optional<Duration>> indexAge) {}

    record Keys(KeyApi api, UsageReport usage, UserStore users, RateLimits limits) {}

    /// @param site what the index tells of the shop
    /// @param ready whether requests can be answered
    /// @param figures in Prometheus's text format
    record Server(
            Supplier<Index.Site> site,
            BooleanSupplier ready,
            Supplier<String> figures,
            InstantSource clock) {}

    Routes routes() {
        var routes = new Routes();
        var index = guard.anyone(Cost.ONE, new Index(routes, server.site, server.clock));
        routes.under(List.of(""), root -> root.get("", index));
        routes.under(SessionDescriptions.PREFIXES, api -> sessions(api, routes));
        routes.under(SessionDescriptions.PREFIXES, this::keys);
        return routes.outside(
                beside ->
                        beside.get("healthz", new Health())
                                .get("readyz", new Readiness(server.ready))
                                .get("metrics", new Metrics(guard, server.figures)));
    }

    private void sessions(Routes.Group api, Routes routes) {
        var sessions = carts.sessions;
        var list = session(LIST, new ListSessions(sessions, carts.gate, carts.indexAge));
        var clean = session(DELETE, new DeleteSessions(sessions));
        var get = session(VIEW, new GetSession(sessions, carts.reads, carts.answers));
        var items = session(VIEW, new GetSessionItems(sessions));
        var delete = session(DELETE, new DeleteSession(sessions));
        var restore = session(EDIT, new RestoreSession(sessions));
        var single = SessionDescriptions.single();
        var deleted = SessionDescriptions.delete();
        var itemised = SessionDescriptions.items();
        var restored = SessionDescriptions.restore();
        api.get("", guard.anyone(Cost.ONE, new NamespaceIndex(routes, api.prefix())))
                .get("sessions", list, SessionDescriptions.list())
                .delete("sessions", clean, SessionDescriptions.bulk())
                .get("sessions/{key}", get, single)
                .delete("sessions/{key}", delete, deleted)
                .get("sessions/{key}/items", items, itemised)
                .post("sessions/{key}/restore", restore, restored)
                .get("session/{key}", get, single)
                .delete("session/{key}", delete, deleted)
                .get("session/{key}/items", items, itemised)
                .post("session/{key}/restore", restore, restored);
    }

    private Handler session(Refusal refusal, GuardedHandler handler) {
        return guard.managers(Scope.SESSIONS, refusal, handler);
    }

    private void keys(Routes.Group routes) {
        KeyApi api = keys.api;
        var update = key(EDIT, new UpdateKey(api));
        var usage = new GetKeyUsage(id -> api.store().find(id).isPresent(), keys.usage);
        var whoAmI = new WhoAmI(api, keys.users, keys.limits, server.clock);
        routes.get("keys", key(LIST, new ListKeys(api)), KeyDescriptions.list())
                .post("keys", key(EDIT, new CreateKey(api)), KeyDescriptions.create())
                .post("keys/exposed", guard.anyone(ReportExposed::cost, new ReportExposed(api)))
                .get("keys/{id}", key(VIEW, new GetKey(api)))
                .patch("keys/{id}", update, KeyDescriptions.update())
                .put("keys/{id}", update, KeyDescriptions.update())
                .post("keys/{id}", update, KeyDescriptions.update())
                .delete("keys/{id}", key(DELETE, new RevokeKey(api)))
                .post("keys/{id}/roll", key(EDIT, new RollKey(api)), KeyDescriptions.roll())
                .post("keys/{id}/end", act(KeyAct.END_OVERLAP))
                .post("keys/{id}/disable", act(KeyAct.DISABLE))
                .post("keys/{id}/enable", key(EDIT, new EnableKey(api)), KeyDescriptions.enable())
                .post("keys/{id}/expose", act(KeyAct.EXPOSE))
                .get("keys/{id}/usage", key(VIEW, usage), KeyDescriptions.usage())
                .get("whoami", guard.whoever(whoAmI));
    }

    private Handler key(Refusal refusal, GuardedHandler handler) {
        return guard.managers(Scope.KEYS, refusal, handler);
    }

    private Handler act(KeyAct act) {
        return key(EDIT, new ActOnKey(keys.api, act));
    }
}
