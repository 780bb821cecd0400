package dev.cartwright.woocommerce;

import dev.cartwright.event.Actor;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Brings the rows of one table of carts into the store, in small steps.
final class ImportCarts {
    static final int STEP = 500;

    /// Large carts make smaller steps, so that memory stays bounded.
    private static final long STEP_BYTES = 8L << 20;

    private final SessionStore store;
    private final CartRows rows;
    private final String table;
    private final Notes notes;
    private final List<ImportedSession> batch = new ArrayList<>();
    private final List<String> batchRows = new ArrayList<>();
    private final Map<ImportOutcome, Long> outcomes = new EnumMap<>(ImportOutcome.class);
    private long batchBytes;
    private long read;
    private long skipped;
    private long repeated;
    private long unreadable;
    private long estimated;

    ImportCarts(SessionStore store, CartRows rows, String table, Notes notes) {
        this.store = store;
        this.rows = rows;
        this.table = table;
        this.notes = notes;
    }

    /// @param wanted by stored key; rows of other keys are skipped
    ImportReport.Carts run(
            ShopTables dump,
            Predicate<String> wanted,
            ImportProgress.Step step,
            ImportProgress report)
            throws IOException {
        long total = dump.rowCount(table);
        CartRows.Source from = rows.from();
        dump.rows(
                table,
                from.columns(),
                row -> {
                    read++;
                    if (wanted.test(row.text(from.keyColumn()))) {
                        take(row);
                    } else {
                        skipped++;
                        repeated++;
                    }
                    if (read % STEP == 0) {
                        report.at(step, read, total);
                    }
                });
        flush();
        if (repeated > 0) {
            notes.add(table, "", repeated + " rows were skipped: their keys came before");
        }
        report.at(step, total, total);
        return new ImportReport.Carts(table, read, outcomes, skipped, unreadable, estimated);
    }

    private void take(DumpRow row) {
        CartRows.Read cart = rows.read(row);
        for (String note : cart.notes().stream().limit(3).toList()) {
            notes.add(table, cart.row(), note);
        }
        if (cart.session().isEmpty()) {
            skipped++;
            return;
        }
        ImportedSession session = cart.session().get();
        if (session.document() instanceof CartDocument.Unreadable) {
            unreadable++;
        }
        estimated += session.times().estimated() ? 1 : 0;
        byte[] value = row.bytes(rows.from().columns().getLast());
        batch.add(session);
        batchRows.add(cart.row());
        batchBytes += value == null ? 0 : value.length;
        if (batch.size() == STEP || batchBytes > STEP_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<ImportOutcome> done = store.importAll(List.copyOf(batch), Actor.IMPORT);
        for (int i = 0; i < done.size(); i++) {
            outcomes.merge(done.get(i), 1L, Long::sum);
            if (done.get(i) == ImportOutcome.KEPT_OURS) {
                notes.add(table, batchRows.get(i), "was changed here and is kept as it is");
            }
        }
        batch.clear();
        batchRows.clear();
        batchBytes = 0;
    }
}
