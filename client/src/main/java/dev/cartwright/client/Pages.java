package dev.cartwright.client;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Lists: one page, or all of them one after the other.
final class Pages<T> {
    private final Caller caller;
    private final String path;
    private final Function<JsonObject, T> element;

    Pages(Caller caller, String path, Function<JsonObject, T> element) {
        this.caller = caller;
        this.path = path;
        this.element = element;
    }

    Page<T> page(Map<String, String> query) {
        Call call = Call.get(path, query);
        Answer answer = caller.answer(call);
        return new Page<>(
                answer.wantedObjects(call).stream().map(element).toList(), answer, this::page);
    }

    /// Asks for a page only when its first element is wanted.
    Stream<T> stream(Map<String, String> query) {
        return StreamSupport.stream(new All(query), false);
    }

    private final class All extends Spliterators.AbstractSpliterator<T> {
        private final Map<String, String> query;
        private final Queue<T> waiting = new ArrayDeque<>();
        private @Nullable Page<T> page;

        All(Map<String, String> query) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.query = query;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            while (waiting.isEmpty()) {
                Page<T> last = page;
                if (last != null && !last.hasNext()) {
                    return false;
                }
                Page<T> next = last == null ? Pages.this.page(query) : last.next().orElse(last);
                waiting.addAll(next.elements());
                page = next;
            }
            action.accept(waiting.remove());
            return true;
        }
    }
}
