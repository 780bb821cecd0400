package dev.cartwright;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.store.woocommerce.SweptAt;
import dev.cartwright.store.woocommerce.WooAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small file in the data directory that says which shop it is attached to, up to when its index
/// knows the shop's changes, and where in the shop's binary log to go on: a line each for host and
/// database, the moment, the prefix of the tables, the place in the log, and how rows were read.
final class AttachedMark implements SweptAt {
    private static final Logger LOG = LoggerFactory.getLogger(AttachedMark.class);
    static final String NAME = "attached-shop";

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();

    AttachedMark(Path data) {
        file = data.resolve(NAME);
    }

    /// Host and database; empty when it is attached to none.
    Optional<String> shop() {
        return line(0);
    }

    /// Of the shop's tables; empty until it was found.
    String prefix() {
        return line(2).orElse("");
    }

    private Optional<String> line(int at) {
        return lines().stream().skip(at).findFirst();
    }

    /// The address, with the prefix that was found there once where it names none.
    WooAddress found(WooAddress address) {
        boolean same = shop().equals(Optional.of(address.toString()));
        return same && address.prefix().isEmpty() ? address.withPrefix(prefix()) : address;
    }

    /// That nothing later takes another shop for this one.
    ///
    /// @param prefix of the tables that were found
    void attach(String shop, String prefix) {
        writing.lock();
        try {
            if (!shop().orElse(shop).equals(shop)
                    || !prefix().isEmpty() && !prefix().equals(prefix)) {
                throw new CommandFailure(
                        "The data directory was attached to another shop meanwhile, %s."
                                .formatted(shop().orElse("")));
            }
            write(List.of(shop, last().toString(), prefix, place(), reader()));
        } catch (IOException e) {
            throw new CommandFailure("Could not write " + file + ".", e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Instant last() {
        return line(1).map(Instant::parse).orElse(Instant.EPOCH);
    }

    @Override
    public String place() {
        return line(3).orElse("");
    }

    @Override
    public String reader() {
        return line(4).orElse("");
    }

    /// Only makes the age more exact after a restart, so a failure is no more than told.
    @Override
    public void keep(Instant moment, String place, String reader) {
        writing.lock();
        try {
            if (shop().isEmpty()) {
                return; // nothing is known of a shop that was never found
            }
            write(List.of(shop().orElse(""), moment.toString(), prefix(), place, reader));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("could not keep the age of the index", e);
        } finally {
            writing.unlock();
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
