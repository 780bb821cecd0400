/// How many calls a key or an address may make: token buckets, in this process alone. Knows neither
/// HTTP nor keys beyond their ids.
@NullMarked
package dev.cartwright.limit;

import org.jspecify.annotations.NullMarked;
