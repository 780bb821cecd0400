package dev.cartwright.cli;

import dev.cartwright.access.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `doctor`: looks the set-up over and says how to mend it. Changes nothing.
@Command(
        name = "doctor",
        description = "Check the set-up and say how to mend what is wrong.",
        footer = {
            "",
            "Exit code 1 when something is wrong.",
            "",
            "Example:",
            "  cartwright doctor"
        })
final class Doctor implements Callable<Integer> {
    private final Context context;

    @Mixin private final Location location = new Location();

    @Option(names = "--json", description = "Print a JSON array of findings.")
    private boolean json;

    Doctor(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Finding> findings = examine(context.clock());
        if (json) {
            print(findings);
        } else {
            findings.forEach(this::print);
        }
        boolean wrong = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAULT);
        return wrong ? StoreCommand.FAILED : StoreCommand.DONE;
    }

    private List<Finding> examine(InstantSource clock) {
        var findings = new ArrayList<Finding>();
        findings.add(MachineChecks.java(Runtime.version()));
        findings.add(MachineChecks.clock(clock.instant()));
        Settings settings;
        try {
            settings = context.configuration().settings(location.flags());
        } catch (CommandFailure failure) {
            findings.add(
                    Finding.fault("settings", failure.text(), "Correct the value and try again."));
            return findings;
        }
        findings.add(Finding.ok("settings", "every value is readable"));
        findings.addAll(MachineChecks.directory(settings.data()));
        if (settings.database() != null || Files.isDirectory(settings.data())) {
            stores(settings, findings);
        }
        context.shops()
                .health(location.flags())
                .ifPresent(health -> findings.addAll(ShopChecks.of(health)));
        findings.addAll(NetworkChecks.all(settings, clock));
        return findings;
    }

    private void stores(Settings settings, List<Finding> findings) {
        Path keyFile = settings.keyFile();
        List<Finding> file =
                KeyFileChecks.file(
                        keyFile == null ? settings.data().resolve(KeyFile.NAME) : keyFile);
        findings.addAll(file);
        if (file.stream().anyMatch(finding -> finding.level() == Finding.Level.FAULT)) {
            findings.add(
                    Finding.warning(
                            "database",
                            "not looked at, since nothing opens it with such a key file",
                            "Mend the key file, then run this again."));
            return;
        }
        try (Installation installation = context.installations().open(settings, false)) {
            findings.addAll(KeyFileChecks.keys(installation, context.clock().instant()));
            findings.addAll(DatabaseChecks.of(installation.health()));
        } catch (CommandFailure failure) {
            findings.add(
                    Finding.fault(
                            "database",
                            failure.text(),
                            "Check --data or --database and try again."));
        } catch (RuntimeException failure) {
            findings.add(
                    Finding.fault(
                            "database",
                            "cannot be opened: " + failure.getMessage(),
                            "Restore a backup, or see that the database runs and lets us in."));
        }
    }

    private void print(Finding finding) {
        String mark =
                switch (finding.level()) {
                    case OK -> "ok     ";
                    case WARNING -> "warning";
                    case FAULT -> "WRONG  ";
                };
        context.console().line(mark + "  " + finding.subject() + ": " + finding.message());
        if (!finding.remedy().isEmpty()) {
            context.console().line("         " + finding.remedy());
        }
    }

    private void print(List<Finding> findings) {
        context.json()
                .line(
                        context.console().bytes(),
                        out -> {
                            out.writeStartArray();
                            for (Finding finding : findings) {
                                out.writeStartObject();
                                out.writeStringProperty("level", finding.level().word());
                                out.writeStringProperty("subject", finding.subject());
                                out.writeStringProperty("message", finding.message());
                                out.writeStringProperty("remedy", finding.remedy());
                                out.writeEndObject();
                            }
                            out.writeEndArray();
                        });
    }
}
