package dev.cartwright.cli;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// `serve`: runs the server until it is asked to end.
///
/// Its flags are the settings that [Configuration] knows, and `--demo`.
@Command(
        name = "serve",
        description = "Start the server.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  cartwright serve --demo --data demo",
            "  cartwright serve --host 0.0.0.0 --port 8443 --tls-certificate cert.pem"
                    + " --tls-key key.pem"
        })
final class Serve implements Callable<Integer> {
    /// Kept for the keys of demo starts, so that none but them are revoked by the next start.
    static final String DEMO_KEY = "Made by serve --demo";

    private static final long ADMINISTRATOR = 1;

    private final Context context;

    @Option(
            names = "--demo",
            description = "Fill an empty data directory with a demo shop, and print a fresh key.")
    private boolean demo;

    private final CommandLine commandLine;

    Serve(Context context) {
        this.context = context;
        commandLine = new CommandLine(this);
        for (Configuration.Flag flag : context.configuration().flags()) {
            commandLine
                    .getCommandSpec()
                    .addOption(
                            OptionSpec.builder("--" + flag.name())
                                    .type(String.class)
                                    .arity("1")
                                    .paramLabel(flag.placeholder())
                                    .description(flag.description())
                                    .build());
        }
    }

    CommandLine commandLine() {
        return commandLine;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Server server = context.servers().open(flags())) {
            if (demo) {
                fill(server.installation());
            }
            URI address = server.start();
            if (demo) {
                introduce(address, server.installation());
            } else if (context.console().terminal()) {
                listening(address);
            }
            server.awaitEnd();
        }
        return StoreCommand.DONE;
    }

    private Map<String, String> flags() {
        var flags = new LinkedHashMap<String, String>();
        ParseResult typed = commandLine.getParseResult();
        Set<String> known = commandLine.getCommandSpec().optionsMap().keySet();
        for (Configuration.Flag flag : context.configuration().flags()) {
            String option = "--" + flag.name();
            if (known.contains(option) && typed != null && typed.hasMatchedOption(option)) {
                flags.put(flag.name(), typed.<String>matchedOptionValue(option, ""));
            }
        }
        return flags;
    }

    private void fill(Installation installation) {
        var shop =
                new DemoShop(
                        installation.sessions(),
                        installation.keys(),
                        installation.users(),
                        installation.shop(),
                        context.clock());
        switch (shop.open()) {
            case DemoShop.Opening.Filled(long carts) ->
                    context.console()
                            .line("The demo shop is set up with %d carts.".formatted(carts));
            case DemoShop.Opening.FoundReady _ -> {}
            case DemoShop.Opening.Refused _ ->
                    throw new CommandFailure(
                            "There is data here that is not the demo's, so --demo leaves it alone;"
                                    + " name a new directory, as in 'serve --demo --data demo'.");
        }
    }

    /// Straight to standard output: the logger must never see a secret.
    private void introduce(URI address, Installation installation) {
        revokeEarlierKeys(installation);
        NewKey made =
                Users.newKey(
                        ADMINISTRATOR, DEMO_KEY, Permission.READ_WRITE, Actor.SYSTEM, installation);
        Console console = context.console();
        listening(address);
        console.line("");
        console.line("Consumer key:    " + made.consumerKey());
        console.line("Consumer secret: " + made.consumerSecret());
        console.line("");
        console.line("Try:");
        console.line(
                "  curl -u %s:%s '%s/wp-json/cocart/v2/sessions?per_page=3'"
                        .formatted(made.consumerKey(), made.consumerSecret(), address));
        console.out().flush();
    }

    private static void revokeEarlierKeys(Installation installation) {
        installation.keys().all().stream()
                .filter(key -> key.revokedAt() == null && key.description().equals(DEMO_KEY))
                .forEach(key -> installation.keys().revoke(key.id(), Actor.SYSTEM));
    }

    private void listening(URI address) {
        context.console()
                .line(
                        "Cartwright %s listens on %s (Ctrl+C ends it)."
                                .formatted(context.version(), address));
    }
}
