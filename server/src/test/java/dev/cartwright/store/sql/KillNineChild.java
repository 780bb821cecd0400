package dev.cartwright.store.sql;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.SessionDraft;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The process that is killed: callers write until then, and say on standard output what they are
/// about to do (`I key total`) and what was acknowledged (`A key`). A total of 0 means that no live
/// session has the key.
///
/// Arguments: the database's file, a word that begins every key, a seed.
final class KillNineChild {
    private static final int CALLERS = 16;
    private static final int KEYS = 6;

    private final SqlSessionStore store;
    private final PrintStream out;

    private KillNineChild(SqlSessionStore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        Database database = Database.sqlite(Path.of(args[0]), InstantSource.system());
        var child = new KillNineChild(new SqlSessionStore(database), System.out);
        long seed = Long.parseLong(args[2]);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CALLERS; i++) {
            String prefix = args[1] + "_" + i + "_";
            var random = new Random(seed + i);
            threads.add(Thread.ofPlatform().start(() -> child.write(prefix, random)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// What one caller knows of one key: the live total, and those in trash, the newest on top.
    private static final class Known {
        private final CartKey key;
        private final ArrayDeque<Long> trash = new ArrayDeque<>();
        private long live;

        Known(CartKey key) {
            this.key = key;
        }
    }

    private void write(String prefix, Random random) {
        List<Known> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(new Known(new CartKey(prefix + i)));
        }
        for (long n = 1; ; n++) {
            step(keys.get(random.nextInt(KEYS)), n, random.nextInt(4));
        }
    }

    private void step(Known known, long n, int choice) {
        if (known.live != 0 && choice == 0) {
            say("I", known, 0);
            check(store.trash(known.key, Actor.SYSTEM).isPresent());
            known.trash.push(known.live);
            known.live = 0;
        } else if (known.live != 0 && choice == 1) {
            say("I", known, 0);
            check(store.purge(known.key, Actor.SYSTEM).isPresent());
            known.live = 0;
        } else if (known.live == 0 && !known.trash.isEmpty() && choice < 2) {
            long back = known.trash.pop();
            say("I", known, back);
            check(
                    store.restore(known.key, Actor.SYSTEM)
                                    instanceof Restoration.Restored(var restored)
                            && restored.session().total() == back);
            known.live = back;
        } else {
            say("I", known, n);
            store.save(draft(known.key, n), Actor.SHOPPER);
            known.live = n;
        }
        say("A", known, known.live);
    }

    private static SessionDraft draft(CartKey key, long total) {
        Cart cart =
                SampleCarts.cart(
                        total, total % 2 == 0 ? "a@example.com" : "", "Ann", "Day", total % 50 + 1);
        var now = InstantSource.system().instant();
        return SampleCarts.draft(key.value(), Owner.of(total % 3), now, cart);
    }

    private void say(String what, Known known, long total) {
        String line = what + " " + known.key.value() + " " + total + "\n";
        synchronized (out) {
            out.print(line);
            out.flush();
        }
    }

    private static void check(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("an acknowledged change is not there");
        }
    }
}
