package dev.cartwright.cli;

import java.util.ArrayList;
import java.util.List;

/// What the doctor says of a shop's database.
final class ShopChecks {
    private ShopChecks() {}

    static List<Finding> of(ShopHealth health) {
        if (!health.fault().isEmpty()) {
            return List.of(
                    Finding.fault(
                            "shop",
                            health.place().isEmpty()
                                    ? health.fault()
                                    : health.place() + ": " + health.fault(),
                            "Check woocommerce, woocommerce-user and woocommerce-password, and that"
                                    + " the database runs and lets us in."));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("shop", health.place() + ": " + health.found()));
        if (health.readOnly()) {
            findings.add(
                    Finding.warning(
                            "shop rights",
                            "the server lets nobody write, so nothing can be changed there",
                            "Attach to the server that WordPress writes to."));
        }
        rights(
                findings,
                health.hiddenGrants(),
                "carts in a table that we may not read, if it is there, are not served");
        rights(findings, health.cartGrants(), "carts can be read, but not deleted or restored");
        rights(findings, health.keyGrants(), "keys can be used, but not made, changed or revoked");
        findings.addAll(speed(health));
        return findings;
    }

    /// How changed carts are found.
    private static List<Finding> speed(ShopHealth health) {
        ShopHealth.Log log = health.log();
        if (log.fault().isEmpty()) {
            return List.of(Finding.ok("shop log", "changed carts are told by the binary log"));
        }
        if (health.indexes().isEmpty()) {
            return List.of();
        }
        String grant = log.grant().isEmpty() ? "" : " Or: " + log.grant();
        return List.of(
                Finding.warning(
                        "shop index",
                        "changed carts are found by going through all of them; the binary log"
                                + " cannot be followed: "
                                + log.fault(),
                        "To find them at once: " + String.join(" ", health.indexes()) + grant));
    }

    private static void rights(List<Finding> findings, List<String> grants, String what) {
        if (grants.isEmpty()) {
            return;
        }
        findings.add(
                Finding.warning("shop rights", what, "To allow it: " + String.join(" ", grants)));
    }
}
