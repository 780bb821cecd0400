/// One slice of a list, and how to name the next one. Imports the JDK alone.
@NullMarked
package dev.cartwright.page;

import org.jspecify.annotations.NullMarked;
