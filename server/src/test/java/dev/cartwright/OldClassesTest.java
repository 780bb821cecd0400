package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OldClassesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir private Path directory;
    private Path jar;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final OldClasses oldClasses = new OldClasses(OldClassesTest.class.getClassLoader());

    @BeforeEach
    void name() {
        jar = directory.resolve("library.jar");
    }

    @Test
    void givesAnOldClassFramesAndNothingElse() throws Exception {
        entries.put("Old.class", old("Old", OldClassesTest::absolute));
        entries.put("New.class", compiled("New", ClassFile.JAVA_8_VERSION));
        entries.put(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\n".getBytes(StandardCharsets.UTF_8));
        write();
        oldClasses.renew(jar);
        Map<String, byte[]> now = read(jar);
        assertThat(now).hasSize(3).containsEntry("New.class", entries.get("New.class"));
        assertThat(now).containsEntry("META-INF/MANIFEST.MF", entries.get("META-INF/MANIFEST.MF"));
        ClassModel renewed = ClassFile.of().parse(now.get("Old.class"));
        assertThat(renewed.majorVersion()).isEqualTo(ClassFile.JAVA_6_VERSION);
        assertThat(frames(renewed)).isTrue();
        try (var loader = new URLClassLoader(new java.net.URL[] {jar.toUri().toURL()})) {
            var absolute = loader.loadClass("Old").getMethod("of", int.class);
            assertThat(absolute.invoke(null, -5)).isEqualTo(5);
            assertThat(absolute.invoke(null, 7)).isEqualTo(7);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(jar);
        }
    }

    @Test
    void leavesAJarWithoutOldClassesAlone() throws Exception {
        entries.put("New.class", compiled("New", ClassFile.JAVA_8_VERSION));
        untouched();
    }

    @Test
    void leavesASignedJarAlone() throws Exception {
        entries.put("META-INF/SIGNER.SF", new byte[0]);
        entries.put("Old.class", old("Old", OldClassesTest::absolute));
        untouched();
    }

    @Test
    void leavesARenewedJarAloneTheNextTime() throws Exception {
        entries.put("Old.class", old("Old", OldClassesTest::absolute));
        write();
        oldClasses.renew(jar);
        Files.setLastModifiedTime(jar, LONG_AGO);
        oldClasses.renew(jar);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
    }

    @Test
    void keepsAnOldClassThatMentionsOneWhichIsNotThere() throws Exception {
        entries.put("Lone.class", old("Lone", OldClassesTest::ofMissingTypes));
        entries.put("Old.class", old("Old", OldClassesTest::absolute));
        write();
        oldClasses.renew(jar);
        Map<String, byte[]> now = read(jar);
        assertThat(now).containsEntry("Lone.class", entries.get("Lone.class"));
        assertThat(frames(ClassFile.of().parse(now.get("Old.class")))).isTrue();
    }

    @Test
    void leavesAJarAloneInWhichNoClassCanBeRenewed() throws Exception {
        entries.put("Lone.class", old("Lone", OldClassesTest::ofMissingTypes));
        untouched();
    }

    @Test
    void aBrokenJarStaysAsItIs() throws Exception {
        Files.writeString(jar, "no jar");
        org.assertj.core.api.Assertions.assertThatIOException()
                .isThrownBy(() -> oldClasses.renew(jar));
        assertThat(jar).hasContent("no jar");
    }

    /// The library that it is made for: a version of it without old classes makes this unneeded.
    @Test
    void theCommandLinesLibraryWorksAsBefore() throws Exception {
        Path original =
                Path.of(
                        CommandLine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Files.copy(original, jar);
        oldClasses.renew(jar);
        Map<String, byte[]> now = read(jar);
        assertThat(now.keySet()).isEqualTo(read(original).keySet());
        now.forEach(
                (name, bytes) -> {
                    if (name.endsWith(".class")) {
                        assertThat(ClassFile.of().parse(bytes).majorVersion())
                                .as(name)
                                .isGreaterThanOrEqualTo(ClassFile.JAVA_6_VERSION);
                        assertThat(ClassFile.of().verify(bytes)).as(name).isEmpty();
                    }
                });
    }

    private void untouched() throws IOException {
        write();
        byte[] before = Files.readAllBytes(jar);
        Files.setLastModifiedTime(jar, LONG_AGO);
        oldClasses.renew(jar);
        assertThat(jar).hasBinaryContent(before);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
    }

    /// `of(int)` in the format of Java 5, which knows no frames.
    private static byte[] old(String name, Consumer<CodeBuilder> code) {
        return build(name, ClassFile.JAVA_5_VERSION, StackMapsOption.DROP_STACK_MAPS, code);
    }

    private static byte[] compiled(String name, int version) {
        return build(
                name, version, StackMapsOption.STACK_MAPS_WHEN_REQUIRED, OldClassesTest::absolute);
    }

    private static byte[] build(
            String name, int version, StackMapsOption frames, Consumer<CodeBuilder> code) {
        return ClassFile.of(frames)
                .build(
                        ClassDesc.of(name),
                        made ->
                                made.withVersion(version, 0)
                                        .withMethodBody(
                                                "of",
                                                MethodTypeDesc.of(
                                                        ConstantDescs.CD_int, ConstantDescs.CD_int),
                                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                                code));
    }

    private static void absolute(CodeBuilder code) {
        var positive = code.newLabel();
        code.iload(0)
                .ifge(positive)
                .iload(0)
                .ineg()
                .ireturn()
                .labelBinding(positive)
                .iload(0)
                .ireturn();
    }

    /// Where two ways meet, their common class must be found.
    private static void ofMissingTypes(CodeBuilder code) {
        var other = code.newLabel();
        var end = code.newLabel();
        for (String type : new String[] {"missing.One", "missing.Two"}) {
            ClassDesc missing = ClassDesc.of(type);
            if (type.endsWith("One")) {
                code.iload(0).ifge(other);
            } else {
                code.goto_(end).labelBinding(other);
            }
            code.invokestatic(missing, "make", MethodTypeDesc.of(missing));
        }
        code.labelBinding(end)
                .invokestatic(
                        ClassDesc.of("missing.Sink"),
                        "take",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ClassDesc.of("missing.Base")))
                .ireturn();
    }

    private static boolean frames(ClassModel model) {
        return model.methods().stream()
                .flatMap(method -> method.code().stream())
                .anyMatch(code -> code.findAttribute(Attributes.stackMapTable()).isPresent());
    }

    private void write() throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    private static Map<String, byte[]> read(Path jar) throws IOException {
        var all = new TreeMap<String, byte[]>();
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                all.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        return all;
    }
}
