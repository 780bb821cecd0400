/// The endpoints of consumer keys, one class each.
@NullMarked
package dev.cartwright.rest.keys;

import org.jspecify.annotations.NullMarked;
