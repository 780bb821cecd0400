package dev.cartwright.cli;

import java.util.ArrayList;
import java.util.List;

/// What the doctor asks of the database.
final class DatabaseChecks {
    private DatabaseChecks() {}

    static List<Finding> of(DatabaseHealth health) {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("database", health.product()));
        findings.add(durability(health));
        findings.add(schema(health));
        if (health.faults().isEmpty()) {
            findings.add(Finding.ok("integrity", "no damage found"));
        }
        for (String fault : health.faults()) {
            findings.add(
                    Finding.fault(
                            "integrity",
                            fault,
                            "Stop the server, keep the damaged file and restore a backup."));
        }
        return findings;
    }

    private static Finding durability(DatabaseHealth health) {
        if (!health.durable()) {
            return Finding.fault(
                    "durability",
                    health.durability(),
                    "Acknowledged writes may be lost with the power; set it back to full.");
        }
        return Finding.ok("durability", health.durability());
    }

    private static Finding schema(DatabaseHealth health) {
        String there = health.schemaVersion();
        String wanted = health.expectedSchemaVersion();
        if (there.equals(wanted)) {
            return Finding.ok("schema", "version " + there);
        }
        String message =
                "version %s, but this program is made for version %s".formatted(there, wanted);
        return Finding.fault(
                "schema",
                message,
                newer(there, wanted)
                        ? "Install the newer program that made these tables: this one is too old."
                        : "Stop every server on it and start this program once: it migrates.");
    }

    /// Versions are written with leading zeros, of the same or of another length.
    private static boolean newer(String version, String than) {
        return Long.parseLong(version) > Long.parseLong(than);
    }
}
