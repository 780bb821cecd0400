/// Elements and errors to JSON and back: the only place that knows field names.
@NullMarked
package dev.cartwright.wire;

import org.jspecify.annotations.NullMarked;
