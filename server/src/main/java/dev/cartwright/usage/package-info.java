/// What keys are used for: counted in memory, written in batches, read back as one truth. No call
/// ever waits for it.
@NullMarked
package dev.cartwright.usage;

import org.jspecify.annotations.NullMarked;
