/// The command line, one class per command.
@NullMarked
package dev.cartwright.cli;

import org.jspecify.annotations.NullMarked;
