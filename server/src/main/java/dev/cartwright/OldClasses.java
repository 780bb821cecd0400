package dev.cartwright;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Classes in the format of Java 5 and before, which Java keeps in no cache for fast starts: it has
/// to infer their types anew each time it checks them.
///
/// Such classes are given the frames that the format of Java 6 has for this. What they do stays the
/// same (only code that is never reached may become other such code), and newer ones are left as
/// they are.
final class OldClasses {
    /// Of Java 6, the first with frames.
    private static final int WITH_FRAMES = ClassFile.JAVA_6_VERSION;

    private static final int HEADER_BYTES = 8;

    private final ClassFile format;

    /// @param libraries knows the classes that a changed one mentions
    OldClasses(ClassLoader libraries) {
        format =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS, // not required before Java 7
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(libraries)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /// Puts a jar in the place of one that has such classes; leaves any other alone, and one that
    /// is signed.
    ///
    /// @throws IOException when it cannot be read or written, and nothing has changed then
    void renew(Path jar) throws IOException {
        try (var from = new JarFile(jar.toFile())) {
            if (signed(from) || !anyOld(from)) {
                return;
            }
            // no temporary file: those may be read by their owner alone
            Path fresh = jar.resolveSibling(jar.getFileName() + ".fresh");
            try {
                if (copy(from, fresh)) {
                    Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
    }

    /// @return whether the copy has a class with frames that was without
    private boolean copy(JarFile from, Path fresh) throws IOException {
        boolean changed = false;
        try (var to = new JarOutputStream(Files.newOutputStream(fresh))) {
            for (JarEntry entry : from.stream().toList()) {
                byte[] bytes = bytes(from, entry);
                Optional<byte[]> renewed =
                        isClass(entry) && isOld(bytes) ? withFrames(bytes) : Optional.empty();
                changed |= renewed.isPresent();
                var copied = new JarEntry(entry.getName());
                copied.setTime(entry.getTime());
                to.putNextEntry(copied);
                to.write(renewed.orElse(bytes));
                to.closeEntry();
            }
        }
        return changed;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private Optional<byte[]> withFrames(byte[] old) {
        try {
            return Optional.of(
                    format.transformClass(
                            format.parse(old),
                            (to, element) -> {
                                switch (element) {
                                    case ClassFileVersion _ -> to.withVersion(WITH_FRAMES, 0);
                                    // only code that is written anew gets frames
                                    case MethodModel method ->
                                            to.transformMethod(
                                                    method,
                                                    MethodTransform.transformingCode(
                                                            CodeTransform.ACCEPT_ALL));
                                    default -> to.with(element);
                                }
                            }));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // mentions a class that is missing, or uses jsr
        }
    }

    private static boolean anyOld(JarFile jar) throws IOException {
        for (JarEntry entry : jar.stream().toList()) {
            if (isClass(entry)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    if (isOld(in.readNBytes(HEADER_BYTES))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class");
    }

    /// Magic number, minor and major version stand at the beginning.
    private static boolean isOld(byte[] file) {
        return file.length >= HEADER_BYTES
                && (Byte.toUnsignedInt(file[6]) << Byte.SIZE | Byte.toUnsignedInt(file[7]))
                        < WITH_FRAMES;
    }

    private static boolean signed(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .anyMatch(name -> name.startsWith("META-INF/") && name.endsWith(".SF"));
    }
}
