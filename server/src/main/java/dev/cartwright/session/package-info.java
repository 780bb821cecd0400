/// A stored cart with its owner, its times and its state, and the promises of the store that keeps
/// it.
///
/// No SQL, HTTP or JSON here, and nothing of the other features: what is needed of them
/// (`ShopFacts`) is declared here and supplied by `App`.
@NullMarked
package dev.cartwright.session;

import org.jspecify.annotations.NullMarked;
