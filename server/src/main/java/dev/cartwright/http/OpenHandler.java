package dev.cartwright.http;

import dev.cartwright.access.Authentication;

/// Answers everybody, and knows what came of checking the credential.
@FunctionalInterface
public interface OpenHandler {
    Response handle(Request request, Authentication caller);
}
