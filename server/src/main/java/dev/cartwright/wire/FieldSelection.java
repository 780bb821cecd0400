package dev.cartwright.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.filter.FilteringGeneratorDelegate;
import tools.jackson.core.filter.TokenFilter;

/// The fields a caller wants, of `_fields=cart_key,customer.billing_email`: the rest is left out
/// while writing. In an array every element is filtered alike; what has nothing left is `{}`.
public final class FieldSelection {
    private final Filter root;

    private FieldSelection(Filter root) {
        this.root = root;
    }

    /// @param values of `_fields`, each a comma list; names go down with dots
    /// @return null when all fields are wanted
    public static @Nullable FieldSelection parse(List<String> values) {
        var root = new Filter();
        for (String value : values) {
            for (String path : value.split(",", -1)) {
                root.add(path.strip());
            }
        }
        return root.children.isEmpty() ? null : new FieldSelection(root);
    }

    /// A writer that passes on only what is wanted.
    public JsonGenerator over(JsonGenerator json) {
        return new FilteringGeneratorDelegate(
                json, root, TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true);
    }

    private static final class Filter extends TokenFilter {
        private final Map<String, Filter> children = new HashMap<>();
        private boolean whole;

        void add(String path) {
            if (path.isEmpty()) {
                return;
            }
            Filter at = this;
            for (String name : path.split("\\.", -1)) {
                at = at.children.computeIfAbsent(name, _ -> new Filter());
            }
            at.whole = true;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            Filter child = children.get(name);
            return child == null ? null : child.whole ? TokenFilter.INCLUDE_ALL : child;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }

        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return true;
        }

        /// A plain value where a name below it was wanted: it has no such name.
        @Override
        protected boolean _includeScalar() {
            return false;
        }
    }
}
