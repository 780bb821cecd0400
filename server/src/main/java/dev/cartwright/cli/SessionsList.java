package dev.cartwright.cli;

import dev.cartwright.page.Cursor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.StoredSession;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `sessions list`: one page of carts, with the filters and orders of the API.
@Command(
        name = "list",
        description = "List carts, newest first.",
        footer = {
            "",
            "Examples:",
            "  cartwright sessions list --status=expired --min-total=100",
            "  cartwright sessions list --customer=guest --orderby=total --json"
        })
final class SessionsList extends StoreCommand {
    /// Carts in memory at a time, however many the page has.
    static final int CHUNK = 20;

    @Mixin private final FilterOptions filters = new FilterOptions();

    @Option(
            names = "--orderby",
            paramLabel = "FIELD",
            defaultValue = "cart_created",
            converter = Words.OfOrder.class,
            description =
                    "cart_created, cart_updated, last_activity, cart_expiry, total, cart_key or"
                            + " cart_id. Default: ${DEFAULT-VALUE}")
    private SessionOrder.Field field = SessionOrder.Field.CART_CREATED;

    @Option(
            names = "--order",
            paramLabel = "asc|desc",
            defaultValue = "desc",
            description = "Default: ${DEFAULT-VALUE}")
    private String direction = "desc";

    @Option(
            names = "--per-page",
            paramLabel = "N",
            defaultValue = "10",
            description = "1 to 1000. Default: ${DEFAULT-VALUE}")
    private int perPage = 10;

    @Option(names = "--page", paramLabel = "N", description = "From 1. Default: 1")
    private @Nullable Integer page;

    @Option(
            names = "--cursor",
            paramLabel = "WORD",
            description = "Where to go on, as the page before told it.")
    private @Nullable String cursor;

    @Option(names = "--json", description = "Print a JSON array, as the API answers.")
    private boolean json;

    @Option(names = "--show-keys", description = "Show guests' keys whole.")
    private boolean showKeys;

    @Spec private @Nullable CommandSpec spec;

    SessionsList(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        request();
        order();
    }

    @Override
    int run(Installation installation) {
        SessionFilter filter = filters.filter();
        Page<Session> found = installation.sessions().list(filter, order(), request());
        if (json) {
            context.json().line(console().bytes(), out -> write(found, installation, out));
            return DONE;
        }
        print(found);
        return DONE;
    }

    private static void write(Page<Session> found, Installation installation, JsonGenerator out) {
        out.writeStartArray();
        List<Session> rows = found.rows();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<Session> some = rows.subList(from, Math.min(from + CHUNK, rows.size()));
            for (StoredSession session : installation.sessions().load(some)) {
                installation.elements().listed(session).write(out);
            }
        }
        out.writeEndArray();
    }

    private void print(Page<Session> found) {
        if (found.rows().isEmpty()) {
            console().line("No carts here; %d in all.".formatted(found.total()));
            return;
        }
        Instant now = context.clock().instant();
        var table =
                new Table(
                        "ID",
                        "Key",
                        "Status",
                        "Customer",
                        "E-mail",
                        "Items",
                        "Total",
                        "Created",
                        "Expiry",
                        "Source");
        for (Session session : found.rows()) {
            table.row(
                    Long.toString(session.id()),
                    Shown.key(session, showKeys),
                    session.statusAt(now).word(),
                    Shown.customer(session),
                    session.email(),
                    Long.toString(session.itemCount()),
                    session.readable() ? Shown.total(session) : "unreadable",
                    Moments.distance(session.times().created(), now),
                    Moments.distance(session.times().expiry(), now),
                    session.source());
        }
        table.print(console());
        console().line("");
        console().line(summary(found));
    }

    private String summary(Page<Session> found) {
        String shown = "%d of %d carts.".formatted(found.rows().size(), found.total());
        return found.next()
                .map(next -> shown + " More: --cursor=" + Cursor.encode(next, binding()))
                .orElse(shown);
    }

    private PageRequest request() {
        if (perPage < 1 || perPage > PageRequest.MAX_SIZE) {
            throw wrong("--per-page must be 1 to %d.".formatted(PageRequest.MAX_SIZE));
        }
        if (cursor != null) {
            if (page != null) {
                throw wrong("Give --page or --cursor, not both.");
            }
            Position position =
                    Cursor.decode(cursor, binding())
                            .orElseThrow(
                                    () ->
                                            wrong(
                                                    "--cursor belongs to another list: repeat the"
                                                            + " filters and order it was made with."));
            return new PageRequest.From(position, perPage);
        }
        int number = page == null ? 1 : page;
        if (number < 1) {
            throw wrong("--page must be at least 1.");
        }
        return new PageRequest.Numbered(number, perPage);
    }

    private SessionOrder order() {
        return switch (direction.toLowerCase(Locale.ROOT)) {
            case "asc" -> new SessionOrder(field, false);
            case "desc" -> new SessionOrder(field, true);
            default -> throw wrong("--order must be asc or desc.");
        };
    }

    private String binding() {
        return filters.filter() + " " + order();
    }

    private RuntimeException wrong(String sentence) {
        return spec == null
                ? new IllegalStateException(sentence)
                : new ParameterException(spec.commandLine(), sentence);
    }
}
