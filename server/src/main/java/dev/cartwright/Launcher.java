package dev.cartwright;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.log.Logging;
import dev.cartwright.store.sql.DataDirectoryLock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Opens what a command works on.
record Launcher(
        CommandConfiguration configuration,
        Logging logging,
        EndSignal end,
        InstantSource clock,
        SecureRandom random) {

    /// @param create whether a missing directory or database is set up
    Installation installation(dev.cartwright.cli.Settings settings, boolean create) {
        String database = Optional.ofNullable(settings.database()).orElse("");
        var where = new HashMap<String, String>();
        where.put(Settings.DATA.name(), settings.data().toString());
        where.put(Settings.DATABASE.name(), database);
        if (settings.keyFile() != null) {
            where.put(Settings.KEY_FILE.name(), settings.keyFile().toString());
        }
        return Stores.open(configuration.load(where), create, clock, random);
    }

    /// @param flags value by setting name
    Server server(Map<String, String> flags) {
        Config config = configuration.load(flags);
        logging.start(config.get(Settings.LOG_FORMAT), config.get(Settings.LOG_LEVEL));
        return server(config);
    }

    private Server server(Config config) {
        Path data = config.get(Settings.DATA);
        Stores.prepare(data);
        DataDirectoryLock lock =
                DataDirectoryLock.tryAcquire(data)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                ("Another server runs on %s already; stop it first,"
                                                                + " or name another directory"
                                                                + " with --data.")
                                                        .formatted(data)));
        try {
            Stores stores = Stores.open(config, true, clock, random);
            return new LockedServer(new App(config, stores, end, clock, random), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }
}
