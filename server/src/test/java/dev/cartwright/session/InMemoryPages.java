package dev.cartwright.session;

import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Pages of a list that lies in memory as a whole.
final class InMemoryPages {
    private InMemoryPages() {}

    static Page<Session> slice(List<Session> sorted, SessionOrder order, PageRequest request) {
        int total = sorted.size();
        int from =
                switch (request) {
                    case PageRequest.Numbered numbered -> (int) Math.min(total, numbered.offset());
                    case PageRequest.From(Position position, int size) -> {
                        int place = SessionOrdering.place(sorted, order, position);
                        yield position.backwards() ? Math.max(0, place - size) : place;
                    }
                };
        int to = Math.min(total, from + request.size());
        if (request instanceof PageRequest.From(Position position, int _) && position.backwards()) {
            to = SessionOrdering.place(sorted, order, position);
        }
        List<Session> rows = to > from ? sorted.subList(from, to) : Collections.emptyList();
        return new Page<>(
                rows,
                total,
                from > 0 && !rows.isEmpty()
                        ? Optional.of(SessionOrdering.position(rows.getFirst(), order, true))
                        : Optional.empty(),
                to < total && !rows.isEmpty()
                        ? Optional.of(SessionOrdering.position(rows.getLast(), order, false))
                        : Optional.empty());
    }
}
