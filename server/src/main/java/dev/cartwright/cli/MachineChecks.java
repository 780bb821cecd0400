package dev.cartwright.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What the doctor asks of the machine: Java, the clock, the disk.
final class MachineChecks {
    static final int JAVA = 25;

    private static final long MEGABYTE = 1024 * 1024;
    private static final long LITTLE_SPACE = 1024 * MEGABYTE;
    private static final long NO_SPACE = 100 * MEGABYTE;

    /// When this version was made: an earlier clock is wrong.
    private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private MachineChecks() {}

    static Finding java(Runtime.Version version) {
        if (version.feature() < JAVA) {
            return Finding.fault(
                    "java", "version " + version, "Install a JDK " + JAVA + " or newer.");
        }
        return Finding.ok("java", "version " + version);
    }

    static Finding clock(Instant now) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            return Finding.fault(
                    "clock",
                    "says " + Moments.precise(now) + ", which cannot be",
                    "Set the clock: expiry, signatures and key checks depend on it.");
        }
        return Finding.ok("clock", Moments.precise(now));
    }

    static List<Finding> directory(Path data) {
        Path directory = data.toAbsolutePath().normalize();
        if (!Files.exists(directory)) {
            return List.of(
                    Finding.warning(
                            "data directory",
                            directory + " is not there",
                            "'cartwright serve' makes it; or name another one with --data."));
        }
        if (!Files.isDirectory(directory)) {
            return List.of(
                    Finding.fault(
                            "data directory",
                            directory + " is not a directory",
                            "Name a directory with --data."));
        }
        return List.of(rights(directory), space(directory));
    }

    private static Finding rights(Path directory) {
        if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
            return Finding.fault(
                    "data directory",
                    directory + " cannot be read and written by this user",
                    "Run as its owner, or give it to this user with chown.");
        }
        if (openToOthers(directory, EnumSet.of(PosixFilePermission.OTHERS_WRITE))) {
            return Finding.fault(
                    "data directory",
                    directory + " can be written by everybody",
                    "Run: chmod o-w '" + directory + "'");
        }
        return Finding.ok("data directory", directory + " can be read and written");
    }

    private static Finding space(Path directory) {
        long free;
        try {
            free = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException failure) {
            return Finding.warning(
                    "disk",
                    "free space is not known: " + failure.getMessage(),
                    "Look at it yourself.");
        }
        String message = free / MEGABYTE + " MB free";
        if (free < NO_SPACE) {
            return Finding.fault(
                    "disk", message, "Make room now: writes fail when the disk is full.");
        }
        if (free < LITTLE_SPACE) {
            return Finding.warning("disk", message, "Make room soon.");
        }
        return Finding.ok("disk", message);
    }

    /// False also where the file system knows no such rights.
    private static boolean openToOthers(Path file, Set<PosixFilePermission> unwanted) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            Set<PosixFilePermission> found = EnumSet.copyOf(unwanted);
            found.retainAll(rights);
            return !found.isEmpty();
        } catch (UnsupportedOperationException | IOException _) {
            return false;
        }
    }
}
