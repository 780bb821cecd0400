package dev.cartwright.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Standard output and standard error of one run.
///
/// Every line of text passes through [TerminalText], since cart data may hold escape sequences.
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /// @param terminal whether a person sits at it, who wants to see progress
    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public static Console ofSystem() {
        java.io.Console console = System.console();
        return new Console(System.out, System.err, isTerminal(console));
    }

    /// Java 25 has no console object unless a terminal is on both ends, though Java 22 had.
    private static boolean isTerminal(java.io.@Nullable Console console) {
        return console != null && console.isTerminal();
    }

    boolean terminal() {
        return terminal;
    }

    /// One line on standard output.
    void line(String text) {
        out.println(TerminalText.escape(text));
    }

    /// One line on standard error, without the secrets that somebody typed.
    void note(String text) {
        err.println(TerminalText.escape(TypedSecrets.masked(text)));
    }

    /// Shows how far something is, in place of what it showed before; nothing unless on a terminal.
    void progress(String text) {
        if (terminal) {
            err.print("\r" + TerminalText.escape(text) + "\u001b[K");
            err.flush();
        }
    }

    /// Takes the progress away again.
    void progressDone() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /// For what is encoded already, as JSON is.
    OutputStream bytes() {
        return out;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /// @throws CommandFailure when nobody reads standard output any more
    void checkOutput() {
        if (out.checkError()) {
            throw new CommandFailure("Nobody reads the output any more, so the rest is left out.");
        }
    }
}
