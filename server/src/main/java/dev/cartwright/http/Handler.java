package dev.cartwright.http;

/// Answers a request that anybody may make.
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
