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
        if (health.schemaVersion().equals(health.expectedSchemaVersion())) {
            return Finding.ok("schema", "version " + health.schemaVersion());
        }
        return Finding.fault(
                "schema",
                "version %s, but this program is made for %s"
                        .formatted(health.schemaVersion(), health.expectedSchemaVersion()),
                "Stop every server on it and start the newest program once: it migrates.");
    }
}
