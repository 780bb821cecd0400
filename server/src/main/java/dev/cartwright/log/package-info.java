/// Log lines: what they look like, where they go, and what must never stand in one. The only
/// package that touches the logging library; all others use its interface alone.
@NullMarked
package dev.cartwright.log;

import org.jspecify.annotations.NullMarked;
