package dev.cartwright.woocommerce;

import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.Role;
import dev.cartwright.access.UserStore;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionStore;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.woocommerce.CartRows.Source;
import dev.cartwright.woocommerce.ImportProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings a WooCommerce shop's dump into our stores: settings, products, coupons, roles, users,
/// keys and carts.
///
/// May be run again, also after it was interrupted: what is the same stays, and what was deleted
/// here is not revived. A key that is in both tables of carts counts in `cocart_carts`.
public final class ImportWooCommerce {
    private static final int STEP = 500;

    private final SessionStore sessions;
    private final UserStore users;
    private final ShopStore shop;
    private final ImportKeys keys;
    private final InstantSource clock;

    public ImportWooCommerce(
            SessionStore sessions,
            UserStore users,
            ShopStore shop,
            ImportKeys keys,
            InstantSource clock) {
        this.sessions = sessions;
        this.users = users;
        this.shop = shop;
        this.keys = keys;
        this.clock = clock;
    }

    /// @param file plain or packed with gzip
    /// @param prefix of the tables, as `wp_`; empty takes the first shop in the dump with carts
    /// @throws DumpException when the file holds no shop, or not this one
    public ImportReport run(Path file, Optional<String> prefix, ImportProgress progress)
            throws IOException {
        DumpFormat.check(file);
        long size = SqlDump.size(file);
        try (SqlDump dump =
                SqlDump.survey(file, Site.READ, read -> progress.at(Step.SURVEY, read, size))) {
            List<String> prefixes = Site.prefixes(dump);
            return run(dump, prefixes, choose(file.toString(), prefixes, prefix), progress);
        }
    }

    /// As [#run(Path, Optional, ImportProgress)], from a living shop.
    ///
    /// @param place what it is called in a failure
    /// @param prefix of the tables; may be empty where only one shop is
    /// @throws DumpException also when there are several: which of them has carts changes, and the
    ///     next run must not take another one
    public ImportReport run(
            String place, ShopTables tables, Optional<String> prefix, ImportProgress progress)
            throws IOException {
        List<String> prefixes = Site.prefixes(tables);
        if (prefix.isEmpty() && prefixes.size() > 1) {
            throw new DumpException(
                    "%s holds several shops; name one by its prefix, of %s"
                            .formatted(place, String.join(", ", prefixes)));
        }
        return run(tables, prefixes, choose(place, prefixes, prefix), progress);
    }

    private ImportReport run(
            ShopTables tables, List<String> prefixes, String prefix, ImportProgress progress)
            throws IOException {
        return new Run(tables, Site.of(tables, prefix), progress).run(prefixes);
    }

    /// Compares every cart of a shop with ours.
    ///
    /// @param done what the import of it has told
    public ImportCheck verify(ShopTables tables, ImportReport done) throws IOException {
        Site site = Site.of(tables, done.prefix());
        ShopOptions options = ShopOptions.read(tables, site);
        var people = new People(tables, site, new Notes());
        Map<Long, Account> accounts = people.accounts(owners(tables, site));
        return new VerifyImport(tables, site, sessions)
                .run(
                        from -> new CartRows(from, options.currency(), accounts, clock.instant()),
                        done.carts());
    }

    private static String choose(String file, List<String> prefixes, Optional<String> wanted)
            throws DumpException {
        if (prefixes.isEmpty()) {
            throw new DumpException("%s has no tables of CoCart or WooCommerce".formatted(file));
        }
        if (wanted.isEmpty()) {
            return prefixes.getFirst();
        }
        for (String prefix : prefixes) {
            if (prefix.equals(wanted.get()) || prefix.endsWith("." + wanted.get())) {
                return prefix;
            }
        }
        throw new DumpException(
                "%s has no shop with the prefix %s, but %s"
                        .formatted(file, wanted.get(), String.join(", ", prefixes)));
    }

    /// One import.
    private final class Run {
        private final ShopTables dump;
        private final Site site;
        private final ImportProgress progress;
        private final Notes notes = new Notes();
        private int productCount;
        private int userCount;

