/// PHP's `serialize` format as plain values: bytes in, values out, and back.
///
/// No class is ever instantiated; objects are data. No SQL, no HTTP. Imports the JDK alone.
@NullMarked
package dev.cartwright.php;

import org.jspecify.annotations.NullMarked;
