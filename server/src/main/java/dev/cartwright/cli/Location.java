package dev.cartwright.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the data and what seals it lie, as every command takes it.
final class Location {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the database and the key file. Default: ./data")
    private @Nullable String data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "JDBC URL of a PostgreSQL database to use instead of the embedded one.")
    private @Nullable String database;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File that seals secrets. Default: secret.keys in the data directory")
    private @Nullable String keyFile;

    Map<String, String> flags() {
        var flags = new LinkedHashMap<String, String>();
        if (data != null) {
            flags.put("data", data);
        }
        if (database != null) {
            flags.put("database", database);
        }
        if (keyFile != null) {
            flags.put("key-file", keyFile);
        }
        return flags;
    }
}
