/// Entry, wiring by hand, the route table and every setting. Sees all packages; no package sees it.
@NullMarked
package dev.cartwright;

import org.jspecify.annotations.NullMarked;
