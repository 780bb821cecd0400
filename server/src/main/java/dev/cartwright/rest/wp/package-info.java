/// What WordPress clients expect around the API: index, namespace index, health and metrics.
@NullMarked
package dev.cartwright.rest.wp;

import org.jspecify.annotations.NullMarked;
