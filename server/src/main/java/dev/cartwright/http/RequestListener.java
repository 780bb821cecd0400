package dev.cartwright.http;

/// Hears of every request after its answer, on the thread that answered it: it must be quick, must
/// not wait, and must not fail.
@FunctionalInterface
public interface RequestListener {
    RequestListener NONE = _ -> {};

    void answered(AnsweredRequest request);
}
