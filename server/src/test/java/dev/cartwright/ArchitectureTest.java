package dev.cartwright;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.cartwright.planted.cart.ReachesUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The layout of the house: which package may import which.
///
/// Plain tests, since ArchUnit's own fields silently do not run under newer Surefire.
class ArchitectureTest {
    private static final String ROOT = "dev.cartwright.";
    private static final String[] JDK = {"java..", "javax.crypto..", "org.jspecify.annotations.."};
    private static final List<String> CORE =
            List.of("cart..", "page..", "event..", "php..", "outage..");
    private static final List<String> FEATURES =
            List.of("session..", "access..", "shop..", "usage..", "limit..", "audit..", "job..");

    /// What each package may import of ours and of others, beside the JDK and itself.
    private static final Map<String, List<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("cart..", List.of()),
                    Map.entry("page..", List.of()),
                    Map.entry("event..", List.of()),
                    Map.entry("log..", List.of("ch.qos.logback..", "org.slf4j..")),
                    Map.entry("php..", List.of()),
                    Map.entry("outage..", List.of()),
                    Map.entry("session..", own(CORE)),
                    Map.entry(
                            "access..",
                            with(own(CORE), "org.springframework.security.crypto.bcrypt..")),
                    Map.entry("shop..", own(CORE)),
                    Map.entry("audit..", own(CORE)),
                    Map.entry("usage..", own(CORE)),
                    Map.entry("job..", own(CORE, List.of("access..", "usage.."))),
                    Map.entry(
                            "limit..",
                            with(
                                    own(CORE),
                                    "io.github.bucket4j..",
                                    "com.github.benmanes.caffeine..")),
                    Map.entry("woocommerce..", own(CORE, FEATURES, List.of("woocommerce.."))),
                    Map.entry("demo..", own(CORE, FEATURES)),
                    Map.entry("wire..", with(own(CORE, FEATURES), "tools.jackson..")),
                    Map.entry(
                            "http..",
                            with(
                                    own(CORE, List.of("access..", "limit..", "wire..")),
                                    "tools.jackson..",
                                    "io.helidon..",
                                    "javax.net.ssl..",
                                    "io.micrometer..",
                                    "org.slf4j..")),
                    Map.entry(
                            "rest..",
                            with(
                                    own(CORE, FEATURES, List.of("http..", "wire..")),
                                    "tools.jackson..",
                                    "com.github.benmanes.caffeine..",
                                    "io.micrometer..")),
                    Map.entry(
                            "cli..",
                            with(
                                    own(
                                            CORE,
                                            FEATURES,
                                            List.of("wire..", "woocommerce..", "demo..")),
                                    "picocli..",
                                    "tools.jackson..",
                                    "org.slf4j..")),
                    Map.entry(
                            "store.sql..",
                            with(
                                    own(CORE, FEATURES),
                                    "javax.sql..",
                                    "tools.jackson..",
                                    "com.zaxxer.hikari..",
                                    "com.github.kagkarlsson..",
                                    "org.flywaydb..",
                                    "org.sqlite..",
                                    "org.postgresql..",
                                    "org.roaringbitmap..",
                                    "com.github.benmanes.caffeine..",
                                    "org.slf4j..")),
                    Map.entry(
                            "store.woocommerce..",
                            with(
                                    own(CORE, FEATURES, List.of("woocommerce..")),
                                    "javax.sql..",
                                    "com.zaxxer.hikari..",
                                    "org.mariadb.jdbc..",
                                    "com.github.shyiko.mysql.binlog..",
                                    "javax.net.ssl..",
                                    "com.github.benmanes.caffeine..",
                                    "org.slf4j..")));

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.cartwright");

    @Test
    void everyPackageHasALineInTheTable() {
        classes()
                .that()
                .resideInAPackage("dev.cartwright.*..")
                .should()
                .resideInAnyPackage(
                        MAY_IMPORT.keySet().stream().map(ROOT::concat).toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void importsGoDownOnly() {
        MAY_IMPORT.forEach((from, allowed) -> importsOf(from, allowed).check(CODE));
    }

    @Test
    void onlyStoresAndTheEntrySpeakSql() {
        noClasses()
                .that(not(resideInAnyPackage("dev.cartwright.store..", "dev.cartwright")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
                .check(CODE);
    }

    @Test
    void onlyOnePackageTouchesTheWebLibrary() {
        noClasses()
                .that(not(resideInAPackage("dev.cartwright.http..")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.helidon.."))
                .check(CODE);
    }

    @Test
    void onlyTwoClassesKnowTheBinaryLogsLibrary() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.store\\.woocommerce\\.Log(Client|Events)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.shyiko.."))
                .check(CODE);
    }

    @Test
    void noPackagesImportEachOtherInACycle() {
        slices().matching("dev.cartwright.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void nobodyReadsTheClockBehindTheBack() {
        noClasses()
                .that(not(resideInAnyPackage("dev.cartwright")))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
    }

    /// Without this, a rule that matches nothing would look like a rule that holds.
    @Test
    void aPlantedFaultIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(ReachesUp.class);
        ArchRule rule = importsOf("planted.cart..", List.of()).allowEmptyShould(false);
        assertThatThrownBy(() -> rule.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SessionStore");
        assertThat(planted).hasSize(1);
    }

    private static ArchRule importsOf(String from, List<String> allowed) {
        var all = new ArrayList<>(allowed);
        all.addAll(List.of(JDK));
        all.add(ROOT + from);
        return classes()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    @SafeVarargs
    private static List<String> own(List<String>... packages) {
        var all = new ArrayList<String>();
        for (List<String> some : packages) {
            some.forEach(name -> all.add(ROOT + name));
        }
        return all;
    }

    private static List<String> with(List<String> packages, String... more) {
        var all = new ArrayList<>(packages);
        all.addAll(List.of(more));
        return all;
    }
}
