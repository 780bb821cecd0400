package dev.cartwright;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cartwright.access.Keys;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Console;
import dev.cartwright.cli.Server;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.log.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Runs a server on a directory that goes away again and asks it what people ask, so that Java can
/// note down which classes a start needs. The launcher keeps the notes for later starts.
final class Rehearsal {
    private static final List<String> QUESTIONS =
            List.of(
                    "/healthz",
                    "/readyz",
                    "/metrics",
                    "/wp-json/",
                    "/wp-json/cocart/v2/sessions?per_page=3&status=active",
                    "/wp-json/cocart/v2/sessions?search=demo&orderby=total&_envelope&_fields=cart_key",
                    "/wp-json/cocart/v2/session/1000",
                    "/wp-json/cocart/v2/session/1000/items",
                    "/wp-json/cocart/v2/sessions?page=nonsense",
                    "/nowhere");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Files.createTempDirectory("cartwright-rehearsal");
        try {
            parse();
            for (LogFormat format : List.of(LogFormat.TEXT, LogFormat.JSON)) {
                serve(data, format);
            }
        } finally {
            delete(data);
        }
    }

    /// What the command line reads before a start.
    private static void parse() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        try (var logging = new Logging(nowhere)) {
            logging.start(LogFormat.TEXT, LogLevel.WARN);
            Main.cli(logging, new EndSignal(), new Console(nowhere, nowhere, false))
                    .run("serve", "--data", "nowhere", "--port", "no number");
        }
    }

    /// Twice on one directory: the first start sets it up, the second finds it.
    private static void serve(Path data, LogFormat format) throws IOException {
        var configuration =
                new CommandConfiguration(
                        data, Map.of(Settings.DATA.environmentName(), data + "/d"));
        try (var logging = new Logging(OutputStream.nullOutputStream())) {
            logging.start(format, LogLevel.INFO);
            var launcher =
                    new Launcher(
                            configuration,
                            logging,
                            new EndSignal(),
                            Clock.systemUTC(),
                            new SecureRandom());
            try (Server server =
                    launcher.server(
                            Map.of(
                                    Settings.PORT.name(),
                                    "0",
                                    Settings.LOG_FORMAT.name(),
                                    format.name().toLowerCase(Locale.ROOT)))) {
                ask(server);
            }
        }
    }

    private static void ask(Server server) throws IOException {
        var stores = server.installation();
        new DemoShop(
                        stores.sessions(),
                        stores.keys(),
                        stores.users(),
                        stores.shop(),
                        Clock.systemUTC())
                .open();
        URI address = server.start();
        var wish = stores.keyMaker().create(1, "rehearsal", Permission.READ_WRITE, Actor.SYSTEM);
        String login =
                switch (wish) {
                    case Keys.Creation.Created(var made) ->
                            made.consumerKey() + ":" + made.consumerSecret();
                    case Keys.Creation.Refused _ -> ":";
                };
        String basic = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        for (String question : QUESTIONS) {
            answer(address.resolve(question), basic);
        }
    }

    private static void answer(URI question, String basic) throws IOException {
        var connection = (HttpURLConnection) question.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Basic " + basic);
        int status = connection.getResponseCode();
        try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            body.readAllBytes();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