        Run(ShopTables dump, Site site, ImportProgress progress) {
            this.dump = dump;
            this.site = site;
            this.progress = progress;
        }

        ImportReport run(List<String> prefixes) throws IOException {
            damage();
            ShopOptions options = ShopOptions.read(dump, site);
            List<Coupon> coupons = importShop(options);
            People people = new People(dump, site, notes);
            List<Role> roles = people.roles(options.roles());
            importUsers(people, roles);
            List<ImportKeys.PlainKey> plain = ApiKeys.read(dump, site, options.zone(), notes);
            int keyCount = plain.isEmpty() ? 0 : keys.importAll(plain, Actor.IMPORT).changed();
            List<ImportReport.Carts> carts = importCarts(options, people);
            return new ImportReport(
                    !dump.cutOff(),
                    site.prefix(),
                    roles.size(),
                    userCount,
                    keyCount,
                    productCount,
                    coupons.size(),
                    options.found(),
                    carts,
                    notes.kept(),
                    notes.omitted(),
                    new Leftovers(dump, site).list(prefixes));
        }

        private void damage() {
            if (dump.cutOff()) {
                notes.add("", "", "the file ends in the middle of a statement");
            }
            if (dump.malformed() > 0) {
                notes.add("", "", dump.malformed() + " statements could not be read to their end");
            }
        }

        private List<Coupon> importShop(ShopOptions options) throws IOException {
            long total = dump.rowCount(site.table("posts"));
            progress.at(Step.SHOP, 0, total);
            var catalogue = new Catalogue(dump, site, options);
            String placeholder =
                    catalogue.read(
                            STEP,
                            products -> {
                                shop.importProducts(products, Actor.IMPORT);
                                productCount += products.size();
                            });
            if (options.found()) {
                shop.importSettings(options.settings(placeholder), Actor.IMPORT);
            } else {
                notes.add(site.table("options"), "", "no settings; amounts count as US dollars");
            }
            List<Coupon> coupons = catalogue.coupons();
            for (int from = 0; from < coupons.size(); from += STEP) {
                int to = Math.min(from + STEP, coupons.size());
                shop.importCoupons(coupons.subList(from, to), Actor.IMPORT);
            }
            progress.at(Step.SHOP, total, total);
            return coupons;
        }

        private void importUsers(People people, List<Role> roles) throws IOException {
            long total = dump.rowCount(site.usersPrefix() + "users");
            progress.at(Step.USERS, 0, total);
            if (!roles.isEmpty()) {
                users.importRoles(roles, Actor.IMPORT);
            }
            long[] read = new long[1];
            people.users(
                    roles,
                    STEP,
                    some -> {
                        userCount += users.importAll(some, Actor.IMPORT);
                        read[0] += some.size();
                        progress.at(Step.USERS, read[0], total);
                    });
        }

        private List<ImportReport.Carts> importCarts(ShopOptions options, People people)
                throws IOException {
            var keysTaken = new KeyHashes();
            Map<Long, Account> accounts = people.accounts(owners(dump, site));
            var reports = new ArrayList<ImportReport.Carts>();
            for (Source from : Source.values()) {
                String table = site.table(from.table());
                if (!dump.names().contains(table)) {
                    continue;
                }
                var rows = new CartRows(from, options.currency(), accounts, clock.instant());
                var carts = new ImportCarts(sessions, rows, table, notes);
                Step step = from == Source.COCART ? Step.CARTS : Step.SESSIONS;
                reports.add(carts.run(dump, keysTaken::add, step, progress));
            }
            return reports;
        }
    }

    /// Users with a cart, whose names and e-mails a cart may lack.
    private static Set<Long> owners(ShopTables dump, Site site) throws IOException {
        Set<Long> owners = new HashSet<>();
        for (Source from : Source.values()) {
            dump.rows(
                    site.table(from.table()),
                    List.of(from.keyColumn()),
                    row ->
                            CartKey.parse(row.text(from.keyColumn()))
                                    .map(CartRows::owner)
                                    .map(Owner::userId)
                                    .ifPresent(owners::add));
        }
        owners.remove(0L); // guests
        return owners;
    }
}
