package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./cartwright` in a tree of its own, where Maven and most JDKs only say that they were called.
///
/// The script asks for version 99 here, which no JDK of this machine has.
class LauncherTest {
    private static final int OLD = 98;
    private static final int NEW = 99;

    @TempDir private Path directory;
    private Path tree;
    private Path home;
    private Path calls;
    private String bash;

    @BeforeEach
    void plant() throws IOException {
        bash = Tool.require("bash");
        directory = directory.toRealPath();
        tree = directory.resolve("tree");
        home = Files.createDirectory(directory.resolve("home"));
        calls = directory.resolve("calls");
        file(tree.resolve("pom.xml"), "<project/>");
        file(tree.resolve("server/pom.xml"), "<project/>");
        file(tree.resolve("server/src/main/java/A.java"), "class A {}");
        file(tree.resolve(".mvn/wrapper/x.properties"), "");
        script(
                tree.resolve("mvnw"),
                """
                echo "build with $JAVA_HOME" >>"$CALLS"
                if [ -e broken ]; then echo "no such symbol"; exit 1; fi
                mkdir -p server/target/lib
                cp prepared.jar server/target/cartwright-server-1.jar
                """);
        file(tree.resolve("prepared.jar"), "");
        String launcher = Files.readString(Repository.root().resolve("cartwright"));
        assertThat(launcher).contains("\nneeded=25\n");
        launcher(launcher.replace("\nneeded=25\n", "\nneeded=" + NEW + "\n"));
    }

    @Test
    void takesTheJdkOfJavaHomeFirst() throws IOException {
        Path first = jdk(directory.resolve("first"), NEW);
        Path path = onPath(jdk(directory.resolve("second"), NEW + 1));
        assertThat(where(Map.of("JAVA_HOME", first.toString(), "PATH", path + ":" + path())))
                .isEqualTo(first.toString());
    }

    @Test
    void takesTheJdkOnThePathWhenJavaHomeIsTooOld() throws IOException {
        Path old = jdk(directory.resolve("old"), OLD);
        Path jdk = jdk(directory.resolve("on path"), NEW);
        Path path = onPath(jdk);
        assertThat(where(Map.of("JAVA_HOME", old.toString(), "PATH", path + ":" + path())))
                .isEqualTo(jdk.toString());
    }

    @Test
    void looksIntoTheUsualFolders() throws IOException {
        jdk(home.resolve(".jdks/old"), OLD);
        Files.createDirectories(home.resolve(".jdks/without-anything"));
        Path jdk = jdk(home.resolve(".jdks/temurin"), NEW);
        assertThat(where(Map.of())).isEqualTo(jdk.toString());
        Path sdkman = jdk(directory.resolve("sdkman/candidates/java/99.0.1-tem"), NEW);
        assertThat(where(Map.of("SDKMAN_DIR", directory.resolve("sdkman").toString())))
                .isEqualTo(sdkman.toString());
    }

    @Test
    void passesOverAJavaThatIsNoJdk() throws IOException {
        Path runtime = jdk(directory.resolve("runtime"), NEW);
        Files.delete(runtime.resolve("bin/javac"));
        Path jdk = jdk(home.resolve(".jdks/whole"), NEW);
        assertThat(where(Map.of("JAVA_HOME", runtime.toString()))).isEqualTo(jdk.toString());
    }

    @Test
    void refusesAnOldJdkAndSaysWhatToInstall() throws IOException {
        Path old = jdk(directory.resolve("old"), OLD);
        Run run = launch(Map.of("JAVA_HOME", old.toString()), "serve");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("needs a JDK 99 or newer", "JAVA_HOME (" + old + ")")
                .contains("apt-get install temurin-99-jdk", "brew install", "sdk install java")
                .doesNotContain("unbound variable");
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("cartwright: "));
        assertThat(calls).doesNotExist();
    }

    @Test
    void buildsOnceForEachStateOfTheSources() throws IOException {
        Map<String, String> with = withJdk();
        Path source = tree.resolve("server/src/main/java/A.java");
        launch(with, "one");
        launch(with, "two");
        assertThat(count("build")).isEqualTo(1);
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));
        launch(with, "touched only");
        assertThat(count("build")).isEqualTo(1);
        file(source, "class A { int a; }");
        launch(with, "changed");
        assertThat(count("build")).isEqualTo(2);
        file(source.resolveSibling("B.java"), "class B {}");
        launch(with, "more");
        assertThat(count("build")).isEqualTo(3);
        Files.delete(source.resolveSibling("B.java"));
        launch(with, "less, as before");
        assertThat(count("build")).isEqualTo(3);
    }

    @Test
    void sourcesThatAreAsTheyWereAreNotReadAgain() throws IOException {
        assumeTrue(tellsTimesOfChange(), "find tells no times of change to the nanosecond");
        Map<String, String> with = watched();
        launch(with, "one");
        long once = count("reading");
        assertThat(once).isPositive();
        launch(with, "two");
        assertThat(count("reading")).isEqualTo(once);
        Path source = tree.resolve("server/src/main/java/A.java");
        FileTime modified = Files.getLastModifiedTime(source);
        file(source, "class B {}"); // as long as before
        Files.setLastModifiedTime(source, modified);
        launch(with, "three");
        assertThat(count("reading")).isGreaterThan(once);
        assertThat(count("build")).isEqualTo(2);
    }

    @Test
    void aFolderInTheMiddleThatIsExchangedIsSeen() throws IOException {
        Map<String, String> with = withJdk();
        Path source = tree.resolve("server/src");
        Path other = tree.resolve("server/other");
        copy(source, other);
        file(other.resolve("main/java/A.java"), "class A { int other; }");
        String one = app(launch(with, "one"));
        launch(with, "again");
        Files.move(source, tree.resolve("server/away"));
        Files.move(other, source);
        assertThat(app(launch(with, "exchanged"))).isNotEqualTo(one);
    }

    @Test
    void startsWhereNothingCanBeNoted() throws IOException {
        Map<String, String> with = withJdk();
        launch(with, "one");
        Path source = tree.resolve("server/src/main/java/A.java");
        file(source.resolveSibling("B.java"), "class B {}");
        launch(with, "two");
        Path seen = tree.resolve(".cartwright/seen");
        Files.deleteIfExists(seen);
        Files.createDirectories(seen.resolve("in the way"));
        Files.delete(source.resolveSibling("B.java"));
        assertThat(launch(with, "as before").exit()).isEqualTo(3);
        assertThat(count("build")).isEqualTo(2);
    }

    @Test
    void theCacheMayBeNamedFromWhereOneStands() throws IOException {
        var with = new HashMap<>(watched());
        with.put("CARTWRIGHT_CACHE", "kept");
        launch(with, "one");
        long once = count("reading");
        assertThat(launch(with, "two").out()).contains(directory.resolve("kept") + "/app-");
        if (tellsTimesOfChange()) {
            assertThat(count("reading")).isEqualTo(once);
        }
    }

    @Test
    void aLockWithItsOwnNumberIsAnEarlierStarts() throws IOException {
        Path cache = Files.createDirectories(tree.resolve(".cartwright"));
        Path wrapper = directory.resolve("as-process");
        script(
                wrapper,
                """
                ln -s $$ "$1/.cartwright/lock"
                exec bash "$1/cartwright" x
                """);
        Run run =
                Run.of(
                        List.of("timeout", "60", wrapper.toString(), tree.toString()),
                        directory,
                        environment(withJdk()));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(cache.resolve("lock")).doesNotExist();
    }

    @Test
    void twoTreesMayShareOneCache() throws IOException {
        var with = new HashMap<>(withJdk());
        with.put("CARTWRIGHT_CACHE", directory.resolve("shared").toString());
        Path other = directory.resolve("other");
        copy(tree, other);
        file(other.resolve("server/src/main/java/A.java"), "class A { int other; }");
        String one = app(launch(with, "one"));
        assertThat(app(launch(with, "one again"))).isEqualTo(one);
        Path first = tree;
        tree = other;
        String two = app(launch(with, "two"));
        assertThat(two).isNotEqualTo(one);
        tree = first;
        assertThat(app(launch(with, "one once more"))).isEqualTo(one);
        Files.move(first, directory.resolve("away"));
        Files.move(other, first);
        assertThat(app(launch(with, "moved into its place"))).isEqualTo(two);
    }

    @Test
    void aFailedBuildIsShownAndNothingIsStarted() throws IOException {
        file(tree.resolve("broken"), "");
        Run run = launch(withJdk(), "serve");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("no such symbol", "the build failed", "build.log");
        assertThat(count("start")).isZero();
        Files.delete(tree.resolve("broken"));
        assertThat(launch(withJdk(), "serve").exit()).isEqualTo(3);
    }

    @Test
    void handsWordsAndStatusThroughAlsoWhenCalledByALink() throws IOException {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, tree.resolve("cartwright"));
        Run run =
                Run.of(
                        List.of(bash, link.toString(), "api", "two words", "*"),
                        home,
                        environment(withJdk()));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).endsWith("dev.cartwright.Main|api|two words|*|\n");
    }

    @Test
    void optionsOfTheCallerComeLastAndSoWin() throws IOException {
        assertThat(launch(given("-Xmx1g -Dx=y"), "serve").out())
                .containsSubsequence("-Xmx256m|", "-Xmx1g|-Dx=y|");
    }

    @Test
    void doesNotContradictTheCallersHeapOrCollector() throws IOException {
        String begin = "-Xms48m|-XX:NewSize=32m|";
        assertThat(launch(given("-Dx=y"), "x").out()).contains("-XX:+UseSerialGC|", begin);
        assertThat(launch(given("-Xmx40m"), "x").out())
                .contains("-XX:+UseSerialGC|", "-Xms32m|")
                .doesNotContain("-Xms48m", "NewSize");
        assertThat(launch(given("-XX:MaxNewSize=9m"), "x").out()).doesNotContain(begin);
        assertThat(launch(given("-XX:+UseG1GC"), "x").out()).doesNotContain("SerialGC", begin);
    }

    /// With the JDK of the tests, which says what it cannot do together.
    @Test
    void javaAgreesToWhatItIsGiven() throws IOException {
        launcher(Files.readString(Repository.root().resolve("cartwright")));
        TinyProgram.write(tree.resolve("prepared.jar"), directory.resolve("classes"));
        for (String options : List.of("", "-Xmx40m", "-Xmx1g", "-Xmn8m", "-XX:+UseG1GC")) {
            Run run =
                    launch(
                            Map.of(
                                    "JAVA_HOME",
                                    System.getProperty("java.home"),
                                    "CARTWRIGHT_JAVA_OPTS",
                                    options),
                            "x");
            assertThat(run.out()).as(options).isEqualTo("ran\n");
        }
    }

    @Test
    void whatAStartNeedsIsPreparedWithTheBuildAndUsed() throws IOException {
        String out = launch(withJdk(), "x").out();
        String app = tree.resolve(".cartwright").toString();
        String prepared = line("preparation");
        assertThat(prepared)
                .matches(
                        "preparation[|]-cp[|].*/cartwright.jar[|]dev.cartwright.Preparation[|]"
                                + ".*/fresh.*/lib[|].*/fresh.*/native/.*[|]");
        String platform = prepared.replaceAll(".*/native/(.*)[|]", "$1");
        assertThat(out)
                .containsPattern(
                        "-Dorg.sqlite.lib.path=" + app + "/app-[0-9-]*/native/" + platform + "[|]")
                .doesNotContain("-XX:-AOTRecordTraining");
        assertThat(line("rehearsal")).contains("-XX:-AOTRecordTraining", platform + "|");
        launch(given("-Dx=y"), "another cache, the same build");
        assertThat(count("preparation")).isEqualTo(1);
    }

    @Test
    void theCacheForFastStartsIsMadeOnceAndUsed() throws IOException {
        Map<String, String> with = withJdk();
        assertThat(launch(with, "one").out()).contains("-XX:AOTCache=");
        assertThat(launch(with, "two").out()).contains("-XX:AOTCache=");
        assertThat(count("rehearsal")).isEqualTo(1);
        assertThat(Files.readAllLines(calls).stream())
                .map(line -> line.replaceAll("[ |].*", ""))
                .startsWith("build", "preparation", "rehearsal");
        var other = new HashMap<>(with);
        other.put("CARTWRIGHT_JAVA_OPTS", "-Xmx1g");
        launch(other, "other options need a cache of their own");
        assertThat(count("rehearsal")).isEqualTo(2);
    }

    @Test
    void optionsThatMayGoAreGivenToTheirVersionOnly() throws IOException {
        String of = "-XX:+UnlockDiagnosticVMOptions";
        assertThat(launch(withJdk(), "x").out()).contains(of, "-XX:ArchiveRelocationMode=0");
        Path newer = jdk(directory.resolve("newer"), NEW + 1);
        Run run = launch(Map.of("JAVA_HOME", newer.toString()), "x");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("-XX:AOTCache=").doesNotContain(of, "Relocation", "Tier4");
    }

    @Test
    void startsAlsoWhenThePreparationFails() throws IOException {
        var with = new HashMap<>(withJdk());
        with.put("PREPARATION", "fails");
        Run run = launch(with, "x");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("-XX:AOTCache=");
        assertThat(run.err()).doesNotContain("went wrong");
    }

    @Test
    void startsWithoutTheCacheWhereItCannotBeMade() throws IOException {
        for (String failure : List.of("fails", "makes-nothing")) {
            Files.deleteIfExists(calls);
            var with = new HashMap<>(withJdk());
            with.put("REHEARSAL", failure);
            with.put("CARTWRIGHT_CACHE", directory.resolve(failure).toString());
            for (String word : List.of("one", "two")) {
                Run run = launch(with, word);
                assertThat(run.exit()).isEqualTo(3);
                assertThat(run.out()).contains("|" + word + "|").doesNotContain("AOTCache=");
                assertThat(run.err()).doesNotContain("rehearsal went wrong");
            }
            assertThat(count("rehearsal")).isEqualTo(1);
            assertThat(count("start")).isEqualTo(2);
        }
    }

    /// With the JDK of the tests, since what is tested is what Java makes of such a file.
    @Test
    void startsSilentlyWithACacheThatCannotBeUsed() throws IOException {
        launcher(Files.readString(Repository.root().resolve("cartwright")));
        TinyProgram.write(tree.resolve("prepared.jar"), directory.resolve("classes"));
        var with = Map.of("JAVA_HOME", System.getProperty("java.home"));
        assertThat(launch(with, "x").out()).isEqualTo("ran\n");
        List<Path> caches;
        try (var files = Files.walk(tree.resolve(".cartwright"))) {
            caches = files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
        assertThat(caches).hasSize(1);
        assertThat(caches.getFirst()).isNotEmptyFile();
        Files.writeString(caches.getFirst(), "no cache at all");
        Run run = launch(with, "x");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("ran\n");
        assertThat(run.err()).isEmpty();
    }

    /// The folder of the program that was started.
    private static String app(Run run) {
        return run.out()
                .lines()
                .filter(line -> line.contains("dev.cartwright.Main"))
                .map(line -> line.replaceAll(".*/(app-[0-9-]*)/cartwright[.]jar.*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Map<String, String> given(String options) throws IOException {
        var with = new HashMap<>(withJdk());
        with.put("CARTWRIGHT_JAVA_OPTS", options);
        return with;
    }

    /// With a note of each time that files are read for their checksums.
    private Map<String, String> watched() throws IOException {
        var with = new HashMap<>(withJdk());
        Path path = Files.createDirectories(directory.resolve("watched"));
        script(
                path.resolve("cksum"),
                """
                if [ $# -gt 0 ]; then echo reading >>"$CALLS"; fi
                PATH=${PATH#*:} exec cksum "$@"
                """);
        with.put("PATH", path + ":" + path());
        return with;
    }

    private boolean tellsTimesOfChange() {
        Run run =
                Run.of(
                        List.of("find", tree + "/pom.xml", "-printf", "%C@"),
                        directory,
                        environment(Map.of()));
        return run.exit() == 0 && !run.out().endsWith(".0000000000");
    }

    private String line(String start) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> withJdk() throws IOException {
        return Map.of("JAVA_HOME", jdk(directory.resolve("jdk"), NEW).toString());
    }

    private String where(Map<String, String> environment) {
        return launch(environment, "--print-java-home").success().strip();
    }

    private Run launch(Map<String, String> environment, String... words) {
        var command = new ArrayList<>(List.of(bash, tree.resolve("cartwright").toString()));
        command.addAll(List.of(words));
        return Run.of(command, directory, environment(environment));
    }

    private Map<String, String> environment(Map<String, String> more) {
        var all = new HashMap<String, String>();
        all.put("HOME", home.toString());
        all.put("SDKMAN_DIR", home.resolve(".sdkman").toString());
        all.put("JAVA_HOME", "");
        all.put("CALLS", calls.toString());
        all.putAll(more);
        return all;
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    private long count(String what) throws IOException {
        if (!Files.exists(calls)) {
            return 0;
        }
        return Files.readAllLines(calls).stream().filter(line -> line.startsWith(what)).count();
    }

    /// A link to the JDK's java, as systems put it on the PATH.
    private Path onPath(Path jdk) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("java"), jdk.resolve("bin/java"));
        return folder;
    }

    private static Path jdk(Path folder, int version) throws IOException {
        file(folder.resolve("release"), "JAVA_VERSION=\"%d.0.1\"\n".formatted(version));
        script(folder.resolve("bin/javac"), "exit 0\n");
        script(
                folder.resolve("bin/java"),
                """
                for word in "$@"; do
                    case $word in
                        dev.cartwright.Preparation)
                            printf '%s|' preparation "$@" >>"$CALLS"
                            echo >>"$CALLS"
                            if [ "${PREPARATION:-}" = fails ]; then
                                echo "preparation went wrong" >&2; exit 1
                            fi
                            exit 0 ;;
                        -XX:AOTCacheOutput=*)
                            printf '%s|' rehearsal "$@" >>"$CALLS"
                            echo >>"$CALLS"
                            case ${REHEARSAL:-} in
                                fails) echo "rehearsal went wrong" >&2; exit 1 ;;
                                makes-nothing) exit 0 ;;
                            esac
                            echo cache >"${word#*=}"
                            exit 0 ;;
                    esac
                done
                echo start >>"$CALLS"
                printf '%s|' "$@"
                echo
                exit 3
                """);
        return folder;
    }

    private void launcher(String text) throws IOException {
        file(tree.resolve("cartwright"), text);
        executable(tree.resolve("cartwright"));
    }

    private static void script(Path path, String text) throws IOException {
        file(path, "#!/bin/sh\n" + text);
        executable(path);
    }

    private static void executable(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void file(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
