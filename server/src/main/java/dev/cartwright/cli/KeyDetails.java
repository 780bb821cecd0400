package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Scope;
import dev.cartwright.access.UserStore;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.RecentUse;
import dev.cartwright.wire.ConsumerKeyJson;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything about one key, for people to read.
final class KeyDetails {
    private final Console console;
    private final Instant now;

    KeyDetails(Console console, Instant now) {
        this.console = console;
        this.now = now;
    }

    void print(ConsumerKey key, KeyStatus status, UserStore users) {
        row("Key", Long.toString(key.id()));
        row("Description", key.description());
        row("Consumer key ending in", "..." + key.truncatedKey());
        row("User", Users.label(key.userId(), users));
        row("Permissions", ConsumerKeyJson.permissions(key));
        terms(key.terms());
        row("Status", Shown.status(status));
        row("Created", Moments.show(key.created()));
        row("Last access", ApiList.time(key.lastAccess()));
        moment("Expires", key.terms().expires());
        state(key.state());
    }

    private void terms(KeyTerms terms) {
        row(
                "Scopes",
                terms.narrowedTo() == null
                        ? "all"
                        : terms.scopes().stream()
                                .sorted()
                                .map(Scope::word)
                                .collect(Collectors.joining(", ")));
        row(
                "Allowed from",
                terms.networks().isEmpty()
                        ? "any address"
                        : terms.networks().stream()
                                .map(Network::toString)
                                .collect(Collectors.joining(", ")));
        Integer limit = terms.rateLimit();
        row("Calls a minute", limit == null ? "the server's default" : limit.toString());
    }

    private void state(KeyState state) {
        KeyState.Disabled disabled = state.disabled();
        moment("Disabled", disabled == null ? null : disabled.at());
        moment("Enabled again", state.enabledAt());
        KeyState.Notice notice = state.notice();
        if (notice != null && disabled == null) {
            row(
                    "Noticed",
                    "%s: unused, %d days before its end"
                            .formatted(Moments.show(notice.at()), notice.days()));
        }
        moment("Revoked", state.revokedAt());
        Long before = state.rolledFrom();
        if (before != null) {
            row("Takes the place of", "key " + before);
        }
        KeyState.Rolled rolled = state.rolled();
        if (rolled != null) {
            row("Rolled", Moments.show(rolled.at()) + ", to key " + rolled.successor());
            row(
                    rolled.endedAt(now) ? "Ended" : "Ends",
                    rolled.endedAt(now) ? Moments.show(rolled.until()) : end(rolled));
        }
    }

    /// Whether a rolled key may be ended.
    void recent(RecentUse use) {
        LastUse last = use.last();
        row("Calls in the last hour", Long.toString(use.callsLastHour()));
        if (last == null) {
            row("Last use", "never");
            return;
        }
        row(
                "Last use",
                "%s (%s)".formatted(Moments.show(last.at()), Moments.distance(last.at(), now)));
        row("From", last.address());
        row("Client", last.client());
    }

    /// `until 2026-11-23 12:00 UTC`.
    static String end(KeyState.Rolled rolled) {
        Integer hours = rolled.silentHours();
        String until = "until " + Moments.show(rolled.until());
        return hours == null
                ? until
                : "until it is silent for %d h, at the latest %s".formatted(hours, until);
    }

    private void moment(String name, @Nullable Instant moment) {
        if (moment != null) {
            row(name, Moments.show(moment));
        }
    }

    private void row(String name, String value) {
        console.line("%-24s%s".formatted(name + ":", value));
    }
}
