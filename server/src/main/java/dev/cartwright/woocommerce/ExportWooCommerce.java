package dev.cartwright.woocommerce;

import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.StoredSession;
import dev.cartwright.woocommerce.CartTarget.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Writes all live carts of a store back into a shop's table, as CoCart keeps them there.
///
/// May be run again, also after it was interrupted: what the shop has stays as it is.
public final class ExportWooCommerce {
    private static final int STEP = 500;

    /// Carts held at a time, so that memory stays bounded however large they are.
    private static final int CHUNK = 32;

    private static final SessionOrder BY_ID = new SessionOrder(SessionOrder.Field.CART_ID, false);

    private final SessionStore sessions;
    private final CartTarget target;

    public ExportWooCommerce(SessionStore sessions, CartTarget target) {
        this.sessions = sessions;
        this.target = target;
    }

    /// @param outcomes how many had each
    /// @param unreadable carts among them that were written byte for byte as they once came
    /// @param empty carts of which there is nothing to write
    public record Report(Map<Outcome, Long> outcomes, long unreadable, long empty) {
        public Report {
            outcomes = Map.copyOf(outcomes);
        }

        public long of(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    @FunctionalInterface
    public interface Progress {
        void at(long done, long total);
    }

    public Report run(Progress progress) {
        var run = new Run();
        PageRequest request = new PageRequest.Numbered(1, STEP);
        while (true) {
            Page<Session> page = sessions.list(SessionFilter.ALL, BY_ID, request);
            List<Session> rows = page.rows();
            for (int from = 0; from < rows.size(); from += CHUNK) {
                run.write(rows.subList(from, Math.min(from + CHUNK, rows.size())));
                progress.at(run.done, page.total());
            }
            if (page.next().isEmpty()) {
                return new Report(run.outcomes, run.unreadable, run.empty);
            }
            request = new PageRequest.From(page.next().get(), STEP);
        }
    }

    private final class Run {
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private long unreadable;
        private long empty;
        private long done;

        void write(List<Session> rows) {
            var carts = new ArrayList<ExportedCart>(rows.size());
            for (StoredSession stored : sessions.load(rows)) {
                add(stored, carts);
            }
            if (!carts.isEmpty()) {
                target.add(carts).forEach(outcome -> outcomes.merge(outcome, 1L, Long::sum));
            }
            done += rows.size();
        }

        private void add(StoredSession stored, List<ExportedCart> carts) {
            switch (stored.document()) {
                case CartDocument.Readable(var cart) ->
                        carts.add(exported(stored, cart.hash(), CartEncoder.encode(cart)));
                case CartDocument.Unreadable(_, byte[] raw) when raw.length > 0 -> {
                    unreadable++;
                    carts.add(exported(stored, "", raw));
                }
                case CartDocument.Unreadable _ -> empty++;
            }
        }

        private static ExportedCart exported(StoredSession stored, String hash, byte[] value) {
            Session session = stored.session();
            return new ExportedCart(session.key(), session.times(), session.source(), hash, value);
        }
    }
}
