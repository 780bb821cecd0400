/// What runs by itself at set times, and what is known of the runs. Knows neither databases nor
/// what wakes it up.
@NullMarked
package dev.cartwright.job;

import org.jspecify.annotations.NullMarked;
