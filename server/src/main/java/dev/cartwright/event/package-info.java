/// Who changed something, and what happened. Imports the JDK alone.
@NullMarked
package dev.cartwright.event;

import org.jspecify.annotations.NullMarked;
