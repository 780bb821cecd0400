package dev.cartwright.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `backup`: a checked copy of the database, also while a server writes to it.
@Command(
        name = "backup",
        description = "Copy the database while it is in use, and check the copy by opening it.",
        footer = {
            "",
            "The key file is not in the copy: keep it apart, for without it no consumer key works.",
            "",
            "Example:",
            "  cartwright backup --output=carts-monday.db"
        })
final class BackupCommand extends StoreCommand {
    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "A new file for the copy.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    BackupCommand(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        if (output != null && Files.exists(output)) {
            throw new CommandFailure(
                    "'%s' is there already and is not overwritten; name another file."
                            .formatted(output));
        }
    }

    @Override
    int run(Installation installation) {
        if (output == null) {
            throw new IllegalStateException("picocli gave no file");
        }
        Path file = output.toAbsolutePath();
        BackupReport report = installation.backup(file);
        if (json) {
            context.json()
                    .line(
                            console().bytes(),
                            out -> {
                                out.writeStartObject();
                                out.writeStringProperty("file", file.toString());
                                out.writeNumberProperty("bytes", report.bytes());
                                out.writeNumberProperty("sessions", report.sessions());
                                out.writeStringProperty(
                                        "key_file_not_included", installation.keyFile().toString());
                                out.writeEndObject();
                            });
            return DONE;
        }
        console()
                .line(
                        "%s holds %d carts (%d bytes) and opens without a fault."
                                .formatted(file, report.sessions(), report.bytes()));
        console()
                .line(
                        "The key file %s is not in it: keep a copy of that apart, for no consumer"
                                        .formatted(installation.keyFile())
                                + " key works without it.");
        return DONE;
    }
}
