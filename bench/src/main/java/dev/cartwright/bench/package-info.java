/// Measures the server from outside, beside the floor that the machine sets: `bench/run`.
@NullMarked
package dev.cartwright.bench;

import org.jspecify.annotations.NullMarked;
