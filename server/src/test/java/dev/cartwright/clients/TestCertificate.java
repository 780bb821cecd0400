package dev.cartwright.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A self-signed certificate for the loopback address, made by the JDK's own keytool.
///
/// @param certificate PEM file
/// @param key PEM file, PKCS #8
public record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "only-for-this-test";

    static TestCertificate make(Path directory) {
        return make(directory, "localhost", "ip:127.0.0.1,dns:localhost");
    }

    /// @param name of whom it is for
    /// @param hosts as an extension has them: `ip:127.0.0.1,dns:localhost`
    public static TestCertificate make(Path directory, String name, String hosts) {
        Path store = directory.resolve("test.p12");
        Run.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "test",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-validity",
                                "2",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=" + hosts,
                                "-ext",
                                "BC=ca:true",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD),
                        directory,
                        Map.of())
                .success();
        return split(store, directory);
    }

    private static TestCertificate split(Path file, Path directory) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return new TestCertificate(
                    pem(
                            directory.resolve("certificate.pem"),
                            "CERTIFICATE",
                            store.getCertificate("test").getEncoded()),
                    pem(
                            directory.resolve("key.pem"),
                            "PRIVATE KEY",
                            store.getKey("test", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label));
    }
}
