package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Totals;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.Times;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionCommandsTest {
    private static final String GUEST = "t_guest0123456789abcdef";

    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @Test
    void theIndexOfAShopIsFilledAnewAndOurOwnCartsHaveNone() {
        assertThat(cli.run("sessions", "reindex").expect(1).err()).contains("are our own");
        assertThat(cli.reindexed).isFalse();
        cli.attached = true;
        assertThat(cli.run("sessions", "reindex").expect(0).out()).contains("fills the index anew");
        assertThat(cli.reindexed).isTrue();
    }

    @Test
    void aListAsJsonIsAnArrayOfTheApisElements() {
        cli.addDemoCarts(30);
        JsonNode list = cli.run("sessions", "list", "--json").expect(0).json();
        assertThat(list).hasSize(10);
        assertThat(list.get(0).propertyNames())
                .contains(
                        "cart_key", "session_key", "customer", "cart_items", "cart_totals", "link");
        JsonNode all = cli.run("sessions", "list", "--json", "--per-page=1000").expect(0).json();
        assertThat(all).hasSize(30);
    }

    @Test
    void filtersAndOrdersAreTheApis() {
        cli.addDemoCarts(200);
        JsonNode list =
                cli.run(
                                "sessions",
                                "list",
                                "--json",
                                "--per-page=1000",
                                "--status=expired",
                                "--customer=guest",
                                "--min-total=20",
                                "--has-items",
                                "--orderby=cart_expiry",
                                "--order=asc")
                        .expect(0)
                        .json();
        assertThat(list).isNotEmpty();
        long before = 0;
        for (JsonNode cart : list) {
            assertThat(cart.get("cart_status").asString()).isEqualTo("expired");
            assertThat(cart.get("cart_key").asString()).startsWith("t_");
            assertThat(Double.parseDouble(cart.get("cart_totals").get("total").asString()))
                    .isGreaterThanOrEqualTo(20);
            assertThat(cart.get("cart_expiry").asLong()).isGreaterThanOrEqualTo(before);
            before = cart.get("cart_expiry").asLong();
        }
        assertThat(cli.run("sessions", "list", "--has-items=false", "--json").expect(0).json())
                .allMatch(cart -> cart.get("item_count").asInt() == 0);
    }

    @Test
    void theCursorOfATableLeadsThroughTheWholeList() {
        cli.addDemoCarts(25);
        var ids = new ArrayList<String>();
        String more = "--page=1";
        while (!more.isEmpty()) {
            String out = cli.run("sessions", "list", more, "--order=asc").expect(0).out();
            out.lines()
                    .skip(1)
                    .takeWhile(line -> !line.isEmpty())
                    .forEach(line -> ids.add(line.substring(0, line.indexOf(' '))));
            int at = out.indexOf("--cursor=");
            more = at < 0 ? "" : out.substring(at).strip();
        }
        assertThat(ids).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void guestsKeysAreMaskedInTablesAndWholeInJson() {
        cli.addAll(List.of(draft(GUEST, 0, "Ann", "ann@example.com"), draft("7", 7, "Bo", "")));
        String table = cli.run("sessions", "list").expect(0).out();
        assertThat(table).contains("t_gu…", "ann@example.com").doesNotContain(GUEST);
        assertThat(cli.run("sessions", "list", "--show-keys").expect(0).out()).contains(GUEST);
        assertThat(cli.run("sessions", "list", "--json").expect(0).out()).contains(GUEST);
        assertThat(cli.run("sessions", "get", GUEST).expect(0).out()).doesNotContain(GUEST);
        assertThat(cli.run("sessions", "get", GUEST, "--json").expect(0).json().get("cart_key"))
                .hasToString('"' + GUEST + '"');
    }

    @Test
    void nothingInACartSteersTheTerminal() {
        String hostile = "\u001b[2J\u009b31m\u202eevil\r\n\u0007";
        cli.addAll(List.of(draft(GUEST, 0, hostile, "")));
        for (String[] command :
                new String[][] {
                    {"sessions", "list"},
                    {"sessions", "get", GUEST},
                    {"sessions", "list", "--json"},
                    {"sessions", "get", GUEST, "--json"},
                    {"sessions", "export", "--format=ndjson"}
                }) {
            String out = cli.run(command).expect(0).out();
            assertThat(out).contains("evil");
            assertThat(out.codePoints().filter(c -> c != '\n' && TerminalText.dangerous(c)))
                    .as(String.join(" ", command))
                    .isEmpty();
        }
        JsonNode name = cli.run("sessions", "get", GUEST, "--json").json().get("customer");
        assertThat(name.get("billing_first_name").asString()).isEqualTo(hostile);
        cli.terminal = true;
        assertThat(cli.run("sessions", "export").out().codePoints())
                .noneMatch(c -> c != '\n' && c != '\r' && TerminalText.dangerous(c));
    }

    @Test
    void oneCartIsShownWithItsContents() {
        cli.addDemoCarts(60);
        String withItems =
                cli.run("sessions", "list", "--has-items", "--json")
                        .json()
                        .get(0)
                        .get("cart_key")
                        .asString();
        assertThat(cli.run("sessions", "get", withItems).expect(0).out())
                .contains("Status:", "Quantity", "Subtotal", "Total");
        assertThat(cli.run("sessions", "get", withItems, "--json").expect(0).json().propertyNames())
                .contains("items", "totals", "removed_items", "problems");
        assertThat(cli.run("sessions", "get", "nobody").expect(1).err()).contains("no cart");
    }

    @Test
    void deleteMovesToTrashAndRestoreBringsBack() {
        cli.addAll(List.of(draft("7", 7, "Bo", "")));
        assertThat(cli.run("sessions", "delete", "7").expect(0).out())
                .contains("1 cart moved to trash.", "worth 12.50 USD");
        cli.run("sessions", "get", "7").expect(1);
        assertThat(cli.run("sessions", "delete", "7").expect(1).err()).contains("1 of the keys");
        assertThat(cli.run("sessions", "list", "--status=trash", "--json").json()).hasSize(1);
        assertThat(cli.run("sessions", "restore", "7", "--json").expect(0).json().get("cart_key"))
                .hasToString("\"7\"");
        cli.run("sessions", "get", "7").expect(0);
        assertThat(cli.run("sessions", "restore", "7").expect(1).err()).contains("in trash");
    }

    @Test
    void restoreNeverReplacesALiveCart() {
        cli.addAll(List.of(draft("7", 7, "Bo", "")));
        cli.run("sessions", "delete", "7").expect(0);
        cli.addAll(List.of(draft("7", 7, "Bo", "")));
        assertThat(cli.run("sessions", "restore", "7").expect(1).err()).contains("live cart");
    }

    @Test
    void forceDeletesForGood() {
        cli.addAll(List.of(draft("7", 7, "Bo", "")));
        assertThat(cli.run("sessions", "delete", "7", "--force").expect(0).out())
                .contains("deleted for good");
        cli.run("sessions", "restore", "7").expect(1);
        assertThat(cli.sessions.counts().byStatus().getOrDefault(Status.TRASH, 0L)).isZero();
    }

    @Test
    void aKeyThatNamesNoCartFailsButTheOthersGo() {
        cli.addAll(List.of(draft("7", 7, "Bo", ""), draft("8", 8, "Cy", "")));
        JsonNode json =
                cli.run("sessions", "delete", "7", "nobody", "8", "--json").expect(1).json();
        assertThat(json.get("deleted").asInt()).isEqualTo(2);
        assertThat(json.get("not_found").get(0).asString()).isEqualTo("nobody");
        assertThat(cli.sessions.counts().live()).isZero();
    }

    @Test
    void aDryRunTellsEverythingAndChangesNothing() {
        cli.addDemoCarts(1300);
        long expired = cli.sessions.counts().byStatus().getOrDefault(Status.EXPIRED, 0L);
        var version = cli.sessions.events().size();
        JsonNode dry =
                cli.run("sessions", "delete", "--status=expired", "--dry-run", "--json")
                        .expect(0)
                        .json();
        assertThat(dry.get("deleted").asLong()).isEqualTo(expired);
        assertThat(dry.get("dry_run").asBoolean()).isTrue();
        assertThat(cli.sessions.events()).hasSize(version);

        JsonNode done =
                cli.run("sessions", "delete", "--status=expired", "--json").expect(0).json();
        assertThat(done.get("deleted").asLong()).isEqualTo(expired);
        assertThat(done.get("totals")).isEqualTo(dry.get("totals"));
        assertThat(cli.sessions.counts().byStatus().getOrDefault(Status.EXPIRED, 0L)).isZero();
        assertThat(cli.sessions.counts().byStatus()).containsEntry(Status.TRASH, expired);
    }

    @Test
    void bulkDeletionGoesInShortSteps() {
        cli.addDemoCarts(1300);
        var steps = new ArrayList<Integer>();
        cli.see(watched("deleteAll", () -> steps.add(cli.sessions.events().size())));
        cli.run("sessions", "delete", "--has-items").expect(0);
        steps.add(cli.sessions.events().size());
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i) - steps.get(i - 1)).isLessThanOrEqualTo(SessionsDelete.STEP);
        }
        assertThat(steps.size()).isGreaterThan(2);
    }

    @Test
    void emptyingTheTrashNeedsForce() {
        cli.addDemoCarts(30);
        cli.run("sessions", "delete", "--has-items").expect(0);
        cli.run("sessions", "delete", "--status=trash").expect(2);
        cli.run("sessions", "delete", "--status=trash", "--force").expect(0);
        assertThat(cli.sessions.counts().byStatus().getOrDefault(Status.TRASH, 0L)).isZero();
    }

    @Test
    void cartsDeletedMeanwhileShiftNothingInAnExport() {
        cli.addDemoCarts(2000);
        List<CartKey> doomed =
                DemoShop.carts(DemoShop.SEED, 2000, CliFixture.NOW)
                        .limit(400)
                        .map(SessionDraft::key)
                        .toList();
        var pages = new ArrayList<String>();
        cli.see(
                watched(
                        "list",
                        () -> {
                            pages.add("page");
                            if (pages.size() == 2) {
                                doomed.forEach(key -> cli.sessions.purge(key, Actor.OPERATOR));
                            }
                        }));
        String out = cli.run("sessions", "export", "--format=ndjson").expect(0).out();
        assertThat(pages).hasSizeGreaterThan(3);
        var keys = new HashSet<String>();
        out.lines().forEach(line -> keys.add(line.substring(13, line.indexOf('"', 13))));
        assertThat(out.lines()).hasSize(2000);
        assertThat(keys).hasSize(2000);
    }

    /// The sessions, telling of each call of one method beforehand.
    private SessionStore watched(String method, Runnable before) {
        return (SessionStore)
                Proxy.newProxyInstance(
                        SessionStore.class.getClassLoader(),
                        new Class<?>[] {SessionStore.class},
                        (_, called, arguments) -> {
                            if (called.getName().equals(method)) {
                                before.run();
                            }
                            try {
                                return called.invoke(cli.sessions, arguments);
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
    }

    static SessionDraft draft(String key, long userId, String first, String email) {
        var address = new Address(first, "X", "", "", "", "", "", "", "", "");
        var cart =
                new Cart(
                        Currency.USD,
                        List.of(),
                        List.of(),
                        new Totals(1250, 0, 0, 0, 0, 0, 0, 0, 1250, 0),
                        List.of(),
                        List.of(),
                        new Customer(userId, email, address, Address.EMPTY),
                        "",
                        null);
        var now = CliFixture.NOW;
        var times = new Times(now, now, now, now.plus(Duration.ofDays(7)), false);
        return new SessionDraft(new CartKey(key), Owner.of(userId), times, "cocart", cart);
    }
}
