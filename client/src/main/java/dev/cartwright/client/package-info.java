/// Calls a Cartwright server from a Java program: sessions, consumer keys, who am I.
///
/// Begin with [dev.cartwright.client.CartwrightClient]. Nothing of the server is imported here, and
/// nothing but the JDK and a JSON parser is needed.
@NullMarked
package dev.cartwright.client;

import org.jspecify.annotations.NullMarked;
