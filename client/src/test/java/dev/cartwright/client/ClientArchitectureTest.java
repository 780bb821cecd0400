package dev.cartwright.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the library may lean on: the JDK, a JSON parser, and nothing of the server.
class ClientArchitectureTest {
    private static final int JAVA_17 = 61;
    private static final ArchRule LEANS_ON_LITTLE =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.cartwright.client",
                            "java..",
                            "javax.net.ssl",
                            "tools.jackson.core..",
                            "org.jspecify.annotations");

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.cartwright.client");

    @Test
    void leansOnTheJdkAndAJsonParserOnly() {
        LEANS_ON_LITTLE.check(CODE);
        assertThat(CODE).hasSizeGreaterThan(40);
    }

    @Test
    void onlyOneClassKnowsTheJsonParserAndOneSendsRequests() {
        only("tools.jackson..", "Json").check(CODE);
        noClasses()
                .that()
                .doNotHaveSimpleName("Transport")
                .should()
                .callMethod(java.net.http.HttpRequest.class, "newBuilder", java.net.URI.class)
                .check(CODE);
    }

    @Test
    void nobodyReadsTheClockBehindTheBack() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
    }

    @Test
    void runsOnJava17() throws IOException {
        try (var in = CartwrightClient.class.getResourceAsStream("CartwrightClient.class")) {
            assertThat(in).isNotNull();
            var data = new DataInputStream(in);
            data.readInt();
            assertThat(data.readInt()).isEqualTo(JAVA_17);
        }
    }

    /// Without this, a rule that matches nothing would look like a rule that holds.
    @Test
    void aPlantedFaultIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(ClientArchitectureTest.class);
        assertThatThrownBy(() -> LEANS_ON_LITTLE.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("archunit");
    }

    private static ArchRule only(String library, String type) {
        return noClasses()
                .that()
                .haveNameNotMatching(".*\\." + type + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
