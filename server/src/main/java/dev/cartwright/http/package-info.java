/// Sockets, requests and responses: the only package that touches the web library.
@NullMarked
package dev.cartwright.http;

import org.jspecify.annotations.NullMarked;
