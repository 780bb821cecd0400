package dev.cartwright;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.store.woocommerce.SweptAt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small file in the data directory that says which shop it is attached to, up to when its index
/// knows the shop's changes, and where in the shop's binary log to go on.
final class AttachedMark implements SweptAt {
    private static final Logger LOG = LoggerFactory.getLogger(AttachedMark.class);
    static final String NAME = "attached-shop";

    private final Path file;

    AttachedMark(Path data) {
        file = data.resolve(NAME);
    }

    /// Empty when it is attached to none.
    Optional<String> shop() {
        return lines().stream().findFirst();
    }

    void attach(String shop) {
        try {
            write(List.of(shop, Instant.EPOCH.toString()));
        } catch (IOException e) {
            throw new CommandFailure("Could not write " + file + ".", e);
        }
    }

    @Override
    public Instant last() {
        List<String> lines = lines();
        return lines.size() < 2 ? Instant.EPOCH : Instant.parse(lines.get(1));
    }

    @Override
    public String place() {
        List<String> lines = lines();
        return lines.size() < 3 ? "" : lines.get(2);
    }

    /// Only makes the age more exact after a restart, so a failure is no more than told.
    @Override
    public void keep(Instant moment, String place) {
        try {
            write(List.of(shop().orElse(""), moment.toString(), place));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("could not keep the age of the index", e);
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> lines) throws IOException {
        Path next = file.resolveSibling(NAME + ".next");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
