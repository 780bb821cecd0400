/// The Sessions API, one class per endpoint.
@NullMarked
package dev.cartwright.rest.sessions;

import org.jspecify.annotations.NullMarked;
