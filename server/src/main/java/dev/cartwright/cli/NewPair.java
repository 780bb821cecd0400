package dev.cartwright.cli;

import dev.cartwright.access.NewKey;

/// How the two halves of a new key are shown, the only time they are.
final class NewPair {
    static final String ONCE = "Copy the secret now: it is not kept and cannot be shown again.";

    private NewPair() {}

    /// @param porcelain as curl takes them
    static void print(NewKey made, boolean porcelain, Console console) {
        if (porcelain) {
            console.line(made.consumerKey() + ":" + made.consumerSecret());
            return;
        }
        console.line("Consumer key:    " + made.consumerKey());
        console.line("Consumer secret: " + made.consumerSecret());
    }
}
