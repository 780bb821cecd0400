package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Overlap;
import dev.cartwright.wire.ConsumerKeyJson;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `api roll`: makes a new pair in the place of an old one, which stays valid for a while.
@Command(
        name = "roll",
        description = {
            "Make a new key in the place of an old one, which stays valid for a while.",
            "The new secret is shown once and cannot be shown again."
        },
        footer = {
            "",
            "Examples:",
            "  cartwright api roll 3",
            "  cartwright api roll 3 --overlap=7d",
            "  cartwright api roll 3 --until-silent=6h"
        })
final class ApiRoll extends StoreCommand {
    @Parameters(paramLabel = "ID", description = "The key's number, as 'api list' shows it.")
    private long id;

    @ArgGroup private final Wanted wanted = new Wanted();

    @ArgGroup private final Output output = new Output();

    /// How long the old key lives on.
    static final class Wanted {
        @Option(
                names = "--overlap",
                paramLabel = "TIME",
                converter = Lengths.class,
                description = "How long the old key stays valid: 0 to 30d. Default: 24h")
        private @Nullable Duration overlap;

        @Option(
                names = "--until-silent",
                paramLabel = "TIME",
                converter = Lengths.class,
                description =
                        "Until the old key was not used for so long: 1h to 720h; 30 days at most.")
        private @Nullable Duration silence;

        Overlap overlap() {
            Duration quiet = silence;
            if (quiet != null) {
                boolean whole = quiet.equals(Duration.ofHours(quiet.toHours()));
                if (!whole || quiet.isZero() || quiet.compareTo(Overlap.LONGEST) > 0) {
                    throw CommandFailure.wrongUsage(
                            "--until-silent must be 1h to 720h in whole hours.");
                }
                return new Overlap.UntilSilentFor((int) quiet.toHours());
            }
            if (overlap == null) {
                return Overlap.For.DEFAULT;
            }
            if (overlap.compareTo(Overlap.LONGEST) > 0) {
                throw CommandFailure.wrongUsage("--overlap must be 0 to 30d.");
            }
            return new Overlap.For(overlap);
        }
    }

    ApiRoll(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        wanted.overlap();
    }

    @Override
    int run(Installation installation) {
        KeyOutcome.Rolling rolling =
                installation.keyMaker().roll(id, wanted.overlap(), context.operator());
        KeyOutcome.Rolled rolled =
                switch (rolling) {
                    case KeyOutcome.Rolled done -> done;
                    case KeyOutcome.NotDone not -> throw KeyResults.failure(id, not);
                };
        installation.awaitServers();
        if (output.json) {
            json(rolled, installation);
        } else {
            NewPair.print(rolled.made(), output.porcelain, console());
            if (!output.porcelain) {
                explain(rolled.made(), rolled.previous());
            }
        }
        return DONE;
    }

    private void json(KeyOutcome.Rolled rolled, Installation installation) {
        NewKey made = rolled.made();
        ConsumerKey previous = rolled.previous();
        context.json()
                .line(
                        console().bytes(),
                        out ->
                                ConsumerKeyJson.writeRolled(
                                        made,
                                        status(made.key(), installation),
                                        previous,
                                        status(previous, installation),
                                        out));
    }

    private void explain(NewKey made, ConsumerKey previous) {
        console()
                .line(
                        "Key %d takes the place of key %d, with the same terms."
                                .formatted(made.key().id(), previous.id()));
        console().line(NewPair.ONCE);
        KeyState.Rolled end = previous.state().rolled();
        if (end == null || end.endedAt(context.clock().instant())) {
            console().line("Key %d is refused from now on.".formatted(previous.id()));
            return;
        }
        console()
                .line(
                        "Key %d stays valid %s; 'cartwright api show %d' tells whether it is still used."
                                .formatted(previous.id(), KeyDetails.end(end), previous.id()));
    }
}
