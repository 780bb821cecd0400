package dev.cartwright;

import dev.cartwright.cli.Cli;
import dev.cartwright.cli.Console;
import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.log.Logging;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;

/// Entry of the program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var end = new EndSignal();
        var logging = new Logging(System.err);
        int status = 1;
        try {
            logging.start(LogFormat.TEXT, LogLevel.WARN); // `serve` has settings of its own for it
            status = cli(logging, end, Console.ofSystem()).run(arguments);
        } finally {
            logging.close();
            end.done();
        }
        System.exit(status);
    }

    static Cli cli(Logging logging, EndSignal end, Console console) {
        InstantSource clock = Clock.systemUTC();
        var configuration = new CommandConfiguration(Path.of(""), System.getenv());
        var launcher = new Launcher(configuration, logging, end, clock, new SecureRandom());
        return new Cli(
                configuration,
                launcher::installation,
                launcher::server,
                new LivingShops(configuration),
                console,
                clock,
                version());
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
