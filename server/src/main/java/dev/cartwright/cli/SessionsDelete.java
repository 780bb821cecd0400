package dev.cartwright.cli;

import dev.cartwright.cart.CartKey;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sessions delete`: moves carts to trash, or deletes them for good.
@Command(
        name = "delete",
        description = "Move carts to trash, by key or by filter; with --force delete for good.",
        footer = {
            "",
            "Examples:",
            "  cartwright sessions delete t_8f36e1c09d42",
            "  cartwright sessions delete --status=expired --expires-before=2026-10-01 --dry-run",
            "  cartwright sessions delete --status=trash --force"
        })
final class SessionsDelete extends StoreCommand {
    /// Rows per transaction, so that a running server's writes go on in between.
    static final int STEP = 500;

    private static final SessionOrder BY_ID = new SessionOrder(SessionOrder.Field.CART_ID, false);

    @Parameters(
            arity = "0..*",
            paramLabel = "KEY",
            converter = Words.OfKey.class,
            description = "Keys of the carts to delete.")
    private final List<CartKey> keys = new ArrayList<>();

    @Mixin private final FilterOptions filters = new FilterOptions();

    @Option(names = "--force", description = "Delete for good, also from trash.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only tell what would be deleted.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    SessionsDelete(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        SessionFilter filter = filters.filter();
        boolean filtered = !filter.equals(SessionFilter.ALL);
        if (keys.isEmpty() && !filtered) {
            throw wrong("Say which carts: keys, or a filter such as --status=expired.");
        }
        if (!keys.isEmpty() && filtered) {
            throw wrong("Give keys or filters, not both.");
        }
        if (filter.status() == Status.TRASH && !force) {
            throw wrong("Carts in trash can only be deleted for good: add --force.");
        }
    }

    @Override
    int run(Installation installation) {
        SessionStore sessions = installation.sessions();
        Deletion done = keys.isEmpty() ? byFilter(sessions) : byKey(sessions);
        console().progressDone();
        if (json) {
            context.json().line(console().bytes(), out -> done.write(dryRun, out));
        } else {
            done.sentences(dryRun, force).forEach(console()::line);
        }
        if (done.missing().isEmpty()) {
            return DONE;
        }
        console().note("cartwright: %d of the keys name no cart.".formatted(done.missing().size()));
        return FAILED;
    }

    private Deletion byKey(SessionStore sessions) {
        var done = new Deletion();
        for (CartKey key : keys) {
            deleted(key, sessions)
                    .ifPresentOrElse(
                            found -> done.add(found.session()), () -> done.missing().add(key));
        }
        return done;
    }

    private Optional<StoredSession> deleted(CartKey key, SessionStore sessions) {
        if (dryRun) {
            return sessions.find(key);
        }
        return force
                ? sessions.purge(key, context.operator())
                : sessions.trash(key, context.operator());
    }

    private Deletion byFilter(SessionStore sessions) {
        var done = new Deletion();
        if (dryRun) {
            count(sessions, done);
            return done;
        }
        var step = new Selection.Matching(filters.filter(), STEP);
        BulkOutcome outcome;
        do {
            outcome = sessions.deleteAll(step, force, false, context.operator());
            done.add(outcome);
            console().progress("%d deleted, %d to go".formatted(done.count(), outcome.remaining()));
        } while (outcome.deleted() > 0 && outcome.remaining() > 0);
        return done;
    }

    /// Looks at every row, since the store's own dry run stops at one step.
    private void count(SessionStore sessions, Deletion done) {
        PageRequest request = new PageRequest.Numbered(1, PageRequest.MAX_SIZE);
        while (true) {
            Page<Session> page = sessions.list(filters.filter(), BY_ID, request);
            page.rows().forEach(done::add);
            console().progress("%d of %d looked at".formatted(done.count(), page.total()));
            if (page.next().isEmpty()) {
                return;
            }
            request = new PageRequest.From(page.next().get(), PageRequest.MAX_SIZE);
        }
    }

    private RuntimeException wrong(String sentence) {
        return spec == null
                ? new IllegalStateException(sentence)
                : new ParameterException(spec.commandLine(), sentence);
    }
}
