/// What is said when something outside of this program is missing: a database that cannot be
/// reached, a right that was not granted. Stores throw it, the edge of a request answers with it.
@NullMarked
package dev.cartwright.outage;

import org.jspecify.annotations.NullMarked;
