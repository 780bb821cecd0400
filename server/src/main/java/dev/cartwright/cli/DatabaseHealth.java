package dev.cartwright.cli;

import java.util.List;

/// What a database says of itself.
///
/// @param product name and version
/// @param durable false when an acknowledged write may be lost with the power
/// @param durability the settings behind `durable`, for people: `journal_mode=wal synchronous=full`
/// @param schemaVersion of the tables
/// @param expectedSchemaVersion what this program was made for
/// @param faults damage, one line each; empty when it is sound
public record DatabaseHealth(
        String product,
        boolean durable,
        String durability,
        String schemaVersion,
        String expectedSchemaVersion,
        List<String> faults) {
    public DatabaseHealth {
        faults = List.copyOf(faults);
    }
}
