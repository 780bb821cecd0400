package dev.cartwright.cli;

import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verification.Extent;
import dev.cartwright.audit.Verification.Tampered;
import dev.cartwright.audit.Verifier;
import dev.cartwright.wire.AuditJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `audit verify`: whether the log of acts is as it was sealed.
@Command(
        name = "verify",
        description = "Check the log of acts against its seals; exit code 1 when it was changed.",
        footer = {
            "",
            "Keep the printed head somewhere else: given back later, it also tells whether the end",
            "of the log was cut off.",
            "",
            "Examples:",
            "  cartwright audit verify",
            "  cartwright audit verify --head=4f1c... --json"
        })
final class AuditVerify extends StoreCommand {
    private static final String HEAD = "[0-9a-fA-F]{64}";

    @Option(
            names = "--head",
            paramLabel = "HEX",
            description = "A head that an earlier check printed.")
    private @Nullable String head;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    AuditVerify(Context context) {
        super(context);
    }

    @Override
    void beforeOpening() {
        if (head != null && spec != null && !head.matches(HEAD)) {
            throw new ParameterException(spec.commandLine(), "--head must have 64 hex digits.");
        }
    }

    @Override
    int run(Installation installation) {
        Verification result =
                new Verifier(installation.audit(), installation.auditChain()).run(head);
        if (json) {
            context.json().line(console().bytes(), out -> AuditJson.verification(out, result));
        } else {
            tell(result);
        }
        return result instanceof Tampered ? FAILED : DONE;
    }

    private void tell(Verification result) {
        Extent extent = result.extent();
        switch (result) {
            case Verification.Intact _ ->
                    console()
                            .line(
                                    "Intact: %d entries under %d seals; %d too young for one."
                                            .formatted(
                                                    extent.entries(),
                                                    extent.seals(),
                                                    extent.unsealed()));
            case Tampered(Extent _, var findings, boolean more) -> {
                findings.forEach(finding -> console().line(finding.message()));
                console().line(summary(findings.size(), more, extent));
            }
        }
        if (extent.head() != null) {
            console().line("Head: " + extent.head());
        }
    }

    private static String summary(int findings, boolean more, Extent extent) {
        if (extent.damaged() == extent.seals() && extent.seals() > 0) {
            return "No seal fits: this is another key file, or all seals were changed.";
        }
        return "The log was changed: %d findings%s.".formatted(findings, more ? " and more" : "");
    }
}
