package dev.cartwright;

import java.util.concurrent.CountDownLatch;

/// How the operating system asks the program to end (SIGTERM, Ctrl+C), and how long it then waits:
/// until everything is closed and the log is written.
final class EndSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /// Returns when the process is asked to end.
    void await() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        asked.await();
    }

    /// Lets go of the process.
    void done() {
        done.countDown();
    }

    private void end() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
