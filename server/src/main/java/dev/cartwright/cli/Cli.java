package dev.cartwright.cli;

import dev.cartwright.outage.Contended;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: the tree of commands, and how it ends.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage. Errors are sentences on standard error.
public final class Cli {
    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

    private final Context context;

    public Cli(
            Configuration configuration,
            Installations installations,
            Servers servers,
            Shops shops,
            Console console,
            InstantSource clock,
            String version) {
        context =
                new Context(
                        configuration,
                        installations,
                        servers,
                        shops,
                        console,
                        new Json(),
                        clock,
                        version);
    }

    /// Runs one command and tells the exit code.
    public int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    /// Only the command that is asked for is made, since each costs a start some milliseconds; all
    /// of them where help or a suggestion must name them.
    private CommandLine commandLine(String[] arguments) {
        CommandLine root = new CommandLine(new Group());
        Map<String, Supplier<CommandLine>> commands = commands();
        Supplier<CommandLine> wanted = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (wanted != null) {
            root.addSubcommand(arguments[0], wanted.get());
        } else {
            commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        }
        root.getCommandSpec()
                .usageMessage()
                .description("Keeps the carts of a shop and serves them over the Sessions API.")
                .footer(
                        "",
                        "Start with:",
                        "  cartwright serve --demo",
                        "",
                        "Exit codes: 0 done, 1 failed, 2 wrong usage.");
        root.setCommandName("cartwright");
        finish(root);
        root.setOut(writer(context.console().out()));
        root.setErr(writer(context.console().err()));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setParameterExceptionHandler((wrong, _) -> explain(wrong));
        root.setExecutionExceptionHandler((failure, _, _) -> explain(failure));
        return root;
    }

    private Map<String, Supplier<CommandLine>> commands() {
        var commands = new LinkedHashMap<String, Supplier<CommandLine>>();
        commands.put("serve", () -> new Serve(context).commandLine());
        commands.put(
                "api",
                () ->
                        group(
                                "Make and manage consumer keys.",
                                new ApiCreate(context),
                                new ApiList(context),
                                new ApiShow(context),
                                new ApiUsage(context),
                                new ApiUpdate(context),
                                new ApiRoll(context),
                                new ApiEnd(context),
                                new ApiDisable(context),
                                new ApiEnable(context),
                                new ApiExpose(context),
                                new ApiRevoke(context)));
        commands.put(
                "user",
                () ->
                        group(
                                "Make, list and delete users.",
                                new UserCreate(context),
                                new UserList(context),
                                new UserDelete(context)));
        commands.put(
                "sessions",
                () ->
                        group(
                                "List, inspect and clean up carts.",
                                new SessionsList(context),
                                new SessionsGet(context),
                                new SessionsDelete(context),
                                new SessionsRestore(context),
                                new SessionsReindex(context),
                                new SessionsExport(context)));
        commands.put(
                "audit",
                () ->
                        group(
                                "Tell who did what, and check that nobody changed the log.",
                                new AuditList(context),
                                new AuditVerify(context),
                                new AuditExport(context),
                                new AuditPersonalData(context)));
        commands.put(
                "secrets",
                () ->
                        group(
                                "Rotate what the secrets of consumer keys are sealed with.",
                                new SecretsList(context),
                                new SecretsRotate(context),
                                new SecretsStart(context),
                                new SecretsRetire(context)));
        commands.put(
                "jobs",
                () ->
                        group(
                                "Tell and do what a server does at set times.",
                                new JobsList(context),
                                new JobsRun(context)));
        commands.put(
                "import",
                () -> group("Take over the data of another store.", new ImportCommand(context)));
        commands.put(
                "export",
                () -> group("Give data back to another store.", new ExportCommand(context)));
        commands.put("backup", () -> new CommandLine(new BackupCommand(context)));
        commands.put("doctor", () -> new CommandLine(new Doctor(context)));
        return commands;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static CommandLine group(String description, Object... commands) {
        var line = new CommandLine(new Group());
        line.getCommandSpec().usageMessage().description(description);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }

    /// Gives each command of the tree its help and version.
    private void finish(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().version("cartwright " + context.version());
        command.getSubcommands().values().forEach(this::finish);
    }

    private int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String message = wrong.getMessage();
        context.console().note("cartwright: " + (message == null ? "Wrong usage." : message));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private int explain(Exception failure) {
        context.console().progressDone();
        context.console().note("cartwright: " + sentence(failure));
        LOG.debug("command failed", failure);
        boolean wrongUsage = failure instanceof CommandFailure told && told.wrongUsage();
        return wrongUsage ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case CommandFailure told -> told.text();
            case UncheckedIOException wrapped -> file(wrapped.getCause());
            case IOException io -> file(io);
            case InterruptedException _ -> "Interrupted before it was done.";
            case Outage passing -> CommandFailure.because(passing).text(); // no fault in the set-up
            case InDoubt doubt -> CommandFailure.because(doubt).text();
            case Contended lost -> CommandFailure.because(lost).text();
            default ->
                    "This did not work: %s. 'cartwright doctor' checks the set-up."
                            .formatted(
                                    String.valueOf(failure.getMessage()).replaceFirst("\\.$", ""));
        };
    }

    private static String file(@Nullable IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "'%s' is not there.".formatted(missing.getFile());
            case AccessDeniedException denied ->
                    "This user may not use '%s'.".formatted(denied.getFile());
            case null -> "Could not read or write a file.";
            default -> "Could not read or write: %s.".formatted(failure.getMessage());
        };
    }

    /// A word before other commands, which does nothing by itself.
    @Command
    private static final class Group implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Say which command: %s."
                                .formatted(String.join(", ", spec.subcommands().keySet())));
            }
        }
    }
}
