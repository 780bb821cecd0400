package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.KeyFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/// The entries of a key file, and which keys are sealed with each. Keys that nothing revives any
/// more do not count.
///
/// @param keys their ids, by the entry's; also entries that the file does not have
record KeyFileUse(KeyFile file, TreeMap<Integer, List<Long>> keys) {
    static KeyFileUse of(Installation installation, Instant now) {
        var keys = new TreeMap<Integer, List<Long>>();
        KeyFile file = installation.sealing().keyFile();
        file.ids().forEach(id -> keys.put(id, new ArrayList<>()));
        for (ConsumerKey key : installation.keys().all()) {
            if (!key.overAt(now)) {
                keys.computeIfAbsent(key.secret().pepperId(), _ -> new ArrayList<>()).add(key.id());
            }
        }
        return new KeyFileUse(file, keys);
    }

    /// Of entries that keys are sealed with.
    TreeSet<Integer> used() {
        var used = new TreeSet<Integer>();
        keys.forEach(
                (id, ids) -> {
                    if (!ids.isEmpty()) {
                        used.add(id);
                    }
                });
        return used;
    }

    /// Entries that only open, and have nothing to open.
    List<Integer> unused() {
        TreeSet<Integer> used = used();
        return keys.keySet().stream()
                .filter(id -> !used.contains(id) && state(id).equals("opens"))
                .toList();
    }

    /// `seals`, `opens`, `waits`, or `missing` when keys are sealed with an entry that is not
    // there.
    String state(int id) {
        return file.use(id).map(use -> use.name().toLowerCase(Locale.ROOT)).orElse("missing");
    }

    /// Does something with the key file, and tells what is wrong with it in a sentence.
    static int told(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (KeyFileException e) {
            String text = String.valueOf(e.getMessage());
            throw new CommandFailure(
                    text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".", e);
        }
    }
}
