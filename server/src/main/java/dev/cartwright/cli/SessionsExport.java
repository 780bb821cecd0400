package dev.cartwright.cli;

import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sessions export`: every cart, one after the other.
///
/// Goes from id to id, so that carts which come or go meanwhile shift nothing, and holds a few
/// carts at a time, however many there are.
@Command(
        name = "export",
        description = "Write all carts, or those of a filter, as CSV or NDJSON.",
        footer = {
            "",
            "Text in CSV that a spreadsheet would take for a formula gets a ' in front.",
            "",
            "Examples:",
            "  cartwright sessions export --format=ndjson > carts.ndjson",
            "  cartwright sessions export --status=expired --output=expired.csv"
        })
final class SessionsExport extends StoreCommand {
    private static final int STEP = 500;
    private static final SessionOrder BY_ID = new SessionOrder(SessionOrder.Field.CART_ID, false);

    /// What lines look like.
    enum Format {
        CSV,
        NDJSON
    }

    /// Writes one cart after the other.
    interface Sink {
        void write(StoredSession session) throws IOException;
    }

    @Mixin private final FilterOptions filters = new FilterOptions();

    @Option(
            names = "--format",
            paramLabel = "csv|ndjson",
            defaultValue = "csv",
            description = "Default: ${DEFAULT-VALUE}")
    private Format format = Format.CSV;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "A new file, readable by you alone. Default: standard output")
    private @Nullable Path output;

    @Option(names = "--with-trash", description = "Carts in trash too.")
    private boolean withTrash;

    SessionsExport(Context context) {
        super(context);
    }

    @Override
    int run(Installation installation) {
        try {
            if (output == null) {
                toStandardOutput(installation);
            } else {
                toFile(output, installation);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return DONE;
    }

    private void toStandardOutput(Installation installation) throws IOException {
        Writer writer = new BufferedWriter(Json.writer(console().bytes()));
        export(installation, writer, console().terminal());
        writer.flush();
    }

    /// Under its name only when it is whole.
    private void toFile(Path file, Installation installation) throws IOException {
        if (Files.exists(file)) {
            throw new CommandFailure(
                    "'%s' is there already; name another file or remove it.".formatted(file));
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CommandFailure(
                    "There is no directory '%s'; make it first.".formatted(directory));
        }
        Path part = Files.createTempFile(directory, ".cartwright-export", ".part");
        try {
            long count;
            try (Writer writer = new BufferedWriter(plainOrJson(part))) {
                count = export(installation, writer, false);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            console().progressDone();
            console().note("%d carts written to %s".formatted(count, file));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Writer plainOrJson(Path part) throws IOException {
        return format == Format.CSV
                ? Files.newBufferedWriter(part)
                : Json.writer(Files.newOutputStream(part));
    }

    private long export(Installation installation, Writer writer, boolean readByPerson)
            throws IOException {
        Sink sink =
                switch (format) {
                    case CSV -> new SessionCsv(writer, context.clock(), readByPerson);
                    case NDJSON ->
                            session ->
                                    context.json()
                                            .line(writer, installation.elements().listed(session));
                };
        SessionFilter filter = filters.filter();
        long count = export(filter, installation.sessions(), sink, 0);
        if (withTrash && filter.status() == null) {
            count = export(filters.withStatus(Status.TRASH), installation.sessions(), sink, count);
        }
        return count;
    }

    private long export(SessionFilter filter, SessionStore sessions, Sink sink, long before)
            throws IOException {
        long count = before;
        PageRequest request = new PageRequest.Numbered(1, STEP);
        while (true) {
            Page<Session> page = sessions.list(filter, BY_ID, request);
            List<Session> rows = page.rows();
            for (int from = 0; from < rows.size(); from += SessionsList.CHUNK) {
                int to = Math.min(from + SessionsList.CHUNK, rows.size());
                for (StoredSession session : sessions.load(rows.subList(from, to))) {
                    sink.write(session);
                    count++;
                }
            }
            if (output == null) {
                console().checkOutput();
            } else {
                console().progress("%d of %d carts".formatted(count, before + page.total()));
            }
            if (page.next().isEmpty()) {
                return count;
            }
            request = new PageRequest.From(page.next().get(), STEP);
        }
    }
}
