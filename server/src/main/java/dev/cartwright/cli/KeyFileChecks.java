package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.SecretSealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What the doctor asks of the key file, and of the keys that are sealed with it.
final class KeyFileChecks {
    private static final String SUBJECT = "key file";
    private static final int STICKY = 01000;
    private static final int NAMED = 10;

    private KeyFileChecks() {}

    /// What can be told without opening anything.
    static List<Finding> file(Path file) {
        if (!Files.exists(file)) {
            return List.of(
                    Finding.warning(
                            SUBJECT,
                            file + " is not there",
                            "The first key makes it. If there are keys already, put its copy back:"
                                    + " they do not work without it."));
        }
        if (!Files.isReadable(file)) {
            return List.of(
                    Finding.fault(
                            SUBJECT,
                            file + " cannot be read by this user",
                            "Run as its owner, or give it to this user with chown."));
        }
        var findings = new ArrayList<Finding>();
        if (KeyFile.complaint(file).isPresent()) {
            findings.add(
                    Finding.fault(
                            SUBJECT,
                            file + " is open to other users",
                            "Run: chmod 600 '" + file + "'"));
        }
        directory(file).ifPresent(findings::add);
        if (KeyFile.hasDraft(file)) {
            findings.add(
                    Finding.warning(
                            SUBJECT,
                            "a change of " + file + " was cut short and left a draft",
                            "Repeat the change, or delete the file that ends with .next."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(SUBJECT, file + " is closed to other users"));
        }
        return findings;
    }

    /// Whoever may write to the directory may put another file in the place of this one.
    private static Optional<Finding> directory(Path file) {
        try {
            Path directory = Objects.requireNonNull(file.toRealPath().getParent());
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(directory);
            boolean others = rights.contains(PosixFilePermission.OTHERS_WRITE);
            boolean group = rights.contains(PosixFilePermission.GROUP_WRITE);
            if ((!others && !group) || sticky(directory)) {
                return Optional.empty();
            }
            String message =
                    "%s can be replaced by %s, who may write to %s (%s)"
                            .formatted(
                                    file,
                                    others ? "everybody" : "its group",
                                    directory,
                                    PosixFilePermissions.toString(rights));
            String remedy = "Run: chmod go-w '" + directory + "'";
            return Optional.of(
                    others
                            ? Finding.fault(SUBJECT, message, remedy)
                            : Finding.warning(SUBJECT, message, remedy));
        } catch (UnsupportedOperationException | IOException _) {
            return Optional.empty(); // no such rights here
        }
    }

    /// There, everybody may make files and nobody may take away another's.
    private static boolean sticky(Path directory) {
        try {
            return Files.getAttribute(directory, "unix:mode") instanceof Integer mode
                    && (mode & STICKY) != 0;
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException _) {
            return false;
        }
    }

    /// What the keys say of it.
    static List<Finding> keys(Installation installation, Instant now) {
        var findings = new ArrayList<Finding>();
        SecretSealing sealing = installation.sealing();
        KeyFileUse use = KeyFileUse.of(installation, now);
        List<ConsumerKey> lost =
                installation.keys().all().stream()
                        .filter(key -> !key.overAt(now) && !sealing.canOpen(key.secret()))
                        .toList();
        if (lost.isEmpty()) {
            findings.add(Finding.ok("consumer keys", "the key file opens every one"));
        } else {
            findings.add(
                    Finding.fault(
                            "consumer keys",
                            "%d cannot be opened with this key file: %s"
                                    .formatted(lost.size(), some(lost)),
                            "Put the copy of the key file back that they were made with, or"
                                    + " revoke them and make new ones."));
        }
        for (int id : use.unused()) {
            findings.add(
                    Finding.warning(
                            "peppers",
                            "no key is sealed with pepper " + id + " any more",
                            "Run: cartwright secrets retire " + id));
        }
        return findings;
    }

    private static String some(List<ConsumerKey> keys) {
        List<String> ids = keys.stream().limit(NAMED).map(key -> Long.toString(key.id())).toList();
        return String.join(", ", ids) + (keys.size() > NAMED ? ", …" : "");
    }
}
